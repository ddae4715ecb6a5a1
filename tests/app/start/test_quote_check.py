"""The check of the public streams against REST, at an embedded exchange over real sockets."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from app.start import quote_check
from app.start.quote_check import QuoteCheck
from core.engine import stream_cure
from core.engine.deliver.feed import Feed
from core.engine.websocket_manager import WebSocketManager
from core.loop.tasks import TaskOwner
from core.model.link_status import ConnectionState
from core.model.markets import Market, MarketList
from core.model.subscription import Scope, StreamType, subscribe
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.serve.server import ExchangeServer, serve
from core.simulator.streams.limits import Limits
from core.simulator.streams.manners import Manners
from core.timing import backoff
from core.timing.lateness import LATE_MS
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.faults import FaultControl
from core.upbit.rest.quotation import Group, RestClient, quotation_gates
from core.upbit.upbit import Upbit
from embedded import CODES, EmbeddedExchange
from embedded_rest import rest_of
from engine_life import lively
from exchange_limits import UNLIMITED
from under_fault import public_dial
from virtual_time import until
from waiting import eventually
from widgets.markets.directory import MarketDirectory

SOON = 15.0


class Desk:
    """An engine with tickers of an exchange where most markets trade several times a second, and their check."""

    def __init__(self, server: ExchangeServer) -> None:
        self.server = server
        self.faults = FaultControl(server.rest_url)
        self._gates = quotation_gates()
        self.rest = RestClient(endpoints_for("simulated", rest_url=server.rest_url), self._gates)
        self.engine = WebSocketManager(
            exchange=Upbit(), dials={Scope.PUBLIC: public_dial(server.port)}, debounce_delay=0.0
        )
        self.markets = MarketDirectory()
        self.check = QuoteCheck(self.rest, self.engine, self.markets)
        codes = [market.code for market in server.exchange.source.markets][:4]
        self.feed = self.engine.attach("desk", [subscribe(StreamType.TICKER, *codes)])
        self._code = codes[0]

    def open(self, *streams: StreamType) -> Feed:
        """Open a panel with these streams of one market."""
        return self.engine.attach("panel", [subscribe(stream, self._code) for stream in streams])

    @property
    def is_losing(self) -> bool:
        return self.engine.flow_status(Scope.PUBLIC).is_losing_messages and self.feed.status().flow.is_losing_messages

    @property
    def blank(self) -> set[str]:
        """The markets whose ticker has no highest price."""
        return {code for code, ticker in self.engine.last_tickers().items() if ticker.high_price is None}

    @property
    def comparisons(self) -> int:
        return self._gates[Group.TICKER].pace.metrics.messages

    @property
    def requests(self) -> int:
        return int(self.engine.get_connection_metrics()["total_messages"])


@pytest.fixture
def trades_per_second() -> float:
    """Of all eight markets; a test may have other ones."""
    return 40.0


@pytest.fixture
async def desk(monkeypatch: pytest.MonkeyPatch, trades_per_second: float) -> AsyncIterator[Desk]:
    monkeypatch.setattr(quote_check, "INTERVAL", 0.1)
    monkeypatch.setattr(quote_check, "WHILE_LOSING", 0.1)
    monkeypatch.setattr(quote_check, "SETTLED", 0.5)
    monkeypatch.setattr(backoff, "INITIAL", 0.05)
    manners = Manners(
        snapshot_delay=(0.0, 0.0), limits=Limits(messages=(UNLIMITED,), quotation=UNLIMITED, connects=UNLIMITED)
    )
    source, tasks = SyntheticSource(seed=3, markets=8, trades_per_second=trades_per_second), TaskOwner()
    async with serve(source, manners=manners) as server:
        made = Desk(server)
        tasks.spawn(made.check.run(), "quote check")
        await eventually(lambda: len(made.engine.last_trades()) == 4, within=SOON)
        yield made
        await tasks.cancel()
        await made.engine.stop()
        await made.rest.close()


async def test_nothing_is_marked_or_requested_again_while_the_stream_tells_everything(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quote_check, "SETTLED", 1.2)  # candles come at the end of each second
    panel = desk.open(StreamType.ORDERBOOK, StreamType.CANDLE_1S, StreamType.CANDLE_240M)
    await eventually(lambda: not panel.status().unheard, within=SOON)
    requests, comparisons = desk.requests, desk.comparisons
    await eventually(lambda: desk.is_losing or desk.comparisons > comparisons + 3, within=SOON)
    assert not desk.is_losing
    assert desk.requests == requests


@pytest.mark.parametrize(("fault", "parameters"), [("mute", {}), ("slow_feed", {"every": 1.5})])
async def test_a_feed_that_leaves_out_messages_is_marked_until_it_tells_everything_again(
    desk: Desk, fault: str, parameters: dict[str, float]
) -> None:
    await desk.faults.set(fault, **parameters)
    await eventually(lambda: desk.is_losing, within=SOON)
    requests = desk.requests
    await desk.faults.clear()
    await eventually(lambda: not desk.is_losing, within=SOON)
    await eventually(lambda: desk.requests > requests and not desk.feed.status().unheard, within=SOON)


async def test_it_goes_on_behind_a_block_once_the_exchange_answers_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
    await desk.faults.set("rest", status=418, wait=3600)
    await eventually(lambda: desk.check._attempts._backoff.attempt, within=SOON)
    await desk.faults.clear()
    comparisons = desk.comparisons
    desk.rest.lift_blocks()
    await desk.rest.markets()
    await eventually(lambda: desk.comparisons > comparisons)


@pytest.mark.parametrize("stream", [StreamType.ORDERBOOK, StreamType.CANDLE_5M])
async def test_a_stream_that_stands_still_while_its_market_trades_is_requested_again_each_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, stream: StreamType
) -> None:
    """How steadily it came before, and when it was requested last, does not matter."""
    monkeypatch.setattr(stream_cure, "AGAIN_AFTER", 0.5)
    panel, lost = desk.open(stream), stream.partition(".")[0]
    for reach in ("request", "request", "all"):
        await eventually(lambda: not panel.status().unheard, within=SOON)
        requests = desk.requests
        await desk.faults.set("lost_subscription", stream=lost, code="", reach=reach)
        await eventually(lambda requests=requests: desk.requests > requests, within=SOON)
        assert not desk.is_losing, "the tickers tell everything"
        if reach == "request":
            await desk.faults.clear()
    requests = desk.requests
    for _ in range(20):
        await asyncio.sleep(0.1)
        assert desk.requests == requests, "one that does not come is awaited"


@pytest.mark.parametrize("trades_per_second", [0.001])
async def test_a_figure_that_only_some_tickers_lack_is_requested_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A market that hardly trades would lack it for hours."""
    monkeypatch.setattr(stream_cure, "AGAIN_AFTER", 0.5)
    await desk.faults.set("odd_field", field="high_price", shape="null", where="stream", rows="ticker", every=2)
    await desk.faults.set("drop")
    await eventually(lambda: desk.blank, within=SOON)
    await desk.faults.clear()
    requests = desk.requests
    await eventually(lambda: len(desk.engine.last_tickers()) == 4 and not desk.blank, within=SOON)
    assert desk.requests == requests + 1
    assert not desk.is_losing, "all trades were told"


