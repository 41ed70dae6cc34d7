# Every command a person needs; `make help` lists them. Each works on a fresh machine.
.DEFAULT_GOAL := help
PYTHON ?= python3
export PORT VAR_DIR TLS

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

start: ## install what is missing and run the site with demo data (PORT=8000, VAR_DIR=var, TLS=1)
	@$(PYTHON) scripts/start.py

demo: ## throw the demo data away and load it again
	@$(PYTHON) scripts/demo.py

test: ## run every test on PostgreSQL and Redis, and the main job once more on SQLite
	@$(PYTHON) scripts/test.py

check: ## style, types, storeys, migrations, catalogues, budgets, deployment, known holes
	@$(PYTHON) scripts/check.py

fix: ## let the formatters put the style right
	@$(PYTHON) scripts/fix.py

bench: ## measure against the bare reference and write docs/performance.md
	@$(PYTHON) scripts/with_tests.py tests/bench/run.py

soak: ## the long load runs
	@$(PYTHON) scripts/with_tests.py -m pytest -m soak

screens: ## take the pictures of docs/screens
	@$(PYTHON) scripts/with_tests.py scripts/screens.py

.PHONY: help start demo test check fix bench soak screens
