from __future__ import annotations

import json

import pytest

from core.market.trades.tiers import USUAL_TIERS, Tiers


@pytest.mark.parametrize(
    ("value", "tier"),
    [(None, 0), (0.0, 0), (9_999_999.0, 0), (1e7, 1), (4.9e7, 1), (5e7, 2), (1.9e8, 2), (2e8, 3), (1e15, 3)],
)
def test_a_trade_is_of_the_highest_tier_that_it_reaches(value, tier):
    assert Tiers().tier("KRW", value) == tier


def test_each_quote_currency_has_thresholds_of_its_own():
    tiers = Tiers()
    tiers.change("KRW", (1.0, 2.0, 3.0))
    assert (tiers.tier("KRW", 2.0), tiers.tier("BTC", 2.0), tiers.tier("USDT", 2.0)) == (2, 3, 0)
    assert tiers.of("EUR") == tiers.of("USDT"), "an unknown one is taken for dollars"


def test_thresholds_in_any_order_are_sorted_and_the_usual_ones_are_not_kept():
    tiers = Tiers()
    tiers.change("KRW", (3e6, 1e6, 2e6))
    assert tiers.of("KRW") == (1e6, 2e6, 3e6)
    tiers.change("KRW", USUAL_TIERS["KRW"])
    assert tiers.state() == {}


def test_what_is_kept_comes_back_through_a_file():
    tiers, other = Tiers(), Tiers()
    tiers.change("BTC", (0.5, 1.0, 2.0))
    other.restore(json.loads(json.dumps(tiers.state())))
    assert other.of("BTC") == (0.5, 1.0, 2.0)


BAD = [[1, 2], [1, 2, 3, 4], [0, 1, 2], [-1, 1, 2], [1, 2, float("nan")], [1, 2, float("inf")], [1, 2, 10**400],
       [True, 2, 3], ["1", "2", "3"], "123", None, 5]  # fmt: skip


@pytest.mark.parametrize("kept", BAD)
def test_what_is_no_set_of_thresholds_is_left_out_and_the_rest_is_used(kept):
    tiers = Tiers()
    tiers.restore({"KRW": kept, "BTC": [1, 2, 3], "EUR": [1, 2, 3], 5: [1, 2, 3]})
    assert tiers.state() == {"BTC": [1.0, 2.0, 3.0]}


@pytest.mark.parametrize("state", [None, [], "KRW", 5])
def test_what_is_no_state_at_all_leaves_the_usual_ones(state):
    tiers = Tiers()
    tiers.restore(state)
    assert tiers.of("KRW") == USUAL_TIERS["KRW"]
