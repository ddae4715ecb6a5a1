"""The engine against the embedded exchange: the seeds' scenarios, the law, and data that must never be lost."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
from collections.abc import Iterator

import pytest

from core.engine.deliver.feed import Feed, FeedState
from core.engine.pending_task import PendingStage
from core.engine.websocket_manager import WebSocketManager
from core.model.link_status import ConnectionState
from core.model.subscription import Scope, StreamKey, StreamType, subscribe
from core.simulator.serve.server import serve
from core.upbit.dial import upbit_dial
from core.upbit.upbit import Upbit
from embedded import (
    AT_ONCE,
    LATE_SNAPSHOTS,
    EmbeddedExchange,
    EngineFactory,
    assert_identities,
    lively_source,
    quiet_source,
)
from sample_subscriptions import BOOK_BTC, BOOK_XRP, TICKER_BTC, TICKER_ETH, TRADE_BTC
from scripted_source import ScriptedSource
from virtual_time import until
from waiting import eventually


def key(stream_type: StreamType, code: str) -> StreamKey:
    return StreamKey(stream_type, code)


def public(engine: WebSocketManager) -> dict[str, float]:
    return engine.get_connection_metrics()["scopes"]["public"]


def type_objects(request: str) -> list[dict[str, object]]:
    return [part for part in json.loads(request) if "type" in part]


async def test_pending_state_prevents_duplicate_tasks(make_engine: EngineFactory) -> None:
    manager = make_engine()

    manager._on_subscription_change({})
    task1 = manager._pending_subscription_task
    assert task1 is not None

    manager._on_subscription_change({})
    task2 = manager._pending_subscription_task
    assert task1 is task2


async def test_concurrent_subscription_requests() -> None:
    async with serve(ScriptedSource(), manners=AT_ONCE) as server:
        manager = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: upbit_dial(f"{server.ws_url}/websocket/v1")})
        specs = [
            subscribe(stream_type, code)
            for stream_type in (
                StreamType.TICKER,
                StreamType.TRADE,
                StreamType.ORDERBOOK,
                StreamType.CANDLE_1S,
                StreamType.CANDLE_1M,
            )
            for code in ("KRW-BTC", "KRW-ETH")
        ]
        async with asyncio.TaskGroup() as group:
            for i, spec in enumerate(specs):
                group.create_task(manager.register_component(f"comp_{i}", [spec]))
        await eventually(lambda: manager._pending_subscription_task is None)
        (session,) = server.sessions
        await eventually(lambda: session.requests)

        assert manager._rate_limit_stats["total_messages"] == 1
        assert session.requests == 1
        assert {(topic.type, topic.code) for topic in session.wanted} == {
            (stream.type, stream.code) for spec in specs for stream in spec.streams()
        }
        assert manager._rate_limit_stats["pending_task_created"] == 1
        assert manager._rate_limit_stats["pending_task_skipped"] == 9
        assert_identities(manager)
        await manager.stop()


@pytest.mark.virtual_time
class TestTheSeedsTimeline:
    async def test_changes_while_the_gate_is_closed_go_out_in_one_message_when_it_opens(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        engine._scopes[Scope.PUBLIC].gate.ledger.close_until(15.0)

        engine.attach("A", [TICKER_BTC])
        task = engine._pending_subscription_task
        assert engine.get_public_subscriptions() == {StreamType.TICKER: {"KRW-BTC"}}
        await until(0.2)
        assert engine._scopes[Scope.PUBLIC].pending.stage is PendingStage.WAITING_FOR_GATE

        await until(2.0)
        engine.attach("B", [TICKER_ETH])
        assert engine.get_public_subscriptions() == {StreamType.TICKER: {"KRW-BTC", "KRW-ETH"}}
        assert engine._pending_subscription_task is task

        await until(5.0)
        engine.attach("C", [BOOK_BTC])
        assert engine.get_public_subscriptions() == {
            StreamType.TICKER: {"KRW-BTC", "KRW-ETH"},
            StreamType.ORDERBOOK: {"KRW-BTC"},
        }
        assert engine._pending_subscription_task is task

        await until(14.9)
        assert exchange.requests == []
        await until(15.1)
        (request,) = exchange.requests
        assert {part["type"]: sorted(part["codes"]) for part in type_objects(request)} == {
            "ticker": ["KRW-BTC", "KRW-ETH"],
            "orderbook": ["KRW-BTC"],
        }
        assert engine._pending_subscription_task is None
        assert public(engine)["pending_task_created"] == 1
        assert public(engine)["pending_task_skipped"] == 2

    async def test_the_log_uses_the_seeds_words(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG, "core.engine.pending_task")
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        engine.attach("B", [TICKER_ETH])
        engine.attach("C", [BOOK_XRP])
        await until(1.0)
        assert [record.getMessage() for record in caplog.records if record.name == "core.engine.pending_task"] == [
            "새로운 구독 변경 처리 Task 생성",
            "이미 처리 중인 구독 Task 있음 - 자동 통합됨",
            "이미 처리 중인 구독 Task 있음 - 자동 통합됨",
            "통합된 구독 상태 전송 시작",
            "Public 구독 전송: 2개 타입",
            "구독 상태 전송 완료",
        ]


@pytest.mark.virtual_time
class TestSnapshots:
    async def test_a_second_request_before_the_first_ones_snapshots_loses_none(
        self, make_engine: EngineFactory
    ) -> None:
        exchange = EmbeddedExchange(quiet_source(), LATE_SNAPSHOTS)
        engine = make_engine(exchange)
        first = engine.attach("A", [TICKER_BTC, TRADE_BTC, BOOK_BTC])
        await until(0.2)
        assert len(exchange.requests) == 1
        second = engine.attach("B", [TICKER_ETH])
        await until(3.0)
        assert len(exchange.requests) == 2
        assert {message.type for message in first.take()} == {
            StreamType.TICKER,
            StreamType.TRADE,
            StreamType.ORDERBOOK,
        }
        assert [message.code for message in second.take()] == ["KRW-ETH"]

    async def test_an_answered_stream_is_requested_again_without_a_snapshot(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        await until(3.0)
        engine.attach("B", [TICKER_ETH])
        await until(4.0)
        only_realtime = {
            part["codes"][0]: part.get("is_only_realtime", False) for part in type_objects(exchange.requests[1])
        }
        assert only_realtime == {"KRW-BTC": True, "KRW-ETH": False}

    async def test_a_late_frame_of_a_replaced_request_does_not_pass_for_the_snapshot(
        self, make_engine: EngineFactory
    ) -> None:
        exchange = EmbeddedExchange(quiet_source(), LATE_SNAPSHOTS)
        engine = make_engine(exchange)
        feed = engine.attach("A", [TICKER_BTC])
        await until(0.2)
        engine.receive(Scope.PUBLIC, '{"ty":"ticker","cd":"KRW-BTC","tp":1.0,"tms":1,"st":"REALTIME"}')
        engine.attach("B", [TICKER_ETH])
        await until(3.0)
        assert [message.stream_type for message in feed.take()] == ["SNAPSHOT"]

    async def test_a_late_panel_has_the_last_value_at_once_and_asks_the_exchange_nothing(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC, TRADE_BTC])
        await until(5.0)
        late = engine.attach("B", [TICKER_BTC, TRADE_BTC])
        mail = late.take()
        assert {message.type for message in mail} == {StreamType.TICKER, StreamType.TRADE}
        assert late.status().state is FeedState.LIVE
        await until(10.0)
        assert len(exchange.requests) == 1

    async def test_a_deeper_book_is_requested_with_its_snapshot_and_serves_both(
        self, make_engine: EngineFactory
    ) -> None:
        exchange = EmbeddedExchange(quiet_source())
        engine = make_engine(exchange)
        shallow = engine.attach("A", [subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=5)])
        await until(2.0)
        assert [len(book.orderbook_units) for book in shallow.take()] == [5]
        deep = engine.attach("B", [subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=30)])
        deep.take()
        await until(4.0)
        assert [len(book.orderbook_units) for book in deep.take()] == [30]
        assert [part["codes"] for part in type_objects(exchange.requests[1])] == [["KRW-BTC"]]

    async def test_candles_of_two_units_of_one_market_do_not_cross(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        one = engine.attach("A", [subscribe(StreamType.CANDLE_1M, "KRW-BTC")])
        five = engine.attach("B", [subscribe(StreamType.CANDLE_5M, "KRW-BTC")])
        await until(90.0)
        assert {message.type for message in one.take()} == {StreamType.CANDLE_1M}
        assert {message.type for message in five.take()} == {StreamType.CANDLE_5M}


@pytest.mark.virtual_time
class TestLosingTheConnection:
    async def test_the_full_state_comes_back_once_with_snapshots(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        feed = engine.attach("A", [TICKER_BTC, BOOK_XRP])
        await until(5.0)
        wanted = exchange.wanted
        exchange.session.end(_dropped())
        await until(5.01)
        assert feed.status().state is FeedState.DISCONNECTED
        await until(8.0)
        assert exchange.wanted == wanted
        assert len(exchange.requests) == 2
        assert not any("is_only_realtime" in part for part in type_objects(exchange.requests[1]))
        assert feed.status().state is FeedState.LIVE
        assert public(engine)["resubscriptions"] == 1
        assert public(engine)["pending_task_created"] == 1

    async def test_an_exchange_that_is_away_is_dialled_until_it_is_back(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        exchange.is_refusing = True
        engine = make_engine(exchange)
        feed = engine.attach("A", [TICKER_BTC])
        await until(100.0)
        assert engine.link_status(Scope.PUBLIC).state is ConnectionState.RECONNECTING
        assert len(exchange.dials) >= 5
        assert feed.status().state is FeedState.LOADING
        exchange.is_refusing = False
        await until(140.0)
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-BTC")}

    async def test_nothing_is_dialled_for_a_subscription_dropped_while_the_exchange_is_away(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        exchange.is_refusing = True
        engine = make_engine(exchange)
        feed = engine.attach("A", [TICKER_BTC])
        await until(20.0)
        feed.close()
        await until(25.0)
        dials = len(exchange.dials)
        assert engine._pending_subscription_task is None
        await until(200.0)
        assert len(exchange.dials) == dials

    async def test_a_silent_socket_survives_an_exchange_that_cuts_at_60_s(self, make_engine: EngineFactory) -> None:
        exchange = EmbeddedExchange(quiet_source())
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        await until(95.0)
        assert len(exchange.dials) == 1
        assert engine.link_status(Scope.PUBLIC).state is ConnectionState.LIVE


def _dropped() -> object:
    from core.simulator.streams.session import DROPPED

    return DROPPED


@pytest.mark.virtual_time
class TestRefusals:
    async def test_an_accepted_component_returns_within_one_redial_and_is_not_interrupted_again(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        accepted = engine.attach("A", [TICKER_BTC])
        await until(3.0)
        exchange.faults.set("reject_code", 3.0, code="KRW-ETH")
        refused = engine.attach("B", [TICKER_ETH])
        await until(4.0)
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-BTC")}
        assert accepted.status().state is FeedState.LIVE
        assert refused.status().state is FeedState.STOPPED
        assert refused.status().link.reason == "요청 파라미터가 올바르지 않습니다."
        await until(120.0)
        assert len(exchange.dials) == 2

    async def test_after_a_refusal_it_is_dialled_again_without_a_delay(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        start = asyncio.get_running_loop().time()
        engine.attach("A", [TICKER_BTC])
        await until(start + 3.0)
        exchange.faults.set("reject_code", start + 3.0, code="KRW-ETH")
        engine.attach("B", [TICKER_ETH])
        await until(start + 3.1 + exchange.exchange.manners.close_delay + 0.1)
        assert len(exchange.dials) == 2, "the shortest delay of all would be a quarter of a second"

    async def test_a_panel_is_notified_of_its_verdict(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        start = asyncio.get_running_loop().time()
        engine.attach("A", [TICKER_BTC])
        await until(start + 3.0)
        exchange.faults.set("reject_code", start + 3.0, code="KRW-ETH")
        reported: list[FeedState] = []
        feed = engine.attach("B", [TICKER_ETH], on_status=lambda: reported.append(feed.status().state))
        await until(start + 30.0)
        reported.clear()
        feed.retry()
        assert reported == [FeedState.LOADING]
        await until(start + 40.0)
        assert reported == [FeedState.LOADING, FeedState.STOPPED]

    async def test_of_many_at_once_the_guilty_one_is_found_on_connections_of_its_own(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        exchange.faults.set("reject_code", 0.0, code="KRW-ETH")
        engine = make_engine(exchange)
        subscriptions = {"A": TICKER_BTC, "B": TICKER_ETH, "C": BOOK_XRP, "D": TRADE_BTC}
        feeds = {name: engine.attach(name, [subscription]) for name, subscription in subscriptions.items()}
        await until(60.0)
        assert {name: feed.status().state for name, feed in feeds.items()} == {
            "A": FeedState.LIVE,
            "B": FeedState.STOPPED,
            "C": FeedState.LIVE,
            "D": FeedState.LIVE,
        }
        assert engine.link_status(Scope.PUBLIC).epoch <= 2
        assert exchange.wanted == {*TICKER_BTC.streams(), *BOOK_XRP.streams(), *TRADE_BTC.streams()}

    async def test_the_user_may_have_it_tried_again(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        await until(3.0)
        exchange.faults.set("reject_code", 3.0, code="KRW-ETH")
        refused = engine.attach("B", [TICKER_ETH])
        await until(10.0)
        refused.retry()
        await until(20.0)
        assert refused.status().state is FeedState.STOPPED
        exchange.faults.clear(20.0)
        refused.retry()
        await until(30.0)
        assert refused.status().state is FeedState.LIVE
        assert engine.link_status(Scope.PUBLIC).epoch == 2

    async def test_a_new_subscription_gets_a_new_chance(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        exchange.faults.set("reject_code", 0.0, code="KRW-ETH")
        engine = make_engine(exchange)
        refused = engine.attach("A", [TICKER_ETH])
        await until(5.0)
        assert exchange.exchange.sessions == []
        exchange.faults.clear(5.0)
        refused.close()
        engine.attach("A", [TICKER_ETH])
        await until(10.0)
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-ETH")}

    async def test_a_component_that_takes_over_a_refused_stream_inside_a_hold_is_tried_too(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory
    ) -> None:
        exchange.faults.set("reject_code", 0.0, code="KRW-ETH")
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        engine.attach("B", [TICKER_ETH])
        await until(30.0)
        exchange.faults.clear(30.0)
        with engine.hold():
            engine.attach("B", [TICKER_BTC])
            heir = engine.attach("C", [TICKER_ETH])
        await until(60.0)
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-BTC"), key(StreamType.TICKER, "KRW-ETH")}
        assert heir.status().state is FeedState.LIVE


@pytest.mark.virtual_time
class TestFeedsThatDie:
    async def test_a_dead_busy_connection_is_questioned_and_requested_again_until_it_is_heard(
        self, make_engine: EngineFactory
    ) -> None:
        exchange = EmbeddedExchange(lively_source(600))
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        await until(40.5)
        exchange.faults.set("lost_subscription", 40.5, reach="request")
        await until(60.0)
        assert exchange.questions
        assert len(exchange.dials) == 1
        age = engine.get_connection_metrics()["links"]["public"]["last_frame_age"]
        assert age < 2.0

    async def test_one_that_stays_dead_is_given_up(self, make_engine: EngineFactory) -> None:
        exchange = EmbeddedExchange(lively_source(600))
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        await until(40.5)
        exchange.faults.set("mute", 40.5, reach="open")
        await until(60.0)
        assert len(exchange.dials) == 2
        assert engine.get_connection_metrics()["links"]["public"]["last_frame_age"] < 2.0

    async def test_the_question_counts_as_a_request_and_waits_for_its_turn(self, make_engine: EngineFactory) -> None:
        exchange, start = EmbeddedExchange(lively_source(600)), asyncio.get_running_loop().time()
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        await until(start + 40.5)
        exchange.faults.set("lost_subscription", start + 40.5, reach="request")
        engine._scopes[Scope.PUBLIC].gate.ledger.close_until(start + 60.0)
        before = exchange.questions
        await until(start + 59.9)
        assert (len(exchange.requests), exchange.questions) == (1, before)
        await until(start + 65.0)
        assert exchange.questions > before

    async def test_an_answer_to_an_earlier_question_is_none_to_this(self, make_engine: EngineFactory) -> None:
        exchange, start = EmbeddedExchange(lively_source(600)), asyncio.get_running_loop().time()
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        await until(start + 40.0)
        listed = {"method": "LIST_SUBSCRIPTIONS", "result": [{"type": "ticker", "codes": ["KRW-BTC"]}], "ticket": "old"}
        engine.receive(Scope.PUBLIC, json.dumps(listed))
        exchange.faults.set("list_reply", start + 40.5, reply="none")
        exchange.faults.set("lost_subscription", start + 40.5, reach="request")
        await until(start + 60.0)
        assert len(exchange.dials) == 2, "nothing came in answer, so the connection is given up"

    async def test_a_quiet_market_is_left_in_peace(self, make_engine: EngineFactory) -> None:
        exchange = EmbeddedExchange(quiet_source())
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        await until(3600.0)
        assert len(exchange.requests) == len(exchange.dials) == 1
        assert exchange.questions <= 600

    async def test_a_market_that_quiets_down_keeps_its_connection(self, make_engine: EngineFactory) -> None:
        exchange = EmbeddedExchange(lively_source(60))
        engine = make_engine(exchange)
        engine.attach("A", [TICKER_BTC])
        await until(65.0)
        last = len(exchange.dials)
        await until(600.0)
        assert len(exchange.dials) == last


@pytest.mark.virtual_time
async def test_after_sleep_every_connection_is_probed_at_once(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    slept = 0.0
    engine = make_engine(exchange, wall_clock=lambda: asyncio.get_running_loop().time() + slept)
    engine.attach("A", [TICKER_BTC])
    await until(10.0)
    exchange.faults.set("half_open", 10.0)
    slept = 600.0
    await until(18.0)
    assert len(exchange.dials) == 2


@pytest.mark.virtual_time
async def test_a_scope_without_a_dial_says_why_and_works_once_it_has_one(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine()
    await engine.set_dial(Scope.PUBLIC, None, "주소가 없습니다")
    feed = engine.attach("A", [TICKER_BTC])
    await until(2.0)
    assert feed.status().state is FeedState.STOPPED
    assert feed.status().link.reason == "주소가 없습니다"
    await engine.set_dial(Scope.PUBLIC, exchange.dial)
    await until(4.0)
    assert exchange.wanted == {key(StreamType.TICKER, "KRW-BTC")}
    await engine.set_dial(Scope.PUBLIC, None, "키가 지워졌습니다")
    assert exchange.exchange.sessions == []


@pytest.mark.virtual_time
class TestOwners:
    async def test_a_component_that_dies_is_taken_off_the_wire_without_the_garbage_collector(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory, no_garbage_collector: None
    ) -> None:
        engine = make_engine(exchange)
        owner = Component(engine, "A", [TICKER_BTC])
        engine.attach("B", [TICKER_ETH])
        await until(3.0)
        del owner
        assert engine.get_public_subscriptions() == {StreamType.TICKER: {"KRW-ETH"}}
        await until(5.0)
        assert exchange.wanted == {key(StreamType.TICKER, "KRW-ETH")}

    async def test_the_engine_holds_no_strong_path_to_a_component(
        self, exchange: EmbeddedExchange, make_engine: EngineFactory, no_garbage_collector: None
    ) -> None:
        engine = make_engine(exchange)
        owner = Component(engine, "A", [TICKER_BTC])
        await until(3.0)
        assert owner.mails > 0
        feed = owner.feed
        del owner
        await until(3.1)
        assert engine.component_report() == []
        assert feed.take() == []


class Component:
    """Registers itself as owner, as a panel does."""

    def __init__(self, engine: WebSocketManager, component_id: str, subscriptions: list) -> None:
        self.mails = 0
        self.feed: Feed = engine.attach(component_id, subscriptions, owner=self, on_data=self.mail_arrived)

    def mail_arrived(self) -> None:
        self.mails += 1


@pytest.fixture
def no_garbage_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.virtual_time
async def test_settings_may_change_while_the_engine_runs_and_nothing_is_sent_for_that(
    make_engine: EngineFactory,
) -> None:
    exchange = EmbeddedExchange()
    engine = make_engine(exchange)
    feed = engine.attach("panel", [TICKER_BTC])
    await eventually(lambda: engine.link_status(Scope.PUBLIC).state is ConnectionState.LIVE)
    await eventually(lambda: len(exchange.requests) == 1)
    engine.tune(debounce_delay=2.0, max_wait=1.0, heartbeat_interval=5.0)
    await until(asyncio.get_running_loop().time() + 10.0)
    assert len(exchange.requests) == 1
    settings = engine.get_connection_metrics()["settings"]
    assert (settings["debounce_delay"], settings["max_wait"], settings["heartbeat_interval"]) == (2.0, 1.0, 5.0)

    began = asyncio.get_running_loop().time()
    other = engine.attach("other", [TICKER_ETH])
    await eventually(lambda: len(exchange.requests) == 2, within=5.0)
    assert asyncio.get_running_loop().time() - began >= 2.0
    feed.close()
    other.close()
