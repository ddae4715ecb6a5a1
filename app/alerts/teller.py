"""Tells alerts outside the window: by a notice of the desktop and by a sound."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from app.alerts.desktop_notice import NoDesktopNotices
from app.alerts.sound import NoSound
from core.market.alerts.quiet_hours import minute_at
from core.market.alerts.telling import Telling
from core.text import Text
from widgets.look.look import Look
from widgets.markets.alerts import UserAlerts
from widgets.text.alert_words import kind_name, watched_and_seen
from widgets.text.language import translate

if TYPE_CHECKING:
    from core.market.alerts.firing import Firing
    from core.market.alerts.telling import Told

logger = logging.getLogger(__name__)


class Notices(Protocol):
    """Shows notices of the desktop."""

    async def show(self, title: str, text: str) -> None:
        """Show one; raises `NoDesktopNotices`."""
        ...


class Player(Protocol):
    """Plays the sound of an alert."""

    async def play(self, volume: int) -> None:
        """Play it; raises `NoSound`."""
        ...


class Teller(QObject):
    """Tells what `UserAlerts.fired` reports, as often and as loudly as the user allows.

    Args:
        alerts: of the user.
        look: whose time zone the quiet hours are in.
        notices: of the desktop.
        sounds: of this machine.
        market_name: returns the name of a market for its code.

    Signals:
        failed: one of the ways does not work here (a `Text`); emitted once for each way.
    """

    failed = Signal(object)

    def __init__(
        self,
        alerts: UserAlerts,
        look: Look,
        notices: Notices,
        sounds: Player,
        market_name: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._alerts, self._look = alerts, look
        self._notices, self._sounds = notices, sounds
        self._market_name = market_name
        self._telling = Telling()
        self._added = asyncio.Event()
        self._broken: set[str | Text] = set()
        alerts.fired.connect(self._add)

    async def run(self) -> None:
        """Tell until cancelled."""
        while True:
            await self._added.wait()
            self._added.clear()
            while (due_at := self._telling.due_at) is not None:
                await asyncio.sleep(max(due_at - time.monotonic(), 0.0))
                if (told := self._telling.due(time.monotonic())) is not None:
                    await self._tell(told)

    def _add(self, firing: Firing) -> None:
        self._telling.ways, self._telling.quiet = self._alerts.ways, self._alerts.quiet
        self._telling.add(firing, minute_at(round(time.time() * 1000), self._look.zone))
        self._added.set()

    async def _tell(self, told: Told) -> None:
        works = []
        if told.by_desktop:
            works.append(self._notices.show(*self.words(told)))
        if told.volume:
            works.append(self._sounds.play(told.volume))
        for outcome in await asyncio.gather(*works, return_exceptions=True):
            if isinstance(outcome, NoDesktopNotices | NoSound):
                self._say_once(outcome)
            elif isinstance(outcome, Exception):  # a bug of ours must not end the telling of later alerts
                logger.error("an alert could not be told", exc_info=outcome)
            elif outcome is not None:
                raise outcome

    def words(self, told: Told) -> tuple[str, str]:
        """Return the title and the text of a notice."""
        firing = told.firing
        where = self._market_name(firing.code) if firing.code else ""
        title = " · ".join(part for part in (kind_name(firing.alert.kind), where) if part)
        lines = [watched_and_seen(firing), firing.alert.note]
        if told.others:
            lines.append(translate("Alerts", "그동안 {n}건 더").format(n=told.others))
        return title, "\n".join(line for line in lines if line)

    def _say_once(self, error: NoDesktopNotices | NoSound) -> None:
        words = error.user_message
        if words not in self._broken:
            self._broken.add(words)
            logger.warning("alerts cannot be told this way: %s", error)
            logger.debug("where that came from", exc_info=error)  # its cause may be a bug of ours
            self.failed.emit(words)
