import json
from decimal import Decimal

import pytest

from core.simulator.account.orders import OrderRequest
from core.simulator.account.tokens import KeyState, Permission
from core.simulator.exchange import Exchange
from core.simulator.private_exchange import PrivateExchange
from core.simulator.streams.broadcast import Broadcast
from core.simulator.streams.manners import Manners
from core.simulator.streams.session import Ended
from scripted_source import ScriptedSource, book, trade

D = Decimal
EPOCH_MS = 1_795_144_500_000
BOTH = [{"type": "myOrder"}, {"type": "myAsset"}]
ASSETS = [{"type": "myAsset"}]
PURCHASE = OrderRequest("KRW-BTC", "bid", "limit", D(90), D(100))


@pytest.fixture
def exchange():
    trades = [trade("KRW-BTC", EPOCH_MS - 1000), *(trade("KRW-BTC", EPOCH_MS + 1000 * n, 90.0, 30.0) for n in (1, 2))]
    return Exchange(ScriptedSource(trades=trades, books=[book("KRW-BTC", EPOCH_MS)]), EPOCH_MS)


@pytest.fixture
def key(exchange):
    (key,) = exchange.private.keys.keys
    return key


def listen(exchange, key, parts=BOTH):
    session = exchange.open_private(key, 0.0)
    session.receive(json.dumps([{"ticket": "me"}, *parts]), 0.0)
    return session


def heard(session):
    messages = [json.loads(frame) for frame in session.outbox]
    session.outbox.clear()
    return [message.get("type") or message["error"]["name"] for message in messages]


def place(exchange, now=0.0):
    order = exchange.private.desk.place(PURCHASE, exchange.private.play(now))
    exchange.private.publish(now)
    return order


def test_an_open_order_is_matched_without_any_connection(exchange):
    place(exchange)
    assert exchange.next_due == pytest.approx(1.0)
    exchange.advance(1.0)
    assert exchange.private.desk.open_orders[0].remaining_volume == 70
    assert exchange.next_due == pytest.approx(2.0)


def test_with_no_order_open_nothing_is_due(exchange):
    assert exchange.next_due == float("inf")


def test_orders_and_balances_are_sent_as_they_change(exchange, key):
    session = listen(exchange, key)
    exchange.advance(0.5)
    assert heard(session) == []
    place(exchange, 0.5)
    assert heard(session) == ["myOrder", "myAsset"]
    exchange.advance(1.0)
    assert heard(session) == ["myOrder", "myAsset"]


def test_a_replaced_request_replaces_the_streams(exchange, key):
    session = listen(exchange, key)
    session.receive(json.dumps([{"ticket": "me"}, *ASSETS]), 0.2)
    place(exchange, 0.5)
    assert heard(session) == ["myAsset"]


@pytest.mark.parametrize("state", [KeyState.REVOKED, KeyState.EXPIRED])
def test_a_key_that_opens_nothing_more_closes_its_connections(exchange, key, state):
    session = listen(exchange, key)
    stranger = exchange.open(0.0)
    key.state = state
    exchange.private.review(1.0)
    exchange.private.review(1.1)
    assert heard(session) == ["INVALID_AUTH"]
    exchange.advance(1.3)
    assert session.ended == Ended(1000)
    assert (stranger.ended, exchange.private.holds(session)) == (None, False)


def test_a_permission_lost_closes_the_connections_that_need_it(exchange, key):
    assets, both = listen(exchange, key, ASSETS), listen(exchange, key)
    key.permissions = frozenset({Permission.VIEW_ASSETS})
    exchange.private.review(1.0)
    assert (heard(assets), heard(both)) == ([], ["INVALID_AUTH"])


def test_without_a_key_every_message_is_answered_with_an_error(exchange):
    session = exchange.open_private(None, 0.0)
    session.receive("PING", 0.1)
    assert heard(session) == ["INVALID_AUTH"]
    assert not exchange.private.holds(session)


def test_limits_and_idling_are_those_of_every_connection(exchange, key):
    exchange.manners = Manners(idle_limit=5.0)
    busy, idle = listen(exchange, key), listen(exchange, key)
    for _ in range(5):
        busy.receive("PING", 0.1)
    assert (heard(busy), busy.violations) == (["Too Many Requests"], 1)
    exchange.advance(5.0)
    assert idle.ended == Ended(None)


@pytest.mark.parametrize("jump_ms", [-3_600_000, 3_600_000])
def test_a_jump_of_the_markets_clock_trades_nothing_by_itself(exchange, jump_ms):
    place(exchange)
    exchange.broadcast.set_clock(EPOCH_MS + jump_ms, 0.1)
    assert exchange.private.next_due == -float("inf")
    exchange.advance(0.2)
    assert exchange.private.desk.open_orders[0].remaining_volume == 100
    assert exchange.private.next_due > 0.2


def test_a_restarted_exchange_gives_other_ids():
    def first_id(started):
        source = ScriptedSource(trades=[trade("KRW-BTC", EPOCH_MS)])
        private = PrivateExchange(Broadcast(source, EPOCH_MS))
        return private.desk.place(PURCHASE, private.play(started)).uuid

    assert first_id(1.0) == first_id(1.0) != first_id(2.0)
