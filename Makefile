# Everything a person or a machine does with this project. `make help` lists it.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
PYTHON := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false
export PYTHONUNBUFFERED := 1
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3

.PHONY: help install install-dev kb train run test test-e2e check format bench-privacy bench-recognition bench-widget screenshots fuzz sbom

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## Make the Python environment that the assistant needs (.venv)
	@./scripts/install.sh bot

install-dev: ## The same, with what tests and checks need
	@./scripts/install.sh dev

kb: install ## Build the knowledge base (var/kb.sqlite) from kb/data
	@mkdir -p var
	@$(PYTHON) -m kb build

train: install ## Train the model, when something it rests on changed
	@$(PYTHON) -m bot train

run: install ## Start the assistant: http://localhost:5005/signaalwijzer/
	@exec $(PYTHON) -m bot run

test: install-dev ## Run all tests (gets Chromium where it may); ARGS="-k name" for some of them
	@./scripts/browser.sh
	@$(PYTHON) -m pytest $(ARGS)

test-e2e: install-dev ## Run only the tests in a browser
	@./scripts/browser.sh
	@$(PYTHON) -m pytest tests/e2e $(ARGS)

bench-widget: install-dev ## Measure the widget's weight and how soon it can be used (needs Chromium)
	@$(PYTHON) -m tests.e2e.bench

screenshots: install-dev ## Make docs/images from the running assistant (needs Chromium and poppler-utils)
	@$(PYTHON) -m tests.e2e.screenshots

check: install-dev ## Style, types, knowledge and configuration
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@$(PYTHON) -m kb validate
	@$(PYTHON) -m bot recognise --check
	@LOG_LEVEL=ERROR $(PYTHON) -W ignore scripts/check_dialogue.py
	@./scripts/compose.sh config --quiet

format: install-dev ## Format the code
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

bench-privacy: install-dev ## Figures of the privacy filter, beside those of deduce
	@./scripts/peer.sh deduce 3.0.6
	@$(PYTHON) -m tests.privacy

bench-recognition: install-dev ## Figures of recognition, beside those of others; TEXTS=file for other texts
	@./scripts/peer.sh clinlp 0.6.6
	@LOG_LEVEL=ERROR $(PYTHON) -W ignore -m bench $(if $(TEXTS),--texts $(TEXTS))

fuzz: install-dev ## Send 12,000 new inputs to every entrance (FUZZ_INPUTS=n for another number)
	@FUZZ_INPUTS=$${FUZZ_INPUTS:-12000} $(PYTHON) -m pytest tests/safety/test_entrances.py $(ARGS)

sbom: install ## Write the list of all packages with versions and licences (var/sbom.json, CycloneDX)
	@./scripts/sbom.sh
