"""The button of a colour."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog

from looks import DARK, LOOK
from widgets.chart.indicators.color_button import ColorButton
from widgets.look.look import Look
from widgets.look.themes import ThemeName, theme


def swatch(button):
    return button.icon().pixmap(button.iconSize()).toImage().pixelColor(3, 3)


def test_it_shows_its_colour_and_says_its_name():
    button = ColorButton(LOOK, "line_3")
    assert swatch(button) == DARK.line_3
    assert button.accessibleName() == "초록"
    button.show_color("#102030")
    assert swatch(button) == QColor("#102030")
    assert button.accessibleName() == "#102030"


def test_the_menu_offers_the_colours_of_the_theme():
    button = ColorButton(LOOK, "line_3")
    chosen = []
    button.chosen.connect(chosen.append)
    names = [action.text() for action in button.menu().actions() if action.text()]
    assert names == [
        "분홍", "주황", "초록", "보라", "하늘", "연두", "갈색", "회색", "상승 색", "하락 색", "다른 색…",
    ]  # fmt: skip
    for action in button.menu().actions()[:3]:
        action.trigger()
    assert chosen == ["line_1", "line_2", "line_3"]
    button.menu().actions()[2].trigger()
    assert chosen == ["line_1", "line_2", "line_3"], "the one it has is no change"


def test_the_menu_marks_the_present_colour():
    button = ColorButton(LOOK, "line_3")

    def marked():
        return [number for number, action in enumerate(button.menu().actions()) if action.isChecked()]

    assert marked() == [2]
    for number in (5, 5, 0):
        button.menu().actions()[number].trigger()
        assert marked() == [number]
    button.show_color("#102030")
    assert marked() == []


def test_any_other_colour_can_be_chosen():
    button = ColorButton(LOOK, "line_3")
    chosen = []
    button.chosen.connect(chosen.append)
    button.menu().actions()[-1].trigger()
    dialog = button.findChild(QColorDialog)
    assert dialog.isVisible()
    assert dialog.currentColor() == DARK.line_3
    dialog.setCurrentColor(QColor("#abcdef"))
    dialog.accept()
    assert chosen == ["#abcdef"]


def test_another_theme_has_another_swatch():
    look = Look()
    button = ColorButton(look, "line_3")
    look.set_theme(ThemeName.LIGHT)
    assert swatch(button) == theme(ThemeName.LIGHT).line_3
