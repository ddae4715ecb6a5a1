import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.simulator.market.noise import bits, key_of, normal, uniform
from core.simulator.market.refinement import Cells, Trace, allot
from thorough import examples


@st.composite
def wholes(draw):
    """A candle that is possible with its number of trades, and trades in each of its parts."""
    counts = draw(st.lists(st.integers(0, 5), min_size=1, max_size=8).filter(any))
    trades = sum(counts)
    opening = draw(st.integers(50, 70))
    closing = opening if trades == 1 else draw(st.integers(50, 70))
    high, low = max(opening, closing), min(opening, closing)
    if trades >= 4 or (trades == 3 and draw(st.booleans())):
        high += draw(st.integers(0, 15))
    elif trades == 3:
        low -= draw(st.integers(0, 15))
    if trades >= 4:
        low -= draw(st.integers(0, 15))
    return trades, opening, high, low, closing, counts


def whole_of(trades, opening, high, low, closing):
    one = [np.array([value]) for value in (0, trades, opening, high, low, closing, trades * 1_000)]
    return Cells(*one, turnover=np.array([0.0]))


def traced(case, seed, singly):
    *values, counts = case
    counts = np.array([counts])
    random = bits(key_of(seed), np.arange(counts.size)[np.newaxis], 0, 1, 2, 3, 4)
    luck = None if singly else uniform(random[:2])
    mean = np.array([(values[2] + values[3]) / 2.0])
    tempo, shocks = uniform(random[2]), normal(random[3])
    return counts[0], Trace(whole_of(*values), counts, mean, tempo, shocks, luck, uniform(random[4]))


@settings(max_examples=examples(500))
@given(wholes(), st.integers(0, 10**6))
def test_the_parts_add_up_to_any_whole(case, seed):
    _, opening, high, low, closing, _ = case
    counts, parts = traced(case, seed, singly=False)
    alive = np.flatnonzero(counts)
    assert parts.opening[0, alive[0]] == opening
    assert parts.closing[0, alive[-1]] == closing
    assert parts.high[0, alive].max() == high
    assert parts.low[0, alive].min() == low


@settings(max_examples=examples(500))
@given(wholes(), st.integers(0, 10**6))
def test_no_part_shows_more_than_its_trades_can(case, seed):
    counts, parts = traced(case, seed, singly=False)
    for part in np.flatnonzero(counts):
        opening, high, low, closing = (
            int(column[0, part]) for column in (parts.opening, parts.high, parts.low, parts.closing)
        )
        assert low <= min(opening, closing) <= max(opening, closing) <= high
        if counts[part] == 1:
            assert opening == closing
        wicks = (high > max(opening, closing)) + (low < min(opening, closing))
        assert wicks <= max(counts[part] - 2, 0)


@settings(max_examples=examples(300))
@given(wholes(), st.integers(0, 10**6))
def test_single_trades_open_close_and_touch_high_and_low(case, seed):
    trades, opening, high, low, closing, _ = case
    _, parts = traced((*case[:5], [1] * trades), seed, singly=True)
    prices = parts.closing[0]
    assert (prices[0], prices[-1], prices.max(), prices.min()) == (opening, closing, high, low)


@given(st.integers(0, 10**14), st.lists(st.floats(0.0, 1e6), min_size=1, max_size=30).filter(any), st.floats(0, 0.999))
def test_an_allotment_loses_nothing_and_gives_nothing_for_nothing(total, weights, phase):
    shares = allot(np.array([total]), np.array([weights]), np.array([phase]))[0]
    assert shares.sum() == total
    assert (shares >= 0).all()
    assert not shares[np.array(weights) == 0.0].any()
