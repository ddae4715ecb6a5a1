"""Every panel says within five seconds why a real exchange cannot be reached and what helps, in both languages."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.command_line.options import DeskOptions
from app.panels.spec import PanelSpec
from app.process.language import Language
from app.settings.store import Settings
from app.source.source import UPBIT
from app.start.limits import Limits
from app.start.market_loading import MarketLoading
from app.start.wiring import Parts, Stay, wire
from app.window.main_window import MainWindow
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from core.text import has_hangul
from core.upbit.endpoints import Endpoints
from waiting import eventually
from widgets.panel.panel import Panel

WITHIN = 5.0

PANELS = ("watchlist", "chart:KRW-BTC", "orderbook:KRW-BTC", "trades:KRW-BTC")


def answer(status: str, body: str = "<html></html>", **headers: str) -> bytes:
    """An HTTP answer to whatever was asked."""
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()


@dataclass(frozen=True)
class Case:
    """A way not to be reached, and what has to be said of it."""

    korean: str
    english: str
    reply: bytes | None = b""
    """None is silence; empty for addresses without a server."""
    address: str = ""
    """Where there is no server."""
    is_encrypted: bool = False
    has_certificate: bool = False


CASES = {
    "refused": Case("이 컴퓨터의 모의 거래소", "simulated exchange", address="http://127.0.0.1:9"),
    "name": Case("인터넷 연결", "internet connection", address="http://exchange.invalid"),
    "proxy": Case("프록시 설정을 확인하세요", "proxy settings", address="https://exchange.invalid"),
    "certificate": Case("인증서", "certificate", is_encrypted=True, has_certificate=True),
    "maintenance": Case("공지를 확인하세요", "under maintenance", answer("503 Service Unavailable")),
    "broken": Case("거래소 서버에 오류", "error", answer("500 Internal Server Error")),
    "gateway": Case("거래소 서버에 연결되지", "server", answer("502 Bad Gateway")),
    "blocked": Case("잠시 막았습니다", "blocked", answer("418 I'm a teapot", Retry_After="900")),
    "unauthorized": Case("접근을 거절", "denied", answer("401 Unauthorized")),
    "forbidden": Case("접근을 거절", "denied", answer("403 Forbidden")),
    "redirected": Case("네트워크 로그인", "requires a login", answer("302 Found", Location="http://127.0.0.1:9/login")),
    "closed": Case("이 컴퓨터의 모의 거래소", "simulated exchange", b"-"),
    "silent": Case("모의 거래소가 응답하지 않습니다", "does not answer", None),
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that nobody has signed, and its key."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is missing")
    folder = tmp_path_factory.mktemp("certificate")
    made = folder / "certificate.pem", folder / "key.pem"
    request = f"req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=elsewhere.example -out {made[0]} -keyout {made[1]}"
    subprocess.run([openssl, *request.split()], check=True, capture_output=True)
    return made


@pytest.fixture
def language(application: QApplication) -> Iterator[Language]:
    found = application.findChild(Language) or Language(application)
    yield found
    found.switch("ko")


@asynccontextmanager
async def exchange(case: Case, certificate: tuple[Path, Path]) -> AsyncIterator[str]:
    """Serve what cannot be used; yield its REST address."""
    if case.address:
        yield case.address
        return
    ends = asyncio.Event()

    async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if case.reply is None:
            await ends.wait()
        elif case.reply != b"-":
            await reader.read(1)
            writer.write(case.reply)
            await writer.drain()
            await reader.read(4096)
        writer.close()

    tls = None
    if case.has_certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*certificate)
    server = await asyncio.start_server(serve_one, "127.0.0.1", 0, ssl=tls)
    try:
        yield f"http{'s' if case.is_encrypted else ''}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        ends.set()
        server.close()
        await asyncio.sleep(0.05)  # both sides close their sockets


class DeskElsewhere:
    """The desk as it is wired for Upbit itself, with another address."""

    def __init__(self, rest_url: str) -> None:
        self.window = MainWindow()
        endpoints = Endpoints("upbit", rest_url, rest_url.replace("http", "ws", 1))
        settings = Settings()
        stay = Stay(UPBIT, Limits(5.0))
        self.parts: Parts = wire(DeskOptions(), settings, endpoints, self.window, lambda *_: None, stay)
        self.parts.desk.open_all(list(map(PanelSpec.parse, PANELS)))
        self.wishes: list[None] = []
        self.parts.quotes.simulated_wanted.connect(partial(self.wishes.append, None))
        link = partial(self.parts.engine.link_status, Scope.PUBLIC)
        loading = MarketLoading(self.parts.rest, self.parts.markets, link, self.window.look)
        self.parts.tasks.spawn(loading.run(), "market list")
        self.window.resize(1600, 900)
        self.window.show()

    @property
    def panels(self) -> list[Panel]:
        return [dock.panel for dock in self.parts.desk.docks()]

    def texts(self) -> list[str]:
        return [panel.status_text for panel in self.panels]

    async def stop(self) -> None:
        self.parts.clock.stop()
        self.parts.desk.close_all()
        await self.parts.tasks.cancel()
        await self.parts.engine.stop()
        await self.parts.rest.close()
        self.window.deleteLater()
        await asyncio.sleep(0)


@asynccontextmanager
async def desk_at(rest_url: str) -> AsyncIterator[DeskElsewhere]:
    made = DeskElsewhere(rest_url)
    try:
        yield made
    finally:
        await made.stop()


def buttons(panel: Panel) -> list[QPushButton]:
    return [button for button in panel._overlay.findChildren(QPushButton) if button.isVisible()]


@pytest.mark.parametrize("name", CASES)
async def test_the_cause_and_the_cure_are_shown_with_the_buttons_that_help(
    language: Language, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = CASES[name]
    for variable in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(variable, raising=False)
    if name == "proxy":
        monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    async with exchange(case, certificate) as rest_url, desk_at(rest_url) as desk:
        with suppress(AssertionError):
            await eventually(lambda: all(case.korean in text for text in desk.texts()), WITHIN)
        assert [text for text in desk.texts() if case.korean not in text] == []
        with suppress(AssertionError):  # new buttons are shown in the next turn of the loop
            await eventually(lambda: all(map(buttons, desk.panels)), 1.0)
        for panel in desk.panels:
            assert [button.text() for button in buttons(panel)] == ["다시 시도", "모의로 전환"], panel.kind
        language.switch("en")
        with suppress(AssertionError):
            await eventually(lambda: not any(map(has_hangul, desk.texts())), 1.0)
        assert [text for text in desk.texts() if has_hangul(text) or case.english not in text] == []
        for panel in desk.panels:
            assert [button.text() for button in buttons(panel)] == ["Try again", "Switch to simulated"]
            QTest.mouseClick(buttons(panel)[1], Qt.MouseButton.LeftButton)
        assert len(desk.wishes) == len(desk.panels)


async def test_the_button_of_a_stopped_connection_dials_again(
    language: Language, certificate: tuple[Path, Path]
) -> None:
    async with exchange(CASES["unauthorized"], certificate) as rest_url, desk_at(rest_url) as desk:
        link = partial(desk.parts.engine.link_status, Scope.PUBLIC)
        trades = desk.panels[-1]
        await eventually(lambda: "연결하지 못함" in trades.status_text)
        await desk.parts.engine._scopes[Scope.PUBLIC].link.stop("중지")
        await eventually(lambda: "연결 중지됨" in trades.status_text and buttons(trades))
        assert link().state is ConnectionState.STOPPED
        QTest.mouseClick(buttons(trades)[0], Qt.MouseButton.LeftButton)
        assert link().state is not ConnectionState.STOPPED
