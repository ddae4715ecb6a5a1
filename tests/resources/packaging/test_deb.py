"""A Debian package, built from a small program and read back with dpkg-deb."""

import shutil
import subprocess
from pathlib import Path

import pytest

from resources.packaging.deb import build_deb
from resources.packaging.icons import draw_icons
from resources.packaging.layout import Names, Workshop

ROOT = Path(__file__).parents[3]
NAMES = Names("1.2.3", "linux", "x86_64")

pytestmark = pytest.mark.skipif(
    not (shutil.which("dpkg-deb") and shutil.which("objdump")), reason="no dpkg or no binutils"
)


@pytest.fixture
def workshop(tmp_path):
    made = Workshop(tmp_path)
    (made.folder / "_internal").mkdir(parents=True)
    shutil.copy("/bin/true", made.folder / "hoga")
    (made.folder / "_internal" / "data").write_text("data", encoding="utf-8")
    draw_icons(ROOT / "resources" / "icon.svg", made.icons)
    for name in ("LICENSE", "CHANGELOG.md", "resources/icon.svg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return made


def listed(package):
    shown = subprocess.run(["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True).stdout
    return {line.split(" ./", 1)[1]: line for line in shown.splitlines()}


def test_it_installs_a_program_a_command_a_menu_entry_and_icons(workshop):
    package = build_deb(workshop, NAMES, [("numpy", "BSD")], 1700000000)
    assert package.name == "hoga_1.2.3_amd64.deb"
    entries = listed(package)
    assert "usr/bin/hoga -> ../lib/hoga/hoga" in entries
    assert entries["usr/lib/hoga/hoga"].startswith("-rwxr-xr-x root/root")
    assert entries["usr/lib/hoga/_internal/data"].startswith("-rw-r--r-- root/root")
    assert {
        "usr/share/applications/hoga.desktop",
        "usr/share/icons/hicolor/256x256/apps/hoga.png",
        "usr/share/icons/hicolor/scalable/apps/hoga.svg",
        "usr/share/doc/hoga/copyright",
        "usr/share/doc/hoga/changelog.gz",
    } <= entries.keys()


def test_its_control_file_names_what_the_program_is_linked_to(workshop):
    package = build_deb(workshop, NAMES, [], 1700000000)
    field = ["dpkg-deb", "--field", package]
    depends = subprocess.run([*field, "Depends"], capture_output=True, text=True, check=True).stdout
    assert depends.startswith("libc6 (>= 2.")


def test_two_builds_are_the_same_file(workshop):
    packages = [build_deb(workshop, NAMES, [], 1700000000).read_bytes() for _ in range(2)]
    assert packages[0] == packages[1]
