"""Palette and style sheet of the widgets that Qt paints."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from widgets.look.contrast import LEAST_FOR_MARKS, contrast
from widgets.look.fonts import FontRole, scaled
from widgets.look.look import LEAST_PERCENT, MOST_PERCENT, Look
from widgets.look.qt_style import FONT, INK, qt_palette, qt_style_sheet
from widgets.look.theme import Ink
from widgets.look.themes import ThemeName, theme

SQUEEZED = Path(__file__).parents[2] / "support" / "squeezed_controls.py"


@pytest.mark.parametrize("name", ThemeName)
def test_the_palette_is_that_of_the_theme(name):
    made, colors = theme(name), qt_palette(theme(name))
    assert colors.color(QPalette.ColorRole.Window) == made.background
    assert colors.color(QPalette.ColorRole.BrightText) == made.bad
    assert colors.color(QPalette.ColorRole.Link) == made.accent


@pytest.mark.parametrize(
    "role", [QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText]
)
def test_what_cannot_be_used_is_faint(role):
    colors = qt_palette(theme())
    assert colors.color(QPalette.ColorGroup.Disabled, role) == theme().faint_text
    assert colors.color(QPalette.ColorGroup.Active, role) == theme().text


def checked_box(is_checked: bool) -> QWidget:
    box = QCheckBox()
    box.setChecked(is_checked)
    return box


def checked_item(is_checked: bool) -> QWidget:
    rows = QListWidget()
    item = QListWidgetItem("", rows)
    item.setCheckState(Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)
    return rows


def chosen_item(is_checked: bool) -> QWidget:
    rows = checked_item(is_checked)
    assert isinstance(rows, QListWidget)
    rows.setCurrentRow(0)
    return rows


def box_of(made: QWidget, ratio: float) -> list[list[tuple[int, int, int]]]:
    """The pixels of a widget's box, line by line."""
    made.setParent(page := QWidget())
    made.resize(60, 40)
    image = QImage(round(60 * ratio), round(40 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    page.render(image)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., 2::-1]
    colors = [list(map(tuple, line)) for line in raw.tolist()]
    ground = colors[-1][-1]
    marks = {each for line in colors for each in line if each != ground}
    marks = {each for each in marks if contrast(each, ground) >= LEAST_FOR_MARKS}
    lines = [y for y, line in enumerate(colors) if not marks.isdisjoint(line)]
    rows = [x for x in range(image.width()) if any(line[x] in marks for line in colors)]
    return [line[rows[0] : rows[-1] + 1] for line in colors[lines[0] : lines[-1] + 1]]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("percent", [LEAST_PERCENT, 100, MOST_PERCENT])
@pytest.mark.parametrize("name", ThemeName)
@pytest.mark.parametrize("made", [checked_box, checked_item, chosen_item])
def test_a_box_is_seen_empty_and_has_a_tick_when_it_is_checked(application, made, name, percent, ratio):
    look = Look()
    look.dress(application)
    look.set_theme(name)
    look.set_font_percent(percent)
    empty, checked = box_of(made(False), ratio), box_of(made(True), ratio)
    side = scaled(15, percent) * ratio
    assert len(empty) == pytest.approx(side, abs=2)
    assert len(empty[0]) == pytest.approx(side, abs=2)
    assert (len(checked), len(checked[0])) == (len(empty), len(empty[0]))
    within = range(round(3 * ratio), len(empty) - round(3 * ratio))
    ground = empty[len(empty) // 2][len(empty) // 2]
    inked = [contrast(checked[y][x], ground) >= LEAST_FOR_MARKS for y in within for x in within]
    assert all(contrast(empty[y][x], ground) < LEAST_FOR_MARKS for y in within for x in within)
    assert 0.08 < sum(inked) / len(inked) < 0.6, "a tick, which is not a filled square"
    look._application = None
    Look().dress(application)


@pytest.mark.parametrize("name", ThemeName)
def test_a_tick_that_cannot_be_changed_is_fainter(application, name):
    look = Look()
    look.dress(application)
    look.set_theme(name)
    usual, fixed = checked_box(True), checked_box(True)
    fixed.setEnabled(False)
    ground = box_of(checked_box(False), 1.0)[7][7]
    most = [
        max(contrast(each, ground) for line in box_of(box, 1.0)[3:-3] for each in line[3:-3]) for box in (usual, fixed)
    ]
    assert most[0] > most[1]
    look._application = None
    Look().dress(application)


def test_a_label_has_the_colour_and_the_font_that_its_properties_name(application):
    for name, percent in ((ThemeName.LIGHT, 150), (ThemeName.DARK, 100)):
        application.setStyleSheet(qt_style_sheet(theme(name), percent))
        for ink in Ink:
            for role in FontRole:
                label = QLabel("글")
                label.setProperty(INK, ink)
                label.setProperty(FONT, role.name)
                label.ensurePolished()
                assert label.palette().color(label.foregroundRole()) == theme(name).ink(ink)
                assert label.font().pixelSize() == scaled(role.value[0], percent)
                assert label.font().bold() is role.value[1]
    Look().dress(application)


@pytest.mark.parametrize("name", ThemeName)
def test_a_widget_follows_while_it_is_shown(application, name):
    look = Look()
    look.dress(application)
    field, box, button = QLineEdit(), QCheckBox("글"), QPushButton("글")
    for widget in (field, box, button):
        widget.ensurePolished()
    look.set_theme(name)
    for widget in (box, button):
        assert widget.palette().color(widget.foregroundRole()) == theme(name).text
    assert field.grab().toImage().pixelColor(5, 3) == theme(name).background
    look._application = None
    Look().dress(application)


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5"])
def test_qt_can_paint_a_control_that_is_squeezed_to_nothing(scale):
    done = subprocess.run(
        [sys.executable, str(SQUEEZED)],
        env=dict(os.environ, QT_SCALE_FACTOR=scale, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.splitlines() == ["painted"], done.stderr


@pytest.mark.parametrize("kind", [QSpinBox, QComboBox, QPushButton, QPlainTextEdit, QLineEdit])
@pytest.mark.parametrize("name", ThemeName)
def test_what_can_be_used_has_an_outline_that_is_seen(application, name, kind):
    look = Look()
    look.dress(application)
    look.set_theme(name)
    page = QWidget()
    made = kind(page)
    made.resize(90, 26)
    image = page.grab(made.geometry()).toImage()
    edges = [image.pixelColor(x, 13).getRgb()[:3] for x in (0, 1)]
    ground = theme(name).background.getRgb()[:3]
    assert max(contrast(edge, ground) for edge in edges) >= LEAST_FOR_MARKS
    look._application = None
    Look().dress(application)


@pytest.mark.parametrize("percent", range(LEAST_PERCENT, MOST_PERCENT + 1, 10))
@pytest.mark.parametrize("kind", [QSpinBox, QDoubleSpinBox, QTimeEdit, QDateTimeEdit])
def test_a_field_with_arrows_has_room_for_whole_letters(application, kind, percent):
    look = Look()
    look.dress(application)
    look.set_font_percent(percent)
    field = kind()
    field.ensurePolished()
    field.resize(field.sizeHint().expandedTo(field.minimumSize()))
    field.show()
    inner = field.findChild(QLineEdit)
    assert inner.height() >= inner.fontMetrics().height() + 2, "Qt leaves a pixel above and below free"
    assert field.rect().contains(inner.geometry())
    field.close()
    Look().dress(application)


@pytest.mark.parametrize("percent", range(LEAST_PERCENT, MOST_PERCENT + 1, 10))
def test_a_box_that_is_squeezed_keeps_its_text_whole(application, percent):
    look = Look()
    look.dress(application)
    look.set_font_percent(percent)
    box = QComboBox()
    box.addItem("기본")
    box.show()
    box.resize(100, 1)
    assert box.height() >= box.fontMetrics().height() + 4
    box.close()
    Look().dress(application)


@pytest.mark.parametrize("name", ThemeName)
@pytest.mark.parametrize("direction", Qt.Orientation)
def test_a_scroll_bar_has_a_handle_exactly_while_there_is_something_to_scroll(application, name, direction):
    """Where all fits, Qt would draw one as long as the bar."""
    bar, colors = QScrollBar(direction), theme(name)
    bar.setStyleSheet(qt_style_sheet(colors, 100))
    bar.resize(9, 200) if direction is Qt.Orientation.Vertical else bar.resize(200, 9)
    bar.show()
    for most in (0, 1, 40, 0, 3, 0):
        bar.setRange(0, most)
        image = bar.grab().toImage()
        middle = range(max(image.width(), image.height()))
        seen = {image.pixelColor(*((4, n) if direction is Qt.Orientation.Vertical else (n, 4))).name() for n in middle}
        assert seen == {colors.panel.name()} | ({colors.control.name()} if most else set())
    bar.close()
