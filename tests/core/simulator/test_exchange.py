import json
import random

import pytest

from core.simulator.exchange import Exchange, Refused
from core.simulator.market.source import Unit
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.streams.limits import Limits
from core.simulator.streams.manners import Manners
from core.simulator.streams.session import DROPPED, Ended
from exchange_limits import UNLIMITED
from scripted_source import ScriptedSource, trade

EPOCH_MS = 1_795_144_500_000
TICKER = json.dumps([{"ticket": "me"}, {"type": "ticker", "codes": ["KRW-BTC"]}])


def exchange_of(**manners):
    trades = [trade("KRW-BTC", EPOCH_MS + 100 * n) for n in range(100)]
    return Exchange(ScriptedSource(trades=trades), EPOCH_MS, Manners(**manners))


def test_nothing_is_due_without_connections():
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
def test_an_admission_has_the_header_of_the_wire(group, header):
    assert exchange_of().admit("a", group, 0.0).header == header


def test_the_market_plays_before_snapshots_so_that_nothing_is_sent_twice():
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


def test_every_open_connection_is_dropped_at_a_blow_and_no_other():
    exchange = exchange_of()
    before = [exchange.open(0.0), exchange.open(0.0)]
    exchange.faults.set("drop", 1.0)
    after = exchange.open(1.0)
    assert [session.ended for session in (*before, after)] == [DROPPED, DROPPED, None]


def test_connections_can_be_closed_with_a_code():
    exchange = exchange_of()
    session = exchange.open(0.0)
    exchange.faults.set("close", 1.0, code=1008, reason="policy")
    assert session.ended == Ended(1008, "policy")


def test_an_error_fault_sends_its_name_and_closes():
    exchange = exchange_of()
    session = exchange.open(0.0)
    exchange.faults.set("error", 1.0, error="I'm a teapot")
    assert json.loads(session.outbox[0])["error"]["name"] == "I'm a teapot"
    assert session.ended is None
    exchange.advance(1.2)
    assert session.ended == Ended(1000)


def test_an_oversized_frame_is_as_large_as_requested():
    exchange = exchange_of()
    session = exchange.open(0.0)
    exchange.faults.set("oversized", 0.0, mebibytes=2.0)
    assert 1 << 21 < len(session.outbox[0]) < (1 << 21) + 100


def test_the_clock_can_be_off_and_the_market_goes_on():
    exchange = exchange_of(snapshot_delay=(0.0, 0.0))
    session = exchange.open(0.0)
    session.receive(TICKER, 0.0)
    for by in (0.0, 3.0, -1.0):
        exchange.faults.set("clock_shift", 0.05, by=by)
        session.outbox.clear()
        exchange.advance(0.05)
        exchange.advance(0.25)
        shift_ms = round(by * 1000)
        assert exchange.now_ms(0.25) == EPOCH_MS + 250 + shift_ms
        if by >= 0:
            assert json.loads(session.outbox[-1])["trade_timestamp"] == EPOCH_MS + 200 + shift_ms
    exchange.faults.clear(0.3)
    assert exchange.now_ms(0.3) == EPOCH_MS + 300


def test_a_fault_ends_by_itself_without_connections():
    exchange = exchange_of()
    exchange.faults.set("refuse", 0.0, seconds=5.0)
    assert exchange.next_due == 5.0
    exchange.advance(5.0)
    assert exchange.faults.is_calm


def test_tighter_limits_hold_for_connects_too():
    exchange = exchange_of()
    exchange.faults.set("limits", 0.0, divisor=5)
    exchange.admit("a", "websocket", 0.0)
    with pytest.raises(Refused):
        exchange.admit("a", "websocket", 0.5)


def test_a_change_of_the_faults_triggers_on_due():
    exchange, reported = exchange_of(), []
    exchange.on_due = lambda: reported.append(exchange.faults.is_calm)
    exchange.faults.set("mute", 0.0)
    exchange.faults.clear(0.0)
    assert reported == [False, True]


