# The few commands of the project. `make run` and `make test` are enough to begin with.

SHELL = bash
.SHELLFLAGS = -eu -o pipefail -c
.DELETE_ON_ERROR:

VENV = .venv
PYTHON = $(VENV)/bin/python

.PHONY: css run dev test browser-test check bench clean-demo lock

run: $(VENV)/run.txt .env  ## the portal as in production, on http://localhost:8000
	@$(PYTHON) manage.py start

dev: $(VENV)/test.txt .env  ## the same, reloading as you edit
	@DEBUG=1 $(PYTHON) manage.py start

test: $(VENV)/test.txt  ## all tests but those in a browser
	@$(PYTHON) -m pytest

browser-test: $(VENV)/check.txt  ## the tests in a real browser; needs chromium
	@$(PYTHON) -m pytest tests/browser

check: $(VENV)/check.txt  ## lint, types, architecture, migrations, settings
	@bash .ci/check

bench: $(VENV)/check.txt  ## measure a full portal; takes minutes, and most of them once
	@$(PYTHON) -m benchmarks
	@$(PYTHON) -m benchmarks.tilskud

css:  ## build static/css, fonts and icons from frontend/; needs npm
	@npm ci --prefix frontend --no-audit --no-fund
	@npm run --prefix frontend lint
	@npm run --prefix frontend build

clean-demo: $(VENV)/run.txt  ## forget the demo's database and files
	@if kill -0 "$$(cat .local/run/supervisord.pid 2>/dev/null)" 2>/dev/null; then \
	  echo "make run is still running. Stop it with Ctrl-C first."; exit 1; fi
	@$(PYTHON) -m rudersdal_frivillig.embedded.server stop .local/postgres
	@rm -rf .local/postgres .local/files
	@echo "The demo is gone. make run makes a new one."

lock: $(VENV)/lock.txt  ## pin anew what pyproject.toml asks for
	@bash requirements/lock $(VENV)/bin/uv

.env: | $(VENV)/made
	@umask 077; $(PYTHON) -c "import secrets; print(open('.env.example').read().replace('SECRET_KEY=', 'SECRET_KEY=' + secrets.token_urlsafe(50), 1), end='')" > .env

$(VENV)/made: .python-version .ci/venv
	@bash .ci/venv $(VENV)
	@touch $@

# What is installed is what this file says; a new lock installs what is missing.
$(VENV)/%.txt: requirements/%.txt $(VENV)/made
	@echo "Installing what $< lists …"
	@set -o pipefail; $(PYTHON) -m pip --disable-pip-version-check install --require-hashes -r $< 2> $(VENV)/pip.log \
	  | awk '/^Collecting/ {printf "\r  %d packages", ++n; fflush()} /^Installing/ {printf ", installing"; fflush()} END {print ""}' \
	  || { tail -n 5 $(VENV)/pip.log; exit 1; }
	@cp $< $@

$(VENV)/lock.txt: $(VENV)/made
	@$(PYTHON) -m pip --quiet --disable-pip-version-check install uv==0.13.9
	@touch $@
