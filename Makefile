# `make demo` and `make test` do everything; the rest is for those who work on Care.
PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python -m

.PHONY: demo install test check lint types layers pictures coverage-table matrix simulation disk restore-drill load soak page-speed audit lock clean

demo: .venv/run.stamp
	@$(BIN)/careapp demo

install: .venv/run.stamp

test: .venv/dev.stamp
	$(RUN) pytest --numprocesses=auto

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

# Care is killed at every point around its commits and calls, 40 times each, and nothing may be lost or doubled.
matrix: .venv/dev.stamp
	$(RUN) tests.reliability.matrix

# Random histories, each from one seed, in which every promise is checked at every step.
SEEDS ?= 10000
simulation: .venv/dev.stamp
	$(RUN) tests.reliability.simulation --seeds $(SEEDS)

# Every call that Care makes of its disk fails once, or is its last; needs strace, and root to mount a small disk.
disk: .venv/dev.stamp
	CARE_DISK=every $(RUN) pytest tests/store/test_disk_faults.py tests/store/test_disk_full.py

# 500 people tell a story in the same second, also while Slack answers 429; prints what became of them and of the acks.
load: .venv/dev.stamp
	$(RUN) benchmarks.load

# Fourteen days lived through at speed while calls fail by chance; prints what Care holds at the end of each.
soak: .venv/dev.stamp
	$(RUN) benchmarks.soak

# A channel of 2,000 messages, opened, written to and scrolled in a real Chromium; prints the figures.
page-speed: .venv/dev.stamp
	$(RUN) benchmarks.page

# 100,000 stories, 100 backups while 100 people write, 25 killed ones, and a restore.
restore-drill: .venv/dev.stamp
	$(RUN) benchmarks.restore

# The pictures of the README, taken from the demo; needs a Chromium and a font with emoji.
pictures: .venv/dev.stamp
	$(RUN) tests.journeys.pictures

# docs/sandbox-coverage.md anew, from the sandbox's own tables.
coverage-table: .venv/dev.stamp
	$(RUN) tests.sandbox.coverage_page

# Known weaknesses in what is installed; .ci/audit says what its codes mean.
audit: .venv-audit/stamp
	@.ci/audit .venv-audit/bin/pip-audit requirements.txt requirements-dev.txt requirements-audit.txt

.venv-audit/stamp: requirements-audit.txt
	@test -x .venv-audit/bin/python || $(PYTHON) -m venv .venv-audit
	@.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  --requirement requirements-audit.txt
	@touch $@

# New pins, with hashes and without the name of any index.
lock: .venv/dev.stamp
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header --upgrade --group pyproject.toml:build pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header --upgrade --constraint requirements.txt --group pyproject.toml:dev --output-file requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header --upgrade --group pyproject.toml:audit --output-file requirements-audit.txt

clean:
	rm -rf .venv .venv-audit .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