async def test_a_new_connection_begins_without_the_mark(desk: Desk) -> None:
    await desk.faults.set("mute")
    await eventually(lambda: desk.is_losing, within=SOON)
    epoch = desk.engine.link_status(Scope.PUBLIC).epoch
    await desk.faults.clear()
    await desk.faults.set("drop")
    await eventually(lambda: desk.engine.link_status(Scope.PUBLIC).epoch > epoch, within=SOON)
    assert not desk.is_losing


async def test_an_exchange_whose_rest_fails_is_asked_again_and_nothing_is_marked(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "core.timing.attempts")
    await desk.faults.set("rest", status=503)
    await eventually(lambda: "quote check" in caplog.text, within=SOON)
    assert not desk.is_losing
    await desk.faults.clear()
    await desk.faults.set("mute")
    await eventually(lambda: desk.is_losing, within=SOON)


async def test_a_market_that_rest_does_not_know_has_the_list_reloaded_and_the_others_are_compared(desk: Desk) -> None:
    codes, told = sorted(desk.engine.last_trades()), list[bool]()
    desk.markets.fill(MarketList([Market(code, code, code) for code in codes]))
    desk.markets.contradicted.connect(lambda: told.append(True))
    await desk.faults.set("delisting", code=codes[0], days=0)
    await eventually(lambda: told, within=SOON)
    desk.markets.fill(MarketList([Market(code, code, code) for code in codes[1:]]))
    await desk.faults.set("mute")
    await eventually(lambda: desk.is_losing, within=SOON)


