from __future__ import annotations

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.model.korean_time import KST
from widgets.chart.values import MOST_ROWS, candle_values

MINUTE = 60_000


def series(count: int) -> CandleSeries:
    made = CandleSeries(CandleUnit.MINUTE_1)
    made.merge(Bar(n * MINUTE, 100.0, 100.0 + n, 99.0, 100.0 + n, float(n), 100.0 * n, 0) for n in range(1, count + 1))
    return made


def test_the_newest_candle_is_first_and_is_the_summary(application):
    table = candle_values("KRW-A", series(2), KST)
    assert table.titles == ("시각", "시가", "고가", "저가", "종가", "등락", "거래량")
    assert table.rows[0].texts == ("1970-01-01 09:02", "100.0", "102.0", "99.0", "102.0", "▲ +0.99%", "2")
    assert table.summary.startswith("시각 1970-01-01 09:02, 시가 100.0, ")


def test_the_first_change_is_from_its_own_open_and_others_from_the_close_before(application):
    assert candle_values("KRW-A", series(1), KST).rows[-1].texts[5] == "▲ +1.00%"
    cut = candle_values("KRW-A", series(MOST_ROWS + 1), KST)
    assert len(cut.rows) == MOST_ROWS
    assert cut.rows[-1].texts[5] == "▲ +0.99%"


def test_no_candle_is_nothing_to_say(application):
    table = candle_values("KRW-A", series(0), KST)
    assert (table.summary, list(table.rows)) == ("", [])


def test_a_volume_is_told_to_its_last_digit_for_who_copies_it(application):
    made = CandleSeries(CandleUnit.MINUTE_1)
    volumes = {1080.52341234: "1,080.52341234", 6_498_042_027.1: "6,498,042,027.1", 0.00000001: "0.00000001", 0.0: "0"}
    made.merge(Bar(n * MINUTE, 1.0, 1.0, 1.0, 1.0, volume, 1.0, 0) for n, volume in enumerate(volumes, 1))
    assert [row.texts[6] for row in reversed(candle_values("KRW-A", made, KST).rows)] == list(volumes.values())


def test_where_candles_are_not_loaded_a_row_says_so_and_no_change_is_from_before(application):
    whole = series(9)
    made = CandleSeries(CandleUnit.MINUTE_1)
    made.merge(whole[place] for place in (0, 1, 2, 6, 7, 8))
    assert len(candle_values("KRW-A", made, KST).rows) == 6, "nobody traded"
    made.unloaded = (3, 7)
    table = candle_values("KRW-A", made, KST)
    assert [row.texts[0][-5:] for row in table.rows[:3]] == ["09:09", "09:08", "09:07"]
    assert table.rows[3].texts == ("1970-01-01 09:03–1970-01-01 09:07 사이를 불러오지 못함", *[""] * 6)
    assert table.rows[2].texts[5] == "▲ +7.00%"
    assert table.rows[1].texts[5] == "▲ +0.93%"
