"""The whole window in English: no Korean is left anywhere, in any state; and in Korean again all is as before."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.about.dialog import AboutDialog
from app.command_line.options import DeskOptions
from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.process.language import Language
from app.settings.store import Settings
from app.settings_window.window import SettingsWindow
from app.start import wiring
from app.start.market_loading import MarketLoading
from app.tour.notes import notes_of
from app.tour.tour import Tour
from app.window.add_panel_dialog import AddPanelDialog
from app.window.empty_desk import EmptyDesk
from app.window.main_window import MainWindow
from app.window.menus import Menus
from core.engine.websocket_manager import WebSocketManager
from core.errors import BadReply, ExchangeError
from core.model.http_refusal import HttpRefusal
from core.model.subscription import Scope
from core.simulator.serve.server import serve
from core.text import composed, has_hangul, translatable
from core.upbit.endpoints import endpoints_for
from core.upbit.refusal.key_errors import _REFUSALS, explain
from core.upbit.refusal.meaning import error_of, handshake_error
from desk_in_hand import MARKETS, book, candle, ticker, trade
from embedded import EmbeddedExchange
from shown_texts import objects_of, shown_texts
from switches import switches
from waiting import eventually
from whole_desk import WholeDesk
from widgets.look.look import Look
from widgets.text.language import wording


@pytest.fixture
def language(application: QApplication) -> Language:
    found = application.findChild(Language) or Language(application)
    found.switch("ko")
    yield found
    found.switch("ko")


STATES = (
    ("delisting", {"code": "KRW-ETH", "days": 14}),
    ("suspension", {"code": "KRW-BTC"}),
    ("caution", {"code": "KRW-BTC", "mark": "warning"}),
    ("odd_field", {}),
    ("lost_subscription", {}),
    ("drop", {}),
    ("refuse", {}),
    ("close", {}),
)
"""Faults whose outcome panels and status bar show."""


def korean_left() -> list[tuple[str, str]]:
    return [(place, text) for place, text in shown_texts() if has_hangul(text)]


async def settled() -> None:
    """Return after Qt has delivered the change of language, and timers of zero have fired."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        await asyncio.sleep(0.02)


class Whole:
    """The program's own parts, wired as at a start, on an embedded exchange served over real sockets."""

    def __init__(self, parts: wiring.Parts, window: MainWindow) -> None:
        self.parts = parts
        self.window = window

    @property
    def engine(self) -> WebSocketManager:
        return self.parts.engine

    def panels(self, kind: str):
        return [dock.panel for dock in self.parts.desk.docks() if dock.kind == kind]

    async def fault(self, name: str, **parameters: object) -> None:
        control = self.parts.desk._context.faults
        await (control.set(name, **parameters) if name else control.clear())


@asynccontextmanager
async def whole(tmp_path: Path) -> AsyncIterator[Whole]:
    async with serve(EmbeddedExchange().exchange.source) as server:
        place = f"127.0.0.1:{server.port}"
        endpoints = endpoints_for("simulated", rest_url=f"http://{place}", ws_url=f"ws://{place}")
        window = MainWindow(Look())
        parts = wiring.wire(DeskOptions(), Settings(), endpoints, window, lambda *_: None)
        menus = Menus(window, parts.desk, Settings(), lambda: None)
        EmptyDesk(window, parts.desk, menus.commands)
        parts.tasks.spawn(
            MarketLoading(parts.rest, parts.markets, lambda: parts.engine.link_status(Scope.PUBLIC), window.look).run(),
            "markets",
        )
        parts.desk.open_all([PanelSpec(kind, "KRW-BTC" if KINDS[kind].has_market else "") for kind in KINDS])
        window.resize(1600, 900)
        window.show()
        made = Whole(parts, window)
        await eventually(lambda: parts.markets.markets is not None, within=10)
        yield made
        parts.clock.stop()
        parts.desk.close_all()
        await parts.tasks.cancel()
        await parts.engine.stop()
        await parts.keys.close()
        await parts.rest.close()
        window.deleteLater()
        await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path, monkeypatch):
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setattr("core.storage.key_store.platform_backend", lambda: None)


@pytest_asyncio.fixture
async def desk(application, language, tmp_path) -> AsyncIterator[Whole]:
    async with whole(tmp_path) as made:
        yield made