async def test_what_is_only_late_is_no_loss_and_is_not_compared(desk: Desk) -> None:
    await eventually(lambda: desk.engine.pulse().delay_ms is not None, within=SOON)  # else nothing is known to be late
    await desk.faults.set("delay", by=2.0)
    await eventually(lambda: desk.engine.flow_status(Scope.PUBLIC).late_ms, within=SOON)
    before = desk.requests, desk.comparisons
    for _ in range(30):  # longer than the comparison that may be under way
        await asyncio.sleep(0.1)
        assert (desk.requests, desk.comparisons) == before


async def test_a_connection_whose_messages_came_late_from_the_first_is_marked(desk: Desk) -> None:
    """It learns the exchange's clock from late messages, and so does not see that they are."""
    await desk.faults.set("delay", by=4.0)
    await desk.faults.set("drop")
    await eventually(lambda: desk.is_losing, within=SOON)
    assert not desk.engine.flow_status(Scope.PUBLIC).late_ms
    await desk.faults.clear()
    await eventually(lambda: not desk.is_losing, within=SOON)


async def test_nothing_is_compared_while_the_connection_is_down(desk: Desk) -> None:
    await desk.engine.set_dial(Scope.PUBLIC, None, "off")
    await eventually(lambda: desk.engine.link_status(Scope.PUBLIC).state is not ConnectionState.LIVE, within=SOON)
    await eventually(lambda: not desk.engine.last_trades(), within=SOON)


