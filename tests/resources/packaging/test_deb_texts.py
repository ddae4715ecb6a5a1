"""The texts in a Debian package."""

import shutil
import subprocess
from email import message_from_string

import pytest

from resources.packaging import deb_texts


def test_control_says_what_it_is_and_what_it_needs():
    fields = message_from_string(deb_texts.control("1.2.3", "amd64", ["libc6 (>= 2.35)", "libgl1"], 2049))
    assert (fields["Package"], fields["Version"], fields["Architecture"]) == ("hoga", "1.2.3", "amd64")
    assert fields["Depends"] == "libc6 (>= 2.35), libgl1"
    assert fields["Installed-Size"] == "3", "in KiB, rounded up"


def test_a_long_description_has_no_line_that_ends_it():
    lines = deb_texts.control("1", "amd64", [], 0).partition("Description:")[2].splitlines()[1:]
    assert all(line.startswith(" ") and line.strip() for line in lines)


def test_the_menu_has_a_korean_name_and_what_follows_the_icon_and_the_command():
    entry = dict(line.split("=", 1) for line in deb_texts.DESKTOP_ENTRY.splitlines()[1:])
    assert entry["Name[ko]"] == "호가"
    assert (entry["Exec"], entry["Icon"], entry["Terminal"]) == ("hoga", "hoga", "false")


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="no desktop-file-utils")
def test_the_menu_entry_follows_its_specification(tmp_path):
    (tmp_path / "hoga.desktop").write_text(deb_texts.DESKTOP_ENTRY, encoding="utf-8")
    assert subprocess.run(["desktop-file-validate", tmp_path / "hoga.desktop"], check=False).returncode == 0


def test_copyright_names_everybody_and_keeps_the_paragraphs_of_the_licence():
    text = deb_texts.copyright_text("MIT License\n\nPermission is granted\n", [("numpy", "BSD-3-Clause")])
    assert "  numpy: BSD-3-Clause" in text
    assert "License: MIT\n MIT License\n .\n Permission is granted\n" in text


def test_md5sums_are_as_dpkg_reads_them():
    assert deb_texts.md5sums([("usr/b", "2"), ("usr/a", "1")]) == "1  usr/a\n2  usr/b\n"
