"""The candles as a table, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Final, NamedTuple

from core.market.candles.series import CandleSeries
from core.market.chart.time_ticks import time_label
from widgets.text import formats
from widgets.text.language import translate
from widgets.text.value_table import ValueRow, ValueTable, named

MOST_ROWS: Final = 200
"""As many candles as a chart shows; 500 took 30 ms each second."""

_WORDS: Final = frozenset({0})


class Column(NamedTuple):
    """A column beside those of the candles, such as one of an indicator."""

    title: str
    text_at: Callable[[int], str]
    """Returns the text of the candle at a place in the series."""


def candle_values(code: str, series: CandleSeries, zone: tzinfo | None, columns: Sequence[Column] = ()) -> ValueTable:
    """Return the newest candles; each change is from the close before. Volumes are exact here.

    A row of words stands where candles may not be loaded yet; the change behind it is from the candle's own open.

    Args:
        code: of the market.
        series: its candles.
        zone: of the times.
        columns: more columns.
    """
    count = len(series)
    bars = [series[place] for place in range(max(count - MOST_ROWS, 0), count)]
    decimals = formats.column_decimals(code, [price for bar in bars for price in bar[1:5]])
    titles = (
        translate("Chart", "시각"),
        translate("Chart", "시가"),
        translate("Chart", "고가"),
        translate("Chart", "저가"),
        translate("Chart", "종가"),
        translate("Chart", "등락"),
        translate("Chart", "거래량"),
        *(column.title for column in columns),
    )
    rows: list[ValueRow] = []
    after_gaps, before_ms = set(series.places_after_gaps().tolist()), 0
    before = series[count - MOST_ROWS - 1].close if count > MOST_ROWS else None
    for place, bar in enumerate(bars, start=count - len(bars)):
        if place in after_gaps and before_ms:
            rows.append(_gap_row(series, before_ms, bar.start_ms, zone, len(titles)))
            before = None
        base = before or bar.open
        before, before_ms = bar.close, bar.start_ms
        texts = (
            time_label(series.unit, bar.start_ms, zone),
            *(formats.price(code, price, decimals) for price in (bar.open, bar.high, bar.low, bar.close)),
            formats.change((bar.close - base) / base if base else None),
            formats.exact_size(bar.volume),
            *(column.text_at(place) for column in columns),
        )
        rows.append(ValueRow(bar.start_ms, texts))
    rows.reverse()
    return ValueTable(named(titles, rows[0].texts) if rows else "", titles, rows, _WORDS)


def _gap_row(series: CandleSeries, after_ms: int, until_ms: int, zone: tzinfo | None, width: int) -> ValueRow:
    first, last = (time_label(series.unit, ms, zone) for ms in (after_ms, until_ms))
    words = translate("Chart", "{first}–{last} 사이를 불러오지 못함").format(first=first, last=last)
    return ValueRow(("gap", after_ms), (words, *[""] * (width - 1)))