class Scene:
    """An engine and its check on an exchange in virtual time, where three markets trade once a second."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.exchange = EmbeddedExchange(lively())
        self.engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: self.exchange.dial})
        self.rest = rest_of(self.exchange, monkeypatch)
        self.feed = self.engine.attach("desk", [subscribe(StreamType.TICKER, *CODES)])
        self.tasks = TaskOwner()

    def check(self) -> QuoteCheck:
        return QuoteCheck(self.rest, self.engine, MarketDirectory())

    async def stop(self) -> None:
        await self.tasks.cancel()
        await self.engine.stop()
        self.exchange.clock.stop()


@pytest_asyncio.fixture
async def scene(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    made = Scene(monkeypatch)
    await until(20.0)
    yield made
    await made.stop()


@pytest.mark.virtual_time
@pytest.mark.parametrize("shift", [86_400.0, 30.0])
async def test_steps_of_the_clock_put_off_no_comparison(scene: Scene, shift: float) -> None:
    """A delay as measured during a step is as long as the step."""
    scene.feed.replace([subscribe(stream, CODES[0]) for stream in (StreamType.TICKER, StreamType.TRADE)])
    await until(40.0)
    check, clock = scene.check(), asyncio.get_running_loop().time
    worst, longest = 0.0, 0.0

    async def settle() -> None:
        nonlocal longest
        began = clock()
        await check._settle()
        longest = max(longest, clock() - began)

    for by in (shift, 0.0):
        scene.exchange.faults.set("clock_shift", clock(), by=by)
        for _ in range(40):
            await asyncio.sleep(0.25)
            worst = max(worst, scene.engine.pulse().delay_ms or 0.0)
            scene.tasks.spawn(settle(), "settle")
    await asyncio.sleep(10.0)
    assert worst > abs(shift) * 1000 / 3, "the step shows in the delay, or this tries nothing"
    assert not scene.tasks, "each wait has ended"
    assert longest == pytest.approx(quote_check.SETTLED + LATE_MS / 1000, abs=0.1)


@pytest.mark.virtual_time
@pytest.mark.parametrize("by", [4.0, 5.0])
async def test_a_comparison_under_way_when_the_data_turn_out_late_is_dropped(scene: Scene, by: float) -> None:
    """It waits for a part of the delay only, and would take each trade for untold."""
    requests, clock = len(scene.exchange.requests), asyncio.get_running_loop().time
    scene.exchange.faults.set("delay", clock(), by=by)
    begun = 0
    while not scene.engine.flow_status(Scope.PUBLIC).late_ms:
        check = scene.check()
        if check._is_in_time and (scene.engine.pulse().delay_ms or 0.0) > LATE_MS:
            begun += 1
            scene.tasks.spawn(check._compare(CODES), "comparison")
        await asyncio.sleep(0.1)
    await asyncio.sleep(10.0)
    assert begun
    assert not scene.tasks
    assert not scene.engine.flow_status(Scope.PUBLIC).is_losing_messages
    assert len(scene.exchange.requests) == requests


@pytest.mark.virtual_time
@pytest.mark.parametrize("has_damaged_candles", [False, True])
@pytest.mark.parametrize(
    ("fault", "parameters", "is_of_another"),
    [
        ("lost_subscription", {"stream": "ticker", "reach": "all", "code": CODES[1]}, True),
        ("lost_subscription", {"stream": "ticker", "reach": "all"}, False),
        ("mute", {"reach": "all"}, False),
        ("slow_feed", {"every": 1.5}, False),
        ("slow_feed", {"every": 7.0}, False),
    ],
)
async def test_where_only_others_lose_their_tickers_a_market_that_tells_everything_is_not_in_doubt(
    scene: Scene, fault: str, parameters: dict[str, object], is_of_another: bool, has_damaged_candles: bool
) -> None:
    """Except for its trades, of which an earlier one may be lost."""
    kinds = (StreamType.TICKER, StreamType.CANDLE_1M, StreamType.ORDERBOOK, StreamType.TRADE)
    panels = {
        (code, kind): scene.engine.attach(f"{kind} {code}", [subscribe(each, code) for each in {kind, kinds[0]}])
        for kind in kinds
        for code in CODES[:2]
    }
    await until(30.0)
    scene.tasks.spawn(scene.check().run(), "quote check")
    await until(60.0)
    scene.exchange.faults.set(fault, 60.0, **parameters)
    if has_damaged_candles:
        odd = {"field": "candle_date_time_utc", "shape": "null", "rows": "candle", "where": "stream"}
        scene.exchange.faults.set("odd_field", 60.0, **odd)
    doubted = 0
    well = {(CODES[0], kind) for kind in kinds[:3]} if is_of_another and not has_damaged_candles else set()
    for _ in range(400):
        await asyncio.sleep(0.1)
        flow = scene.engine.flow_status(Scope.PUBLIC)
        is_live = scene.engine.link_status(Scope.PUBLIC).state is ConnectionState.LIVE
        if not (flow.is_losing_messages and is_live):
            continue
        doubted += 1
        marked = {panel for panel, feed in panels.items() if feed.status().flow.is_losing_messages}
        assert marked == panels.keys() - well
        assert scene.feed.status().flow.is_losing_messages, "a list of tickers"
    assert doubted > 20
