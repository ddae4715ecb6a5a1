from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alert_messages import alert, book, execution, trade
from core.market.alerts.alert import Alert, AlertKind, Direction
from core.market.alerts.evaluation import AlertEvaluator, watched
from core.model.markets import Market, MarketList
from core.model.messages import DataMessage
from core.model.subscription import ALL, StreamType, subscribe


def evaluator(*alerts: Alert, state: dict[str, object] | None = None) -> AlertEvaluator:
    made = AlertEvaluator(state)
    made.watch(alerts)
    return made


def told(made: AlertEvaluator, *messages: DataMessage) -> list[str]:
    return [firing.alert.id for message in messages for firing in made.receive(message)]


def test_only_what_is_needed_is_subscribed_to():
    assert evaluator().subscriptions() == []
    made = evaluator(
        alert(key="1"),
        alert(AlertKind.CHANGE, "2", code="KRW-ETH"),
        alert(AlertKind.SPREAD, "3"),
        alert(AlertKind.FILL, "4"),
        alert(AlertKind.VOLUME, "5", code="KRW-XRP", is_enabled=False),
        alert(AlertKind.LISTING, "6"),
    )
    assert made.subscriptions() == [
        subscribe(StreamType.TRADE, "KRW-BTC", "KRW-ETH"),
        subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=1),
        subscribe(StreamType.MY_ORDER, ALL),
    ]


def test_each_kind_comes_true_on_its_own_messages():
    made = evaluator(alert(key="price"), alert(AlertKind.SPREAD, "spread"), alert(AlertKind.FILL, "fill"))
    messages = [trade(99), book(100, 100.5), trade(101), book(100, 102), execution("1"), trade(50, code="KRW-ETH")]
    assert told(made, *messages) == ["price", "spread", "fill"]


def test_several_alerts_on_one_market_are_all_followed():
    made = evaluator(alert(key="price"), alert(AlertKind.CHANGE, "change"), alert(key="other", level=104.0))
    assert sorted(told(made, trade(99, 0), trade(104, 1))) == ["change", "other", "price"]


def test_editing_one_alert_leaves_the_others_as_they_are():
    change, price = alert(AlertKind.CHANGE, "change"), alert(key="price")
    made = evaluator(change, price)
    assert told(made, trade(99, 0)) == []
    made.watch([change, replace(price, level=500.0)])
    assert told(made, trade(103, 1)) == ["change"]
    made.watch([replace(change, note="new words", is_once=True), replace(price, level=500.0)])
    assert told(made, trade(103.1, 2)) == []


def test_an_edited_level_begins_anew():
    price = alert(key="price")
    made = evaluator(price)
    told(made, trade(99))
    made.watch([replace(price, level=98.0)])
    assert told(made, trade(99.5)) == []  # the first price only says on which side one is
    assert told(made, trade(97)) == ["price"]


def test_an_alert_switched_on_again_begins_anew():
    price = alert(key="price")
    made = evaluator(price)
    told(made, trade(99))
    made.watch([replace(price, is_enabled=False)])
    assert told(made, trade(101)) == []
    made.watch([price])
    assert told(made, trade(101)) == []


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        (AlertKind.PRICE, [(trade(99), False), (trade(100), True), (trade(100.05), True), (trade(101), False)]),
        (AlertKind.CHANGE, [(trade(100, 0), False), (trade(104, 1), True), (trade(104, 90), False)]),
        (AlertKind.SPREAD, [(book(100, 100.5), False), (book(100, 102), True), (book(100, 100.1), False)]),
    ],
)
def test_each_kind_rests_from_when_it_came_true_until_its_figure_has_left_the_level(kind, steps):
    made = evaluator(alert(kind, direction=Direction.UP if kind is AlertKind.CHANGE else Direction.EITHER))
    for message, is_resting in steps:
        made.receive(message)
        assert made.resting() == ({"a"} if is_resting else set())


def test_the_usual_turnover_is_rested_from_too():
    made = evaluator(alert(AlertKind.VOLUME))
    told(made, *(trade(100, second) for second in range(400)))
    assert made.resting() == set()
    assert told(made, trade(100, 400, 1000.0)) == ["a"]
    assert made.resting() == {"a"}
    told(made, *(trade(100, second) for second in range(401, 600)))
    assert made.resting() == set()


def test_a_removed_alert_is_silent():
    made = evaluator(alert())
    told(made, trade(99))
    made.watch([])
    assert told(made, trade(101)) == []
    assert made.subscriptions() == []


def test_after_a_restart_it_goes_on_where_it_was():
    one = evaluator(alert())
    told(one, trade(99))
    state = json.loads(json.dumps(one.state()))
    assert told(evaluator(alert(), state=state), trade(101)) == ["a"]
    assert told(evaluator(alert()), trade(101)) == []


def test_a_restart_with_another_level_begins_anew():
    one = evaluator(alert())
    told(one, trade(99))
    state = json.loads(json.dumps(one.state()))
    assert told(evaluator(alert(level=98.5), state=state), trade(99.5)) == []


def test_markets_are_compared_with_the_list_of_an_earlier_run():
    listing = alert(AlertKind.LISTING, "new")
    one = evaluator(listing)
    assert one.compare_markets(MarketList([Market("KRW-A")]), 0) == []
    two = evaluator(listing, state=json.loads(json.dumps(one.state())))
    assert [each.code for each in two.compare_markets(MarketList([Market("KRW-A"), Market("KRW-B")]), 0)] == ["KRW-B"]


def test_a_lost_connection_is_told_when_its_time_is_over():
    made = evaluator(alert(AlertKind.CONNECTION, "lost"))
    made.set_connected(is_connected=True, now=0)
    made.set_connected(is_connected=False, now=5)
    assert [len(made.overdue(now, 0)) for now in (14.9, 15.0, 15.1)] == [0, 1, 0]


def test_a_lost_connection_is_no_quiet_time_for_the_turnover():
    made = evaluator(alert(AlertKind.VOLUME, "spike"))
    for second in range(1300):
        assert told(made, trade(100, second)) == []
    made.set_connected(is_connected=False, now=0)
    assert [second for second in range(2600, 3900) if told(made, trade(100, second))] == []


STATES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["rise", "fall", "x"]), inner, max_size=3)
    ),
    max_leaves=4,
)


@given(STATES, STATES)
@pytest.mark.parametrize("kind", AlertKind)
def test_a_damaged_state_harms_nothing(kind: AlertKind, damaged: object, markets: object):
    entry = [watched(alert(kind)), damaged]
    for entries in ({"a": entry}, {"a": damaged}, damaged):
        made = evaluator(alert(kind), state={"alerts": entries, "markets": markets})
        for message in (trade(99, 0), book(100, 101), trade(101, 1), execution("1")):
            made.receive(message)
        made.compare_markets(MarketList([Market("KRW-A")]), 0)
        json.dumps(made.state())


def test_only_what_compares_with_the_usual_has_to_learn_it():
    kinds = [each for each in AlertKind if each is not AlertKind.VOLUME]
    usual, spike = [alert(kind, kind.value) for kind in kinds], alert(AlertKind.VOLUME, "spike")
    made = evaluator(*usual, spike)
    assert [each.id for each in (*usual, spike) if made.is_learning(each)] == ["spike"]
    for second in range(400):
        made.receive(trade(100, second))
    assert not made.is_learning(spike)
