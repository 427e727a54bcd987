# make run    set everything up and read the sample reports
# make test   set everything up and pass every check and test
# make eval   score every stage on the development data (DATA=folder), write docs/quality.md
PYTHON ?= python3
DATA ?= ../shared/data
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run test setup eval format clean
.DEFAULT_GOAL := run

run: setup
	$(BIN)/gesta read samples/reports --format cards

setup: $(READY)

$(READY): pyproject.toml constraints.txt models/en/pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("gesta needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable models/en --editable '.[dev]'
	touch $(READY)

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/gesta codebook lint
	$(BIN)/pytest

eval: setup
	$(BIN)/gesta eval all --data $(DATA) --write docs/quality.md

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv
