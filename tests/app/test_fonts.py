"""The bundled font reads Korean."""

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont

from app.fonts import load_fonts
from widgets.palette import FONT_FAMILY


def test_the_font_panels_ask_for_is_there(application):
    assert set(load_fonts()) == {FONT_FAMILY}
    assert QFontInfo(QFont(FONT_FAMILY)).family() == FONT_FAMILY


def test_hangul_has_glyphs(application):
    load_fonts()
    raw = QRawFont.fromFont(QFont(FONT_FAMILY), QFontDatabase.WritingSystem.Korean)
    assert all(raw.supportsCharacter(ord(letter)) for letter in "호가체결매수도▲▼–")
    assert FONT_FAMILY in QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
