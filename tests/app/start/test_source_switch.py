"""The window moves to another source: real sockets, two exchanges, real clicks, and nothing left of the old one."""

from __future__ import annotations

import asyncio
import gc
import os
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from app.command_line.options import DeskOptions
from app.dock.dock import PanelDock
from app.panels.spec import PanelSpec
from app.process.environment import KEY_VARIABLES
from app.process.exchange_process import ExchangeProcess
from app.process.shutdown import Shutdown
from app.settings.declared import DEBOUNCE_DELAY
from app.settings.store import Settings
from app.source.choice import SourceChoice
from app.source.source import EMBEDDED, UPBIT, Source
from app.source_selection.selector import SourceActions, SourceSelector
from app.start import live_desk, wiring
from app.start.embedded import EmbeddedExchange
from app.start.source_switch import SourceSwitch
from app.trouble.redaction import Redactor
from app.window.main_window import MainWindow
from core.market.trades.tape import TradeTape
from core.model.link_status import ConnectionState
from core.model.subscription import ORDERBOOK_DEPTHS, Scope
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.serve.server import serve
from core.simulator.streams.manners import Manners
from core.timing.timeline import SECONDS
from core.upbit import endpoints
from switches import switches
from waiting import eventually
from widgets.chart.legends import KEPT_LAYOUTS
from widgets.order_book.painter import KEPT_TEXTS
from widgets.panel.panel import Panel

PANELS = (
    "watchlist",
    "chart:KRW-BTC:5m",
    "chart:KRW-ETH",
    "orderbook:KRW-BTC:15",
    "trades:KRW-ETH",
    "assets",
    "faults",
    "alerts",
    "engine",
)


class Rig:
    """The program's run without its process: a window at one of two exchanges."""

    def __init__(self, servers, wanted=None, made=ExchangeProcess):
        self.servers = servers
        self.sources = [Source("simulated", rest_url=server.rest_url) for server in servers]
        self.options = DeskOptions(
            panels=tuple(map(PanelSpec.parse, PANELS)),
        )
        self.settings = Settings()
        self.settings.choose(DEBOUNCE_DELAY, 0.01)
        self.window = MainWindow()
        self.remembered = []
        self.choice = SourceChoice(wanted or self.sources[0])
        self.choice.listen(lambda: self.remembered.append(self.choice.wanted))
        self.actions = SourceActions(self.choice, self.window)
        self.selector = SourceSelector(self.actions)
        self.window.show_beside_menu(self.selector)
        self.shutdown = Shutdown()
        self.exchange = EmbeddedExchange(made)
        self.switch = SourceSwitch(
            self.options, self.settings, self.actions, self.exchange, self.window, self.shutdown, lambda *_: None
        )
        self.window.show()
        self.run = asyncio.ensure_future(self._live())

    async def _live(self):
        if (parts := await self.switch.arrive()) is not None:
            await live_desk.live(self.options, parts, self.window, Redactor(), None, self.switch, has_crashed=False)

    @property
    def parts(self):
        return self.switch.parts

    @property
    def words(self):
        return [str(dock.spec) for dock in self.parts.desk.docks()]

    @property
    def sessions(self):
        """How many connections each exchange has."""
        return [len(server.exchange.sessions) for server in self.servers]

    def streamed(self, place):
        return {
            f"{topic.type} {topic.code}"
            for session in self.servers[place].exchange.sessions
            for topic in session.wanted
        }

    @property
    def desired(self):
        return {
            f"{stream.key.type} {stream.key.code}"
            for stream in self.parts.engine.stream_report()
            if stream.is_desired and stream.key.type.scope is Scope.PUBLIC
        }

    async def is_live_at(self, source):
        await eventually(
            lambda: (
                self.switch.settled.is_set()
                and self.parts.source == source
                and self.parts.engine.link_status(Scope.PUBLIC).state is ConnectionState.LIVE
                and self.parts.engine._pending_subscription_task is None
            ),
            within=20.0,
        )

    async def serves_all_markets(self, place):
        """Wait until an exchange streams what the desk wants of it, with the watchlist's tickers of all its markets."""
        await eventually(
            lambda: (
                (markets := self.parts.markets.markets) is not None
                and len([stream for stream in self.desired if stream.startswith("ticker ")]) == len(markets)
                and self.streamed(place) == self.desired
            )
        )

    async def stop(self):
        self.shutdown.request()
        try:
            await self.run
        finally:  # a run that failed leaves panels and sockets, which crash Qt at the end of the process
            self.exchange.let_go()
            await self.switch.tear_down()
            # What takes longer than the farewell goes on, and needs the loop to close its sockets.
            await eventually(lambda: not len(self.switch._endings))
            self.exchange.stop()
            self.window.deleteLater()
            await asyncio.sleep(0)


