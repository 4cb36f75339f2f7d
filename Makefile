# Two targets matter: `make demo` runs the main job, `make test` runs every check. Both set themselves up under .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check fuzz clean compiled

demo: compiled
	@$(BIN)/uowgen demo

test: check
	$(BIN)/python -m pytest -n auto --dist loadscope

check: compiled
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fuzz: compiled
	$(BIN)/python -m tests.behaviour.fuzz
	$(BIN)/python -m tests.claims.fuzz_sentences

# Some machines tell Python to write no byte code; then every start would compile the program again.
compiled: $(READY)
	@$(BIN)/python -m compileall -q uowgen

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV)
