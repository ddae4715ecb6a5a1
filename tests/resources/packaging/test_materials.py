"""The third-party parts of the program."""

import json
import struct
from pathlib import Path

import numpy as np

from resources.packaging.layout import Workshop
from resources.packaging.materials import FONT_VERSION, file_digests, gather, wheel_digests
from resources.packaging.trimming import write_contents

ROOT = Path(__file__).parents[3]


def test_wheels_are_known_by_their_checksum():
    entry = {"metadata": {"name": "numpy"}, "download_info": {"archive_info": {"hashes": {"sha256": "ab"}}}}
    assert wheel_digests({"install": [entry]}) == {"numpy": "ab"}


def test_only_files_of_their_own_have_a_checksum():
    assert file_digests(["numpy", "numpy/core.so"], {"numpy/core.so": "cd"}) == (("numpy/core.so", "cd"),)


def test_a_program_s_materials_are_gathered_by_name(tmp_path):
    workshop = Workshop(tmp_path)
    library = workshop.folder / "_internal" / "numpy" / "core.so"
    for path in (library, workshop.folder / "_internal" / "resources" / "fonts" / "NanumGothic.ttf"):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")
    workshop.work.mkdir(parents=True)
    workshop.installed.write_text(json.dumps({"install": []}), encoding="utf-8")
    source = str(Path(np.__file__).parent / "version.py")
    write_contents(workshop.contents, [("numpy", np.__file__, "PYMODULE"), ("numpy/core.so", source, "EXTENSION")])
    materials = {material.name: material for material in gather(workshop)}
    assert materials.keys() == {"CPython", "NanumGothic", "numpy"}
    assert materials["numpy"].version == np.__version__
    assert materials["numpy"].licence.startswith("BSD-3-Clause")
    assert [path for path, _ in materials["numpy"].files] == ["numpy/core.so"]
    assert [path for path, _ in materials["NanumGothic"].files] == ["resources/fonts/NanumGothic.ttf"]


def test_a_library_of_no_known_package_is_not_listed_as_debian_s(tmp_path):
    workshop = Workshop(tmp_path)
    workshop.work.mkdir(parents=True)
    workshop.installed.write_text(json.dumps({"install": []}), encoding="utf-8")
    write_contents(workshop.contents, [("libnone.so", "/nowhere/libnone.so", "BINARY")])
    material = {material.name: material for material in gather(workshop)}["libnone.so"]
    assert (material.kind, material.vendor, material.licence) == ("generic", None, "unknown")


def test_the_font_s_version_is_the_one_in_the_font():
    font = (ROOT / "resources" / "fonts" / "NanumGothic.ttf").read_bytes()
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    revision = struct.unpack_from(">i", font, tables[b"head"] + 4)[0] / 65536
    assert f"{revision:.3f}" == FONT_VERSION
