"""What pages of the exchange and parts of the store do to the candles that are known."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from candle_parts import part_of
from core.market.candle_history.joining import MAX_JOINING_PAGES
from core.market.candle_history.page_request import utc_time
from core.market.candle_history.page_taking import PageTaking
from core.market.candle_history.read_page import ReadPage
from core.market.candles.series import CandleSeries
from core.market.candles.stored import StoredCandles
from core.market.candles.units import CandleUnit
from core.model.candle_rows import CandleRow

UNIT = CandleUnit.MINUTE_1


def page_of(slots: Iterable[int], *, spoiled: int = 0, close: float = 11.0) -> ReadPage:
    return ReadPage.of(UNIT, [row(slot, close) for slot in slots], spoiled)


def row(slot: int, close: float) -> CandleRow:
    return CandleRow(
        candle_date_time_utc=utc_time(UNIT.start_ms(slot)),
        opening_price=10.0,
        high_price=20.0,
        low_price=5.0,
        trade_price=close,
        candle_acc_trade_volume=1.0,
        candle_acc_trade_price=10.0,
    )


class History:
    """Known candles 100 to 199, all joined and kept."""

    def __init__(self) -> None:
        self.series = CandleSeries(UNIT)
        self.pages = PageTaking(self.series, has_store=True)
        self.pages.join(page_of(range(100, 200)))
        self.pages.unkept()

    @property
    def slots(self) -> list[int]:
        return self.series.slots.tolist()

    def kept(self) -> list[tuple[int, int]]:
        return [(part.first, part.stop) for part in self.pages.unkept()]


@pytest.fixture
def history() -> History:
    return History()


def test_a_gap_is_unloaded_until_pages_close_it_and_nothing_is_kept_meanwhile(history: History):
    history.pages.begin(199)
    assert history.series.unloaded is not None
    history.pages.join(page_of(range(250, 300)))
    assert history.series.unloaded == (199, 250)
    assert history.kept() == []
    history.pages.join(page_of(range(199, 250)))
    assert history.series.unloaded is None
    assert history.slots == list(range(100, 300))
    assert history.kept() == [(197, 298)], "the newest may still change, and one is in common with what was kept"


def test_what_lies_before_a_gap_that_is_too_long_is_dropped(history: History):
    history.pages.begin(199)
    for number in range(MAX_JOINING_PAGES):
        history.pages.join(page_of(range(9000 - 10 * number, 9010 - 10 * number)))
    assert history.slots == list(range(9010 - 10 * MAX_JOINING_PAGES, 9010))
    assert not history.pages.joining.is_under_way


@pytest.mark.parametrize("is_first", [False, True])
def test_older_candles_precede_the_known_ones_and_are_kept(history: History, is_first: bool):
    history.pages.precede(page_of(range(50, 100)), is_first=is_first)
    assert (history.slots, history.series.is_whole) == (list(range(50, 200)), is_first)
    assert history.kept() == [(50, 101)]


def test_a_damaged_page_is_unloaded_and_kept_once_it_is_repaired(history: History):
    history.pages.precede(page_of(range(50, 99), spoiled=1), is_first=False)
    assert (history.pages.damaged.count, history.series.unloaded, history.kept()) == (1, (50, 100), [])
    history.pages.repair(page_of(range(50, 98), spoiled=2), 100)
    assert (history.pages.damaged.count, history.series.unloaded, history.kept()) == (2, (50, 100), [])
    history.pages.repair(page_of(range(50, 100)), 100)
    assert (history.pages.damaged.count, history.series.unloaded) == (0, None)
    assert history.slots == list(range(50, 200))
    assert history.kept() == [(50, 101)]


@pytest.mark.parametrize(
    ("page", "shows_more"),
    [
        (page_of(range(195, 200)), False),
        (page_of([195, 197, 198, 199]), True),
        (page_of(range(195, 200), close=12.0), True),
        (page_of(range(300, 303)), True),
        (page_of([]), False),
    ],
    ids=["the same", "one less", "other prices", "of later", "empty"],
)
def test_a_check_shows_whether_the_streams_told_all(history: History, page: ReadPage, shows_more: bool):
    assert history.pages.check(page, 199) is shows_more
    assert history.slots[-1] == 199, "what has not ended is the streams'"


def test_parts_of_the_store_are_shown_until_the_exchange_refutes_them():
    series = CandleSeries(UNIT)
    pages = PageTaking(series, has_store=True)
    assert not pages.read_newest(None)
    assert pages.read_newest(part_of(50, 100))
    assert series.slots.tolist() == list(range(50, 100))
    pages.join(page_of(range(90, 110)))
    assert pages.store.takes_for_wrong()
    assert series.slots.tolist() == list(range(90, 110))


@pytest.mark.parametrize("stored", [None, part_of(20, 60), part_of(150, 180)])
def test_a_part_of_the_store_that_is_not_older_and_adjacent_is_left(history: History, stored: StoredCandles | None):
    assert not history.pages.read_older(stored)
    assert history.slots == list(range(100, 200))


def test_all_is_forgotten(history: History):
    history.pages.precede(page_of(range(50, 99), spoiled=1), is_first=False)
    history.pages.begin_anew()
    history.pages.begin(None)
    assert (history.slots, history.pages.damaged.count, history.series.unloaded) == ([], 0, None)
    assert history.pages.joining.is_under_way
    assert history.kept() == []
