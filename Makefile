# make run   sets up what is needed and opens the workbench on the shipped study
# make test  sets up what is needed and passes every check and test
# make bench prints the ratios against the peers, measured in one run, and scores a million rows under kills
# make soak  runs the long fault and property tests
# make fix   formats the code and mends what the linter can mend

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STUDY := us-mexico-2011

.PHONY: run test bench soak fix clean
.DEFAULT_GOAL := run

$(VENV)/.run: pyproject.toml workbench/version.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "The workbench needs Python 3.11 or newer; name it: make PYTHON=python3.12 run")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up in $(VENV) (once) …" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# Where nothing may be skipped, the libraries that results are compared with are installed too.
EXTRAS = dev$(if $(WORKBENCH_REQUIRE_ALL),$(comma)peers)
comma := ,

$(VENV)/.test: $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	@touch $@

run: $(VENV)/.run
	@if [ -t 0 ] && [ -t 1 ]; then \
	  exec $(BIN)/workbench open; \
	else \
	  $(BIN)/workbench score $(STUDY) && $(BIN)/workbench report $(STUDY) -o $(STUDY).xlsx; \
	fi

test: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

$(VENV)/.peers: $(VENV)/.test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,peers]'
	@touch $@

bench: $(VENV)/.peers
	@for script in tests/benchmarks/bench_*.py; do $(BIN)/python $$script || exit 1; done
	$(BIN)/python -m pytest -q -n0 -m soak tests/batch

soak: $(VENV)/.test
	$(BIN)/python -m pytest -m soak

fix: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
