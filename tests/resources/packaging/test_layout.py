"""The file names of the results, and the version in each of them."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from app import VERSION
from resources.packaging.layout import Names, Workshop

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("system", "machine", "archive", "packed", "top"),
    [
        ("linux", "x86_64", "hoga-1.2.3-linux-x86_64.tar.xz", "hoga", "hoga-1.2.3"),
        ("win32", "AMD64", "hoga-1.2.3-windows-x86_64.zip", "hoga", "hoga-1.2.3"),
        ("darwin", "arm64", "hoga-1.2.3-macos-arm64.tar.xz", "Hoga.app", "Hoga.app"),
    ],
)
def test_an_archive_says_what_it_is_for(system, machine, archive, packed, top):
    names = Names("1.2.3", system, machine)
    assert (names.archive, names.packed, names.top) == (archive, packed, top)


def test_a_debian_package_is_called_as_debian_calls_it():
    assert Names("1.2.3", "linux", "x86_64").deb == "hoga_1.2.3_amd64.deb"
    assert Names("1.2.3", "linux", "aarch64").deb == "hoga_1.2.3_arm64.deb"


def test_a_bill_of_materials_is_its_platform_s():
    assert Names("1.2.3", "linux", "x86_64").bill == "hoga-1.2.3-linux-x86_64.cdx.json"


def test_the_version_stands_in_one_place():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    source = project["tool"]["hatch"]["version"]
    found = re.search(source["pattern"], (ROOT / source["path"]).read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert "version" not in project["project"]
    assert found["version"] == VERSION == version("hoga")


def test_the_build_is_not_in_the_wheel():
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert "resources/packaging" in wheel["exclude"]


def test_what_is_made_lies_where_git_does_not_look():
    workshop, ignored = Workshop(ROOT), (ROOT / ".gitignore").read_text("utf-8").split()
    assert {"build/", "dist/"} <= set(ignored)
    assert workshop.folder.is_relative_to(ROOT / "dist")
    assert workshop.contents.is_relative_to(ROOT / "build")
