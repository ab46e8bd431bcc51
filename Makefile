# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN    := $(VENV)/Scripts
endif
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Byte code is compiled whatever the shell says: without it every start is two to four times slower.
export PYTHONDONTWRITEBYTECODE =
RUN_STAMP  := $(VENV)/.run-ready
TEST_STAMP := $(VENV)/.test-ready

.PHONY: run test bench screenshots clean

run: $(RUN_STAMP)
	$(BIN)/halfday demo

test: $(TEST_STAMP)
	$(BIN)/ruff format --check console tests benchmarks fixtures
	$(BIN)/ruff check console tests benchmarks fixtures
	$(BIN)/mypy
	$(BIN)/python -m pytest

bench: $(TEST_STAMP)
	$(BIN)/python -m benchmarks

screenshots: $(TEST_STAMP)
	$(BIN)/python -m docs.screenshots

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(d, ignore_errors=True) for d in ('$(VENV)', 'build', 'dist', '.mypy_cache', '.ruff_cache', '.pytest_cache', '.hypothesis')]"

$(RUN_STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable .
	$(BIN)/python -m compileall -q $(VENV) console
	$(BIN)/python -c "open('$@', 'w').close()"

$(TEST_STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable ".[test]"
	$(BIN)/python -m compileall -q $(VENV) console
	$(BIN)/python -c "open('$(RUN_STAMP)', 'w').close(); open('$@', 'w').close()"
