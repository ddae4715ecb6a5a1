# make run     opens the desk on the embedded exchange: no key, no network
# make check   a change, in under a minute: lint, types, contracts, the tests that mirror the changed files
# make test    everything that guards the project
# make translations  adds new texts to the English catalogue, and compiles it; fails while a text has no translation
# make peers   strangers' clients, unmodified, against the embedded exchange; installed apart, in build/peers
# make bench   figures
# make mutants do the tests guard? bugs, known ones and drawn ones, are put in one at a time: make mutants ARGS='--drawn --package core'
# make soak    minutes of random panels on an exchange that misbehaves, then a hundred switches of source, workspace, language
#              and look, then new examples for frames and market objects: make soak SECONDS=3600; then the whole of each range
#              of which make test takes the ends and a middle; then for most of an hour whether panels tell the truth while
#              faults are on, alone and in random pairs: make soak PAIRS=100
# make hands   random mouse, wheel, keys and text on the real program: make hands SECONDS=1800
# make gallery pictures of the desk at all sizes, scales, languages and themes, in build/gallery
# make package builds dist/: the program in one folder, as an archive and as a .deb, with checksums and a bill of materials
# make smoke   tests the packaged program as a user gets it: out of the archive in dist/
# make setup   leaves everything in .venv; implied by the others
# make clean   takes away what the others made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

# What Qt needs of the system, beside what Python needs to make a venv at all.
PACKAGES := python3-venv \
	libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 \
	libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libwayland-cursor0
SYSTEM = apt-get update && apt-get install -y --no-install-recommends $(PACKAGES)

# As root the missing packages are installed; anybody else is told the one line that does it.
install_system = if [ "$$(id -u)" = 0 ]; then $(SYSTEM); else echo '$(SYSTEM)'; exit 1; fi

# These hold real processes to seconds of real time, so nothing that computes runs beside them: three at a time, for most of
# their time is waiting.
ALONE := $(shell cat tests/alone.txt)

# Tests start hundreds of processes: without compiled files each compiles all sources again, and pytest all tests.
unexport PYTHONDONTWRITEBYTECODE

# Compiled once, beside mypy: in a new clone each of the workers compiled all tests itself, for ten seconds of CPU. What cannot
# be collected fails in the stages that run tests.
compile_tests = $(BIN)/pytest --collect-only -qq $(addprefix --ignore=,tests/package tests/peers) >/dev/null 2>&1

# Runs a stage of `make test` and says how long it took.
timed = @echo '--- $(1)'; began=$$(date +%s); $(2); status=$$?; \
	echo "--- $(1): $$(($$(date +%s) - began)) s"; exit $$status

# Python 3.13 where it is there: on it an error that C code raises inside one of Qt's calls ends nothing, on 3.11 the process.
# A plain Debian 12 has 3.11 alone, which will do.
PACKAGE_PYTHON ?= $(shell for each in python3.13 "$$(pyenv prefix 3.13 2>/dev/null)/bin/python3.13"; do \
	"$$each" -c '' 2>/dev/null && echo "$$each" && exit; done; echo $(PYTHON))

# The package is built with what the product needs and nothing a developer needs, all of it pinned by its hash.
PACKAGING := build/package
PACKAGER := $(PACKAGING)/venv/bin/python
PINNED := resources/packaging/requirements.txt
UNPACKED := build/unpacked

# What Qt needs on X11 goes into it, so that must be there too.
export CAN_FREEZE := import ctypes, pathlib, sysconfig, PySide6.QtWidgets as qt; \
	ctypes.CDLL(sysconfig.get_config_var("INSTSONAME")); \
	ctypes.CDLL(str(pathlib.Path(qt.__file__).parent / "Qt/plugins/platforms/libqxcb.so"))

# Clients of others live apart: what they need must never come into the product.
PEERS := build/peers

.PHONY: setup run check test translations peers bench mutants soak hands gallery package smoke clean

setup: $(INSTALLED)

$(INSTALLED): pyproject.toml app/__init__.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Hoga needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)'; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV) >/dev/null 2>&1 \
		|| { rm -rf $(VENV); $(install_system) && $(PYTHON) -m venv $(VENV); }
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@$(BIN)/python -c 'import PySide6.QtWidgets' 2>/dev/null \
		|| { $(install_system) && $(BIN)/python -c 'import PySide6.QtWidgets'; }
	@touch $@