@asynccontextmanager
async def rig(**given):
    manners = Manners(snapshot_delay=(0.0, 0.0))
    source = SyntheticSource(seed=3, markets=8, trades_per_second=20.0)
    async with serve(source, manners=manners) as one, serve(source, manners=manners) as two:
        made = Rig((one, two), **given)
        try:
            yield made
        finally:
            await made.stop()


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center() - button.rect().topRight() / 4)


@pytest.fixture
def at_home(monkeypatch):
    """Let Upbit be a closed address of this machine."""
    closed = endpoints.Endpoints("upbit", "http://127.0.0.1:9", "ws://127.0.0.1:9")
    monkeypatch.setitem(endpoints._REGIONS, "upbit", closed)
    return monkeypatch


async def test_every_panel_moves_as_it_is_and_the_old_exchange_hears_nothing_more(application):
    async with rig() as it:
        one, two = it.sources
        await it.is_live_at(one)
        await it.serves_all_markets(0)
        docks = it.parts.desk.docks()
        docks[4].setFloating(True)
        docks[3].hide()
        docks[0].resize(400, docks[0].height())
        before, streamed = it.words, it.streamed(0)
        floating = docks[4].geometry()
        it.choice.choose(two)
        await it.is_live_at(two)
        assert it.words == before
        await it.serves_all_markets(1)
        assert it.streamed(1) == streamed
        assert it.sessions == [0, 1]
        after = it.parts.desk.docks()
        assert [dock.isFloating() for dock in after] == [place == 4 for place in range(len(PANELS))]
        assert after[4].geometry().size() == floating.size()
        assert after[3].isHidden()
        assert [dock.panel.context.engine for dock in after] == [it.parts.engine] * len(after)
        assert it.window.interlude.isHidden()


async def test_old_sockets_are_closed_before_a_new_one_opens(application):
    async with rig() as it:
        await it.is_live_at(it.sources[0])
        seen = []
        wire = it.parts.engine.__class__.__init__

        def look(engine, *given, **named):
            seen.append((it.sessions, it.parts.engine.link_status(Scope.PUBLIC).state, it.window.findChildren(Panel)))
            wire(engine, *given, **named)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(it.parts.engine.__class__, "__init__", look)
            it.choice.choose(it.sources[1])
            await it.is_live_at(it.sources[1])
        assert [(sessions, state) for sessions, state, _ in seen] == [([0, 0], ConnectionState.IDLE)]
        assert all(panel._is_released for panel in seen[0][2])


async def test_ten_clicks_in_a_second_end_at_the_last_choice(application, at_home):
    async with rig() as it:
        given = it.sources[0]
        await it.is_live_at(given)
        for _ in range(5):
            press(it.selector.real)
            await asyncio.sleep(0.05)
            press(it.selector.simulated)
            await asyncio.sleep(0.05)
        await it.is_live_at(given)
        await eventually(lambda: it.sessions == [1, 0])
        assert len(it.words) == len(PANELS)
        assert it.remembered == [UPBIT, given] * 5
        press(it.selector.real)
        await eventually(lambda: it.switch.settled.is_set() and it.parts.source == UPBIT)
        await eventually(lambda: it.sessions == [0, 0])
        assert it.window.banner.text().startswith("모의 시세")  # 127.0.0.1 is not Upbit, whatever it is called


async def test_a_panel_without_data_leads_back_to_simulated_quotes(application, at_home):
    async with rig() as it:
        given = it.sources[0]
        await it.is_live_at(given)
        press(it.selector.real)
        await eventually(lambda: it.switch.settled.is_set() and it.parts.source == UPBIT)
        panel = it.parts.desk.docks()[4].panel
        await eventually(lambda: panel.status_text.startswith("연결하지 못함"))
        button = next(each for each in panel._overlay.findChildren(QPushButton) if each.text() == "모의로 전환")
        await eventually(button.isVisible)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        await it.is_live_at(given)


async def test_quitting_in_the_middle_keeps_the_panels_in_the_file(application, tmp_path, monkeypatch):
    async with rig() as it:
        await it.is_live_at(it.sources[0])
        await it.serves_all_markets(0)
        kept = it.parts.workspace
        before = kept.content()["panels"]
        it.choice.choose(it.sources[1])
        await eventually(lambda: it.parts.desk.is_vacant)
        it.shutdown.request()
        await it.run
        assert kept.content()["panels"] == before
        assert not it.parts.desk.docks()


