"""The bill of materials."""

import json

import pytest

from resources.packaging.bill import write_bill
from resources.packaging.materials import Material

DIGEST = "ab" * 32
MATERIALS = [
    Material("pypi", "numpy", "2.4.6", "BSD-3-Clause AND MIT", DIGEST, (("numpy/core.so", DIGEST),)),
    Material(
        "deb", "libssl3", "3.0.19-1~deb12u2", "as in licenses/libssl3", None, (("libssl.so.3", DIGEST),), "ubuntu"
    ),
    Material("generic", "CPython", "3.11.7", "PSF-2.0"),
]


@pytest.fixture(scope="module")
def bill():
    return json.loads(write_bill("1.2.3", MATERIALS, 1700000000))


def test_it_is_of_one_version_of_the_program(bill):
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    program = bill["metadata"]["component"]
    assert (program["name"], program["version"]) == ("hoga", "1.2.3")
    assert bill["metadata"]["timestamp"].startswith("2023-11-14T22:13:20")


def test_each_material_has_its_address_licence_and_checksums(bill):
    parts = {part["name"]: part for part in bill["components"]}
    assert parts["numpy"]["purl"] == "pkg:pypi/numpy@2.4.6"
    assert parts["libssl3"]["purl"].startswith("pkg:deb/ubuntu/libssl3@3.0.19-1")
    assert parts["numpy"]["licenses"][0]["expression"] == "BSD-3-Clause AND MIT"
    assert parts["libssl3"]["licenses"][0]["license"]["name"] == "as in licenses/libssl3"
    assert parts["numpy"]["hashes"] == [{"alg": "SHA-256", "content": DIGEST}]
    assert parts["numpy"]["components"][0]["name"] == "numpy/core.so"


def test_the_program_depends_on_all_of_them(bill):
    (program,) = (one for one in bill["dependencies"] if one["ref"] == "hoga")
    assert len(program["dependsOn"]) == len(MATERIALS)


def test_the_same_materials_give_the_same_text():
    assert write_bill("1.2.3", MATERIALS, 1700000000) == write_bill("1.2.3", reversed(MATERIALS), 1700000000)


def test_what_the_schema_refuses_is_not_written():
    with pytest.raises(ValueError, match="schema"):
        write_bill("1.2.3", [Material("pypi", "numpy", "1", "MIT", "no checksum")], 1700000000)
