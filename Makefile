# Two commands do everything on a fresh machine: `make run` and `make test`.
# Python 3.11 or later is the only thing they need; on Debian and Ubuntu they also install the few
# system libraries that Qt and OpenGL load at run time (with sudo where that is necessary).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SYSTEM_PACKAGES := libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 \
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 fonts-inter \
    xvfb xauth
SYSTEM := $(shell uname)
# Tests run on a virtual display even where there is a screen: their windows would be in the way.
VIRTUAL_DISPLAY := $(if $(filter Linux,$(SYSTEM)),QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1920x1200x24")

.PHONY: run test lint format bench demo-picture pictures clean

# A window where there is a screen, a picture of it where there is none.
run: $(VENV)/.run
ifneq ($(DISPLAY)$(WAYLAND_DISPLAY)$(filter-out Linux,$(SYSTEM)),)
	$(BIN)/python main.py demo
else
	@$(MAKE) --no-print-directory demo-picture
	@echo "There is no screen here, so the window ran on a virtual display: see build/demo.png"
endif

demo-picture: $(VENV)/.run
	mkdir -p build
	$(VIRTUAL_DISPLAY) $(BIN)/python main.py demo --screenshot build/demo.png

# What docs/annotate.md shows.
pictures: $(VENV)/.run
	$(VIRTUAL_DISPLAY) $(BIN)/python -m docs.pictures.make

# One process per core, each with a screen and a thread of its own.
test: lint
	$(if $(filter Linux,$(SYSTEM)),QT_QPA_PLATFORM=xcb) OMP_NUM_THREADS=1 \
	    $(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(VENV)/.run
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.edits
	$(BIN)/python -m benchmarks.throughput
	$(BIN)/python -m benchmarks.prediction
	$(VIRTUAL_DISPLAY) $(BIN)/python -m benchmarks.viewer
	$(VIRTUAL_DISPLAY) $(BIN)/python -m benchmarks.start

clean:
	rm -rf $(VENV) build

$(VENV)/.run: pyproject.toml Makefile
	@$(MAKE) --no-print-directory system-libraries
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

.PHONY: system-libraries
system-libraries:
	@command -v apt-get >/dev/null || exit 0; \
	missing=$$(for p in $(SYSTEM_PACKAGES); do \
	    dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	[ -z "$$missing" ] && exit 0; \
	sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	echo "Installing system libraries:" $$missing; \
	$$sudo apt-get update -qq && \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing >/dev/null
