"""Which trades count as untold, for any answers of REST and any tickers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.market.trades.untold import told_meanwhile, untold

CODES = ["KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE"]
TIMES = st.dictionaries(st.sampled_from(CODES), st.integers(1, 20))


@given(TIMES, TIMES, TIMES, st.none() | st.integers(0, 20))
def test_a_market_is_untold_if_rest_shows_a_trade_of_the_past_that_its_ticker_lacks(
    shown: dict[str, int], shown_before: dict[str, int], told: dict[str, int], clock_ms: int | None
) -> None:
    found = untold(shown, shown_before, told, clock_ms)
    for code in CODES:
        is_past = code in shown and (clock_ms is None or shown[code] <= clock_ms)
        assert (code in found.codes) is (is_past and code in told and told[code] < shown[code])
    if found.is_feed_losing:  # no time here is far enough from the clock to show that it is behind
        assert any(shown[code] > shown_before.get(code, 0) for code in found.codes)


@given(TIMES, TIMES)
def test_a_feed_that_told_everything_loses_nothing(shown: dict[str, int], shown_before: dict[str, int]) -> None:
    assert untold(shown, shown_before, shown, None) == (frozenset(), False)


def test_one_of_four_markets_that_traded_lately_makes_the_feed_doubtful_and_one_of_five_does_not() -> None:
    shown, told = dict.fromkeys(CODES, 10), {**dict.fromkeys(CODES, 10), "KRW-BTC": 5}
    assert untold(shown, {}, told, None) == ({"KRW-BTC"}, False)
    assert untold(shown, {"KRW-DOGE": 10}, told, None) == ({"KRW-BTC"}, True)


def test_what_was_lost_before_the_last_comparison_says_nothing_of_the_feed_now() -> None:
    shown = dict.fromkeys(CODES, 10)
    assert untold(shown, shown, {"KRW-BTC": 5}, None) == ({"KRW-BTC"}, False)


@given(TIMES, TIMES, st.sets(st.sampled_from(CODES)))
def test_a_market_tells_meanwhile_if_its_last_trade_came_after_an_untold_one_and_was_told(
    shown: dict[str, int], told: dict[str, int], codes: set[str]
) -> None:
    untold_codes = codes & shown.keys()
    since = min((shown[code] for code in untold_codes), default=1_000)
    expected = {code for code in told if code in shown and shown[code] >= since and told[code] >= shown[code]}
    assert told_meanwhile(shown, untold_codes, told) == expected


def test_trades_that_lie_beyond_the_time_learned_from_the_feed_make_it_doubtful_if_they_are_many() -> None:
    """Messages that all come late teach a time that is behind, and by that time they are in time."""
    clock_ms, told = 100_000, dict.fromkeys(CODES, 99_000)
    shown, shown_before = dict.fromkeys(CODES, 103_000), dict.fromkeys(CODES, 98_000)
    assert untold(shown, shown_before, told, clock_ms) == (frozenset(), True)
    for one_alone, others in ((103_000, 99_000), (101_000, 101_000), (200_000, 200_000)):
        shown = {**dict.fromkeys(CODES, others), "KRW-BTC": one_alone}
        assert untold(shown, shown_before, told, clock_ms) == (frozenset(), False), "a wrong stamp, or in time"
    assert untold(told, shown_before, told, 90_000) == (frozenset(), False), "told already"
