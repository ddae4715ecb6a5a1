"""The lines between days, below the candles."""

from __future__ import annotations

import pytest

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.time_window import TimeWindow
from looks import DARK, LOOK
from pane_in_hand import HEIGHT, WIDTH, OnePane
from widgets.chart.marks.days import DaysLayer


def pane_of(unit: CandleUnit, bar_width: float) -> tuple[OnePane, DaysLayer, CandleSeries, TimeWindow]:
    series = CandleSeries(unit)
    last = unit.slot(1_795_144_542_000)
    series.merge(Bar(unit.start_ms(slot), 100.0, 110.0, 90.0, 100.0, 1.0, 1.0) for slot in range(last - 300, last + 1))
    window = TimeWindow(unit)
    window.bar_width = bar_width
    window.resize(WIDTH)
    window.extend(last - 300, last)
    layer = DaysLayer(LOOK)
    return OnePane(layer), layer, series, window


def columns(image) -> list[int]:
    return [x for x in range(WIDTH) if image.pixelColor(x, HEIGHT // 2) == DARK.border]


def test_a_line_stands_where_each_day_begins(application) -> None:
    pane, layer, series, window = pane_of(CandleUnit.MINUTE_60, 4.0)
    image = pane.shown(series, window)
    days = [slot for slot in range(int(window.left) + 1, int(window.right) + 1) if slot % 24 == 0]
    expected = [int((slot - window.left) * 4.0) for slot in days]
    assert columns(image) == layer.pixels == expected
    assert len(expected) == 4
    assert all(image.pixelColor(expected[0], y) == DARK.border for y in (0, HEIGHT - 1))


@pytest.mark.parametrize(
    ("unit", "bar_width"), [(CandleUnit.DAY, 4.0), (CandleUnit.WEEK, 4.0), (CandleUnit.MINUTE_60, 1.0)]
)
def test_no_line_stands_where_days_are_bars_or_too_close(application, unit, bar_width) -> None:
    pane, layer, series, window = pane_of(unit, bar_width)
    assert columns(pane.shown(series, window)) == layer.pixels == []


def test_lines_can_be_hidden_and_shown_again(application) -> None:
    pane, layer, series, window = pane_of(CandleUnit.MINUTE_60, 4.0)
    before = pane.shown(series, window)
    layer.show(is_shown=False)
    assert columns(pane.shown(series, window)) == []
    layer.show(is_shown=True)
    assert pane.shown(series, window) == before


def test_the_newest_candle_draws_no_line_anew(application) -> None:
    pane, _, series, window = pane_of(CandleUnit.MINUTE_60, 4.0)
    pane.shown(series, window)
    last = series.last
    assert last is not None
    series.upsert(last._replace(close=105.0, volume=2.0))
    pane.shown(series, window)
    assert pane.canvas.drawn == 1
