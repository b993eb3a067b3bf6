# What can be done here; `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help run replicas test quick check format audit bench load throughput worst fuzz samples textures screenshot clean

PYTHON ?= python3
MINUTES ?= 5
VENV   := .venv
BIN    := $(VENV)/bin
NODE   := node_modules

# Every server and worker that a test starts loads the same files: they are compiled
# once, also where the machine is told not to keep what is compiled.
unexport PYTHONDONTWRITEBYTECODE

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.page ## Start the page
	$(BIN)/streamlit run app.py

REPLICAS ?= 2
PORT     ?= 8501

replicas: $(VENV)/.loops $(VENV)/.deploy nginx ## Start several servers of the page (REPLICAS=2) behind nginx
	$(BIN)/python -m components.deploy --replicas $(REPLICAS) --port $(PORT)

# Packages of Python and of the system are installed side by side.
test: ## Run all tests, installing what they need
	@$(MAKE) --no-print-directory --jobs=2 $(VENV)/.tests chromium_and_nginx
	$(BIN)/python -m pytest

# Fewer made-up examples, and nothing that starts a browser, a server or the page.
quick: $(VENV)/.tests ## Run the tests that need neither browser nor server, and do not take long
	$(BIN)/python -m pytest -m "not (browser or server or replicas or page or slow or corpus)" --hypothesis-profile=quick

check: $(VENV)/.tests $(NODE)/.tools ## Lint, formatting, types, layers and packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	sed '/^# What these need/,$$d' requirements.txt > $(VENV)/packages.txt
	sed '/^-r/d' tests/requirements.txt > $(VENV)/test-packages.txt
	$(BIN)/deptry .
	$(BIN)/deptry . --exclude $(VENV) --requirements-files $(VENV)/packages.txt,components/deploy/requirements.txt,components/batch/requirements.txt,$(VENV)/test-packages.txt
	$(NODE)/.bin/biome ci --error-on-warnings
	$(NODE)/.bin/tsc

format: $(VENV)/.tests $(NODE)/.tools ## Mend formatting and what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m tests.shared.declarations
	$(NODE)/.bin/biome check --write

# In an environment of its own, so that it does not change what it looks at.
audit: ## Ask pypi.org for known vulnerabilities of the page's packages
	test -x $(VENV)/audit/bin/pip-audit || $(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	$(VENV)/audit/bin/pip-audit --strict --no-deps --disable-pip -r requirements.txt

bench: $(VENV)/.tests chromium ## Measure speed, quality and sizes against peers
	$(BIN)/python -m tests.benchmarks

load: $(VENV)/.tests ## Let 1, 5, 20 and 50 people work on the page at once
	$(BIN)/python -m tests.load

throughput: $(VENV)/.tests nginx ## Measure how much more two servers do than one
	$(BIN)/python -m tests.load.throughput

worst: $(VENV)/.tests ## Measure reading the largest and the most hostile files
	$(BIN)/python -m tests.fuzz worst

fuzz: $(VENV)/.tests ## Read damaged files for MINUTES=5, and keep what is bad
	$(BIN)/python -m tests.fuzz run $(MINUTES)

samples: $(VENV)/.tests ## Draw the sample pictures again
	$(BIN)/python sample_images/make_samples.py

textures: $(VENV)/.tests ## Make the blue noise for dithering again
	$(BIN)/python -m components.engine.drawing.thresholds.make_blue_noise

screenshot: $(VENV)/.tests chromium ## Take the README's screenshot again
	$(BIN)/python -m tests.browser.screenshot

clean: ## Remove the environment and everything that was made
	rm -rf $(VENV) $(NODE) .mypy_cache .pytest_cache .ruff_cache .hypothesis bench-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The files that begin with a dot say when their packages were last installed. More than
# half of that would be to compile modules, most of which are never imported; those that
# are, are compiled then.
$(VENV)/.page: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --no-compile --quiet --disable-pip-version-check -r requirements.txt
	touch $@

# What pip would do with one core. Some packages bring files that are no Python.
COMPILE_MODULES = $(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null || true

# A page that finds its inner loops compiled shows its best colors at once. It compiles
# them itself where it must; but several servers would do so at the same time, and those
# that may write nothing at every start.
$(VENV)/.loops: $(VENV)/.page $(shell find components/engine -name "*.py")
	$(COMPILE_MODULES)
	$(BIN)/python -m components.engine.precompile
	touch $@

$(VENV)/.tests: requirements.txt components/deploy/requirements.txt components/batch/requirements.txt tests/requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --no-compile --quiet --disable-pip-version-check -r tests/requirements.txt
	$(COMPILE_MODULES)
	touch $@

$(VENV)/.deploy: components/deploy/requirements.txt $(VENV)/.page
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r components/deploy/requirements.txt
	touch $@

# They look after JavaScript and styles; the page itself needs none of them.
$(NODE)/.tools: package.json package-lock.json
	npm ci --silent
	touch $@

# The browser tests drive the system's Chromium.
.PHONY: chromium
chromium:
	@tests/browser/install_chromium.sh

# It stands before several servers of the page.
.PHONY: nginx
nginx:
	@components/deploy/install_nginx.sh

# One after the other: whoever installs for the system does so alone.
.PHONY: chromium_and_nginx
chromium_and_nginx:
	@tests/browser/install_chromium.sh
	@components/deploy/install_nginx.sh
