"""The owners of the files in the program."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from resources.packaging.provenance import debian_package, find, installed_files, origins, python_folders

ROOT = Path(__file__).parents[3]
SITE, PYTHON, SYSTEM = "/venv/site-packages", "/opt/python", "/usr/lib"
ENTRIES = [
    ("numpy", f"{SITE}/numpy/__init__.py", "PYMODULE"),
    ("numpy/core.so", f"{SITE}/numpy/core.so", "EXTENSION"),
    ("json", f"{PYTHON}/lib/json/__init__.py", "PYMODULE"),
    ("app", "/checkout/app/__init__.py", "PYMODULE"),
    ("libssl.so.3", f"{SYSTEM}/libssl.so.3", "BINARY"),
    ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
    ("sys", "built-in", "BUILTIN"),
]
OWNERS = {f"{SITE}/numpy/__init__.py": "numpy", f"{SITE}/numpy/core.so": "numpy"}


def test_every_file_has_one_owner():
    found = origins(ENTRIES, OWNERS, (Path(PYTHON),), (Path("/checkout"),))
    assert found.distributions == {"numpy": ["numpy", "numpy/core.so"]}
    assert found.python == ["json"]
    assert found.system == {f"{SYSTEM}/libssl.so.3": "libssl.so.3"}


def test_a_distribution_in_our_own_folder_is_still_its_own():
    """The build's environment is inside the checkout."""
    found = origins(ENTRIES[:1], OWNERS, (), (Path(SITE),))
    assert found.distributions == {"numpy": ["numpy"]}


def test_installed_files_know_their_distribution():
    assert installed_files()[np.__file__] == "numpy"


def test_the_whole_system_is_not_taken_for_python_s():
    assert Path("/usr") not in python_folders()
    assert any((folder / "json").is_dir() for folder in python_folders())


def test_what_went_in_is_found_in_this_very_environment():
    found = find(ROOT, [("numpy", np.__file__, "PYMODULE"), ("app", str(ROOT / "app" / "__init__.py"), "PYMODULE")])
    assert found.distributions == {"numpy": ["numpy"]}
    assert not found.python
    assert not found.system


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="not Debian")
def test_debian_knows_whose_a_library_is():
    library = next(Path("/usr/lib").glob("*-linux-gnu/libc.so.6"))
    name, version = debian_package(str(library))
    assert name == "libc6"
    assert version
    assert debian_package("/nowhere/libnone.so") is None
