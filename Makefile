PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench clean

# Installed again only when the metadata changes: the stamp is newer than both files.
.venv/stamp: setup.cfg pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -e ".[dev]"
	touch $@

demo: .venv/stamp
	$(BIN)/storydiff compare samples/messaging-calls

test: .venv/stamp
	$(BIN)/pytest -q

lint: .venv/stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/stamp
	$(BIN)/python -m benchmarks.run

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find cli.py compare tests benchmarks __pycache__ -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
