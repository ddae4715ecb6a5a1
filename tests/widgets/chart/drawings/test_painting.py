from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from core.market.candles.units import CandleUnit
from core.market.drawings.drawing import USUAL_STYLES, WIDTHS, Dash, Drawing, Kind, Style, Tint
from core.market.drawings.hit import Placed
from core.market.drawings.shapes import Shapes, shapes_of
from drawings_in_hand import drawing, pane, sample
from looks import DARK, LOOK
from widgets.chart.drawings.lettering import MarketLettering
from widgets.chart.drawings.painting import PEN_STYLES, bounds, color_of, paint_drawing, words_of
from widgets.look.fonts import FontRole
from widgets.look.themes import ThemeName, UpDownColors, theme
from widgets.paint.cells import CellText


def lettering() -> MarketLettering:
    return MarketLettering(LOOK, "KRW-BTC", CandleUnit.MINUTE_1)


def picture(it: Drawing, *, is_selected: bool = False) -> QImage:
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(DARK.panel)
    painter = QPainter(image)
    placed = Placed(it, shapes_of(it, pane(), lettering()))
    text = CellText(LOOK, FontRole.SMALL)
    paint_drawing(painter, placed, 400, DARK, text, is_selected=is_selected)
    painter.end()
    return image


def pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())


def painted(image: QImage) -> int:
    return int((pixels(image) != DARK.panel.rgb()).sum())


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_leaves_pixels_and_more_of_them_when_selected(application, kind):
    image = picture(sample(kind))
    assert painted(image) > 5
    assert picture(sample(kind), is_selected=True) != image
    assert painted(picture(replace(sample(kind), is_hidden=True))) == 0


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_painted_outside_of_its_bounds(application, kind, width):
    it = replace(sample(kind), style=Style(Tint.RISE, width))
    image = picture(it, is_selected=True)
    area = bounds(Placed(it, shapes_of(it, pane(), lettering())))
    rows, columns = np.nonzero(pixels(image) != DARK.panel.rgb())
    assert len(rows)
    assert area.contains(columns.min(), rows.min())
    assert area.contains(columns.max(), rows.max())


def test_what_is_hidden_has_no_bounds():
    assert bounds(Placed(sample(Kind.TREND), Shapes())) is None


@pytest.mark.parametrize("width", [1, 3])
def test_a_level_and_an_upright_line_are_sharp(application, width):
    level = picture(replace(drawing(Kind.HORIZONTAL, (0.0, 100.0)), style=Style(Tint.RISE, width)))
    column = [level.pixelColor(50, y) for y in range(90, 111)]
    assert column.count(DARK.rise) == width
    assert column.count(DARK.panel) == len(column) - width
    upright = picture(replace(drawing(Kind.VERTICAL, (204.0, 0.0)), style=Style(Tint.RISE, width)))
    row = [upright.pixelColor(x, 50) for x in range(190, 220)]
    assert row.count(DARK.rise) == width
    assert row.count(DARK.panel) == len(row) - width


def test_a_locked_one_has_filled_handles(application):
    it = drawing(Kind.TREND, (204.0, 100.0), (404.0, 300.0))
    assert picture(replace(it, is_locked=True), is_selected=True) != picture(it, is_selected=True)


def test_a_colour_follows_the_theme_or_is_fixed():
    assert color_of(DARK, Tint.RISE) == DARK.rise
    assert color_of(DARK, "#12ab00").name() == "#12ab00"
    assert set(PEN_STYLES) == set(Dash)


@pytest.mark.parametrize("kind", [Kind.FIBONACCI, Kind.RANGE, Kind.TEXT, Kind.VERTICAL])
def test_what_lies_below_words_is_seen_through_their_ground(application, kind):
    placed = Placed(sample(kind), shapes_of(sample(kind), pane(), lettering()))
    text = CellText(LOOK, FontRole.SMALL)
    grounds = words_of(placed, 400, text)
    assert grounds
    images = []
    for below in (DARK.panel, DARK.rise):
        image = QImage(800, 400, QImage.Format.Format_RGB32)
        image.fill(below)
        painter = QPainter(image)
        paint_drawing(painter, placed, 400, DARK, text, is_selected=False)
        painter.end()
        images.append(image)
    plain, candle = images
    for words in grounds:
        x, y = int(words.area.left) + 1, int(words.area.top) + 1  # beside the letters
        assert plain.pixelColor(x, y) != candle.pixelColor(x, y), "a candle is hidden"
        assert candle.pixelColor(x, y).red() < DARK.rise.red() * 0.7, "words on a candle need a darker ground"


@pytest.mark.parametrize("colors", UpDownColors)
@pytest.mark.parametrize("name", ThemeName)
def test_a_new_price_range_has_the_colour_of_neither_a_rise_nor_a_fall(name, colors):
    painted_in = theme(name, colors)

    def colourfulness(color: QColor) -> int:
        """The difference between the largest and the smallest of red, green and blue, of 255."""
        return max(color.getRgb()[:3]) - min(color.getRgb()[:3])

    assert colourfulness(color_of(painted_in, USUAL_STYLES[Kind.RANGE].color)) < 40
    assert min(map(colourfulness, (painted_in.rise, painted_in.fall))) > 90
