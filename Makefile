# Every command a person needs; `make help` lists them. Each works on a fresh machine.
.DEFAULT_GOAL := help
PYTHON ?= python3
export PORT VAR_DIR TLS

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

start: ## install what is missing and run the site with demo data (PORT=8000, VAR_DIR=var, TLS=1)
	@$(PYTHON) -m scripts.start

demo: ## throw the demo data away and load it again
	@$(PYTHON) -m scripts.demo

test: ## run every test on PostgreSQL and Redis, and the main job once more on SQLite
	@$(PYTHON) -m scripts.test

check: ## style, types, storeys, migrations, catalogues, budgets, deployment, known holes
	@$(PYTHON) -m scripts.check

fix: ## let the formatters put the style right
	@$(PYTHON) -m scripts.fix

bench: ## measure against the bare reference and write docs/performance.md
	@$(PYTHON) -m scripts.with_tests tests/bench/run.py

soak: ## the long runs: load, and every pair of what make test tries in shares
	@$(PYTHON) -m scripts.with_tests -m pytest -m soak

screens: ## take the pictures of docs/screens
	@$(PYTHON) -m scripts.with_tests scripts/screens.py

.PHONY: help start demo test check fix bench soak screens
