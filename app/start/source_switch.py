"""Moves the window to the source that the user wants: what belongs to the old one ends before the new one begins.

Panels, menus and window stay what they are for the user: the panels are closed with all that is known of them, and
opened again at the new source. Between the two there are no panels and no sockets, so the screen never shows two
sources. However often the user chooses meanwhile, the window goes to the last choice.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Final

from PySide6.QtCore import QObject

from app.command_line.options import DeskOptions
from app.process.environment import KEY_VARIABLES
from app.process.exchange_process import ExchangeFailed
from app.process.shutdown import Shutdown
from app.settings.declared import MAX_WAIT
from app.settings.store import Settings
from app.source.source import EMBEDDED, UPBIT, Source
from app.source_selection.banner import banner_text
from app.source_selection.names import full_name
from app.source_selection.selector import SourceActions
from app.start import wiring
from app.start.candle_keeping import CandleKeeping
from app.start.embedded import EmbeddedExchange
from app.start.limits import Limits
from app.start.wiring import Parts, Stay
from app.window.main_window import MainWindow
from core.loop.tasks import TaskOwner
from core.text import Text, in_english, translatable
from core.upbit.endpoints import Endpoints

logger = logging.getLogger(__name__)

FAREWELL: Final = 1.0
"""Seconds the engine and the REST clients have to close their connections."""


class SourceSwitch(QObject):
    """Brings the window to the wanted source, at the start and at every switch.

    Args:
        options: of this run.
        settings: of the user.
        actions: the choices of the user.
        exchange: the embedded exchange; runs only while it is the source.
        window: the window.
        shutdown: the request to quit, which ends every wait here.
        hide: called with every key before it is used.
    """

    def __init__(
        self,
        options: DeskOptions,
        settings: Settings,
        actions: SourceActions,
        exchange: EmbeddedExchange,
        window: MainWindow,
        shutdown: Shutdown,
        hide: Callable[[str, str], object],
    ) -> None:
        super().__init__(window)
        self._options = options
        self.settings: Final = settings
        self._actions = actions
        self._choice = actions.choice
        self._exchange = exchange
        self._window = window
        self.shutdown: Final = shutdown
        self._hide = hide
        self.candles: CandleKeeping | None = None
        """Keeps candles on disk; None if none are kept in this run."""
        self._tasks = TaskOwner()
        self._endings = TaskOwner()
        self._limits = Limits(settings[MAX_WAIT])
        self._pair = {name: value for name in KEY_VARIABLES if (value := os.environ.pop(name, ""))}
        hide(*(self._pair.get(name, "") for name in KEY_VARIABLES))
        self._owner = UPBIT if self._choice.wanted.is_embedded else self._choice.wanted
        self.parts: Parts | None = None
        """Those of the present source; of the last one during a switch, and None before the first."""
        self._is_torn_down = True
        self.settled = asyncio.Event()
        """Set while the window is at a source, with its panels open."""
        window.banner.real_wanted.connect(actions.choose_real)
        window.interlude.retried.connect(self._on_retried)
        window.interlude.other_wanted.connect(self._on_other_wanted)

    @property
    def actions(self) -> SourceActions:
        """The choices of the user."""
        return self._actions

    @property
    def source(self) -> Source:
        """The source the window is at, or on its way to."""
        return self._choice.wanted

    async def is_wanted_elsewhere(self) -> bool:
        """Wait until the user wants another source.

        Returns:
            False if the run is to end.
        """
        while not self.shutdown.is_requested:
            await self._first(self._choice.made())
            if self.parts is None or self._choice.take() != self.parts.source:
                break
        return not self.shutdown.is_requested

    async def depart(self) -> None:
        """Leave the present source: close its panels, to be put back, and end everything that belongs to it."""
        assert self.parts is not None
        self.settled.clear()
        self.parts.workspace.pick_up()
        self._window.show_interlude(self._moving_to(self._choice.wanted))
        await self.tear_down()
        if not self._choice.wanted.is_embedded:
            self._exchange.let_go()

    async def arrive(self) -> Parts | None:
        """Create the parts of the wanted source.

        Returns:
            None if the run is to end.
        """
        while not self.shutdown.is_requested:
            source = self._choice.take()
            if not source.is_embedded:
                self._exchange.let_go()
            endpoints = await self._endpoints(source)
            if endpoints is not None and source == self._choice.wanted and not self.shutdown.is_requested:
                return self._enter(source, endpoints)
        return None

    def show_panels(self) -> None:
        """The panels are open: uncover them."""
        self._window.interlude.hide()
        self.settled.set()

    async def tear_down(self) -> None:
        """End everything that belongs to the present source. Idempotent."""
        if self.parts is None or self._is_torn_down:
            return
        self._is_torn_down = True
        parts = self.parts
        parts.tuning.stop()
        parts.alerts.leave()
        parts.clock.stop()
        parts.desk.close_all()
        # What takes longer is not cut off: a connection whose closing was cancelled would stay open.
        endings = [
            self._endings.spawn(work, name)
            for work, name in (
                (parts.tasks.cancel(), "end of tasks"),
                (parts.engine.stop(), "end of the engine"),
                (parts.keys.close(), "end of the account"),
                (parts.rest.close(), "end of requests"),
            )
        ]
        await asyncio.wait(endings, timeout=FAREWELL)
        parts.root.deleteLater()

    def _enter(self, source: Source, endpoints: Endpoints) -> Parts:
        is_first = self.parts is None
        candles = self.candles.of(source, endpoints) if self.candles is not None else None
        stay = Stay(source, self._limits, self.parts, self._pair_for(source), candles)
        parts = self.parts = wiring.wire(self._options, self.settings, endpoints, self._window, self._hide, stay)
        self._is_torn_down = False
        parts.access.keys_forgotten.connect(self._pair.clear)
        parts.quotes.simulated_wanted.connect(self._actions.choose_simulated)
        is_new_here = is_first and not parts.workspace.has_file
        self._window.banner.show_text(
            banner_text(endpoints, is_embedded=source.is_embedded, is_first_start=is_new_here),
            shorter=banner_text(endpoints, is_embedded=source.is_embedded),
        )
        return parts

    def _pair_for(self, source: Source) -> dict[str, str]:
        """Return the variables with the keys of this run, if they are for this source.

        They belong to the exchange of the start; where that was the embedded one, which takes no keys, to Upbit itself.
        """
        return dict(self._pair) if source.is_embedded or source == self._owner else {}

    async def _endpoints(self, source: Source) -> Endpoints | None:
        """Return the addresses of a source; None if it cannot be started, or the user has chosen again or quits."""
        if not source.is_embedded:
            return source.endpoints()
        port = asyncio.wrap_future(self._exchange.port)
        port.add_done_callback(asyncio.Future.exception)  # read: the user may be elsewhere by then
        if self.parts is not None:
            self._window.show_interlude(translatable("SourceSwitch", "모의 거래소를 시작하는 중"))
        await self._first(self._choice.made(), futures=(port,))
        if not port.done():
            return None
        try:
            return source.endpoints(port.result())
        except ExchangeFailed as error:
            await self._fail(error)
            return None

    async def _fail(self, error: ExchangeFailed) -> None:
        """Say that the embedded exchange cannot be started, and wait for what the user does about it."""
        if self._options.is_unattended:
            from app.trouble.fatal_message import show_fatal_message  # noqa: PLC0415 - a start in order never says them

            text = in_english("terminal", "{error}; run 'hoga simulate' to see why")
            show_fatal_message(text.format(error=error.user_message))
            self.shutdown.request(1)
            return
        logger.warning("%s", error)
        self._exchange.let_go()
        self._window.show_interlude(
            translatable("SourceSwitch", "모의 거래소를 시작하지 못했습니다"),
            translatable(
                "SourceSwitch",
                "메모리와 디스크의 여유를 확인하고 다시 시도하거나, 실시간 업비트에 연결하세요. ({reason})",
            ).format(reason=error.user_message),
            other=translatable("SourceSwitch", "실시간 업비트에 연결"),
        )
        await self._first(self._choice.made())

    async def _first(self, *waits: Coroutine[Any, Any, None], futures: Iterable[asyncio.Future[int]] = ()) -> None:
        """Return when one of `waits` or `futures` is over, or quitting is requested; the futures are not cancelled."""
        tasks = [self._tasks.spawn(each, "wait of the source") for each in (*waits, self.shutdown.wait())]
        try:
            ends: list[asyncio.Future[Any]] = [*tasks, *futures]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._tasks.cancel()

    def _on_retried(self) -> None:
        self._choice.choose(self._choice.wanted)

    def _on_other_wanted(self) -> None:
        if self._choice.wanted == EMBEDDED:
            self._actions.choose_real()
        else:
            self._actions.choose_simulated()

    def _moving_to(self, source: Source) -> Text:
        return translatable("SourceSwitch", "시세를 바꾸는 중: {source}").format(source=full_name(source))
