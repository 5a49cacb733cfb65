# make run | test | thorough | check | node | bench | chaos | golden | clean — all set themselves up in .venv
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SEEDS ?= 20
REMINDERS ?= 300
# One more than there are cores, since many tests wait for others.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help run test thorough check node bench chaos golden schema clean

help:
	@echo "make run       the timeline, the next reminders, then the scheduler (Ctrl-C ends it)"
	@echo "make test      all tests"
	@echo "make thorough  the same, with twenty times as many examples of each property"
	@echo "make check     ruff, mypy --strict, import-linter"
	@echo "make node      readers of calendars on Node, which some tests then use"
	@echo "make bench     how fast it is, beside what you would otherwise use"
	@echo "make chaos     the fault tests, long: SEEDS=20 REMINDERS=300"

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "geotimeline needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python lacks venv; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --upgrade pip
	$(BIN)/pip install --quiet --constraint constraints.txt --group dev --editable .
	@touch $@

run: $(READY)
	@$(BIN)/geotimeline list
	@echo
	@$(BIN)/geotimeline alerts plan
	@echo
	@exec $(BIN)/geotimeline run

test: $(READY)
	$(PYTEST) $(TESTS)

thorough: $(READY)
	$(PYTEST) --hypothesis-profile thorough --timeout 3600 $(TESTS)

node: $(READY)
	npm install --silent --no-save --no-package-lock --no-audit --no-fund \
	  --prefix $(VENV)/node ical.js@2.2.1 node-ical@0.26.1

check: $(READY)
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m benchmarks

chaos: $(READY)
	GEOTIMELINE_CHAOS_SEEDS=$(SEEDS) GEOTIMELINE_CHAOS_REMINDERS=$(REMINDERS) \
	  $(PYTEST) tests/faults

golden: $(READY)
	$(PYTEST) --update-golden $(TESTS)

schema: $(READY)
	$(BIN)/python -m geotimeline.formats.json_schema

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build
