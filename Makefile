# Needs make and Python 3.11 or newer, nothing else: tools/set_up.py makes .venv and says what is missing.
# PYTHON=/path/to/python chooses the Python; ARGS="..." is passed on (make learn ARGS="02 --no-browser").

PYTHON ?=
ARGS ?=
TESTS ?= tests src lessons
BIN := .venv/bin
ANY_PYTHON := $(shell for name in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11; do command -v "$$name" && break; done)

define set_up
@test -n "$(ANY_PYTHON)" || { echo "Cannot go on: python3 was not found. Install Python 3.11 or newer (python.org, or your system's packages: python3 and python3-venv), then run this again." >&2; exit 1; }
@"$(ANY_PYTHON)" tools/set_up.py --python "$(PYTHON)" --extras "$(1)"
endef

.DEFAULT_GOAL := help
.PHONY: help learn test lint lessons bench lock

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 | \2/p' Makefile | awk -F' [|] ' '{ printf "%-16s%s\n", $$1, $$2 }'

learn: ## start the course: opens the browser on lesson 00 (ARGS="02 --no-browser" goes to coursekit learn)
	$(call set_up,)
	@$(BIN)/coursekit learn $(ARGS)

# One run of pytest, so that its last line counts everything: nbval takes the lessons' cells, doctest those in src.
test: ## run every test: units, content gate, lessons, browser (TESTS=tests/record ARGS="-x" for some)
	$(call set_up,test$(comma)lint)
	$(BIN)/python -m pytest --nbval --nbval-current-env --nbval-cell-timeout=60 $(TESTS) $(ARGS)

lint: ## check style, types and layers: ruff, mypy --strict, import-linter
	$(call set_up,test$(comma)lint)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lessons: ## run every lesson and store its text and HTML (after changing a lesson, data or words)
	$(call set_up,test$(comma)lint)
	$(BIN)/python -m coursekit.authoring.run_lessons $(ARGS)

bench: ## measure against plotly's FigureWidget, scipy and libroadrunner, side by side
	$(call set_up,bench)
	$(BIN)/python -m benchmarks $(ARGS)

lock: ## write requirements.lock anew from pyproject.toml (for maintainers)
	$(call set_up,lock)
	$(BIN)/uv pip compile pyproject.toml --extra test --extra lint --universal --python-version 3.11 --upgrade --quiet \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header --output-file requirements.lock
	@echo "requirements.lock is written. Look at the difference, then run make test."

comma := ,
