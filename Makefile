# Everything a developer does here; `make help` lists it.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

export SAM_CLI_TELEMETRY := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
# Lambda's Python first; a name can be on the PATH and still not run (pyenv), so each one is tried.
PYTHONS := python3.13 python3.12 python3.11 python3.14 python3 python

FUNCTIONS := $(notdir $(basename $(filter-out %/local.in %/dev.in %/relay.in %/uv.in %/site.in %/checkov.in,$(wildcard requirements/*.in))))

# What `make build` builds for: Lambda's Python and processor. `make build PYTHON=python3 ARCH=native` is this machine.
PYTHON ?= python3.13
ARCH ?= arm64
BUILD_DIR ?= .aws-sam/build

# An environment of its own: it brings a hundred packages, and an older boto3 than ours.
CHECKOV := .aws-sam/checkov

WEB := $(wildcard web/package.json)
WEB_SOURCES := $(if $(WEB),$(shell find web $(wildcard clients/typescript/src) -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path '*/test-results/*'))

CLIENT := $(wildcard clients/typescript/package.json)

# Measuring costs nothing from Python 3.12 on (sys.monitoring) and doubles the time before.
MEASURED := import sys; print("--cov" if sys.version_info >= (3, 12) else "")

# So many test files at a time, one more than processors: half of their time the tests wait for something.
WORKERS ?= $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 1)))
SIDE_BY_SIDE := --numprocesses=$(WORKERS) --maxprocesses=8 --dist=loadfile

# How much of the functions' code the tests have to run, in percent; their own tests alone run 94.
FLOOR ?= 93

# How long `make soak` commands, and what everything in it follows from.
MINUTES ?= 10
SEED ?= 1

# Where `make shots` puts its pictures; ARGS= names some of the test files.
SHOTS ?= shots

# Where `make site` builds the documentation, and the port of this machine at which `make docs` serves it.
SITE ?= site
DOCS_PORT ?= 8000
MKDOCS = NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs
SITE_CONFIG := --config-file infra/documentation/mkdocs.yml
# What people read; the changelog's and the documents' own words are in pyproject.toml.
SPELLED := docs $(wildcard *.md clients/*/README.md freeswitch/README.md freeswitch/*/README.md web/README.md)

.PHONY: help run sam-local test coverage floor quick check format audit bench soak simulation deploy-check shots pictures docs site reference build provision token lock web client-types clean demo release

help:  ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

run: $(VENV)/.local web  ## start everything on this machine; Ctrl-C stops it; DATA=folder keeps the data for the next start
	@exec $(BIN)/python -m infra.local_stack

demo: $(VENV)/.local web  ## like run, and a minute of a meeting happens by itself: open the link that it prints
	@exec $(BIN)/python -m infra.local_stack --demo

sam-local: $(VENV)/.local  ## env.json and events for `sam local` from the running `make run`; says what to type
	@$(BIN)/python -m infra.sam.local $(ARGS)

# A suite that fails keeps no other from running. pytest is last and tells at its end which of the others failed, with
# the names of their tests.
test: $(VENV)/.dev $(if $(WEB),web/node_modules/.installed) $(if $(CLIENT),clients/typescript/node_modules/.installed)  ## run every test
	@failed=(); log=$$(mktemp); trap 'rm -f "$$log"' EXIT; \
	tests() { sed -nE 's/\x1b\[[0-9;]*m//g; s/^ *(FAIL .*)/\1/p' "$$log" | sort -u | head -n 20; }; \
	suite() { local name=$$1 of; shift; printf '\n== %s\n' "$$name"; \
	    "$$@" 2>&1 | tee "$$log" || { of=$$(tests); failed+=("--failed-before=$$name$${of:+$$'\n'$$of}"); }; }; \
	$(if $(CLIENT),suite 'the client' npm --prefix clients/typescript test;) \
	$(if $(WEB),suite 'the pages: build' $(MAKE) --no-print-directory web; \
	suite 'the pages: rules' npm --prefix web test; \
	suite 'the pages: in a browser' npm --prefix web run test:browser;) \
	printf '\n== Python\n'; measured=$(if $(ARGS),,$$($(BIN)/python -c '$(MEASURED)')); \
	$(BIN)/python -m pytest $$measured $(if $(ARGS),,$(SIDE_BY_SIDE)) "$${failed[@]}" $(ARGS); \
	if [ -n "$$measured" ]; then $(MAKE) --no-print-directory floor; fi; \
	test "$${#failed[@]}" = 0

coverage: $(VENV)/.dev  ## how much of the product code the Python tests run; slow before Python 3.12
	COVERAGE_CORE=$$($(BIN)/python -c 'import sys; print("sysmon" if sys.version_info >= (3, 12) else "ctrace")') \
	    $(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered $(ARGS)

floor: $(VENV)/.dev  ## whether the tests that ran last ran enough of functions/; needs what they measured
	@$(BIN)/python -m coverage report --include='functions/*' --fail-under=$(FLOOR)

quick: $(VENV)/.dev  ## the part of check that takes seconds: formatting, ruff, unused code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/vulture

check: quick $(if $(WEB),web/node_modules/.installed) $(if $(CLIENT),clients/typescript/node_modules/.installed)  ## all of quick; mypy, the SAM template, and the pages' and the client's formatting, types and eslint
	$(BIN)/mypy
	AWS_EC2_METADATA_DISABLED=true $(BIN)/sam validate --lint --region eu-central-1 --template template.yaml
	$(if $(CLIENT),cd clients/typescript && npm run check)
	$(if $(WEB),cd web && npm run check)

format: $(VENV)/.dev  ## put the Python code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

audit: $(VENV)/.dev  ## known weaknesses of the pinned packages; says so where nobody can be asked
	@$(BIN)/python -m infra.audit

bench: $(VENV)/.dev  ## measure what things cost, as ratios: a table, and JSON and a picture in bench/results/
	@status=0; $(BIN)/python -m bench || status=$$?; $(BIN)/python -m bench.plots; exit $$status

soak: $(VENV)/.dev  ## run the local stack while things break at random, and check it: MINUTES= SEED= (ARGS=--help)
	$(BIN)/python -m tests.soak --minutes $(MINUTES) --seed $(SEED) $(ARGS)

simulation: $(VENV)/.dev  ## a day of a large fleet over tables in memory, and checks it: SEED= (ARGS=--help has the sizes)
	$(BIN)/python -m tests.simulation --seed $(SEED) $(ARGS)

# What could not be looked at is not well: without checkov this fails, and says why.
deploy-check: $(VENV)/.dev  ## whether the templates can be deployed, as far as that shows without an account: sam, cfn-lint, bash, checkov
	AWS_EC2_METADATA_DISABLED=true $(BIN)/sam validate --lint --region eu-central-1 --template template.yaml
	$(BIN)/cfn-lint --regions eu-central-1 --template infra/node.yaml
	$(BIN)/cfn-lint --regions us-east-1 --template infra/pages.yaml
	$(BIN)/cfn-lint --regions eu-central-1 --template infra/account.yaml
	$(BIN)/python -m infra.sam.machine_script | bash -n
	@$(MAKE) --no-print-directory $(CHECKOV)/.installed \
	    || { echo 'deploy-check: checkov cannot be installed here (requirements/checkov.txt), so nobody has looked for what is open' >&2; exit 1; }
	$(BIN)/python -m infra.sam.without_loops < template.yaml > $(CHECKOV)/template.yaml
	$(CHECKOV)/bin/checkov --quiet --compact --framework cloudformation --skip-download --config-file infra/checkov.yaml --file $(CHECKOV)/template.yaml infra/node.yaml infra/pages.yaml infra/account.yaml

build: $(VENV)/.dev  ## sam build without Docker; PYTHON= and ARCH= (arm64, x86_64, native) choose Lambda's Python and processor
	@$(PYTHON) -c 'import pip' || { echo 'make build: no $(PYTHON) with pip here; Lambda runs python3.13 (PYTHON=… builds for another)' >&2; exit 1; }
	PYTHON="$$($(PYTHON) -c 'import sys; print(sys.executable)')" ARCH=$(ARCH) $(BIN)/sam build --parallel --build-dir $(BUILD_DIR)

release: $(VENV)/.dev $(if $(CLIENT),clients/typescript/node_modules/.installed)  ## VERSION=1.2.3: writes it, makes all that goes out into dist/, commits and tags; pushes nothing
	@$(BIN)/python -m infra.release $(ARGS) "$(or $(VERSION),$(error say which version: make release VERSION=1.2.3))"

provision: $(VENV)/.local  ## users, rooms, routes, layouts from FILE=x.yaml (ARGS=--yes applies without asking)
	@$(BIN)/python -m infra.provision $(ARGS) "$(or $(FILE),$(error say which file: make provision FILE=x.yaml))"

token: $(VENV)/.local  ## a token for the HTTP API (ARGS=--help)
	@$(BIN)/python -m infra.token $(ARGS)

web: $(if $(WEB),web/dist/.built)  ## build the web pages

shots: web  ## pictures of every state of both pages to SHOTS=, with a page to leaf through; each is checked by axe
	@mkdir -p $(SHOTS)
	cd web && SCREENSHOTS=$(abspath $(SHOTS)) npm run shots $(if $(ARGS),-- $(ARGS))
	@cd $(SHOTS) && { printf '<!doctype html>\n<meta charset="utf-8">\n<title>Pages</title>\n'; \
	    for picture in *.png; do printf '<h2>%s</h2>\n<img src="%s" alt="">\n' "$${picture%.png}" "$$picture"; done; } > index.html
	@echo "$(abspath $(SHOTS))/index.html"

pictures: web  ## the documentation's pictures of both pages, anew, to docs/pictures/
	@mkdir -p docs/pictures
	cd web && PICTURES=$(abspath docs/pictures) npm run shots -- tests/shots/documents.test.ts

docs: $(VENV)/.site  ## build the documentation and serve it on this machine, at DOCS_PORT= (8000)
	$(MKDOCS) serve $(SITE_CONFIG) --strict --dev-addr 127.0.0.1:$(DOCS_PORT)

site: $(VENV)/.site  ## build the documentation to SITE= (site) without a warning; check its links, its spelling, and that it loads nothing from elsewhere
	$(MKDOCS) build $(SITE_CONFIG) --strict --quiet --site-dir $(abspath $(SITE))
	@$(BIN)/python -m infra.documentation.check $(SITE)
	@$(BIN)/codespell $(SPELLED)

reference: $(VENV)/.dev  ## the documentation's reference, of the code that it describes
	@$(BIN)/python -m infra.generated.reference

client-types: $(VENV)/.dev clients/typescript/node_modules/.installed  ## the clients' types (TypeScript, Python), of the API's description
	@$(BIN)/python -m infra.description | node clients/typescript/scripts/generate.js
	@$(BIN)/python -m infra.generated.python_client

lock: $(VENV)/.dev  ## renew every pinned requirement file from requirements/*.in
	@for name in dev uv local relay edge site checkov $(FUNCTIONS); do \
	    case $$name in \
	        dev|checkov) target=requirements/$$name.txt; options=--upgrade ;; \
	        local|relay|edge|site|uv) target=requirements/$$name.txt; options="--constraint requirements/dev.txt" ;; \
	        *) target=functions/$$name/requirements.txt; options="--constraint requirements/dev.txt" ;; \
	    esac; \
	    echo "$$target"; \
	    $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	        $$options --output-file $$target requirements/$$name.in; \
	done

clean:  ## remove everything that make and the tools made, the virtual environment too
	rm -rf $(VENV) shots site .aws-sam .mypy_cache .ruff_cache .pytest_cache .hypothesis web/node_modules web/dist clients/typescript/node_modules clients/typescript/dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@for python in $(PYTHONS); do \
	    if $$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        $$python -m venv $(VENV) && exit 0; \
	    fi; \
	done; \
	echo 'no Python 3.11 or later with the venv module was found (Debian: apt install python3-venv)' >&2; exit 1

$(BIN)/uv: requirements/uv.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --requirement $<
	@touch $@

# uv and not pip: seconds instead of minutes, and pip before 23.3 refuses hashes where a package asks for extras.
$(VENV)/.local: requirements/local.txt | $(BIN)/uv
	$(INSTALL) --requirement $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(BIN)/uv
	$(INSTALL) --requirement $<
	@touch $@ $(VENV)/.local

$(VENV)/.site: requirements/site.txt | $(BIN)/uv
	$(INSTALL) --requirement $<
	@touch $@

$(CHECKOV)/.installed: requirements/checkov.txt | $(BIN)/uv
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(CHECKOV)
	$(BIN)/uv pip install --quiet --python $(CHECKOV)/bin/python --require-hashes --requirement $<
	@touch $@

web/node_modules/.installed: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

clients/typescript/node_modules/.installed: clients/typescript/package.json clients/typescript/package-lock.json
	cd clients/typescript && npm ci --no-audit --no-fund
	@touch $@

web/dist/.built: web/node_modules/.installed $(WEB_SOURCES)
	cd web && npm run build
	@touch $@
