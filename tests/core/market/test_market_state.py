from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.market.market_state import USUAL, MarketState, Phase, state_of
from core.model.messages import Ticker
from thorough import examples

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["year", "month", "day"]), inner),
    max_leaves=4,
)


def state(**reported: object) -> MarketState:
    return state_of(Ticker(code="KRW-BTC", **reported))


@pytest.mark.parametrize(
    "reported",
    [
        {},
        {"market_state": "ACTIVE", "is_trading_suspended": False, "delisting_date": None},
        {"market_state": "ACTIVE", "is_trading_suspended": "false"},
        {"delisting_date": ""},
        {"delisting_date": {}},
    ],
)
def test_nearly_every_market_is_as_usual(reported):
    assert state(**reported) == USUAL


def test_the_usual_state_is_one_object():
    assert state(market_state="ACTIVE") is USUAL


@pytest.mark.parametrize(
    ("reported", "phase"),
    [
        ({"market_state": "PREVIEW"}, Phase.PREVIEW),
        ({"market_state": "DELISTED"}, Phase.DELISTED),
        ({"market_state": "DELISTED", "is_trading_suspended": True}, Phase.DELISTED),
        ({"market_state": "ACTIVE", "is_trading_suspended": True}, Phase.SUSPENDED),
        ({"is_trading_suspended": True}, Phase.SUSPENDED),
        ({"market_state": "INVENTED_LATER"}, Phase.OTHER),
        ({"market_state": "SUSPENDED"}, Phase.OTHER),
    ],
)
def test_a_phase_follows_from_state_and_flag(reported, phase):
    assert state(**reported) == MarketState(phase)


@pytest.mark.parametrize(
    ("reported", "day"),
    [
        ({"year": 2026, "month": 12, "day": 1}, date(2026, 12, 1)),
        ({"year": "2026", "month": "12", "day": "1"}, date(2026, 12, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-12-01T15:00:00", date(2026, 12, 1)),
        ("20261201", date(2026, 12, 1)),
    ],
)
def test_an_end_that_was_announced_has_a_day(reported, day):
    assert state(market_state="ACTIVE", delisting_date=reported) == MarketState(ends_on=day)


@pytest.mark.parametrize(
    "reported",
    [
        "soon",
        "1e308",
        1e308,
        1795144542000,
        -1,
        True,
        [2026, 12, 1],
        {"year": 2026},
        {"year": 2026, "month": 13, "day": 1},
        {"year": 1e308, "month": 1, "day": 1},
    ],
)
def test_a_day_that_cannot_be_read_is_an_unknown_state_and_no_end(reported):
    assert state(market_state="ACTIVE", delisting_date=reported) == MarketState(Phase.OTHER)
    assert state(market_state="PREVIEW", delisting_date=reported) == MarketState(Phase.PREVIEW)


@given(ANYTHING, ANYTHING, st.none() | st.text(max_size=8))
@settings(derandomize=True, max_examples=examples(500))
def test_no_shape_of_them_raises(ending, suspended, reported):
    state(market_state=reported, is_trading_suspended=suspended, delisting_date=ending)
