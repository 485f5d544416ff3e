# Every command a person types. `make` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
PY := $(BIN)/python
# What `make test` and `make check` look at: `make test T=tests/cases`
T ?= tests
# The test runner's processes; T narrowed to one file is quicker with J=0
J ?= auto

PACKAGING := setup.cfg pyproject.toml scripts/build_environment.sh

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- Using it ---

.PHONY: run
run: setup ## Start everything on http://127.0.0.1:8000 with a demo office (PORT=... changes it)
	@$(PY) -m scripts.run

.PHONY: setup
setup: .venv/.installed ## Build only the environment, with the `donthu` command in .venv/bin

.venv/.installed: requirements.lock $(PACKAGING)
	@echo "Building the environment in .venv ..."
	@scripts/build_environment.sh requirements.lock
	@touch $@

# --- Working on it ---

.PHONY: check
check: lint types contracts ## What to run before a commit: under 90 seconds, no browser
	$(PY) -m pytest -q -n $(J) -m "not browser and not slow" $(T)

.PHONY: test
test: setup-dev test-tools lint types contracts ## Everything CI runs, including installing what the tests need
	$(PY) -m pytest -n $(J) --dist loadscope $(T)

.PHONY: setup-dev
setup-dev: .venv/.installed-dev ## Build the environment with the developers' tools

.venv/.installed-dev: requirements-dev.lock $(PACKAGING)
	@echo "Building the developers' environment in .venv ..."
	@scripts/build_environment.sh requirements-dev.lock
	@touch .venv/.installed $@

.PHONY: test-tools
test-tools: setup-dev ## Install the programs that only tests need (as root; else say which are missing)
	@$(PY) -m scripts.test_tools

.PHONY: lint
lint: setup-dev ## Style and formatting
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .

.PHONY: fix
fix: setup-dev ## Mend style and formatting where a machine can
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

.PHONY: types
types: setup-dev ## Static types
	$(BIN)/mypy

.PHONY: contracts
contracts: setup-dev ## Who may import whom
	$(BIN)/lint-imports --no-logo

.PHONY: bench
bench: setup-dev ## Measure: one line per figure, "name value unit"
	@$(PY) -m bench

.PHONY: coverage
coverage: setup-dev ## Which lines no test reaches
	$(BIN)/coverage run -m pytest -q -m "not browser" $(T)
	$(BIN)/coverage report

.PHONY: lock
lock: .venv/.installed ## Choose versions anew within the ranges of setup.cfg
	scripts/lock.sh

.PHONY: clean
clean: ## Remove the environment and what the tools left behind; var/ (your data) stays
	rm -rf .venv .tools build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
