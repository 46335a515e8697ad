# Two commands on a fresh clone: `make run` and `make test`. Each sets up what it needs, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
STAMP := $(VENV)/.installed

# Nothing here reports home; the variables stand where Prefect and Great Expectations look for them.
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export GX_ANALYTICS_ENABLED := false

.PHONY: run test quick lint types check serve lock docs clean

run: $(STAMP) ## turn seeds/articles into data/sayso.duckdb and the pages
	@$(BIN)/sayso run

test: $(STAMP) ## all tests
	@$(BIN)/pytest

quick: $(STAMP) ## all tests but those that start servers or browsers
	@$(BIN)/pytest -m "not slow"

lint: $(STAMP)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .

types: $(STAMP)
	@$(BIN)/mypy

check: lint types test

serve: $(STAMP) ## schedules, the Prefect UI and the pages, on 127.0.0.1
	@$(BIN)/sayso serve

lock: $(STAMP) ## write requirements.lock anew: hashes, no addresses
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --quiet --output-file requirements.lock

docs: $(STAMP) ## write docs/tables.md anew from the catalog
	@$(BIN)/python -m sql.describe > docs/tables.md

clean: ## remove the environment and all data
	rm -rf $(VENV) data

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sayso needs Python 3.11 or newer")'
	@echo "Setting up $(VENV) (about a minute, once)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode --python $(BIN)/python requirements.lock
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $(STAMP)
