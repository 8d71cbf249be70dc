# `make demo` and `make test` do everything; the rest is for those who work on Care.
PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python -m

.PHONY: demo install test check lint types layers pictures lock clean

demo: .venv/run.stamp
	@$(BIN)/careapp demo

install: .venv/run.stamp

test: .venv/dev.stamp
	$(RUN) pytest

check: .venv/dev.stamp lint types layers test

lint: .venv/dev.stamp
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: .venv/dev.stamp
	$(RUN) mypy

layers: .venv/dev.stamp
	$(BIN)/lint-imports

.venv/run.stamp: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(RUN) pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@$(RUN) pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	@$(RUN) pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@

# The pictures of the README, taken from the demo; needs a Chromium and a font with emoji.
pictures: .venv/dev.stamp
	$(RUN) tests.journeys.pictures

# New pins, with hashes and without the name of any index.
lock: .venv/dev.stamp
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header --upgrade --group pyproject.toml:build pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header --upgrade --constraint requirements.txt --group pyproject.toml:dev --output-file requirements-dev.txt

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
