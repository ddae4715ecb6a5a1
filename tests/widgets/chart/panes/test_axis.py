"""Labels are at their positions, and never half outside."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter, QRegion

from looks import DARK, LOOK
from painted import read_part
from widgets.chart.panes.axis import Label, LabelAxis


def rows_with_text(*labels: Label) -> set[int]:
    axis = LabelAxis(LOOK, is_horizontal=False)
    axis.place(QRect(0, 0, 80, 100))
    axis.show_labels(labels)
    image = QImage(80, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    axis.paint(painter, QRegion(axis.area))
    painter.end()
    return {y for y in range(100) if any(image.pixelColor(x, y) != DARK.panel for x in range(2, 80))}


def test_a_label_is_centred_on_its_pixel(application):
    rows = rows_with_text(Label(50, "159,000", is_major=False))
    assert rows
    assert abs((min(rows) + max(rows)) / 2 - 50) <= 2


def test_a_label_that_would_be_cut_is_left_out(application):
    assert rows_with_text(Label(2, "159,000", is_major=False), Label(98, "158,000", is_major=True)) == set()


@pytest.mark.parametrize(("pixel", "is_shown"), [(6, False), (7, True), (93, True), (94, False)])
def test_a_label_is_shown_up_to_the_very_edge(application, pixel, is_shown):
    assert bool(rows_with_text(Label(pixel, "159,000", is_major=False))) is is_shown


def test_a_time_is_shown_up_to_the_very_edge(application):
    axis = LabelAxis(LOOK, is_horizontal=True)
    axis.place(QRect(0, 0, 300, 22))
    width = read_part(lambda painter: _told(axis, painter, [Label(150, "12:34", is_major=False)]), QSize(300, 22))
    half = (width.text("12:34").width + 1) / 2
    for pixel, is_shown in ((half - 1, False), (half, True), (300 - half, True), (301 - half, False)):
        labels = [Label(pixel, "12:34", is_major=True)]
        picture = read_part(lambda painter, labels=labels: _told(axis, painter, labels), QSize(300, 22))
        assert bool(picture.texts) is is_shown


def _told(axis, painter, labels):
    axis.show_labels(labels)
    axis.paint(painter, QRegion(axis.area))
