"""What the project measures: `make bench` and the scripts that fit the shipped tables."""
