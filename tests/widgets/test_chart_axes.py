"""Labels lie where they are told, and never half outside."""

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from widgets import palette
from widgets.chart_axes import Label, LabelAxis


def rows_with_text(*labels: Label) -> set[int]:
    axis = LabelAxis(is_horizontal=False)
    axis.place(0, 0, 80, 100)
    axis.show_labels(labels)
    image = QImage(80, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    axis.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return {y for y in range(100) if any(image.pixelColor(x, y) != palette.PANEL for x in range(2, 80))}


def test_a_label_is_centred_on_its_pixel(application):
    rows = rows_with_text(Label(50, "159,000", is_major=False))
    assert rows
    assert abs((min(rows) + max(rows)) / 2 - 50) <= 2


def test_a_label_that_would_be_cut_is_left_out(application):
    assert rows_with_text(Label(2, "159,000", is_major=False), Label(98, "158,000", is_major=True)) == set()
