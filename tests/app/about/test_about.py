"""The program's information about itself."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from app import VERSION
from app.about import about

ROOT = Path(__file__).parents[3]


def plain(name):
    """A project's name in normal form: without version and extras, in lower case, with equal separators."""
    return re.sub(r"[-_.]", "", re.split(r"[<>=\[;, ]", name)[0].lower())


def test_every_dependency_is_named_with_its_licence():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {plain(name) for names in about.PARTS for name in names.split(", ")}
    ours = {plain(dependency).removesuffix("essentials") for dependency in project["dependencies"]}
    assert ours <= named
    assert all(about.PARTS.values())


@pytest.mark.skipif(sys.platform != "linux", reason="where they are differs by platform")
def test_places_are_where_the_platform_wants_them(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert [path for _, path in about.places()] == [tmp_path / "settings" / "hoga", tmp_path / "state" / "hoga" / "log"]
    assert list(tmp_path.iterdir()) == [], "asking makes none"


def test_the_packaged_program_brings_the_texts_of_all_licences(monkeypatch, tmp_path):
    (tmp_path / "licenses").mkdir()
    monkeypatch.setattr(about, "program_folder", lambda: tmp_path)
    assert about.places()[-1].path == tmp_path / "licenses"


def test_all_of_it_can_be_sent_to_whoever_is_to_help():
    reported = about.as_text()
    assert f"Hoga {VERSION}" in reported
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}." in reported
    assert all(str(place.path) in reported for place in about.places())


def test_our_own_packages_lie_where_it_says():
    assert (about.program_folder() / "app" / "about" / "about.py").is_file()
