"""The program's properties as Windows shows them."""

import ast

import pytest

from resources.packaging.version_resource import version_resource


@pytest.mark.parametrize(("version", "numbers"), [("1.2.3", "(1, 2, 3, 0)"), ("0.1", "(0, 1, 0, 0)")])
def test_it_bears_the_version_as_four_numbers_and_as_text(version, numbers):
    text = version_resource(version)
    assert f"filevers={numbers}, prodvers={numbers}" in text
    assert f"StringStruct('ProductVersion', '{version}')" in text


def test_it_is_an_expression_as_pyinstaller_reads_it():
    ast.parse(version_resource("1.2.3"), mode="eval")