async def test_panels_requested_in_the_middle_open_at_the_new_source_and_menus_wait(application):
    async with rig() as it:
        await it.is_live_at(it.sources[0])
        usable = {action.text(): action.isEnabled() for action in it.window.menu_bar.actions()[0].menu().actions()}
        assert usable["차트"]
        it.choice.choose(it.sources[1])
        await eventually(lambda: it.parts.desk.is_vacant)
        usable = {action.text(): action.isEnabled() for action in it.window.menu_bar.actions()[0].menu().actions()}
        assert (usable["차트"], usable["패널 추가…"], usable["끝내기"]) == (False, False, True)
        it.parts.desk.open_soon([PanelSpec("trades", "KRW-XRP")])
        await it.is_live_at(it.sources[1])
        assert it.words == [*PANELS_AS_OPENED, "trades:KRW-XRP"]
        it.parts.desk.reopen()  # panels that moved were not closed by the user
        assert len(it.words) == len(PANELS) + 1


PANELS_AS_OPENED = ["watchlist", "chart:KRW-BTC:5m", "chart:KRW-ETH:1m", *PANELS[3:]]


async def test_a_start_that_fails_says_so_and_can_be_tried_again(application):
    made = []

    def make():
        made.append(ExchangeProcess(lambda port: ["/nonexistent"] if len(made) < 2 else command(port)))
        return made[-1]

    from app.process.exchange_process import exchange_command as command

    async with rig(made=make) as it:
        await it.is_live_at(it.sources[0])
        it.choice.choose(EMBEDDED)
        await eventually(lambda: "시작하지 못했습니다" in it.window.interlude.text, within=20.0)
        await eventually(lambda: it.sessions == [0, 0])
        press(it.window.interlude.again)
        await it.is_live_at(EMBEDDED)
        assert it.words == PANELS_AS_OPENED


async def test_a_choice_made_as_the_embedded_exchange_gets_ready_is_not_passed_by(application, monkeypatch):
    made, entered = [], []
    loop = asyncio.get_running_loop()

    def make():
        made.append(ExchangeProcess())
        # Before the switch asks for the port: so the choice is in the queue of the loop before the port is.
        made[-1].port.add_done_callback(lambda _port: loop.call_soon_threadsafe(it.choice.choose, two))
        return made[-1]

    def wire(*given):
        entered.append(given[-1].source)
        return wiring_wire(*given)

    wiring_wire = wiring.wire
    monkeypatch.setattr(wiring, "wire", wire)
    async with rig(made=make) as it:
        one, two = it.sources
        await it.is_live_at(one)
        it.choice.choose(EMBEDDED)
        await eventually(lambda: "시작하는 중" in it.window.interlude.text)
        await it.is_live_at(two)
        assert made[0].port.result() > 0
        assert entered == [one, two]


@pytest.mark.parametrize("start", [0, None], ids=["at a server", "embedded"])
async def test_keys_of_the_environment_go_to_one_real_exchange_and_no_other(application, at_home, start):
    at_home.setenv(KEY_VARIABLES[0], "a" * 40)
    at_home.setenv(KEY_VARIABLES[1], "s" * 40)
    async with rig(wanted=None if start == 0 else EMBEDDED) as it:
        assert not any(os.environ.get(name) for name in KEY_VARIABLES)
        owner = it.sources[0] if start == 0 else UPBIT
        for source in (*it.sources, UPBIT, Source("upbit-sg", rest_url="http://127.0.0.1:9"), it.sources[0]):
            it.choice.choose(source)
            await eventually(lambda s=source: it.switch.settled.is_set() and it.parts.source == s, within=20.0)
            await eventually(lambda: it.parts.access.stage != "loading")
            assert (it.parts.access.stage == "ready") is (source == owner), source
        it.choice.choose(owner)
        await eventually(lambda: it.switch.settled.is_set() and it.parts.access.stage == "ready", within=20.0)
        it.parts.access.keys_forgotten.emit()
        for source in (it.sources[1], owner):
            it.choice.choose(source)
            await eventually(lambda s=source: it.switch.settled.is_set() and it.parts.source == s, within=20.0)
        await eventually(lambda: it.parts.access.stage != "loading")
        assert it.parts.access.stage == "missing"


SWITCHES = switches(10)
"""`make soak` does a hundred. Even: objects are counted after none, half and all of them."""


IN_FLIGHT = 4
"""Tasks and sockets of requests that may be under way at one count and not at the other; fewer than switches."""


MOST_OBJECTS = 300
"""Python objects that may be more after half of the switches, whatever their number: caches fill, the exchange sends
another book. A panel alone has more.
"""


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


