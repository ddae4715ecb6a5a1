"""Whether stored candles are of the market that the exchange serves now."""

import pytest

from candle_parts import batch_of, part_of
from core.market.candles.stored import StoredCandles, are_of_one_market


def test_the_same_candles_are_of_one_market_also_where_only_some_are_common():
    assert are_of_one_market(part_of(0, 100), part_of(0, 100))
    assert are_of_one_market(part_of(0, 100), part_of(99, 300))
    assert are_of_one_market(part_of(50, 60), part_of(0, 100))


def test_other_candles_are_of_another_one():
    assert not are_of_one_market(part_of(0, 100), part_of(99, 300, world=5.0))
    assert not are_of_one_market(part_of(0, 100, world=5.0), part_of(0, 100))


def test_a_candle_more_or_less_counts_as_another_one():
    assert not are_of_one_market(part_of(0, 3), part_of(0, 3, holes=[0, 1, 2]))
    assert not are_of_one_market(part_of(0, 3, holes=[0, 1, 2]), part_of(0, 3))
    assert not are_of_one_market(part_of(0, 1000, holes=range(600)), part_of(0, 1000))


def test_a_few_corrections_do_not():
    corrected = part_of(0, 100)
    corrected.batch.figures[:4, 10:20] += 1
    assert are_of_one_market(corrected, part_of(0, 100, holes=[50, 51]))
    assert are_of_one_market(part_of(0, 100), corrected)


def test_without_anything_in_common_nothing_speaks_against_it():
    assert are_of_one_market(part_of(0, 100), part_of(100, 300, world=5.0))


@pytest.mark.parametrize(("error", "is_one"), [(1e-12, True), (1e-6, False)])
def test_a_price_in_another_spelling_is_the_same_price(error, is_one):
    batch = batch_of(range(10))
    other = batch._replace(figures=batch.figures * (1 + error))
    assert are_of_one_market(StoredCandles(batch, 0, 10), StoredCandles(other, 0, 10)) is is_one


def test_volumes_may_differ():
    batch = batch_of(range(10))
    batch.figures[4:] *= 2
    assert are_of_one_market(StoredCandles(batch, 0, 10), part_of(0, 10))
