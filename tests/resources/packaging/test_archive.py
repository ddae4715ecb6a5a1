"""The same folder always gives the same archive, at any time and for any user."""

import lzma
import shutil
import subprocess
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.packaging.archive import compress, pack


def folder_with_everything(folder):
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "lib.so").write_bytes(b"\x7fELF" + bytes(1000))
    (folder / "호가").write_text("속", encoding="utf-8")
    program = folder / "hoga"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("name", ["a.tar.xz", "a.zip"])
def test_two_like_folders_give_the_same_bytes(tmp_path, name):
    packed = []
    for place in ("one", "other place"):
        folder = folder_with_everything(tmp_path / place / "hoga")
        pack(folder, tmp_path / f"{place} {name}", "hoga-1.0", 1700000000)
        packed.append((tmp_path / f"{place} {name}").read_bytes())
    assert packed[0] == packed[1]


def test_a_tar_has_one_folder_and_names_nobody(tmp_path):
    folder = folder_with_everything(tmp_path / "hoga")
    (folder / "link").symlink_to("inner/lib.so")
    pack(folder, tmp_path / "a.tar.xz", "hoga-1.0", 1700000000)
    with tarfile.open(tmp_path / "a.tar.xz") as tar:
        entries = {entry.name: entry for entry in tar}
    assert list(entries) == sorted(entries)
    assert {name.split("/")[0] for name in entries} == {"hoga-1.0"}
    assert {(entry.uid, entry.uname, entry.mtime) for entry in entries.values()} == {(0, "root", 1700000000)}
    assert entries["hoga-1.0/hoga"].mode == 0o755
    assert entries["hoga-1.0/inner/lib.so"].mode == 0o644
    assert entries["hoga-1.0/link"].linkname == "inner/lib.so"


@settings(max_examples=20, deadline=None)  # each stream needs 48 MB
@given(st.binary(min_size=1, max_size=60), st.integers(20, 60))
def test_what_is_compressed_in_parts_is_read_in_one(data, size):
    assert lzma.decompress(compress(memoryview(data), size)) == data


@pytest.mark.skipif(not shutil.which("xz"), reason="no xz")
def test_xz_itself_reads_it(tmp_path):
    (tmp_path / "a.xz").write_bytes(compress(memoryview(b"one two three"), 4))
    shown = subprocess.run(["xz", "--decompress", "--stdout", tmp_path / "a.xz"], capture_output=True, check=True)
    assert shown.stdout == b"one two three"


def test_a_zip_holds_the_files_under_one_folder(tmp_path):
    folder = folder_with_everything(tmp_path / "hoga")
    pack(folder, tmp_path / "a.zip", "hoga-1.0", 1700000000)
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.namelist() == ["hoga-1.0/hoga", "hoga-1.0/inner/lib.so", "hoga-1.0/호가"]
        assert packed.read("hoga-1.0/호가").decode() == "속"
