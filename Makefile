# Two commands do everything on a fresh machine: `make run` and `make test`.
# Also: `make bench`, `make judge`, `make weights`, `make coverage`, `make screenshots`, `make golden`, `make clean`. Another Python: `make run PYTHON=python3.12`.
ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN    := .venv/Scripts
else
PYTHON ?= python3
BIN    := .venv/bin
endif
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install
CODE    := console tests benchmarks fixtures docs

# Byte code is compiled whatever the shell says: without it every start is two to four times slower.
export PYTHONDONTWRITEBYTECODE =
# Nothing floats, the tools that build the package included: older pips hand the first one down to the build, newer ones
# read the second. Relative, because pip splits the value at spaces.
export PIP_CONSTRAINT = constraints.txt
export PIP_BUILD_CONSTRAINT = constraints.txt

.PHONY: run test bench judge weights coverage screenshots golden clean

run: .venv/.run-ready
	$(BIN)/halfday demo

test: .venv/.test-ready
	$(BIN)/python -m ruff format --check $(CODE)
	$(BIN)/python -m ruff check $(CODE)
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n auto
	$(BIN)/python -m benchmarks.judge --untimed

bench: .venv/.test-ready
	$(BIN)/python -m benchmarks

judge: .venv/.test-ready
	$(BIN)/python -m benchmarks.judge

weights: .venv/.test-ready
	$(BIN)/python fixtures/learning/learn.py
	$(BIN)/python fixtures/learning/learn_tone.py

coverage: .venv/.test-ready
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage report

screenshots: .venv/.test-ready
	$(BIN)/python -m docs.screenshots

# Writes the pictures that tests/golden compares with anew: read the difference before it is committed.
golden: export HALFDAY_GOLDEN = write
golden: .venv/.test-ready
	$(BIN)/python -m pytest tests/golden

# One line of Python rather than rm, find and touch: these are not on every machine. The first word of a line that a
# Windows shell may read holds no slash.
clean:
	$(PYTHON) -c "import pathlib, shutil; [shutil.rmtree(d, ignore_errors=True) for d in ['.venv', 'build', 'dist', '.mypy_cache', '.ruff_cache', '.pytest_cache', '.hypothesis', 'benchmarks/.stores', *(d for top in '$(CODE)'.split() for d in pathlib.Path(top).rglob('__pycache__'))]]"

.venv/.run-ready: pyproject.toml constraints.txt | .venv/.made
	$(INSTALL) --editable .
	$(BIN)/python -m compileall -q .venv console
	$(PYTHON) -c "open('$@', 'w').close()"

.venv/.test-ready: pyproject.toml constraints.txt | .venv/.made
	$(INSTALL) --editable ".[test]"
	$(BIN)/python -m compileall -q .venv console
	$(PYTHON) -c "[open(f'.venv/.{what}-ready', 'w').close() for what in ('run', 'test')]"

.venv/.made:
	$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Halfday needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Name another: make run PYTHON=python3.12')"
	$(PYTHON) -m venv .venv
	$(PYTHON) -c "open('$@', 'w').close()"
