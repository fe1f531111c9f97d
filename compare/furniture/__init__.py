"""What of a text is not story, and why: one file per signal, joined by `compare.clean`."""
