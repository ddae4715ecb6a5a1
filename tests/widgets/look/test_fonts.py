"""The font of each role, at every size."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from widgets.look.fonts import FONT_FAMILY, FontRole, font, scaled


def test_the_bundled_font_writes_korean_and_its_digits_are_of_one_width(application):
    assert FONT_FAMILY in QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
    for role in FontRole:
        metrics = QFontMetricsF(font(role))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("role", FontRole)
def test_a_font_has_the_size_and_the_weight_of_its_role(role):
    size, is_bold, is_numeric = role.value
    made = font(role)
    assert (made.family(), made.pixelSize(), made.bold()) == (FONT_FAMILY, size, is_bold)
    is_plain = bool(made.styleStrategy() & QFont.StyleStrategy.PreferNoShaping)
    assert is_plain is is_numeric, "Korean is shaped, digits need not be"
    assert bool(made.styleStrategy() & QFont.StyleStrategy.NoFontMerging) is is_numeric
    assert font(role, 150).pixelSize() == (3 * size + 1) // 2


def test_lengths_follow_the_size_and_are_whole():
    assert [scaled(20, percent) for percent in (90, 100, 110, 125, 150)] == [18, 20, 22, 25, 30]
    assert scaled(11, 90) == 10
    assert scaled(13, 125) == 16