@pytest.mark.fails_on_purpose
async def test_no_korean_is_left_in_any_state_of_any_panel(desk: Whole, language: Language):
    await eventually(
        lambda: all(panel.has_data() for kind in ("watchlist", "orderbook") for panel in desk.panels(kind))
    )
    assert korean_left(), "the test would not see Korean"
    language.switch("en")
    await settled()
    assert korean_left() == []  # the key form, live data

    desk.parts.desk._context.private.demo_requested.emit()
    await eventually(
        lambda: all(panel.has_data() for kind in ("assets", "my-orders") for panel in desk.panels(kind)), 10
    )
    await settled()
    assert korean_left() == []

    dialogs = [
        AddPanelDialog(desk.parts.markets, "KRW-BTC", desk.window),
        AboutDialog(desk.window),
        SettingsWindow(Settings(), desk.window.look, desk.window),
    ]
    for dialog in dialogs:
        dialog.open()
    for typed in ("", "BTC", "nothing like it", "e"):
        dialogs[0]._market.setText(typed)
        await settled()
        assert korean_left() == []
    for dialog in dialogs:
        dialog.close()
    tour = Tour(desk.window, notes_of(desk.window, desk.parts.desk), desk.window.look)
    tour.begin()
    while isValid(tour) and not tour.isHidden():
        await settled()
        assert korean_left() == []
        tour.go_on()

    control = desk.parts.desk._context.faults
    assert control is not None
    for name, parameters in STATES:
        await control.set(name, **parameters)
        await asyncio.sleep(0.4)
        await settled()
        assert korean_left() == [], name
    desk.window.notice.show_text(composed("{a}", a=translatable("core", "응답 시간 초과")))
    desk.window.notice.show_error("Error", "story")
    desk.window.notice.show_details()
    for panel in desk.panels("chart") + desk.panels("trades"):
        panel._suspension._begin(
            "chart", translatable("Suspension", "화면을 그리는 데 너무 오래 걸립니다 ({ms:,.0f} ms)").format(ms=90)
        )
    await settled()
    await settled()
    assert korean_left() == []
    desk.parts.desk.close_all()
    await settled()
    assert any(text == "No panel is open" for _, text in shown_texts())
    assert korean_left() == []


@pytest_asyncio.fixture
async def still(application, language) -> AsyncIterator[WholeDesk]:
    """A desk on which nothing changes by itself, but figures of the engine, and that candles are requested again."""
    desk = WholeDesk()
    await desk.fed()
    feeding = asyncio.create_task(_fed_on(desk))  # without data every panel would say so after seconds
    await asyncio.sleep(1.2)  # status bar and engine monitor look once a second
    yield desk
    feeding.cancel()
    await desk.stop()


async def _fed_on(desk: WholeDesk) -> None:
    while True:
        await asyncio.sleep(0.3)
        desk.hand.deliver(*(ticker(market.code) for market in MARKETS), book(), trade(5), candle())


def texts_at_rest() -> set[tuple[str, str]]:
    """All texts but figures, as the engine monitor counts on, and that candles cannot be loaded: tries go on."""
    return {(place, text) for place, text in shown_texts() if not re.search(r"\d|^방금$|^봉을 불러오지 못함", text)}


def of_widgets(texts: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those that widgets have as their properties: which lines and marks are painted changes with the figures."""
    return {(place, text) for place, text in texts if not place.endswith(" painted")}


async def test_back_in_korean_every_text_is_as_at_first(still, language):
    before = texts_at_rest()

    language.switch("en")
    await settled()
    english = texts_at_rest()
    assert len(before - english) > 100
    language.switch("ko")
    await settled()

    back = texts_at_rest()
    assert of_widgets(back) == of_widgets(before)
    assert back & english <= before, "nothing stays in English, whether painted or not"


def subscribed(desk: WholeDesk) -> list[list[str]]:
    """What was subscribed on each connection; when a feed is silent the engine asks for its list, in any language."""
    return [[text for text in socket.heard if "LIST_SUBSCRIPTIONS" not in text] for socket in desk.hand.sockets]


@pytest.mark.timeout(180)  # the desk has one of every panel: a switch takes a tenth of a second on a quiet machine
async def test_many_switches_change_no_object_and_no_request(still, language):
    desk = still
    language.switch("en")
    language.switch("ko")
    await settled()
    docks = desk.desk.docks()
    objects = objects_of(desk.window)
    requests = subscribed(desk)
    panels = desk.panels

    frames = [*(ticker(market.code) for market in MARKETS), book(), trade(99), candle()]
    for _ in range(switches(8) // 2):
        desk.hand.deliver(*frames)  # a silent stream would be asked for again
        for code in ("en", "ko"):
            language.switch(code)
            QCoreApplication.sendPostedEvents()
            await asyncio.sleep(0)

    assert desk.desk.docks() == docks
    assert desk.panels == panels
    await eventually(lambda: objects_of(desk.window) == objects, within=5)  # Qt animates docks for a moment
    assert subscribed(desk) == requests


def test_every_refusal_of_a_key_is_reported_in_english(application, language):
    language.switch("en")
    for name in (*_REFUSALS, "a new one"):
        refusal = explain(ExchangeError(name, "키가 올바르지 않습니다", 401))
        assert refusal is not None
        assert not has_hangul(wording(refusal.user_message)), name


@pytest.mark.parametrize(
    "status", [200, 301, 302, 400, 401, 403, 404, 407, 409, 418, 422, 429, 500, 502, 503, 504, 599]
)
@pytest.mark.parametrize("body", [b"", '{"error": {"name": "x", "message": "점검 중입니다"}}'.encode(), b"<html>"])
def test_every_refusal_of_a_request_is_reported_in_english(application, language, status, body):
    language.switch("en")
    refusal = HttpRefusal(status, "no reason", body=body)
    for error in (
        error_of(refusal),
        handshake_error(refusal, has_key=True),
        handshake_error(refusal, has_key=False),
        BadReply("odd"),
        ExchangeError("x", "모르는 오류"),
    ):
        assert not has_hangul(wording(error.user_message))
        assert re.search("[A-Za-z]", wording(error.user_message))
