"""The engine's report is correct, costs nothing and changes nothing."""

from __future__ import annotations

import asyncio
import json

import pytest

from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import Scope, StreamKey, StreamType, subscribe
from core.simulator.streams.session import DROPPED
from embedded import EmbeddedExchange, EngineFactory
from sample_subscriptions import TICKER_BTC, TICKER_ETH
from virtual_time import until

TRADES = subscribe(StreamType.TRADE, "KRW-BTC")
NONSENSE = subscribe(StreamType.TICKER, "KRW-NOPE")

pytestmark = pytest.mark.virtual_time

PENDING_FIGURES = {
    "changes",
    "duplicate_requests_prevented",
    "pending_task_created",
    "pending_task_skipped",
    "batch_efficiency",
    "avg_batch_size",
    "rate_limiter_waits",
    "rate_limiter_wait_seconds",
    "resubscriptions",
    "total_messages",
    "changes_carried",
    "failures",
}


async def test_before_anything_happened_everything_is_there_and_zero(make_engine: EngineFactory) -> None:
    metrics = make_engine().get_connection_metrics()
    assert metrics.keys() >= PENDING_FIGURES
    assert all(metrics["scopes"][scope].keys() == PENDING_FIGURES for scope in ("public", "private"))
    assert not any(metrics[name] for name in PENDING_FIGURES)
    assert metrics["pending_task"] == {"public": "none", "private": "none"}
    assert metrics["links"]["public"] == {
        "state": "idle",
        "is_connection_silent": False,
        "is_losing_messages": False,
        "reason": "",
        "attempt": 0,
        "next_in": 0.0,
        "epoch": 0,
        "messages": 0,
        "bytes": 0,
        "last_frame_age": None,
        "round_trip_ms": None,
        "clock_ahead_ms": None,
        "reconnects": 0,
        "sent_revision": 0,
    }
    assert metrics["settings"] == {"debounce_delay": 0.1, "max_wait": 15.0, "heartbeat_interval": 30.0, "linger": 1.5}


async def test_five_quick_panels_are_one_task_four_that_rode_along_and_one_message(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    for n, code in enumerate(("KRW-BTC", "KRW-ETH", "KRW-XRP", "USDT-BTC", "BTC-ETH")):
        await until(0.015 * n)
        engine.attach(f"panel {n}", [subscribe(StreamType.TICKER, code)])
    await until(2.0)
    metrics = engine.get_connection_metrics()
    figures = ("pending_task_created", "pending_task_skipped", "total_messages", "batch_efficiency", "avg_batch_size")
    assert [metrics[name] for name in figures] == [1, 4, 1, 0.8, 5.0]


async def test_totals_are_the_sums_of_the_scopes(exchange: EmbeddedExchange, make_engine: EngineFactory) -> None:
    engine = make_engine(exchange)
    engine.attach("A", [TICKER_BTC, subscribe(StreamType.MY_ASSET, "*")])
    engine.attach("B", [TICKER_BTC, subscribe(StreamType.MY_ORDER, "*")])
    await until(2.0)
    metrics = engine.get_connection_metrics()
    for name in PENDING_FIGURES - {"batch_efficiency", "avg_batch_size"}:
        assert metrics[name] == metrics["scopes"]["public"][name] + metrics["scopes"]["private"][name]
    assert metrics["changes"] == 4


async def test_a_stream_is_reported_as_desired_then_sent_then_heard(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)

    def row(code: str) -> object:
        (found,) = [row for row in engine.stream_report() if row.key == StreamKey(StreamType.TICKER, code)]
        return found

    engine.attach("A", [TICKER_BTC, NONSENSE])
    engine.attach("B", [TICKER_BTC])
    fresh = row("KRW-BTC")
    assert (fresh.components, fresh.is_desired, fresh.is_sent, fresh.is_heard, fresh.age) == (
        ("A", "B"), True, False, False, None,
    )  # fmt: skip
    await until(12.0)
    live, silent = row("KRW-BTC"), row("KRW-NOPE")
    assert (live.is_sent, live.is_heard, live.is_silent) == (True, True, False)
    assert 0.0 <= live.age <= 1.1
    assert live.messages > 5
    assert (silent.is_sent, silent.is_heard, silent.is_silent, silent.age) == (True, False, True, None)
    await engine.unregister_component("A")
    lingering = row("KRW-NOPE")
    assert (lingering.components, lingering.is_desired, lingering.is_sent) == ((), False, True)


async def test_a_books_depth_is_the_one_on_the_wire(exchange: EmbeddedExchange, make_engine: EngineFactory) -> None:
    engine = make_engine(exchange)
    engine.attach("A", [subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=5)])
    engine.attach("B", [subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=15)])
    assert [row.depth for row in engine.stream_report()] == [15]


