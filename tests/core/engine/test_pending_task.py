"""The pending task in the whole engine: no update is lost, and no unnecessary request is sent."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from core.engine.pending_task import PendingStage
from core.engine.websocket_manager import WebSocketManager
from core.loop.deadline import Deadline
from core.model.link_status import ConnectionState
from core.model.subscription import Scope, StreamKey, StreamType, subscribe
from embedded import EmbeddedExchange, EngineFactory
from sample_subscriptions import BOOK_BTC, BOOK_XRP, TICKER_BTC, TICKER_ETH, TRADE_BTC
from virtual_time import until

pytestmark = pytest.mark.virtual_time


def key(stream_type: StreamType, code: str) -> StreamKey:
    return StreamKey(stream_type, code)


def public(engine: WebSocketManager) -> dict[str, float]:
    return engine.get_connection_metrics()["scopes"]["public"]


class TestNoUpdateIsLost:
    async def test_changes_while_the_gate_is_held_all_ride_along(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        engine._scopes[Scope.PUBLIC].gate.ledger.close_until(1.0)
        engine.attach("A", [TICKER_BTC])
        await until(0.02)
        engine.attach("B", [TICKER_ETH])
        await until(0.04)
        engine.attach("C", [BOOK_XRP])
        await until(1.5)
        assert len(exchange.requests) == 1
        assert exchange.wanted == {
            key(StreamType.TICKER, "KRW-BTC"),
            key(StreamType.TICKER, "KRW-ETH"),
            key(StreamType.ORDERBOOK, "KRW-XRP"),
        }

    async def test_twenty_changes_30_ms_apart_are_all_there_in_six_requests_at_most(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        subscriptions = [
            subscribe(stream_type, code)
            for code in ("KRW-BTC", "KRW-ETH", "KRW-XRP", "USDT-BTC")
            for stream_type in (
                StreamType.TICKER,
                StreamType.TRADE,
                StreamType.ORDERBOOK,
                StreamType.CANDLE_1S,
                StreamType.CANDLE_1M,
            )
        ]
        assert len(subscriptions) == 20
        for n, subscription in enumerate(subscriptions):
            await until(0.03 * n)
            engine.attach(f"component {n}", [subscription])
        await until(10.0)
        assert exchange.wanted == {stream for subscription in subscriptions for stream in subscription.streams()}
        assert len(exchange.requests) <= 6
        assert exchange.violations == 0

    async def test_a_change_during_the_send_itself_goes_out_in_the_next_round(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = make_engine(exchange)
        link = engine._scopes[Scope.PUBLIC].link
        send = link.send

        async def slow_send(text: str) -> None:
            await asyncio.sleep(0.5)
            await send(text)

        monkeypatch.setattr(link, "send", slow_send)
        engine.attach("A", [TICKER_BTC])
        await until(0.3)
        assert engine._scopes[Scope.PUBLIC].pending.stage is PendingStage.SENDING
        engine.attach("B", [TICKER_ETH])
        await until(5.0)
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-BTC"), key(StreamType.TICKER, "KRW-ETH")}

    async def test_a_gate_shut_for_40_s_costs_one_warning_and_no_message(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory, caplog: pytest.LogCaptureFixture
    ) -> None:
        engine = make_engine(exchange)
        engine._scopes[Scope.PUBLIC].gate.ledger.close_until(40.0)
        told: list[float] = []
        feed = engine.attach("A", [TICKER_BTC], on_status=lambda: told.append(feed.status().throttled_for))
        await until(0.5)
        assert told[-1] == pytest.approx(40.0, abs=0.5), "known from the first moment"
        await until(39.9)
        assert exchange.requests == []
        assert feed.status().throttled_for == pytest.approx(0.1)
        assert engine.get_rate_limiter_status()["public"]["throttled_for"] == pytest.approx(0.1)
        await until(40.1)
        assert len(exchange.requests) == 1
        assert feed.status().throttled_for == 0.0
        assert [record.levelname for record in caplog.records if "rate gate" in record.message] == ["WARNING"]

    @pytest.mark.parametrize("step", ["deadline", "link", "gate", "send"])
    async def test_an_error_anywhere_in_the_pending_task_is_logged_counted_and_survived(
        self,
        exchange: EmbeddedExchange,
        make_engine: EngineFactory,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        step: str,
    ) -> None:
        engine = make_engine(exchange)
        state = engine._scopes[Scope.PUBLIC]
        owner, name = {
            "deadline": (Deadline, "reached"),
            "link": (engine._scopes[Scope.PUBLIC].pending, "_ensure_connection"),
            "gate": (type(state.gate), "acquire"),
            "send": (state.link, "send"),
        }[step]
        original = getattr(owner, name)
        faults = iter([ValueError("on purpose")])

        async def failing(*args: object) -> object:
            # The link waits for a deadline too: only the fault in the pending task is meant.
            if step != "deadline" or args[0] is engine._scopes[Scope.PUBLIC].pending._deadline:
                for fault in faults:
                    raise fault
            return await original(*args)

        if step == "gate":
            # the connect gate passes: only the fault in the pending task is meant
            await_connect = engine._connect_gate

            async def failing_gate(self: object) -> float:
                if self is not await_connect:
                    for fault in faults:
                        raise fault
                return await original(self)

            monkeypatch.setattr(owner, name, failing_gate)
        else:
            monkeypatch.setattr(owner, name, failing)
        engine.attach("A", [TICKER_BTC])
        await until(5.0)
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-BTC")}
        assert public(engine)["failures"] == 1
        assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
        assert engine._pending_subscription_task is None

    async def test_errors_that_go_on_are_retried_ever_more_rarely(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = make_engine(exchange)
        pending = engine._scopes[Scope.PUBLIC].pending
        connect, failed = pending._ensure_connection, list[float]()

        async def failing() -> bool:
            if len(failed) < 8:
                failed.append(asyncio.get_running_loop().time())
                raise ValueError("on purpose")
            return await connect()

        monkeypatch.setattr(pending, "_ensure_connection", failing)
        engine.attach("A", [TICKER_BTC])
        await until(120.0)
        waits = [later - earlier for earlier, later in pairwise(failed)]
        assert len(waits) == 7
        assert min(waits) >= 0.25
        assert waits[-1] >= 15.0
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-BTC")}

    async def test_changes_during_a_send_are_collected_for_the_usual_time(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = make_engine(exchange)
        link = engine._scopes[Scope.PUBLIC].link
        send, start = link.send, asyncio.get_running_loop().time()

        async def slow_send(text: str) -> None:
            await asyncio.sleep(0.5)
            await send(text)

        monkeypatch.setattr(link, "send", slow_send)
        engine.attach("A", [TICKER_BTC])
        await until(start + 0.55)
        engine.attach("B", [TICKER_ETH])
        await until(start + 0.62)
        engine.attach("C", [BOOK_XRP])
        await until(start + 5.0)
        assert len(exchange.requests) == 2

    async def test_changes_after_a_send_are_collected_for_the_usual_time(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine, start = make_engine(exchange), asyncio.get_running_loop().time()
        engine.attach("A", [TICKER_BTC])
        await until(start + 5.0)
        engine.attach("B", [TICKER_ETH])
        await until(start + 5.05)
        assert len(exchange.requests) == 1
        engine.attach("C", [BOOK_XRP])
        await until(start + 9.0)
        assert len(exchange.requests) == 2

    async def test_changes_after_a_task_that_sent_nothing_are_collected_for_the_usual_time(
        self, make_engine: EngineFactory
    ) -> None:
        engine, start = make_engine(), asyncio.get_running_loop().time()
        engine.attach("A", [TICKER_BTC])
        await until(start + 1.0)
        engine.attach("B", [TICKER_ETH])
        await until(start + 1.05)
        assert engine._scopes[Scope.PUBLIC].pending.stage is PendingStage.DEBOUNCING


class TestChangesWithoutAMessage:
    async def test_subscribing_and_unsubscribing_inside_one_window_sends_nothing(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC]).close()
        await until(5.0)
        assert exchange.requests == []
        assert exchange.exchange.sessions == []

    async def test_a_tab_flip_inside_the_linger_sends_nothing(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        feed = engine.attach("B", [TICKER_ETH])
        await until(3.0)
        for flip in range(5):
            feed.close()
            await until(3.0 + flip + 0.5)
            feed = engine.attach("B", [TICKER_ETH])
            await until(3.0 + flip + 1.0)
        await until(20.0)
        assert len(exchange.requests) == 1

    async def test_a_removal_alone_waits_for_the_linger_and_goes_then(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        feed = engine.attach("B", [TICKER_ETH])
        await until(3.0)
        feed.close()
        assert engine.get_public_subscriptions() == {StreamType.TICKER: {"KRW-BTC"}}
        await until(4.4)
        assert len(exchange.requests) == 1
        await until(4.6)
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-BTC")}

    async def test_a_request_that_goes_out_meanwhile_carries_the_removal_along(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        feed = engine.attach("A", [TICKER_BTC])
        await until(3.0)
        feed.close()
        engine.attach("B", [TICKER_ETH])
        await until(3.2)
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-ETH")}

    async def test_the_last_unsubscription_closes_the_socket_after_the_linger_and_no_frame_follows(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        feed = engine.attach("A", [TICKER_BTC])
        await until(3.0)
        feed.close()
        await until(4.4)
        assert len(exchange.exchange.sessions) == 1
        await until(4.6)
        assert exchange.exchange.sessions == []
        frames = engine.get_connection_metrics()["links"]["public"]["messages"]
        await until(30.0)
        assert engine.get_connection_metrics()["links"]["public"]["messages"] == frames
        assert engine.link_status(Scope.PUBLIC).state is ConnectionState.IDLE

    async def test_a_closed_socket_is_dialled_again_for_the_next_subscription(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC]).close()
        await until(5.0)
        engine.attach("B", [TICKER_ETH])
        await until(6.0)
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-ETH")}

    async def test_changes_under_a_hold_are_one_announcement(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        with engine.hold():
            for n, subscription in enumerate([TICKER_BTC, TICKER_ETH, BOOK_BTC, BOOK_XRP, TRADE_BTC]):
                engine.attach(f"panel {n}", [subscription])
            assert engine._pending_subscription_task is None
        await until(2.0)
        figures = public(engine)
        assert (figures["pending_task_created"], figures["pending_task_skipped"], figures["total_messages"]) == (
            1,
            4,
            1,
        )
        assert figures["avg_batch_size"] == 5

    async def test_the_time_of_a_hold_is_time_of_collecting(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        with engine.hold():
            engine.attach("A", [TICKER_BTC])
            await until(0.04)
        await until(0.09)
        assert public(engine)["total_messages"] == 0
        await until(0.11)
        assert public(engine)["total_messages"] == 1

    async def test_after_a_long_hold_nothing_more_is_collected(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        with engine.hold():
            engine.attach("A", [TICKER_BTC])
            await until(0.3)
            assert public(engine)["total_messages"] == 0
        await until(0.31)
        assert public(engine)["total_messages"] == 1

    async def test_holds_inside_one_another_collect_from_the_first_one_on(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        with engine.hold():
            await until(0.2)
            with engine.hold():
                engine.attach("A", [TICKER_BTC])
        await until(0.21)
        assert public(engine)["total_messages"] == 1

    async def test_a_released_hold_does_not_shorten_the_debounce(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        with engine.hold():
            engine.attach("A", [TICKER_BTC])
            await until(10.0)
            assert len(exchange.requests) == 1
            for n, subscription in enumerate((TICKER_ETH, BOOK_BTC, BOOK_XRP, TRADE_BTC)):
                engine.attach(f"late {n}", [subscription])
                await until(10.02 + 0.02 * n)
            await until(15.0)
        assert len(exchange.requests) == 2

    async def test_a_finished_hold_does_not_shorten_the_debounce(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        with engine.hold():
            await until(0.2)
        engine.attach("A", [TICKER_BTC])
        await until(0.29)
        assert public(engine)["total_messages"] == 0


async def test_a_change_announced_where_no_loop_runs_rides_along_with_the_next_task(
    exchange: EmbeddedExchange, make_engine: EngineFactory, caplog: pytest.LogCaptureFixture
) -> None:
    engine = make_engine(exchange)
    await asyncio.to_thread(engine.attach, "A", [TICKER_BTC])
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == ["구독 변경 콜백 실패"]
    assert engine._pending_subscription_task is None
    engine.attach("B", [TICKER_ETH])
    await until(3.0)
    assert exchange.wanted == {key(StreamType.TICKER, "KRW-BTC"), key(StreamType.TICKER, "KRW-ETH")}


async def test_a_stopped_engine_creates_no_task(exchange: EmbeddedExchange, make_engine: EngineFactory) -> None:
    engine = make_engine(exchange)
    await engine.stop()
    engine.attach("A", [TICKER_BTC])
    assert engine._pending_subscription_task is None
    await until(5.0)
    assert exchange.dials == []
