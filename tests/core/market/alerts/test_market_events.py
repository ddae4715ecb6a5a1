from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from alert_messages import alert
from core.market.alerts.alert import AlertKind
from core.market.alerts.market_events import WARNING, MarketEvents
from core.model.markets import Caution, Market, MarketList

LISTING, CAUTION = alert(AlertKind.LISTING, "new"), alert(AlertKind.CAUTION, "warned")


def markets(*listed: str | Market, spoiled: int = 0) -> MarketList:
    return MarketList([Market(each) if isinstance(each, str) else each for each in listed], spoiled)


def told(events: MarketEvents, listed: MarketList) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.alert.id, each.code, each.words) for each in events.compare(listed, [LISTING, CAUTION], 5)]


def test_the_first_list_tells_nothing():
    assert told(MarketEvents(None), markets("KRW-A", Market("KRW-B", warning=True))) == []


def test_a_new_market_is_told_once():
    events = MarketEvents(None)
    told(events, markets("KRW-A"))
    assert told(events, markets("KRW-A", "KRW-B")) == [("new", "KRW-B", ())]
    assert told(events, markets("KRW-A", "KRW-B")) == []


def test_a_market_that_was_missing_is_not_new():
    events = MarketEvents(None)
    told(events, markets("KRW-A", Market("KRW-B", warning=True)))
    assert told(events, markets("KRW-A")) == []
    assert told(events, markets("KRW-A", Market("KRW-B", warning=True))) == []
    assert told(events, markets()) == []


def test_a_warning_is_told_with_its_reasons_and_again_after_it_ended():
    events = MarketEvents(None)
    warned = Market("KRW-A", warning=True, cautions=frozenset({Caution.PRICE_FLUCTUATIONS}))
    told(events, markets("KRW-A"))
    assert told(events, markets(warned)) == [("warned", "KRW-A", ("PRICE_FLUCTUATIONS", WARNING))]
    assert told(events, markets(warned)) == []
    assert told(events, markets("KRW-A")) == []
    assert len(told(events, markets(warned))) == 1


def test_one_more_reason_is_told_alone():
    events = MarketEvents(None)
    told(events, markets(Market("KRW-A", warning=True)))
    more = Market("KRW-A", warning=True, cautions=frozenset({Caution.PRICE_FLUCTUATIONS}))
    assert told(events, markets(more)) == [("warned", "KRW-A", ("PRICE_FLUCTUATIONS",))]


def test_an_alert_on_one_market_passes_others_over():
    events, one = MarketEvents(None), alert(AlertKind.CAUTION, code="KRW-A")
    events.compare(markets("KRW-A", "KRW-B"), [one], 5)
    both = markets(Market("KRW-A", warning=True), Market("KRW-B", warning=True))
    assert [each.code for each in events.compare(both, [one], 5)] == ["KRW-A"]


LISTS = st.lists(
    st.lists(st.tuples(st.sampled_from("ABCD"), st.booleans()), max_size=4, unique_by=lambda each: each[0]), max_size=6
)


@given(LISTS, st.integers(0, 6))
def test_a_restart_between_two_lists_changes_nothing(lists: list[list[tuple[str, bool]]], cut: int):
    one, other = MarketEvents(None), MarketEvents(None)
    for place, rows in enumerate(lists):
        listed = markets(*(Market(f"KRW-{name}", warning=warned) for name, warned in rows))
        if place == cut:
            other = MarketEvents(json.loads(json.dumps(other.state())))
        assert told(one, listed) == told(other, listed)


FOREIGN = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@given(FOREIGN)
def test_a_foreign_state_is_left_out(state: object):
    for damaged in (state, {"known": state, "warnings": state}, {"known": ["KRW-A"], "warnings": {"KRW-A": state}}):
        told(MarketEvents(damaged), markets("KRW-A"))
