# Everything a person does with the project. Each target makes the environment it needs first.

IN      ?= seeds
OUT     ?= outputs
VENV    := .venv
BIN     := $(VENV)/bin
# The first Python of 3.11 or later; name another with PYTHON=...
PYTHON  ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	     $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

# The package with its rules compiled (make compiled); used while nothing it was made of has changed since.
COMPILED := build/compiled
MADE     := $(COMPILED)/.made
FRESH     = $(if $(wildcard $(MADE)),$(if $(shell find pipeline models -type f ! -name '*.pyc' -newer $(MADE)),,yes))

.DEFAULT_GOAL := help
.PHONY: help setup extract compiled test score bench variants peers report confidence docs lint format lock wheel clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Bytecode is written here, for where Python is told to leave none behind: compiling it anew is a third of each start.
setup: $(VENV)/.project ## Make .venv from the lock file (again only when the lock changes)
	@$(BIN)/python -m compileall -q pipeline

# uv, itself pinned in the lock, installs the rest in parallel; where it cannot reach the package index as pip
# is configured to, pip does the same work.
$(VENV)/.locked: requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed (PYTHON=/path/to/python3 names one)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what requirements.lock pins into $(VENV) ..."
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock || \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.project: $(VENV)/.locked pyproject.toml
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

extract: setup ## Facts, observations and page of the articles in IN (default seeds) into OUT (default outputs)
	@$(if $(FRESH),PYTHONPATH=$(COMPILED)) $(BIN)/newsfacts extract $(IN) --out $(OUT) $(ARGS)
	@$(BIN)/newsfacts reconcile $(OUT)
	@$(BIN)/newsfacts report $(OUT)

compiled: setup ## Compile the rules (C compiler, two minutes): extract takes a third less time until a rule or word changes
	@rm -rf $(COMPILED) dist/compiled
	@NEWSFACTS_COMPILE=1 $(BIN)/python -m hatchling build --target wheel --directory dist/compiled
	@$(BIN)/python -m zipfile --extract dist/compiled/newsfacts-*.whl $(COMPILED)
	@$(BIN)/python -m compileall -q $(COMPILED)/pipeline
	@touch $(MADE)
	@echo "make extract uses $(COMPILED) now; the wheel in dist/compiled installs it on machines of the same kind."

test: setup ## The whole test suite (ARGS="-k periods" for a part)
	@$(BIN)/python -m pytest -q $(ARGS)

score: setup ## Strict F1 and the ladder on tests/gold
	@$(BIN)/python -m tests.score_groups $(ARGS)

# The rules are measured as they are and compiled; where they cannot be compiled, and in a quick trial, as they are.
bench: setup ## Measure speed and memory, write benchmarks/RESULTS.md (ARGS=--quick for a trial)
	@$(if $(FRESH),,rm -rf $(COMPILED)$(if $(filter --quick,$(ARGS)),,; $(MAKE) --no-print-directory compiled || { \
	  rm -rf $(COMPILED); echo "The rules could not be compiled (is there a C compiler?): measured as they are." >&2; }))
	@$(BIN)/python -m benchmarks $$(test ! -e $(MADE) || echo --compiled $(COMPILED)) $(ARGS)

variants: setup ## Measure what tagger, parser and entities would add, write benchmarks/VARIANTS.md
	@$(BIN)/python -m benchmarks.variants $(ARGS)

peers: setup ## Quantities and periods on other parsers' public test cases
	@$(BIN)/python -m tests.peers $(ARGS)

report: setup ## The page to check a run, from OUT
	@$(BIN)/newsfacts report $(OUT) $(ARGS)

confidence: setup ## Fit models/confidence.toml on the gold articles, print its reliability (ARGS=--check: only print)
	@$(BIN)/python models/fit_confidence.py $(ARGS)

docs: setup ## Write docs/data-dictionary.md from the schemas
	@$(BIN)/python -m pipeline.export.dictionary

lint: setup ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: setup ## Let ruff mend and format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: setup ## Write requirements.lock from pyproject.toml (add ARGS=--upgrade for the newest versions)
	@$(BIN)/uv pip compile -q pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --output-file requirements.lock $(ARGS)

wheel: setup ## Build the wheel into dist/
	@$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

clean: ## Remove the environment, outputs and caches
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find outputs -mindepth 1 ! -name README.md -delete
