"""Colours of what a pane says in figures."""

from PySide6.QtGui import QColor

from looks import DARK
from widgets.chart.panes.readings import color_of, text_color_on
from widgets.look.theme import Ink


def test_a_role_follows_the_theme_and_a_chosen_colour_does_not():
    assert color_of(DARK, Ink.RISE) == DARK.rise
    assert color_of(DARK, QColor("#123456")) == QColor("#123456")


def test_a_text_can_be_read_on_its_ground():
    assert text_color_on(DARK, Ink.RISE) == DARK.on_rise
    assert text_color_on(DARK, Ink.FALL) == DARK.on_fall
    assert text_color_on(DARK, Ink.CROSSHAIR) == DARK.text
    assert text_color_on(DARK, QColor("#ffff80")) == QColor("black")
    assert text_color_on(DARK, QColor("#202060")) == QColor("white")
