from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from core.market.drawings.drawing import Dash, Kind
from widgets.chart.drawings import icons
from widgets.chart.drawings.icons import line_sample, paint_icon, swatch

NAMES = [*Kind, *(icons.SELECT, icons.MAGNET, icons.EYE, icons.LOCK, icons.UNDO, icons.TRASH, icons.COPY, icons.MORE)]


def painted(name: str, *, is_crossed: bool = False, side: int = 32) -> QImage:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_icon(painter, name, QRectF(0, 0, side, side), QColor("white"), is_crossed=is_crossed)
    painter.end()
    return image


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_inside_its_square_and_can_be_crossed_out(application, name):
    image = painted(name)
    assert any(image.pixelColor(x, y).lightness() > 100 for x in range(32) for y in range(32))
    assert painted(name, is_crossed=True) != image


def test_all_pictures_differ(application):
    pictures = [painted(name) for name in NAMES]
    assert all(one != other for number, one in enumerate(pictures) for other in pictures[:number])


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_samples_for_menus_are_sharp_at_every_scale(application, ratio):
    size = round(16 * ratio)
    for icon in (
        swatch(QColor("red"), QColor("white"), 16, ratio),
        line_sample(QColor("red"), 3, Dash.DASHED, 16, ratio),
    ):
        (pixels,) = [icon.pixmap(16, 16)]
        assert icon.availableSizes()[0].width() in {16, size}
        assert not pixels.isNull()
