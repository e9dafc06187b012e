# The portal's commands; `make` alone lists them.
PORT ?= 8000
PYTEST ?=
UPGRADE ?=
MODULE ?=
SAMPLE ?= 200
SEED ?= 12
export PORT
export UV_PYTHON_DOWNLOADS = never
# Without compiled files each process takes twice as long to start.
unexport PYTHONDONTWRITEBYTECODE
ifdef AT
export PORTAL_AT = $(AT)
endif

BIN = .venv/bin
MANAGE = $(BIN)/python manage.py
PYTEST_RUN = $(BIN)/pytest -n auto --maxprocesses 2 $(if $(filter true,$(CI)),--create-db,--reuse-db) $(PYTEST)
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header $(if $(UPGRADE),--upgrade)
NEXT_PYTHON ?= python3.13
PRODUCTION = LOG_LEVEL=WARNING DJANGO_SETTINGS_MODULE=portal.settings.production

.DEFAULT_GOAL := help
.PHONY: help run dev install upgrade admin backup restore test test-postgres test-next coverage mutants bench lint format messages check lock

help:  ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/runtime  ## Serve the portal with demo content at http://127.0.0.1:8000 (PORT=8000, AT=2021-03-15T12:00Z)
	@$(BIN)/python -m portal.setup
	@$(PRODUCTION) $(MANAGE) prepare
	@DJANGO_SETTINGS_MODULE=portal.settings.production exec $(BIN)/python -m portal.supervisor Procfile

dev: .venv/development  ## Serve with reloading and error pages, for development (PORT=8000, AT=…)
	@$(BIN)/python -m portal.setup
	@$(MANAGE) prepare
	@exec $(MANAGE) runserver 127.0.0.1:$(PORT)

install: .venv/runtime  ## Make a server's portal ready, without demo content; again after each upgrade
	@PORT= $(BIN)/python -m portal.setup
	@$(PRODUCTION) $(MANAGE) prepare --no-demo

upgrade:  ## Back up, fetch the newest version, install it and restart; as root where systemd runs it (VERSION=…)
	@sh portal/setup/upgrade.sh $(VERSION)

admin: .venv/runtime  ## Make an administrator's login
	@$(PRODUCTION) $(MANAGE) createsuperuser

backup: .venv/runtime  ## Write database and uploads to one verified file, also while running (TO=var/backups)
	@$(PRODUCTION) $(MANAGE) backup $(if $(TO),--to "$(TO)")

restore: .venv/runtime  ## Put a backup in place, also on another database (FILE=…, FORCE=1 to replace what is there)
	@test -n "$(FILE)" || { echo "Which backup? make restore FILE=var/backups/portal-….tar" >&2; exit 2; }
	@PORT= $(BIN)/python -m portal.setup
	@$(PRODUCTION) $(MANAGE) restore "$(FILE)" $(if $(FORCE),--force)

test: .venv/development  ## Run all tests (PYTEST="-k word" for some of them)
	$(PYTEST_RUN)

test-postgres: .venv/development  ## Run the tests on PostgreSQL (an embedded server, or the one DATABASE_URL names)
	$(BIN)/python -m tests.postgres $(PYTEST_RUN)

coverage: .venv/development  ## Run all tests but those in the browser on PostgreSQL, and fail where they cover too little
	$(BIN)/python -m tests.postgres $(PYTEST_RUN) -m 'not browser and not own_database' --cov --cov-report=
	@$(BIN)/python -m tests.coverage_by_file

test-next: .venv-next/stamp  ## Run the tests on the next LTS, requirements-next.in (NEXT_PYTHON=python3.13)
	PORTAL_VAR_DIR=var/next .venv-next/bin/pytest -n auto --maxprocesses 2 --reuse-db -m 'not browser' \
		-W ignore::DeprecationWarning -W ignore::PendingDeprecationWarning $(PYTEST)

mutants: .venv/development  ## Change code at random and list what no test notices, which takes hours (MODULE=home.caching SAMPLE=200 SEED=12 AGAIN=1)
	@nice -n 10 $(BIN)/python -m tests.mutants --sample $(SAMPLE) --seed $(SEED) --module "$(MODULE)" $(if $(AGAIN),--again)

bench: .venv/development  ## Run the benchmarks, which take minutes (BENCH="pages pretalx" for some of them)
	@NEXT_PYTHON=$(NEXT_PYTHON) $(BIN)/python -m benchmarks $(BENCH)

lint: .venv/development  ## Check style, templates, types, container, compose, Caddy and workflow file
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/mypy
	$(BIN)/hadolint deploy/Containerfile
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec deploy/compose.yaml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/ci.yml
	@if command -v caddy >/dev/null || [ "$$CI" = true ]; then set -x; \
		PORTAL_DOMAIN=portal.example.org caddy validate --adapter caddyfile --config deploy/Caddyfile 2>/dev/null; fi
	@if command -v systemd-analyze >/dev/null || [ "$$CI" = true ]; then for unit in deploy/systemd/*.service; do \
		systemd-analyze security --offline=true --threshold=25 --no-pager $$unit >/dev/null || \
		{ echo "$$unit: more exposed than 2.5, see systemd-analyze security --offline=true $$unit" >&2; exit 1; }; done; fi

format: .venv/development  ## Put the Python files in form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

messages: .venv/development  ## Bring the message catalogs up to date with the code (needs gettext)
	$(MANAGE) makemessages --all --domain django
	$(MANAGE) makemessages --all --domain djangojs

check: lint  ## Everything but the tests: lint, migrations, deployment settings, message catalogs
	$(MANAGE) makemigrations --check --dry-run
	@SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') PORTAL_BASE_URL=https://portal.example.org \
		ALLOWED_HOSTS=portal.example.org DJANGO_SETTINGS_MODULE=portal.settings.production $(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) check_catalogs

lock: .venv/development  ## Pin requirements*.in with hashes (UPGRADE=1 for newer versions)
	$(COMPILE) --python-version 3.11 requirements-bootstrap.in -o requirements-bootstrap.txt
	$(COMPILE) --python-version 3.11 requirements.in -o requirements.txt
	$(COMPILE) --python-version 3.11 requirements-dev.in -c requirements.txt -o requirements-dev.txt
	$(COMPILE) --python-version 3.13 requirements-dev.in --override requirements-next.in -o requirements-next.txt

# --- the environment: made once, brought up to date when a lock changes. A development one stays one.
.venv/bin/python:
	@sh portal/setup/venv.sh $(PYTHON)

.venv/runtime: requirements.txt requirements-bootstrap.txt | .venv/bin/python
	@sh portal/setup/install.sh $(if $(wildcard .venv/development),requirements-dev.txt,requirements.txt)
	@touch $@

.venv/development: requirements-dev.txt requirements-bootstrap.txt | .venv/bin/python
	@sh portal/setup/install.sh requirements-dev.txt
	@touch .venv/runtime $@

.venv-next/stamp: requirements-next.txt | .venv/development
	$(NEXT_PYTHON) -m venv .venv-next
	$(BIN)/uv pip sync --quiet --python .venv-next/bin/python --require-hashes requirements-next.txt
	@touch $@
