# Everything a developer does here, by one command each. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help:  ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.PHONY: venv
venv: $(READY)  ## Make the virtual environment with all that is needed to work on kg

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "kg needs Python 3.11 or later; give one: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

.PHONY: demo
demo: $(READY)  ## Build a graph of the example articles and ask it two questions
	$(BIN)/kg build examples/news --output out/demo.trig --store out/demo
	@echo
	@echo "The graph is in out/demo.trig, for any RDF store, and in out/demo, for kg query."
	@echo
	@echo '$$ kg query who-is-charged --store out/demo'
	@$(BIN)/kg query who-is-charged --store out/demo
	@echo '$$ kg query who-exports-what --store out/demo --param exporter=Chevron'
	@$(BIN)/kg query who-exports-what --store out/demo --param exporter=Chevron
	@echo "And the sentences behind a fact:"
	@echo
	@echo '$$ kg why "Nicolás Maduro" chargedWith --store out/demo'
	@$(BIN)/kg why "Nicolás Maduro" chargedWith --store out/demo
	@echo '$$ kg why Chevron exportsTo --store out/demo'
	@$(BIN)/kg why Chevron exportsTo --store out/demo

.PHONY: test
test: $(READY)  ## Run all tests
	$(BIN)/pytest -n 2 --dist loadfile

.PHONY: check
check: $(READY)  ## Check format, lint, types, import arrows, spelling, and that the documents are true
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/pytest -q tests/test_docs.py tests/test_size.py tests/test_public.py

.PHONY: fmt
fmt: $(READY)  ## Format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: bench
bench: $(READY)  ## Measure how fast articles become a graph
	$(BIN)/python -m benchmarks

# Interpreters that are missing are left out; python3.11+babel==2.18.0 has that beside.
INTERPRETERS ?= python3.11 python3.12 python3.13
ARTICLES ?= examples/news

.PHONY: same-bytes
same-bytes: $(READY)  ## Build the same articles under several Pythons, and compare what comes out
	$(BIN)/python -m benchmarks.same_bytes $(ARTICLES) $(INTERPRETERS)

# Where the annotated sets are; those that are missing are left out.
DATA ?= $(or $(KG_DATA),../shared/data)
BOARD := benchmarks/scoreboard.json

.PHONY: scoreboard
scoreboard: $(READY)  ## Measure accuracy and speed on annotated texts, beside the last committed result
	$(BIN)/kg evaluate all --data $(DATA) --data tests --data training --output $(BOARD).new --against $(BOARD); \
		worse=$$?; if [ -e $(BOARD).new ]; then mv $(BOARD).new $(BOARD); fi; exit $$worse

.PHONY: train
train: $(READY)  ## Train the network anew, from data to weights: one to two hours on two cores
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m training --data $(DATA)

.PHONY: names
names: $(READY)  ## Draw the tables of names anew, from the packages of the extra "names"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[names]'
	$(BIN)/python -m training.names ontology/names

.PHONY: golden
golden: $(READY)  ## Write the expected results of the golden tests anew, to be read as a diff
	KG_GOLDEN=write $(BIN)/pytest -q $$(grep -rl KG_GOLDEN --include='test_*.py' tests)

.PHONY: clean
clean:  ## Remove what was built; the virtual environment stays
	rm -rf out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
