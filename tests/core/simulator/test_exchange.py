import json

import pytest

from core.simulator.exchange import Exchange, Refused
from core.simulator.limits import UNLIMITED, Limits
from core.simulator.session import DROPPED, Manners
from scripted_source import ScriptedSource, trade

EPOCH_MS = 1_795_144_500_000
TICKER = json.dumps([{"ticket": "me"}, {"type": "ticker", "codes": ["KRW-BTC"]}])


def exchange_of(**manners):
    trades = [trade("KRW-BTC", EPOCH_MS + 100 * n) for n in range(100)]
    return Exchange(ScriptedSource(trades=trades), EPOCH_MS, Manners(**manners))


def test_nothing_is_due_while_nobody_is_connected():
    assert exchange_of().next_due == float("inf")


def test_six_connects_in_a_second_are_one_too_many():
    exchange = exchange_of()
    for _ in range(5):
        exchange.admit("a", "websocket", 0.0)
    with pytest.raises(Refused) as caught:
        exchange.admit("a", "websocket", 0.9)
    assert caught.value.verdict.status == 429
    exchange.admit("b", "websocket", 0.9)
    exchange.admit("a", "websocket", 1.0)


def test_an_origin_header_is_allowed_one_request_in_ten_seconds():
    exchange = exchange_of()
    admission = exchange.admit("a", "ticker", 0.0, has_origin=True)
    assert admission.header == "group=origin; min=6; sec=0"
    with pytest.raises(Refused):
        exchange.admit("a", "websocket", 9.9, has_origin=True)
    exchange.admit("a", "candles", 10.0, has_origin=True)


@pytest.mark.parametrize(
    ("group", "header"),
    [("websocket", "group=websocket; min=300; sec=4"), ("candles", "group=candles; min=600; sec=9")],
)
def test_an_admission_is_told_as_on_the_wire(group, header):
    assert exchange_of().admit("a", group, 0.0).header == header


def test_the_market_plays_before_snapshots_so_that_nothing_is_told_twice():
    exchange = exchange_of(snapshot_delay=(0.3, 0.3))
    early, late = exchange.open(0.0), exchange.open(0.0)
    early.receive(TICKER, 0.0)
    late.receive(TICKER, 0.1)
    for hundredth in range(45):
        exchange.advance(hundredth / 100)
    seen = [(json.loads(frame)["stream_type"], json.loads(frame)["trade_timestamp"]) for frame in late.outbox]
    assert seen == [("SNAPSHOT", EPOCH_MS + 400)]
    assert len(early.outbox) == 2


def test_connections_that_ended_are_let_go():
    exchange = exchange_of()
    kept, dropped, left = (exchange.open(0.0) for _ in range(3))
    assert exchange.sessions == [kept, dropped, left]
    dropped.end(DROPPED)
    exchange.forget(left)
    assert exchange.sessions == [kept]
    exchange.advance(1.0)
    assert exchange.next_due == 60.0


def test_new_manners_hold_for_new_connections_and_count_afresh():
    exchange = exchange_of()
    old = exchange.open(0.0)
    for _ in range(5):
        exchange.admit("a", "websocket", 0.0)
    exchange.manners = Manners(idle_limit=5.0, limits=Limits(connects=UNLIMITED))
    for _ in range(50):
        exchange.admit("a", "websocket", 0.0)
    assert (old.manners.idle_limit, exchange.open(0.0).manners.idle_limit) == (60.0, 5.0)
