# Two commands for a newcomer: make demo, make test. Each does all of its own set-up.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/.venv/bin:$(PATH)
READY := .venv/.ready
WORKERS ?= 3
PYTEST_ARGS ?=
CODE := generator runtime_lib/svcgen_runtime tests .ci
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
SERVICE_LOCKS := templates/project/skeleton/requirements
SERVICE_LOCK := $(LOCK) --no-annotate --constraint requirements/dev.txt --extra postgres --extra rabbitmq --extra redis

.PHONY: help setup demo test proof bench lint format docs lock clean
.DELETE_ON_ERROR:

help: ## what there is to type
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 10

setup: $(READY) ## make .venv with everything that is locked; then `uv run svcgen` works

$(READY): requirements/dev.txt requirements/data.txt requirements/uv.txt pyproject.toml runtime_lib/pyproject.toml .ci/setup.sh
	@PYTHON="$(PYTHON)" bash .ci/setup.sh
	@touch $@

demo: $(READY) ## scaffold a service, start it and talk to it; needs no server
	@$(BIN)/python -m svcgen.demo

test: $(READY) lint ## everything that CI runs, <= 15 minutes on 2 cores
	@bash .ci/servers.sh
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(PYTEST_ARGS)

proof: $(READY) ## the same campaigns at full size; writes docs/proof/
	@bash .ci/servers.sh
	SVCGEN_SCALE=proof $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --timeout 0 $(PYTEST_ARGS)

bench: $(READY) ## the generator beside a floor and beside its peers; takes a while, and a quiet machine
	$(BIN)/python -m tests.benchmarks.generator --write

lint: $(READY) ## ruff, black, mypy --strict, import-linter
	$(BIN)/ruff check --quiet .
	$(BIN)/black --check --quiet --diff $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(READY) ## what black and ruff can put right themselves
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/black --quiet $(CODE)

docs: $(READY) ## write the pages of docs/reference that follow from code
	$(BIN)/python -m tests.support.reference

lock: $(READY) ## resolve again; review the diff
	$(LOCK) --upgrade --group dev --all-extras pyproject.toml runtime_lib/pyproject.toml -o requirements/dev.txt
	$(LOCK) --upgrade --no-deps requirements/data.in -o requirements/data.txt
	$(LOCK) --upgrade --no-deps requirements/node.in -o requirements/node.txt
	$(LOCK) --upgrade --no-deps requirements/uv.in -o requirements/uv.txt
	cp requirements/uv.txt $(SERVICE_LOCKS)/uv.txt
	$(SERVICE_LOCK) runtime_lib/pyproject.toml -o $(SERVICE_LOCKS)/run.txt
	$(SERVICE_LOCK) --extra testing runtime_lib/pyproject.toml requirements/service-dev.in -o $(SERVICE_LOCKS)/dev.txt

clean: ## remove what was made here, .venv included
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find generator runtime_lib tests .ci -name __pycache__ -type d -prune -exec rm -rf {} +
