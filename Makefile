# make run | test | check | bench; each sets itself up. See README.md.
#
#   PORT=8000        where `make run` answers
#   PYTHON=python3   the Python that .venv is made with (3.11 or newer)
#   INSTALLER=pip    or uv
#   ARGS=            more arguments for pytest, as in: make test ARGS="tests/unit -x"

PORT ?= 8000
PYTHON ?= python3
INSTALLER ?= pip
ARGS ?=

BIN := .venv/bin
TRANSLATIONS := $(wildcard tracker/translations/*/LC_MESSAGES/messages.po)

ifeq ($(INSTALLER),uv)
INSTALL := uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r
else
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r
endif

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock hooks catalogues
.DELETE_ON_ERROR:

help:
	@sed -n 's/^#: //p' Makefile

#: make run         the app with demo data, the scheduler and a mail sink, on http://127.0.0.1:8000
run: .venv/installed-run $(TRANSLATIONS:.po=.mo)
	@exec $(BIN)/python scripts/run.py --port $(PORT)

#: make test        all tests: unit, web, browser, postgres
test: .venv/installed-test $(TRANSLATIONS:.po=.mo)
	@scripts/system_packages
	@echo "==> tests"
	@$(BIN)/python -m pytest --output test-results --screenshot only-on-failure $(ARGS)

#: make check       formatting, lint, types, import contracts, templates, catalogues
check: .venv/installed-run .venv/installed-lint
	@$(BIN)/python scripts/check.py

#: make bench       how fast it is, beside a floor measured in the same run
bench: .venv/installed-test $(TRANSLATIONS:.po=.mo)
	@$(BIN)/python -m bench $(ARGS)

#: make catalogues  take new texts into tracker/translations, and compile them
catalogues: .venv/installed-run
	@$(BIN)/python scripts/catalogues.py update

#: make lock        newest packages that pyproject.toml allows, with hashes (needs uv)
lock:
	@scripts/lock

#: make hooks       run `make check` before each commit
hooks:
	@hook=$$(git rev-parse --git-path hooks)/pre-commit && mkdir -p "$$(dirname "$$hook")" \
	  && printf '#!/bin/sh\nexec make --no-print-directory check\n' > "$$hook" && chmod +x "$$hook" \
	  && echo "==> $$hook: make check before each commit"

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
	  || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@echo "==> .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/installed-%: requirements/%.txt .venv/made
	@echo "==> packages of $<"
	@$(INSTALL) $<
	@touch $@

%.mo: %.po | .venv/installed-run
	@echo "==> $@"
	@$(BIN)/python scripts/catalogues.py compile
