from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.drawings.drawing import Dash, Style, Tint
from widgets.chart.drawings.icon_button import SIZE, IconButton
from widgets.chart.drawings.icons import EYE
from widgets.look.look import Look


def picture(button: IconButton) -> QImage:
    return button.grab().toImage()


def test_it_tells_whether_it_is_chosen_usable_crossed_out_or_under_the_pointer(application):
    button = IconButton(Look(), EYE)
    button.setCheckable(True)
    button.show()
    seen = [picture(button)]
    button.setChecked(True)
    seen.append(picture(button))
    button.setChecked(False)
    button.setEnabled(False)
    seen.append(picture(button))
    button.setEnabled(True)
    button.set_crossed(True)
    seen.append(picture(button))
    button.set_crossed(False)
    at = QPointF(3, 3)
    QApplication.sendEvent(button, QEnterEvent(at, at, at))
    seen.append(picture(button))
    assert all(one != other for number, one in enumerate(seen) for other in seen[:number])
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    assert picture(button) == seen[0]


def test_it_shows_a_colour_or_a_line(application):
    look = Look()
    button = IconButton(look, EYE)
    button.show_style(Style(Tint.RISE), is_swatch=True)
    assert picture(button).pixelColor(SIZE // 2, SIZE // 2) == look.theme.rise
    swatch = picture(button)
    button.show_style(Style(Tint.RISE, 3, Dash.SOLID), is_swatch=False)
    assert picture(button) != swatch
    assert picture(button).pixelColor(SIZE // 2, SIZE // 2) == look.theme.text


def test_it_follows_the_theme_and_the_font(application):
    look = Look()
    button = IconButton(look, EYE)
    dark = picture(button)
    look.set_theme("light")
    assert picture(button) != dark
    look.set_font_percent(150)
    assert button.width() == button.height() == look.px(SIZE) > SIZE


def test_it_is_pressed_by_the_mouse_and_takes_no_keyboard(application):
    button, pressed = IconButton(Look(), EYE), []
    button.clicked.connect(lambda: pressed.append(1))
    button.show()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed
    assert button.focusPolicy() is Qt.FocusPolicy.NoFocus
