"""When the kept candles are read, and whether they are believed."""

import pytest

from candle_parts import part_of
from core.market.candle_history.page_request import PageRequest, Purpose
from core.market.candle_history.store_reading import STORED_CANDLES, StoreReading
from core.market.candles.stored import StoredCandles
from core.market.candles.units import CandleUnit


def reading() -> StoreReading:
    return StoreReading(CandleUnit.MINUTE_1, has_store=True)


def with_newest(stored: StoredCandles) -> StoreReading:
    made = reading()
    assert made.newest_read(stored) is stored
    return made


def test_each_part_is_read_once_until_the_history_begins_anew():
    store = reading()
    for _ in range(2):
        newest, older = store.next_newest(), store.next_older(500)
        assert newest == PageRequest(Purpose.STORED, "1m", None, STORED_CANDLES)
        assert older is not None
        assert older.before > 500, "some candles in common"
        store.newest_read(None)
        store.older_read(500)
        assert (store.next_newest(), store.next_older(500)) == (None, None)
        assert store.next_older(499) is not None
        store.begin_anew()


def test_without_a_store_nothing_is_read():
    store = StoreReading(CandleUnit.DAY, has_store=False)
    assert (store.next_newest(), store.next_older(500)) == (None, None)


@pytest.mark.parametrize("stored", [None, part_of(7, 7)])
def test_a_part_without_candles_is_not_shown(stored):
    assert reading().newest_read(stored) is None


@pytest.mark.parametrize(
    ("told", "is_newest", "is_refuted"),
    [
        (part_of(50, 100), True, False),
        (part_of(50, 100, world=7.0), True, True),
        (part_of(50, 99), True, True),
        (part_of(50, 99), False, False),
        (part_of(50, 120), True, False),
        (part_of(200, 300), True, False),
    ],
    ids=["the same", "other prices", "kept in the future", "not the newest page", "newer ones", "nothing in common"],
)
def test_pages_of_the_exchange_refute_the_newest_part(told, is_newest, is_refuted):
    assert with_newest(part_of(0, 100)).is_refuted(told, is_newest=is_newest, is_whole=True) is is_refuted


def test_a_page_with_damaged_rows_contradicts_only_by_those_that_it_has():
    few = part_of(50, 100, holes=range(60, 100))
    assert with_newest(part_of(0, 100)).is_refuted(few, is_newest=True, is_whole=True)
    assert not with_newest(part_of(0, 100)).is_refuted(few, is_newest=True, is_whole=False)
    others = part_of(50, 100, holes=range(60, 100), world=7.0)
    assert with_newest(part_of(0, 100)).is_refuted(others, is_newest=True, is_whole=False)


def test_once_confirmed_the_newest_part_is_compared_no_more():
    store = with_newest(part_of(0, 100))
    store.confirm()
    assert not store.is_refuted(part_of(50, 100, world=7.0), is_newest=True, is_whole=True)


def test_a_refused_store_is_reported_once_and_never_read_again():
    store = with_newest(part_of(0, 100))
    assert not store.takes_for_wrong()
    store.refuse()
    assert (store.takes_for_wrong(), store.takes_for_wrong()) == (True, False)
    store.begin_anew()
    assert (store.next_newest(), store.next_older(500)) == (None, None)
