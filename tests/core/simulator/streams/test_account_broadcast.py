import json
from decimal import Decimal

import pytest

from core.simulator.account.accounts import Balance
from core.simulator.account.ids import Ids
from core.simulator.account.order_desk import Change
from core.simulator.account.orders import Order, OrderRequest
from core.simulator.streams.account_broadcast import PrivateBroadcast
from core.simulator.streams.frames import Format
from core.simulator.streams.request import EVERY, Topic

D = Decimal
ORDERS = Topic("myOrder", EVERY)
BITCOIN = Topic("myOrder", "KRW-BTC")
ASSETS = Topic("myAsset", EVERY)


class Ear:
    def __init__(self):
        self.heard = []

    def hear(self, frame, now):
        self.heard.append((json.loads(frame), now))

    @property
    def kinds(self):
        return [message["type"] for message, _ in self.heard]


@pytest.fixture
def broadcast():
    return PrivateBroadcast(Ids())


@pytest.fixture
def ear():
    return Ear()


SOME = (Balance("KRW", D(5)),)


def change(market="KRW-BTC", balances=SOME):
    return Change(Order("id", OrderRequest(market, "ask", "limit", D(1), D(1)), D(0), 1), None, balances, 7)


def test_an_order_is_sent_and_then_its_balances(broadcast, ear):
    for topic in (ASSETS, ORDERS):
        broadcast.join(ear, topic, Format.DEFAULT, 0.0)
    broadcast.publish(change(), 3.0, 9)
    assert ear.kinds == ["myOrder", "myAsset"]
    assert [now for _, now in ear.heard] == [3.0, 3.0]
    (order, _), (assets, _) = ear.heard
    assert (order["timestamp"], assets["timestamp"], assets["asset_timestamp"]) == (9, 9, 7)


def test_unchanged_balances_are_not_sent(broadcast, ear):
    broadcast.join(ear, ASSETS, Format.DEFAULT, 0.0)
    broadcast.publish(change(balances=()), 3.0, 9)
    assert ear.heard == []


@pytest.mark.parametrize(("topics", "heard"), [((BITCOIN,), 1), ((ORDERS,), 2), ((ORDERS, BITCOIN), 2)])
def test_a_listener_to_a_market_gets_only_that_one_and_each_event_once(broadcast, ear, topics, heard):
    for topic in topics:
        broadcast.join(ear, topic, Format.DEFAULT, 0.0)
    for market in ("KRW-BTC", "KRW-ETH"):
        broadcast.publish(change(market), 3.0, 9)
    assert len(ear.heard) == heard


def test_a_listener_that_left_gets_nothing_more(broadcast, ear):
    broadcast.leave(ear, ORDERS, Format.DEFAULT)
    broadcast.join(ear, ORDERS, Format.DEFAULT, 0.0)
    broadcast.leave(ear, ORDERS, Format.SIMPLE)
    broadcast.publish(change(), 3.0, 9)
    broadcast.leave(ear, ORDERS, Format.DEFAULT)
    broadcast.publish(change(), 3.0, 9)
    assert len(ear.heard) == 1


def test_each_event_of_the_balances_has_one_id_for_all_listeners(broadcast):
    ears = [Ear(), Ear()]
    for ear in ears:
        broadcast.join(ear, ASSETS, Format.DEFAULT, 0.0)
    for _ in range(2):
        broadcast.publish(change(), 3.0, 9)
    first, second = ([message["asset_uuid"] for message, _ in ear.heard] for ear in ears)
    assert first == second
    assert len(set(first)) == 2


def test_there_are_no_snapshots(broadcast):
    assert broadcast.snapshot(ORDERS, Format.DEFAULT, 0.0) is None
