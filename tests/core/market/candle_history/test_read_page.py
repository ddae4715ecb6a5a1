"""What of a page can be used, and what was wrong with the rest."""

import pytest

from core.errors import BadReply
from core.market.candle_history.page_request import utc_time
from core.market.candle_history.read_page import ReadPage
from core.market.candles.units import CandleUnit
from core.model.candle_rows import CandleRow

MINUTE_MS = 60_000


def row(minute: float, volume: float = 1.0, high: float | None = 20.0) -> CandleRow:
    return CandleRow(
        candle_date_time_utc=utc_time(round(minute * MINUTE_MS)),
        opening_price=10.0,
        high_price=high,
        low_price=5.0,
        trade_price=11.0,
        candle_acc_trade_volume=volume,
        candle_acc_trade_price=10.0,
    )


def read(*rows: CandleRow, spoiled: int = 0) -> ReadPage:
    return ReadPage.of(CandleUnit.MINUTE_1, rows, spoiled)


def test_what_can_be_used_comes_in_order_and_once():
    page = read(row(9), row(6), row(7), row(7, volume=3.0), row(8.5), row(5, high=None), row(4, high=1.0), spoiled=2)
    assert page.sound.slots.tolist() == [6, 7, 9]
    assert page.sound.figures[4].tolist() == [1.0, 3.0, 1.0]
    assert (page.damaged, page.misplaced, page.repeated) == (5, 1, 1)


def test_an_empty_one_is_no_damage():
    page = read()
    assert (len(page.sound.slots), page.damaged, page.repeated) == (0, 0, 0)


def test_whether_it_has_candles_of_the_time_that_was_asked_for():
    page = read(row(9), row(6, high=1.0), row(7))
    assert [page.has_none_before(slot) for slot in (None, 8, 7)] == [False, False, True]
    assert read().has_none_before(None)


@pytest.mark.parametrize("rows", [[], [row(1, high=None)], [row(1, high=1.0)], [row(0.5)]])
def test_one_of_unusable_rows_only_cannot_be_true(rows):
    with pytest.raises(BadReply, match=f"a page of {len(rows) + 1} unusable candles"):
        read(*rows, spoiled=1)


@pytest.mark.parametrize(
    ("unit", "slots", "stop"),
    [(CandleUnit.MINUTE_1, [5, 7, 8, 9], 8), (CandleUnit.SECOND_1, [90, 97, 103], 98), (CandleUnit.MINUTE_1, [], 0)],
)
def test_the_newest_candles_may_still_change(unit, slots, stop):
    rows = [row(slot * unit.length_ms / MINUTE_MS) for slot in reversed(slots)]
    assert ReadPage.of(unit, rows, 0).final_stop == stop
