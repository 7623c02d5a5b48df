# Needs make and Python 3.11 or newer, nothing else: tools/set_up.py makes .venv and says what is missing.
# PYTHON=/path/to/python chooses the Python; ARGS="..." is passed on (make learn ARGS="02 --no-browser").

PYTHON ?=
ARGS ?=
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

# Two at a time, a file (so a notebook, a browser) staying whole: that is what a laptop of two cores has.
SIDE_BY_SIDE := -n 2 --dist loadfile

# The lessons go first, so that the last line is pytest's account of everything else; either failing fails. They have a
# run of their own because nbval's kernels and the browser's event loop do not share a process well.
test: ## run every test: lessons, units, content gate, browser (ARGS="-k quiz" for some, without the lessons)
	$(call set_up,test$(comma)lint)
ifeq ($(strip $(ARGS)),)
	@echo "== Lessons, cell by cell: is the text they show what the notebooks store?"
	@lessons=0; $(BIN)/python -m pytest $(SIDE_BY_SIDE) --nbval --nbval-cell-timeout=60 -p no:cacheprovider lessons || lessons=1; \
	echo "== Everything else"; rest=0; $(BIN)/python -m pytest $(SIDE_BY_SIDE) || rest=1; \
	[ $$lessons = 0 ] || echo "The lessons failed too: see above, under Lessons. If what they show is right, run make lessons."; \
	[ $$lessons$$rest = 00 ]
else
	$(BIN)/python -m pytest $(ARGS)
endif

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
