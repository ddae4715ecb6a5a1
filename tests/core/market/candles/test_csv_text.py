"""Candles as CSV, read back by the csv module and by number."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.bar import Bar
from core.market.candles.csv_text import TITLES, CandleTable, csv_of, number, safe_text
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit


def table_of(series: CandleSeries) -> CandleTable:
    return CandleTable(series.unit, series.slots.copy(), series.figures.T.copy())


def test_the_text_is_what_a_spreadsheet_reads() -> None:
    series = CandleSeries(CandleUnit.MINUTE_1)
    start = int(datetime(2026, 11, 28, 15, 1, tzinfo=UTC).timestamp() * 1000)
    series.merge([Bar(start, 157_195_000.0, 157_200_000.0, 157_100_000.5, 157_150_000.0, 0.00001234, 1940.12345678)])
    series.merge([Bar(start - 60_000, 0.00000001, 0.00000002, 0.00000001, 0.00000002, 123_456_789_012.5, 1e20)])
    assert csv_of(table_of(series)) == (
        "time,open,high,low,close,volume,turnover\r\n"
        "2026-11-29T00:00:00+09:00,0.00000001,0.00000002,0.00000001,0.00000002,123456789012.5,100000000000000000000\r\n"
        "2026-11-29T00:01:00+09:00,157195000,157200000,157100000.5,157150000,0.00001234,1940.12345678\r\n"
    )


@pytest.mark.parametrize("unit", CandleUnit)
def test_each_unit_is_written_with_its_starts(unit) -> None:
    series = CandleSeries(unit)
    now = unit.slot(1_795_144_542_000)
    series.merge(Bar(unit.start_ms(slot), 1.0, 2.0, 0.5, 1.5, 3.0, 4.0) for slot in (now - 2, now))
    titles, *rows = csv.reader(io.StringIO(csv_of(table_of(series))))
    assert tuple(titles) == TITLES
    starts = [round(datetime.fromisoformat(row[0]).timestamp() * 1000) for row in rows]
    assert starts == series.starts_ms.tolist()
    assert all(row[0].endswith("+09:00") and row[1:] == ["1", "2", "0.5", "1.5", "3", "4"] for row in rows)


@given(st.floats(0, 1e24, allow_nan=False))
def test_a_number_keeps_all_its_digits_and_has_no_exponent(value) -> None:
    text = number(value)
    assert float(text) == value
    assert set(text) <= set("0123456789.")
    assert not text.endswith(".")


def test_no_candles_are_a_line_of_titles() -> None:
    assert csv_of(table_of(CandleSeries(CandleUnit.DAY))) == ",".join(TITLES) + "\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("a","b")'])
def test_no_text_is_executed_by_a_spreadsheet(text) -> None:
    assert safe_text(text).lstrip('"').startswith("'")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_a_text_stays_one_cell(text) -> None:
    assert len(next(csv.reader(io.StringIO(safe_text(text) + ",next", newline="")))) == 2
