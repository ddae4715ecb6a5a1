"""The bundled font contains Korean."""

from importlib.resources import files

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont

from app.process.fonts import FILES, load_fonts
from widgets.look.fonts import FONT_FAMILY


def test_the_font_panels_ask_for_is_there(application):
    assert set(load_fonts()) == {FONT_FAMILY}
    assert QFontInfo(QFont(FONT_FAMILY)).family() == FONT_FAMILY


def test_hangul_has_glyphs(application):
    load_fonts()
    raw = QRawFont.fromFont(QFont(FONT_FAMILY), QFontDatabase.WritingSystem.Korean)
    assert all(raw.supportsCharacter(ord(letter)) for letter in "호가체결매수도▲▼–")
    assert FONT_FAMILY in QFontDatabase.families(QFontDatabase.WritingSystem.Korean)


@pytest.mark.parametrize(("file", "is_bold"), list(zip(FILES, (False, True), strict=True)))
def test_text_is_drawn_with_the_bundled_faces(application, file, is_bold):
    assert load_fonts() == [FONT_FAMILY] * len(FILES)
    font = QFont(FONT_FAMILY)
    font.setBold(is_bold)
    bundled = QRawFont(str(files("resources") / "fonts" / file), 13)
    assert QRawFont.fromFont(font).fontTable("head") == bundled.fontTable("head")
