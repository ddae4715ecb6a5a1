"""The pictures of the kinds of bars."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from core.market.chart.bar_kind import BarKind
from looks import DARK
from widgets.chart.bar_kinds.pictures import HEIGHT, WIDTH, picture
from widgets.look.themes import ThemeName, theme


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_each_kind_has_a_picture_of_its_own_at_every_scale(application, ratio) -> None:
    images = []
    for kind in BarKind:
        image = picture(kind, DARK, ratio).pixmap(QSize(WIDTH, HEIGHT), ratio).toImage()
        assert (image.width(), image.height()) == (round(WIDTH * ratio), round(HEIGHT * ratio))
        images.append(image)
    assert all(one != other for n, one in enumerate(images) for other in images[:n])


def test_the_picture_has_the_colours_of_the_theme(application) -> None:
    light = theme(ThemeName.LIGHT)
    image = picture(BarKind.CANDLES, light, 1.0).pixmap(QSize(WIDTH, HEIGHT), 1.0).toImage()
    colors = {image.pixelColor(x, y).name() for x in range(WIDTH) for y in range(HEIGHT)}
    assert {light.rise.name(), light.fall.name()} <= colors
