# Needs Python 3.11 or newer with venv, and make. Everything else is installed into .venv.
PYTHON ?= python3
RUN := .venv/bin/python
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: site offline test lint check lock clean

site: .venv/site ## seeds/ -> docs/ -> site/
	$(RUN) build_timeline.py

offline: .venv/site ## the same, and offline/: a copy that can be read and searched without a server
	$(RUN) build_timeline.py --offline

test: .venv/dev ## the tests, the browser's too where Chromium is installed
	$(RUN) -m pytest -n auto --dist loadfile

lint: .venv/dev ## format, lint, types
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy

check: lint test ## everything that must be clean before a commit

lock: .venv/dev ## newest versions that fit, with hashes for every platform
	$(RUN) -m pip install --quiet --disable-pip-version-check uv
	for list in requirements requirements-dev; do \
	  .venv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --python-version 3.11 --custom-compile-command "make lock" $$list.in -o $$list.txt; \
	done

clean: ## what a build made; the ledger and the corrections stay
	rm -rf site offline .timeline docs/index.md docs/undated.md docs/changes.md docs/review.md docs/e docs/timeline docs/articles docs/who docs/where docs/data

.venv/site: requirements.txt
	test -x $(RUN) || $(PYTHON) -m venv .venv
	$(INSTALL) -r requirements.txt
	touch $@

.venv/dev: requirements-dev.txt
	test -x $(RUN) || $(PYTHON) -m venv .venv
	$(INSTALL) -r requirements-dev.txt
	touch $@ .venv/site
