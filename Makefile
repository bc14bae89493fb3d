# make run: the course.  make test: its tests.  make long: those that take long.  make check: style, types, imports.  make bench: speed, as ratios.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: run test long monkey check bench pictures site snapshots clean

run: $(VENV)/run.stamp
	@$(BIN)/mfa-course

test: $(VENV)/dev.stamp
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 2 --dist worksteal -m 'not long'

long: $(VENV)/dev.stamp
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 2 --dist worksteal -m long

monkey: $(VENV)/dev.stamp
	MFA_COURSE_MONKEY=all PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 2 tests/course/tui/test_monkey.py

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/codes.py
	$(BIN)/python benchmarks/proofs.py
	$(BIN)/python benchmarks/replay.py
	$(BIN)/python benchmarks/living.py
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks/door.py

pictures: $(VENV)/dev.stamp
	$(BIN)/python -m docs.pictures

# An environment of its own: Sphinx and the AWS CLI of the tests want docutils of different ages.
$(VENV)/site.stamp: pyproject.toml | $(VENV)/bin/python
	@echo "Installing what makes the site into $(VENV)/site (once; about a minute)…"
	@$(BIN)/python -m venv $(VENV)/site
	@$(VENV)/site/bin/python -m pip install --quiet --disable-pip-version-check '.[docs]'
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "mfa-course needs Python 3.11 or newer; try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: pyproject.toml | $(VENV)/bin/python
	@echo "Installing the course into $(VENV) (once; about a minute)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(VENV)/bin/python
	@echo "Installing the course and its test tools into $(VENV) (once; about two minutes)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/run.stamp

site: $(VENV)/site.stamp
	$(VENV)/site/bin/sphinx-build --quiet --fail-on-warning --keep-going --nitpicky -d $(VENV)/doctrees docs site
	@! grep -rnoE '<(link|script|img|iframe)[^>]* (href|src)="(https?:)?//[^"]*' site --include='*.html' \
		|| { echo "The site loads something from elsewhere: see above."; exit 1; }
	@echo "The site is in the folder site: open site/index.html"

snapshots: $(VENV)/dev.stamp
	MFA_COURSE_SNAPSHOTS=write $(BIN)/pytest -n 2 tests/course/tui/test_snapshots.py

clean:
	rm -rf $(VENV) site dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
