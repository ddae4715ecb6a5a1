from __future__ import annotations

import json

import pytest

from core.market.trades.tiers import Tiers
from widgets.trades.choices import TapeChoices


def test_the_usual_choices_are_not_kept():
    assert TapeChoices().state() == {}


def test_choices_come_back_through_a_file():
    tiers = Tiers()
    tiers.change("BTC", (1.0, 2.0, 3.0))
    chosen = TapeChoices(is_merging=True, is_precise=True, least_tier=2, tiers=tiers)
    back = TapeChoices().restored(json.loads(json.dumps(chosen.state())))
    assert back == chosen
    assert back.tiers.state() == tiers.state()


@pytest.mark.parametrize("least", [-1, 4, 1.0, True, "1", None, 10**30])
@pytest.mark.parametrize("flag", [1, "true", None, [], 0])
def test_what_makes_no_sense_is_left_out(least, flag):
    state = {"is_merging": flag, "is_precise": flag, "least_tier": least, "tiers": flag, "more": 1}
    assert TapeChoices(is_merging=True).restored(state) == TapeChoices()


@pytest.mark.parametrize(("tier", "least"), [(0, 0.0), (1, 1e7), (2, 5e7), (3, 2e8)])
def test_the_filter_is_a_threshold_of_the_quote_currency(tier, least):
    assert TapeChoices(least_tier=tier).least_value("KRW-BTC") == least
    assert TapeChoices().tier("BTC-ETH", 0.5) == 2
