"""Each kind of bars, to the pixel."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from core.market.chart.bar_kind import BarKind
from core.market.chart.price_scale import Scale
from looks import DARK
from widgets.chart.bar_kinds.painting import DRAW, draw_area, path
from widgets.chart.panes.bars import Bars, to_pixels
from widgets.look.theme import Theme
from widgets.look.themes import ThemeName, theme

WIDTH, HEIGHT = 120, 100
SCALE = Scale(0.0, 100.0, HEIGHT)


def bars(
    *prices: tuple[float, float, float, float], body: int = 7, apart: int = 20, holes: tuple[int, ...] = ()
) -> Bars:
    first, high, low, last = (np.array(column, np.float64) for column in zip(*prices, strict=True))
    left = np.arange(len(prices)) * apart + 10
    return Bars(left, body, first, high, low, last, np.ones(len(prices)), np.array(holes, np.int64))


def drawn(kind: BarKind, shown: Bars, *, is_flat: bool = True, colors: Theme = DARK) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(colors.panel)
    painter = QPainter(image)
    if kind is BarKind.AREA:
        draw_area(painter, colors, shown, SCALE, is_flat=is_flat)
    DRAW[kind](painter, colors, shown, SCALE, is_flat)
    painter.end()
    return image


def rows_of(image: QImage, x: int, color: QColor) -> list[int]:
    return [y for y in range(HEIGHT) if image.pixelColor(x, y) == color]


def inked(image: QImage, x: int, ground: QColor = DARK.panel) -> list[int]:
    return [y for y in range(HEIGHT) if image.pixelColor(x, y) != ground]


RISE = (40.0, 80.0, 20.0, 60.0)
FALL = (60.0, 80.0, 20.0, 40.0)


@pytest.mark.parametrize("kind", [BarKind.CANDLES, BarKind.HEIKIN_ASHI])
def test_a_candle_has_a_wick_from_high_to_low_and_a_body_from_open_to_close(kind) -> None:
    image = drawn(kind, bars(RISE, FALL))
    assert rows_of(image, 13, DARK.rise) == list(range(20, 81))
    assert rows_of(image, 10, DARK.rise) == rows_of(image, 16, DARK.rise) == list(range(40, 61))
    assert rows_of(image, 33, DARK.fall) == list(range(20, 81))
    assert rows_of(image, 30, DARK.fall) == list(range(40, 61))
    assert inked(image, 9) == inked(image, 17) == []


def test_hollow_candles_are_empty_if_they_rise_and_coloured_by_the_close_before() -> None:
    above = (90.0, 95.0, 60.0, 70.0)  # falls from its open, but closes above the close before
    below = (10.0, 40.0, 5.0, 30.0)  # the other way round
    image = drawn(BarKind.HOLLOW, bars(RISE, above, below, RISE))
    assert rows_of(image, 10, DARK.rise) == list(range(40, 61))
    assert rows_of(image, 12, DARK.rise) == [40, 60]
    assert rows_of(image, 32, DARK.rise) == list(range(10, 31))
    assert rows_of(image, 52, DARK.fall) == [70, 90]
    assert rows_of(image, 53, DARK.fall) == [*range(60, 71), *range(90, 96)]
    assert rows_of(image, 72, DARK.rise) == [40, 60]


def test_bars_have_the_open_at_the_left_and_the_close_at_the_right() -> None:
    image = drawn(BarKind.BARS, bars(RISE, FALL))
    assert rows_of(image, 13, DARK.rise) == list(range(20, 81))
    assert rows_of(image, 10, DARK.rise) == rows_of(image, 12, DARK.rise) == [60]
    assert rows_of(image, 14, DARK.rise) == rows_of(image, 16, DARK.rise) == [40]
    assert rows_of(image, 31, DARK.fall) == [40]
    assert rows_of(image, 35, DARK.fall) == [60]
    wide = drawn(BarKind.BARS, bars((20.0, 80.0, 20.0, 80.0), body=25))
    assert rows_of(wide, 22, DARK.rise) == rows_of(wide, 21, DARK.rise) == list(range(19, 82))
    assert rows_of(wide, 10, DARK.rise) == [79, 80, 81]
    assert rows_of(wide, 34, DARK.rise) == [19, 20, 21]


@pytest.mark.parametrize("kind", [BarKind.CANDLES, BarKind.HOLLOW, BarKind.BARS, BarKind.HEIKIN_ASHI])
@pytest.mark.parametrize("body", [1, 2])
def test_narrow_bars_are_filled(kind, body) -> None:
    image = drawn(kind, bars(RISE, FALL, body=body))
    middle = 10 + body // 2
    assert rows_of(image, middle, DARK.rise) == list(range(20, 81))
    assert rows_of(image, middle + 20, DARK.fall) == list(range(20, 81))


@pytest.mark.parametrize("kind", [kind for kind in BarKind if not kind.is_line])
def test_a_hole_is_a_line_at_the_close_before_or_left_out(kind) -> None:
    shown = bars(RISE, FALL, holes=(0,))
    assert [rows_of(drawn(kind, shown), x, DARK.faint_text) for x in (17, 23, 29)] == [[40]] * 3
    assert [inked(drawn(kind, shown, is_flat=False), x) for x in (17, 23, 29)] == [[]] * 3


@pytest.mark.parametrize("kind", BarKind)
@pytest.mark.parametrize("is_flat", [True, False])
def test_where_candles_are_not_loaded_yet_nothing_is_drawn(kind, is_flat) -> None:
    shown = bars(RISE, FALL, RISE, holes=(1,))._replace(unloaded=np.array([0]))
    image = drawn(kind, shown, is_flat=is_flat)
    assert [inked(image, x) for x in (19, 23, 27)] == [[]] * 3
    assert [bool(inked(image, x)) for x in (39, 43, 47)] == [is_flat] * 3, "a hole beside it is one"
    assert [bool(inked(image, x)) for x in (13, 33, 53)] == [True] * 3


def test_a_line_goes_through_the_closes() -> None:
    image = drawn(BarKind.LINE, bars(RISE, RISE, (50.0, 50.0, 10.0, 20.0)))
    assert rows_of(image, 23, DARK.accent) == [40]
    assert 40 in inked(image, 13)
    assert 80 in inked(image, 53)
    assert 60 in inked(image, 43)
    assert inked(image, 60) == []


def test_a_line_is_flat_over_a_hole_or_broken_there() -> None:
    shown = bars(RISE, (60.0, 80.0, 20.0, 80.0), FALL, holes=(0, 1))
    flat = drawn(BarKind.LINE, shown)
    assert rows_of(flat, 26, DARK.accent) == [40]
    broken = drawn(BarKind.LINE, shown, is_flat=False)
    assert [inked(broken, x) for x in (25, 45)] == [[], []]
    assert [bool(inked(broken, x)) for x in (13, 33, 53)] == [True] * 3  # a candle alone is a dash
    assert rows_of(broken, 33, DARK.accent) == [20]


def test_the_area_is_filled_from_the_line_to_the_floor_but_not_in_a_gap() -> None:
    shown = bars(RISE, RISE, RISE, RISE, holes=(1,))
    flat, broken = drawn(BarKind.AREA, shown), drawn(BarKind.AREA, shown, is_flat=False)
    for image in (flat, broken):
        assert inked(image, 23)[-1] == inked(image, 63)[-1] == HEIGHT - 1
        assert min(inked(image, 23)) == 40
        assert len(inked(image, 23)) == HEIGHT - 40
    assert inked(flat, 43)[-1] == HEIGHT - 1
    assert inked(broken, 43) == []
    assert inked(flat, 5) == inked(flat, 90) == []


@pytest.mark.parametrize("is_flat", [True, False])
def test_one_candle_alone_is_seen_in_each_kind(is_flat) -> None:
    for kind in BarKind:
        assert inked(drawn(kind, bars(RISE), is_flat=is_flat), 13), kind


def test_a_theme_with_hollow_rises_has_them_in_candles() -> None:
    colors = theme(ThemeName.HIGH_CONTRAST)
    image = drawn(BarKind.CANDLES, bars(RISE, FALL), colors=colors)
    assert rows_of(image, 12, colors.rise) == [40, 60]
    assert rows_of(image, 32, colors.fall) == list(range(40, 61))


def test_the_path_has_a_point_per_close_and_one_at_the_end_of_each_hole() -> None:
    shown = bars(RISE, FALL, RISE, holes=(1,))
    close_y = to_pixels(SCALE, shown.close)
    x, y, is_break = path(shown, close_y, is_flat=True)
    assert (x.tolist(), y.tolist()) == ([13.5, 33.5, 49.5, 53.5], [40.5, 60.5, 60.5, 40.5])
    assert not is_break.any()
    x, y, is_break = path(shown, close_y, is_flat=False)
    assert (x.tolist(), is_break.tolist()) == ([13.5, 33.5, 53.5], [False, True])
