from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPalette, QPixmapCache

from widgets.paint import palette
from widgets.paint.palette import FontRole


@pytest.mark.parametrize(
    ("change", "color"), [(0.1, palette.RISE), (3.0, palette.RISE), (-0.1, palette.FALL), (0.0, palette.EVEN)]
)
def test_red_is_up_and_blue_is_down(change: float, color: object):
    assert palette.change_color(change) == color
    assert palette.RISE.red() > palette.RISE.blue()
    assert palette.FALL.blue() > palette.FALL.red()


def test_what_is_as_it_should_be_is_green_which_is_neither_up_nor_down():
    assert palette.GOOD.green() > max(palette.GOOD.red(), palette.GOOD.blue())


def test_an_unknown_change_has_no_colour_of_its_own():
    assert palette.change_color(None) == palette.EVEN


def test_the_bundled_font_writes_korean_and_its_digits_are_of_one_width(application):
    assert palette.FONT_FAMILY in QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
    for role in FontRole:
        metrics = QFontMetricsF(palette.font(role))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_theme_is_dark(application):
    colors = palette.dark_palette()
    assert colors.color(QPalette.ColorRole.Window).lightness() < 40
    assert colors.color(QPalette.ColorRole.Text).lightness() > 200


def test_what_stands_out_in_words_is_red_and_a_link_is_blue():
    colors = palette.dark_palette()
    assert colors.color(QPalette.ColorRole.BrightText) == palette.RISE
    assert colors.color(QPalette.ColorRole.Link) == palette.FALL


@pytest.mark.parametrize(
    "role", [QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText]
)
def test_what_cannot_be_used_is_faint(role):
    colors = palette.dark_palette()
    assert colors.color(QPalette.ColorGroup.Disabled, role) == palette.FAINT_TEXT
    assert colors.color(QPalette.ColorGroup.Active, role) == palette.TEXT


@pytest.mark.parametrize("role", FontRole)
def test_a_font_has_the_size_and_the_weight_of_its_role(role):
    size, is_bold, is_numeric = role.value
    font = palette.font(role)
    assert (font.family(), font.pixelSize(), font.bold()) == (palette.FONT_FAMILY, size, is_bold)
    is_plain = bool(font.styleStrategy() & QFont.StyleStrategy.PreferNoShaping)
    assert is_plain is is_numeric, "Korean is shaped, digits need not be"
    assert bool(font.styleStrategy() & QFont.StyleStrategy.NoFontMerging) is is_numeric


def test_the_whole_application_takes_the_theme(application):
    application.setStyle("Windows")
    application.setFont(QFont(palette.FONT_FAMILY, 30))
    application.setPalette(QPalette())
    palette.apply_dark(application)
    application.setStyleSheet("")  # it wraps the style
    assert application.style().name() == "fusion"
    assert application.font().pixelSize() == FontRole.TEXT.value[0]
    assert application.palette().color(QPalette.ColorRole.Window) == palette.BACKGROUND
    palette.apply_dark(application)


def test_the_style_sheet_is_understood(application):
    application.setStyleSheet("")
    palette.apply_dark(application)
    assert application.styleSheet() != ""


def test_pictures_of_closed_widgets_are_kept_within_bounds(application):
    QPixmapCache.setCacheLimit(10_240)
    palette.apply_dark(application)
    assert QPixmapCache.cacheLimit() == palette.PIXMAPS_KB
