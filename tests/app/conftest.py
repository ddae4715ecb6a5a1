"""A real window with real panels on the engine, and the embedded exchange in memory behind it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDockWidget

from app.desk.desk import Desk
from app.panels.spec import PanelSpec
from app.window.main_window import MainWindow
from core.loop.tasks import TaskOwner
from core.model.markets import Market, MarketList
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from embedded import EmbeddedExchange, engine_on
from mouse_release import release_mouse
from waiting import eventually, steady
from whole_application import whole_application
from widgets.markets.directory import MarketDirectory
from widgets.panel.context import PanelContext
from widgets.panel.frame_clock import FrameClock

MARKETS = MarketList(
    [Market("KRW-BTC", "비트코인"), Market("KRW-ETH", "이더리움"), Market("KRW-XRP", "엑스알피(리플)")]
)


class DeskInHand:
    """A desk whose exchange the test controls too."""

    def __init__(self) -> None:
        self.exchange = EmbeddedExchange()
        self.engine = engine_on(self.exchange, linger=0.05, debounce_delay=0.01)
        self.window = MainWindow()
        self.clock = FrameClock(self.window)
        self.markets = MarketDirectory(self.window)
        self.tasks = TaskOwner()
        rest = RestClient(endpoints_for("simulated", rest_url="http://127.0.0.1:9"))
        context = PanelContext(self.engine, self.clock, rest, self.markets, self.tasks)
        self.desk = Desk(self.window, context, "KRW-BTC")
        self.window.show()

    def open(self, *words: str) -> list[QDockWidget]:
        """Open panels, spelled as on the command line."""
        return [self.desk.open(PanelSpec.parse(each)) for each in words]

    @property
    def wanted(self) -> set[str]:
        """The exchange's streams, in the form `trade KRW-BTC`."""
        return {f"{key.type} {key.code}" for key in self.exchange.wanted}

    async def settled(self) -> None:
        """Return when the exchange streams the desired state, and no change is pending."""
        await eventually(lambda: self.engine._pending_subscription_task is None)

    async def laid_out(self) -> None:
        """Return when Qt has finished the layout of the docks."""
        await steady(lambda: [dock.geometry().getRect() for dock in self.desk.docks()])

    async def at_rest(self) -> None:
        """Return when the docks are laid out, and the last move of one is a step that can be undone."""
        await self.laid_out()
        await eventually(lambda: not self.desk.moves._settled.isActive(), within=5.0)
        await self.laid_out()

    async def becomes(self, *wanted: str) -> None:
        """Return when the exchange streams exactly `wanted`."""
        await eventually(lambda: self.wanted == set(wanted), within=2.5)

    async def stop(self) -> None:
        """Close everything."""
        self.clock.stop()
        self.desk.close_all()
        await self.tasks.cancel()
        await self.engine.stop()
        self.window.deleteLater()
        await asyncio.sleep(0)


@pytest.fixture(scope="session")
def application() -> QApplication:
    return whole_application()


@pytest.fixture
def new_hand(application: QApplication) -> type[DeskInHand]:
    """The parts of a desk, for a test that runs the loop itself."""
    return DeskInHand


@pytest_asyncio.fixture
async def hand(application: QApplication) -> AsyncIterator[DeskInHand]:
    made = DeskInHand()
    yield made
    await made.stop()


@pytest.fixture(autouse=True)
def leave_nothing_behind() -> Iterator[None]:
    yield
    for name in ("last_type", "last_value", "last_traceback"):
        if hasattr(sys, name):
            setattr(sys, name, None)
    if QApplication.instance() is None:
        return
    release_mouse()
    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Run:
    """One run of the program, as a user starts it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def children(self) -> list[int]:
        """The child processes it has started."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = []
        for task in path.parent.parent.iterdir():
            found += [int(pid) for pid in (task / "children").read_text().split()]
        return found

    def wait(self, timeout: float = 30.0) -> tuple[int, str, str]:
        """Wait for its end; return exit status, stdout and stderr."""
        out, err = self.process.communicate(timeout=timeout)
        return self.process.returncode, out, err


@pytest.fixture
def hoga(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    """Starts the program off-screen with its own home.

    `inside` is code that runs in its process first; keywords in capitals are its environment. With `is_single` it uses
    the off-screen display without the option for it: such a desk is the only one of its profile.
    """
    runs: list[Run] = []
    homes = {f"XDG_{name.upper()}_HOME": str(tmp_path / name) for name in ("config", "state", "cache")}

    def start(*arguments: str, inside: str = "", is_single: bool = False, **environment: str) -> Run:
        program = (
            ["-c", f"{inside}\nimport sys\nfrom app.__main__ import main\nsys.exit(main())"]
            if inside
            else ["-m", "app"]
        )
        process = subprocess.Popen(
            [sys.executable, *program, *([] if is_single else ["--offscreen"]), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", **homes, **environment},
        )
        runs.append(Run(process))
        return runs[-1]

    yield start
    for run in runs:
        with run.process:
            run.process.kill()
