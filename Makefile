PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test bench

.venv/stamp: setup.cfg pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -e ".[dev]"
	touch $@

demo: .venv/stamp
	$(BIN)/storydiff compare samples/messaging-calls

test: .venv/stamp
	$(BIN)/pytest -q

bench: .venv/stamp
	$(BIN)/python benchmarks/run.py