run: setup
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo 'There is no display: the desk runs off-screen for 20 seconds.'; \
		mkdir -p build; \
		$(BIN)/hoga --offscreen --run-for 20 --screenshot build/screenshot.png \
			&& echo 'What it showed is in build/screenshot.png.'; \
	else \
		$(BIN)/hoga; \
	fi

check: setup
	$(BIN)/python tests/check/run.py

test: setup
	@mkdir -p build; date +%s > build/test-began
	$(call timed,ruff,$(BIN)/ruff check .)
	$(call timed,format,$(BIN)/ruff format --check .)
	$(call timed,mypy and import contracts,($(BIN)/mypy & types=$$!; $(compile_tests) & compiled=$$!; \
		$(BIN)/lint-imports; contracts=$$?; wait $$compiled; wait $$types && exit $$contracts))
	$(call timed,tests side by side,$(BIN)/pytest -n 4 --dist worksteal $(addprefix --ignore=,$(ALONE) tests/package tests/peers))
	$(call timed,tests of processes and seconds,$(BIN)/pytest -n 3 --dist worksteal $(ALONE))
	@echo "--- everything: $$(($$(date +%s) - $$(cat build/test-began))) s"

translations: setup
	$(BIN)/python -m resources.packaging.translations

$(PEERS)/.installed: tests/peers/requirements.txt
	@rm -rf $(PEERS)
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet -r tests/peers/requirements.txt
	@touch $@

peers: setup $(PEERS)/.installed
	HOGA=$(abspath $(BIN))/hoga $(PEERS)/bin/python -m pytest -c tests/peers/pytest.ini --confcutdir=tests/peers tests/peers

bench: setup
	$(BIN)/python tests/bench/run.py

mutants: setup
	$(BIN)/python tests/mutants/run.py $(ARGS)

soak: setup
	$(BIN)/python tests/soak/run.py --seconds $(or $(SECONDS),300)
	HOGA_SWITCHES=100 $(BIN)/pytest -k many_switches tests/app/start tests/app/workspaces tests/whole
	$(BIN)/pytest --hypothesis-profile=random tests/fuzz tests/core/market tests/core/engine/deliver/test_delivery.py tests/core/engine/test_engine_model.py
	HOGA_THOROUGH=1 $(BIN)/pytest -n 2 $$(grep -rl --include='test_*.py' '^from thorough import' tests)
	HOGA_PAIRS=$(or $(PAIRS),12) $(BIN)/pytest tests/matrix/truth_under_faults.py

hands: setup
	$(BIN)/python tests/hands/run.py --seconds $(or $(SECONDS),300)
	$(BIN)/python tests/hands/kills.py --kills $(or $(KILLS),100)

gallery: setup
	$(BIN)/python tests/gallery/run.py

# Freezing needs Python as a library, which Debian has apart, and strip and objdump.
$(PACKAGING)/.installed: PACKAGES += libpython3-dev binutils
$(PACKAGING)/.installed: $(PINNED)
	@rm -rf $(PACKAGING)/venv
	@packager='$(PACKAGE_PYTHON)'; echo "packed with $$($$packager -V)"; \
		$$packager -m venv $(PACKAGING)/venv >/dev/null 2>&1 \
		|| { rm -rf $(PACKAGING)/venv; $(install_system) && $$packager -m venv $(PACKAGING)/venv; }
	$(PACKAGER) -m pip install --quiet --require-hashes --report $(PACKAGING)/installed.json -r $(PINNED)
	@{ command -v objdump && command -v strip && $(PACKAGER) -c "$$CAN_FREEZE"; } >/dev/null 2>&1 \
		|| { $(install_system) && $(PACKAGER) -c "$$CAN_FREEZE"; }
	@touch $@

package: $(PACKAGING)/.installed
	$(PACKAGER) -m resources.packaging

smoke: PACKAGES += xvfb
smoke: setup
	@command -v Xvfb >/dev/null || { $(install_system); }
	@test -f dist/SHA256SUMS || { echo 'There is no package in dist/: make package'; exit 1; }
	cd dist && sha256sum --check --strict SHA256SUMS
	@rm -rf $(UNPACKED)
	$(BIN)/python -m tarfile --extract dist/$$(grep -o 'hoga-.*\.tar\.xz' dist/SHA256SUMS) $(UNPACKED)
	HOGA_PACKAGE=$$(echo $(UNPACKED)/hoga-*) $(BIN)/pytest tests/package

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