def objects_by_type():
    """How many Python objects of each type there are; numbers only, so that nothing is held by the count itself."""
    gc.collect()
    found = {}
    for each in gc.get_objects():
        name = f"{type(each).__module__}.{type(each).__qualname__}"
        found[name] = found.get(name, 0) + 1
    if WORD in found:
        found["PySide6.QtCore.QRect"] -= found[WORD]  # each has one of its own
    return found


def grown(before, after):
    """The types of which there are more, but for the exchange's, records of Qt's messages, and `BOUNDED`."""
    foreign = ("core.simulator.", "pytestqt.")
    return {
        name: after[name] - before.get(name, 0)
        for name in after
        if after[name] > before.get(name, 0) and not name.startswith(foreign) and name not in BOUNDED
    }


WORD = "widgets.chart.legends._Place"

BOUNDED = {
    "widgets.order_book.painter._PriceText": (
        "widgets.order_book.painter.OrderBookPainter",
        KEPT_TEXTS + 2 * ORDERBOOK_DEPTHS[-1],  # and those of one book
    ),
    "PySide6.QtGui.QStaticText": (  # two in each of those texts
        "widgets.order_book.painter.OrderBookPainter",
        2 * (KEPT_TEXTS + 2 * ORDERBOOK_DEPTHS[-1]),
    ),
    WORD: ("widgets.chart.legends.Legends", KEPT_LAYOUTS * 12),
    # The texts of its legends as they are written, laid out and painted, which are the same ones at times: 15 to 24.
    "widgets.chart.panes.readings.Piece": ("widgets.chart.legends.Legends", 24),
    "core.timing.timeline.Moment": ("core.timing.timeline.Timeline", SECONDS),
    "core.market.trades.tape.Print": ("core.market.trades.tape.TradeTape", TradeTape().limit),
    "core.market.trades.rows.MergedPrint": ("core.market.trades.rows.TapeRows", TradeTape().limit),
}
"""Types of which there are more the longer the window is open, up to a number for each object that keeps them: by type,
the type of their keepers and that number. Of the keepers themselves there must not be more.
"""

OURS = ("app.", "widgets.", "core.", "PySide6.")


def counted(it):
    """Objects, children of window and desk, tasks, files and connections."""
    gc.collect()
    live = [each for each in gc.get_objects() if isinstance(each, (Panel, PanelDock)) and isValid(each)]
    owned = (len(live), len(it.window.children()), len(it.parts.desk.children()))
    return (*owned, len(asyncio.all_tasks()), open_files(), sum(it.sessions))


@pytest.mark.timeout(60 + 4 * SWITCHES)
async def test_many_switches_leave_nothing_behind(application):
    async with rig() as it:
        few, objects = None, []
        for place in range(SWITCHES + 4):
            source = it.sources[place % 2]
            it.choice.choose(source)
            await it.is_live_at(source)
            if place in (3, SWITCHES // 2 + 3, SWITCHES + 3):
                await eventually(lambda: it.parts.markets.markets is not None, within=30.0)
                await asyncio.sleep(1.5)  # closed panels are deleted, requests are over
                few = few or counted(it)  # first: its isinstance() loads modules that are loaded when looked at
                objects.append(objects_by_type())
        assert few[0] == 2 * len(PANELS)
        many = counted(it)
        assert many[:3] == few[:3]
        assert all(after - before <= IN_FLIGHT for before, after in zip(few, many, strict=True)), (few, many)
        # What is kept at each switch grows in both halves; labels of a price that has moved grow in one.
        first, second = grown(*objects[:2]), grown(*objects[1:])
        more = {name: (count, second.get(name, 0)) for name, count in first.items() if name.startswith(OURS)}
        assert {name: counts for name, counts in more.items() if min(counts) >= SWITCHES // 2} == {}
        assert min(sum(first.values()), sum(second.values())) < MOST_OBJECTS, (first, second)
        books = sum(panel.startswith("orderbook") for panel in PANELS)
        assert objects[-1]["widgets.order_book.painter.OrderBookPainter"] == books
        for kept, (keeper, most) in BOUNDED.items():
            assert objects[-1][keeper] == objects[0][keeper] > 0, keeper
            assert objects[-1].get(kept, 0) <= objects[-1][keeper] * most, kept


def test_what_grows_is_found_by_type():
    before = objects_by_type()
    kept = [Rig.__new__(Rig) for _ in range(5)]
    name = f"{Rig.__module__}.Rig"
    assert grown(before, objects_by_type())[name] == len(kept)
    assert grown({"a.B": 1}, {"a.B": 1, "core.simulator.C": 5, "pytestqt.D": 5, "core.E": 2}) == {"core.E": 2}
