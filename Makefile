# briefkit: `make help` lists what there is. Needs make and Python 3.11 or later; everything else comes from the lock files.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help sample test check lint format types layers bench docs pictures site lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

sample: $(VENV)/.installed ## build the sample report to PDF, DOCX and HTML in build/
	$(BIN)/briefkit build --to pdf,docx,html

test: $(VENV)/.developed ## run the tests
	$(BIN)/python -m pytest -n auto --dist loadfile

check: lint types layers test ## lint, types, layers and tests

lint: $(VENV)/.developed ## ruff: style and format
	$(BIN)/ruff check src tests bench docs
	$(BIN)/ruff format --check src tests bench docs

format: $(VENV)/.developed ## ruff: mend what can be mended
	$(BIN)/ruff check --fix src tests bench docs
	$(BIN)/ruff format src tests bench docs

types: $(VENV)/.developed ## mypy, strict
	$(BIN)/mypy

layers: $(VENV)/.developed ## import-linter: who may import whom
	$(BIN)/lint-imports

bench: $(VENV)/.developed ## measure every goal of speed, beside the peers where PEERS=… has them installed
	$(BIN)/python bench/goals.py $(if $(TEXTS),--texts $(TEXTS)) $(if $(PEERS),--peers $(PEERS))

docs: $(VENV)/.developed ## write the generated pages of docs/ anew
	$(BIN)/briefkit schema --output docs/check.schema.json
	$(BIN)/briefkit schema evidence --output docs/evidence.schema.json
	$(BIN)/briefkit schema settings --output docs/settings.schema.json
	$(BIN)/python docs/make_rules.py
	SOURCE_DATE_EPOCH=1735689600 $(BIN)/argparse-manpage --module briefkit.cli --function make_parser --prog briefkit \
	  --project-name briefkit --manual-title "User Commands" --author "briefkit contributors" \
	  --description "check the quotations of Markdown reports, and build PDF, DOCX and HTML" \
	  --format single-commands-section --output src/man/briefkit.1

pictures: $(VENV)/.developed ## make the pictures of docs/ anew
	$(BIN)/python docs/make_pictures.py

site: $(VENV)/.documented ## build the documentation site in build/site; every warning is an error
	$(BIN)/sphinx-build -q -W --keep-going -b dirhtml docs build/site
	@echo build/site/index.html

lock: ## write the lock files anew (needs uv)
	uv pip compile pyproject.toml --group build --universal --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --python-version 3.11 --output-file requirements.lock
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --python-version 3.11 --output-file requirements-dev.lock

	uv pip compile pyproject.toml --group site --universal --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --python-version 3.11 --output-file requirements-site.lock

clean: ## take away what was built
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "briefkit needs Python 3.11 or later: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.documented: requirements-site.lock $(VENV)/.installed
	$(PIP) install --require-hashes -r requirements-site.lock
	@touch $@

$(VENV)/.developed: requirements-dev.lock $(VENV)/.installed
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