@pytest.mark.parametrize(
    ("stream", "felt_by"),
    [("all", {"public", "private"}), ("trade", {"public"}), ("order", {"private"}), ("asset", {"private"})],
)
def test_a_lost_stream_is_over_once_no_connection_that_could_have_it_is_reached(stream, felt_by):
    exchange = exchange_of()
    both = {"public": exchange.open(0.0), "private": exchange.open_private(None, 0.0)}
    exchange.faults.set("lost_subscription", 1.0, reach="open", stream=stream)
    for name in sorted(both.keys() - felt_by) + sorted(felt_by):
        exchange.lift_spent_faults(2.0)
        assert not exchange.faults.is_calm, f"{name} is still open"
        exchange.forget(both[name])
    exchange.lift_spent_faults(3.0)
    assert exchange.faults.is_calm


def test_a_subscription_lost_until_the_next_request_is_back_with_it():
    exchange = exchange_of()
    session = exchange.open(0.0)
    session.receive(TICKER, 0.0)
    exchange.faults.set("lost_subscription", 1.0, reach="request")
    exchange.lift_spent_faults(2.0)
    assert not exchange.faults.is_calm
    session.receive(TICKER, 3.0)
    exchange.lift_spent_faults(3.0)
    assert exchange.faults.is_calm


class Told:
    """What the streams of a market say of its trades."""

    def __init__(self, exchange, now):
        self._session = exchange.open(now)
        kinds = [{"type": each, "codes": ["KRW-BTC"]} for each in ("ticker", "trade", "candle.1s")]
        self._session.receive(json.dumps([{"ticket": "me"}, *kinds]), now)
        exchange.advance(now)
        self.newest = {}
        """The time of the last trade, by stream."""
        self.times = set()
        self.trades = []

    def listen(self):
        for message in map(json.loads, self._session.outbox):
            time_ms = message["timestamp" if message["type"] == "candle.1s" else "trade_timestamp"]
            self.newest[message["type"]] = time_ms
            if message["type"] != "candle.1s":  # the exchange gives it the time of the message
                self.times.add(time_ms)
            if message["type"] == "trade" and message["stream_type"] == "REALTIME":
                self.trades.append(message["sequential_id"])
        self._session.outbox.clear()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_stream_and_every_page_tells_of_the_same_trades_whatever_stops_a_market(seed):
    """And a market tells of no trade that happened while it was suspended or removed, also later."""
    chance, code, now, stopped = random.Random(seed), "KRW-BTC", 0.0, []
    source = SyntheticSource(seed=seed, markets=1, trades_per_second=60.0)
    exchange = Exchange(source, EPOCH_MS, Manners(snapshot_delay=(0.0, 0.0)))
    told = Told(exchange, now)
    for _ in range(40):
        now += 0.2  # the fault comes before the exchange has got round to what happened meanwhile
        match chance.choice(["clear", "clear", "clear", "ACTIVE", "PREVIEW", "gone"]):
            case "clear":
                exchange.faults.clear(now)
            case "gone":
                exchange.faults.set("delisting", now, code=code, days=0)
            case state:
                exchange.faults.set("suspension", now, code=code, state=state)
        since_ms = exchange.now_ms(now)
        for _ in range(chance.randrange(1, 50)):  # at least once: what happened before is told only then
            now += 0.02
            while exchange.next_due <= now + 1e-6:
                exchange.advance(now)
        now_ms, present = exchange.now_ms(now), exchange.source
        if not exchange.faults.is_calm:
            stopped.append((since_ms, now_ms))
        told.listen()
        if present.markets:
            latest = present.last_trades(code, now_ms + 1, 1)[0].time_ms
            assert told.newest["trade"] == told.newest["ticker"] == present.ticker(code, now_ms).last_trade_ms == latest
            assert present.candle(code, Unit.SECOND, now_ms).last_trade_ms == latest
    exchange.faults.clear(now)
    told.listen()
    assert not [time for time in told.times for since_ms, until_ms in stopped if since_ms < time <= until_ms]
    kept = exchange.source.trades(code, EPOCH_MS, now_ms)
    assert told.trades == [each.sequential_id for each in kept]
    assert len(kept) > 20
    seconds = exchange.source.candles(code, Unit.SECOND, now_ms + 1, 200, now_ms)
    assert sum(each.volume for each in seconds if each.start_ms >= EPOCH_MS) == pytest.approx(
        sum(each.volume for each in kept)
    )
    exchange.advance(now + 1.0)
    told.listen()
    assert told.newest["candle.1s"] >= kept[-1].time_ms
