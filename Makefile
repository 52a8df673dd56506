# data-estate: `make demo` shows it, `make test` proves it. Needs Python 3.11 or newer, and nothing else.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done || echo python3)
RUN := .venv/bin/
# Test processes at the same time; more than the machine's cores slow the engine down.
JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

.DEFAULT_GOAL := help
.PHONY: help setup demo test unit check format bench accept docs clean

help:  ## show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## create .venv from the lock file; quick when nothing changed
	@$(PYTHON) tools/bootstrap.py

demo: setup  ## deploy the reference estate on the simulated Azure and write a report
	@$(RUN)estate demo

test: setup  ## every test, with the real engine
	@$(RUN)pytest --numprocesses $(JOBS) --maxprocesses 8 --dist worksteal

unit: setup  ## the tests that need no engine: under a minute
	@$(RUN)pytest --numprocesses $(JOBS) --maxprocesses 8 -m "not engine"

check: setup  ## format, lint, types, import contracts
	@$(RUN)ruff format --check --quiet .
	@$(RUN)ruff check --quiet .
	@$(RUN)mypy --no-error-summary .
	@$(RUN)lint-imports

format: setup  ## format the code and repair what can be repaired
	@$(RUN)ruff format --quiet .
	@$(RUN)ruff check --quiet --fix .

bench: setup  ## measure the numbers to hold
	@$(RUN)python -m tools.bench

accept: setup  ## regenerate expected results and show what changed; PATHS=tests/… limits it
	@DATA_ESTATE_ACCEPT=1 $(RUN)pytest --quiet -m "not engine" $(PATHS) || true
	@git --no-pager diff --stat -- tests

docs: setup  ## regenerate the reference pages and the schemas
	@$(RUN)python -m tools.docs

clean:  ## remove the work directories of all estates (the simulated clouds with them)
	@rm -rf .estate
