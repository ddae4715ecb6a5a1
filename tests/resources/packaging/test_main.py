"""`make package` as a whole: its results from a given program folder, and its pinned build tools."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from resources.packaging.__main__ import hand_out
from resources.packaging.layout import Names, Workshop
from resources.packaging.trimming import write_contents

ROOT = Path(__file__).parents[3]


def pinned():
    """The distributions that `make package` installs: name -> versions, one for each range of Python versions."""
    versions = {}
    for line in (ROOT / "resources" / "packaging" / "requirements.txt").read_text("utf-8").splitlines():
        if found := re.match(r"([\w.-]+)==([^ ;\\]+)", line):
            versions.setdefault(canonicalize_name(found[1]), []).append(found[2])
    return versions


def test_everything_the_program_or_the_build_asks_for_is_pinned_to_a_version_that_will_do():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    requested = [
        Requirement(text) for text in project["project"]["dependencies"] + project["dependency-groups"]["package"]
    ]
    versions = pinned()
    for requirement in requested:
        found = versions[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in found), requirement


def test_everything_is_pinned_by_its_hash():
    text = (ROOT / "resources" / "packaging" / "requirements.txt").read_text("utf-8")
    assert all("--hash=sha256:" in block for block in re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:])


@pytest.fixture
def workshop(tmp_path):
    made = Workshop(tmp_path)
    (made.folder / "_internal").mkdir(parents=True)
    (made.folder / "hoga").write_text("#!/bin/sh\n", encoding="utf-8")
    made.work.mkdir(parents=True)
    made.installed.write_text(json.dumps({"install": []}), encoding="utf-8")
    write_contents(made.contents, [])
    return made


def test_it_hands_out_an_archive_a_bill_of_materials_and_the_checksums_of_both(workshop, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _tool: None)  # a system without dpkg
    handed = hand_out(workshop, Names("1.2.3", "linux", "x86_64"), 1700000000)
    assert [path.name for path in handed] == [
        "hoga-1.2.3-linux-x86_64.tar.xz",
        "hoga-1.2.3-linux-x86_64.cdx.json",
        "SHA256SUMS",
    ]
    assert {path.stat().st_mtime for path in handed} == {1700000000}
    with tarfile.open(handed[0]) as tar:
        assert tar.getnames() == ["hoga-1.2.3", "hoga-1.2.3/_internal", "hoga-1.2.3/hoga"]
    digest = hashlib.sha256(handed[0].read_bytes()).hexdigest()
    assert f"{digest}  {handed[0].name}" in handed[2].read_text("utf-8")


def test_windows_gets_no_debian_package_whatever_tools_there_are(workshop, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda tool: tool)
    handed = hand_out(workshop, Names("1.2.3", "win32", "AMD64"), 1700000000)
    assert [path.suffix for path in handed] == [".zip", ".json", ""]


def test_it_says_how_to_be_used():
    command = [sys.executable, "-m", "resources.packaging", "--help"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30, cwd=ROOT)
    assert "--folder-only" in ended.stdout