async def test_each_components_mail_is_accounted_for(exchange: EmbeddedExchange, make_engine: EngineFactory) -> None:
    engine = make_engine(exchange)

    def fail() -> None:
        raise ValueError

    taker = engine.attach("taker", [TICKER_BTC, TRADES])
    engine.attach("dawdler", [TICKER_BTC, TICKER_ETH])
    engine.attach("failing", [TICKER_BTC], on_data=fail)
    await until(5.5)
    count = len(taker.take())
    rows = {row.component_id: row for row in engine.component_report()}
    assert rows["taker"].delivered == count
    assert rows["dawdler"].delivered == 0
    assert rows["dawdler"].coalesced > 0
    assert rows["dawdler"].streams == 2
    assert rows["failing"].errors > 0
    assert sum(row.lost for row in rows.values()) == 0


async def test_components_that_fail_or_dawdle_are_named(make_engine: EngineFactory) -> None:
    engine = make_engine()
    feed = engine.attach("panel", [TICKER_BTC])
    feed.report_error()
    feed.report_slow()
    feed.report_slow()
    (row,) = engine.component_report()
    assert (row.component_id, row.errors, row.slow) == ("panel", 1, 2)


async def test_the_report_has_the_state_of_the_link(exchange: EmbeddedExchange, make_engine: EngineFactory) -> None:
    engine = make_engine(exchange)
    engine.attach("A", [TICKER_BTC])
    await until(31.0)
    assert engine.get_connection_metrics()["links"]["public"]["round_trip_ms"] == 0.0
    exchange.session.end(DROPPED)
    await until(31.01)
    link = engine.get_connection_metrics()["links"]["public"]
    assert link["state"] == "reconnecting"
    assert link["attempt"] == 1
    assert 0.0 < link["next_in"] <= 0.5
    await until(40.0)
    link = engine.get_connection_metrics()["links"]["public"]
    assert (link["state"], link["epoch"], link["reconnects"]) == ("live", 2, 1)
    assert link["messages"] > 30
    assert link["round_trip_ms"] is None, "nobody has asked on this connection yet"


async def test_gates_report_passed_messages_and_waits(exchange: EmbeddedExchange, make_engine: EngineFactory) -> None:
    engine = make_engine(exchange)
    engine.attach("A", [TICKER_BTC])
    await until(0.5)
    status = engine.get_rate_limiter_status()
    assert status["public"]["messages"] == status["public"]["slots_used_second"] == 1
    assert status["connect"]["messages"] == 1
    assert status["private"]["messages"] == 0
    engine._scopes[Scope.PUBLIC].gate.ledger.close_until(30.0)
    engine.attach("B", [TICKER_ETH])
    await until(20.0)
    status = engine.get_rate_limiter_status()["public"]
    assert status["throttled_for"] == pytest.approx(10.0)
    assert status["next_slot_in"] >= 10.0
    assert engine.get_connection_metrics()["pending_task"]["public"] == "waiting for gate"
    await until(31.0)
    status = engine.get_rate_limiter_status()["public"]
    assert status["messages"] == 3, "and the question what is streamed"
    assert (status["waits"], status["throttled_for"]) == (1, None)
    assert status["wait_seconds"] == pytest.approx(29.4)


async def test_unwanted_messages_are_counted_among_the_frames(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange)
    engine.receive(Scope.PUBLIC, b'{"ty":"ticker","cd":"KRW-BTC","tms":1}')
    assert engine.get_connection_metrics()["frames"]["unwanted"] == 1


async def test_reading_sends_and_changes_nothing(exchange: EmbeddedExchange, make_engine: EngineFactory) -> None:
    engine = make_engine(exchange, wall_clock=lambda: 0.0)
    engine.attach("A", [TICKER_BTC])
    await until(5.0)

    def read() -> str:
        return json.dumps(
            [
                engine.get_connection_metrics(),
                engine.get_rate_limiter_status(),
                engine.get_subscription_stats(),
                engine.stream_report(),
                engine.component_report(),
            ]
        )

    tasks = len(asyncio.all_tasks())
    first = read()
    for _ in range(100):
        assert read() == first
    assert len(asyncio.all_tasks()) == tasks
    assert len(exchange.requests) == 1
    assert isinstance(engine, WebSocketManager)
