"""Rectangles cover exactly the given pixels."""

import numpy as np
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from widgets.paint.rect_batch import fill_rects, rects


def filled(pixels: np.ndarray) -> set[tuple[int, int]]:
    image = QImage(12, 12, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    painter.setPen(QPen(QColor("white"), 3))
    fill_rects(painter, QBrush(QColor("white")), pixels)
    painter.end()
    return {(x, y) for x in range(12) for y in range(12) if image.pixelColor(x, y) == QColor("white")}


def test_every_rectangle_covers_its_pixels_and_no_others(application):
    pixels = rects(np.array([1, 6]), np.array([2, 4]), 3, np.array([5, 4]))
    assert filled(pixels) == {(x, y) for x in (1, 2, 3) for y in (2, 3, 4, 5)} | {(x, 4) for x in (6, 7, 8)}


def test_what_has_no_height_is_still_a_line(application):
    assert filled(rects(np.array([3]), np.array([7]), 1, np.array([6]))) == {(3, 7)}


def test_nothing_draws_nothing(application):
    assert filled(rects(np.array([], np.int64), np.array([], np.int64), 1, np.array([], np.int64))) == set()
