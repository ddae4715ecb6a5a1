"""The program's own font contains every character the program writes: a minimal system has no other font."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for package in ("app", "widgets") for path in (ROOT / package).rglob("*.py"))
FONTS = ("NanumGothic.ttf", "NanumGothicBold.ttf")


def texts(source: Path) -> Iterator[str]:
    """The strings of a module, except docstrings."""
    tree = ast.parse(source.read_text("utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


@pytest.mark.parametrize("font", FONTS)
def test_every_character_of_every_text_is_in_the_font(qapp: QApplication, font: str) -> None:
    raw = QRawFont(str(ROOT / "resources" / "fonts" / font), 12)
    assert raw.isValid()
    missing = {
        (source.relative_to(ROOT).as_posix(), letter)
        for source in SOURCES
        for text in texts(source)
        for letter in text
        if letter.isprintable() and not raw.supportsCharacter(ord(letter))
    }
    assert not missing
