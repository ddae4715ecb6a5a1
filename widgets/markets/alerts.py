"""The user's alerts as panels see them: the list, what came true, and which of them cannot be followed at present."""

from __future__ import annotations

import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Signal

from core.market.alerts.alert import FORMS, Alert, AlertKind
from core.market.alerts.alert_list import AlertList
from core.market.alerts.firing import Firing, plausible_ms, read_firing, written_firing
from core.market.alerts.quiet_hours import QuietHours
from core.market.alerts.telling import Ways, read_quiet, read_ways
from core.text import Text

REMEMBERED: Final = 200
"""How many alerts that came true are kept for the list of them, on disk too."""

COMPONENT: Final = "alerts"
"""The id in the engine under which the alerts subscribe to what is public."""
ACCOUNT_COMPONENT: Final = "alerts-account"
"""The id in the engine under which they subscribe to the user's account."""

_MINUTE_MS: Final = 60_000
_LATEST_MS: Final = 253_402_300_800_000
"""The year 10000, which no clock shows."""


class Trouble(StrEnum):
    """Why an alert is not followed at present, so that its silence says nothing."""

    DISCONNECTED = "disconnected"
    NO_DATA = "no data"
    """Connected, but nothing of this market has come."""
    UNKNOWN_MARKET = "unknown market"
    NO_KEY = "no key"
    """It needs the user's account, and there is no key."""
    RANG = "rang"
    """It has come true, and its figure must leave the level before it can again; no alert is lost by that."""
    LEARNING = "learning"
    """The usual turnover of the market is not known yet."""
    DAMAGED = "damaged"
    """What it follows arrives, but cannot be read."""


class UserAlerts(QObject):
    """One list for the whole desk. It outlives the source of quotes; each alert belongs to the one it was made on.

    Args:
        source_name: returns the short name of a source for what alerts keep of it.

    Signals:
        changed: an alert was made, edited, removed, switched or snoozed; or the ways to tell them were edited; or the
            present source is another one.
        removed: an alert was removed (the `Alert`, and at which place of the list it stood).
        fired: an alert came true and is to be told (a `Firing`).
        troubles_changed: other alerts than before cannot be followed, or rest.
        asked: a panel wants the form for a new or an existing alert to be shown (an `Alert`).
    """

    changed = Signal()
    removed = Signal(object, int)
    fired = Signal(object)
    troubles_changed = Signal()
    asked = Signal(object)

    def __init__(self, parent: QObject | None = None, source_name: Callable[[str], str | Text] = str) -> None:
        super().__init__(parent)
        self.source_name = source_name
        self._alerts = AlertList()
        self._troubles: Mapping[str, Trouble] = MappingProxyType({})
        self._resting: frozenset[str] = frozenset()
        self.firings: deque[Firing] = deque(maxlen=REMEMBERED)
        """What came true, in earlier runs too; the newest first."""
        self._told_ms: dict[str, int] = {}
        self._ways: Mapping[AlertKind, Ways] = {}
        self._quiet = QuietHours()
        self._source = ""

    def __iter__(self) -> Iterator[Alert]:
        return iter(self._alerts)

    def __len__(self) -> int:
        return len(self._alerts)

    @property
    def troubles(self) -> Mapping[str, Trouble]:
        """Why alerts cannot be followed at present, by alert id; without those that are."""
        return self._troubles

    @property
    def told_ms(self) -> Mapping[str, int]:
        """When each alert was told last, in Unix ms by alert id, in earlier runs too; without those never told."""
        return MappingProxyType(self._told_ms)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep: no alert, none that came true, and the usual ways to tell them."""
        return not len(self) and not self.firings and not self._ways and self._quiet == QuietHours()

    @property
    def left_out(self) -> int:
        """How many entries of the file could not be read."""
        return self._alerts.left_out

    def get(self, key: str) -> Alert | None:
        """Return the alert of that id."""
        return self._alerts.get(key)

    def of(self, code: str, kind: AlertKind | None = None) -> list[Alert]:
        """Return the alerts on one market of the present source, of one kind or of all."""
        return [alert for alert in self.here() if alert.code == code and kind in (None, alert.kind)]

    @property
    def source(self) -> str:
        """The present source of quotes; empty while there is none."""
        return self._source

    def set_source(self, source: str) -> None:
        """Set the present source of quotes: what is made from now on belongs to it."""
        if source != self._source:
            self._source = source
            self.changed.emit()

    def is_here(self, alert: Alert) -> bool:
        """Return whether an alert belongs to the present source."""
        return alert.belongs_to(self._source)

    def is_everywhere(self, alert: Alert) -> bool:
        """Return whether an alert is followed at each source: an older version did not keep on which it was made."""
        return bool(self._source) and not alert.source

    def here(self) -> list[Alert]:
        """Return the alerts that belong to the present source; no other is followed."""
        return [alert for alert in self._alerts if self.is_here(alert)]

    @property
    def ways(self) -> Mapping[AlertKind, Ways]:
        """How the alerts of each kind are told outside the window; a kind that is missing is told in the usual ways."""
        return self._ways

    @property
    def quiet(self) -> QuietHours:
        """The hours in which nothing is told outside the window."""
        return self._quiet

    def set_telling(self, ways: Mapping[AlertKind, Ways], quiet: QuietHours) -> None:
        """Set how alerts are told outside the window."""
        if (ways, quiet) != (self._ways, self._quiet):
            self._ways, self._quiet = dict(ways), quiet
            self.changed.emit()

    def read(self, content: Mapping[str, object]) -> None:
        """Replace everything by the content of a file; what makes no sense is left out."""
        self._alerts.read(content.get("alerts"))
        self._ways, self._quiet = read_ways(content.get("ways")), read_quiet(content.get("quiet"))
        now_ms = round(time.time() * 1000)
        self._told_ms = _read_times(content.get("told_ms"), now_ms)
        self.firings.clear()
        self.firings.extend(_read_firings(content.get("told"), now_ms))
        self.changed.emit()

    def written(self) -> dict[str, object]:
        """Return the content for a file."""
        ways = {kind.value: way._asdict() for kind, way in self._ways.items()}
        told_ms = {alert.id: self._told_ms[alert.id] for alert in self if alert.id in self._told_ms}
        told = [written_firing(firing) for firing in self.firings]
        kept = {"alerts": self._alerts.written(), "told_ms": told_ms, "told": told}
        return {**kept, "ways": ways, "quiet": list(self._quiet)}

    def forget_firings(self) -> None:
        """Empty the list of what came true."""
        if self.firings:
            self.firings.clear()
            self.changed.emit()

    def ask(self, kind: AlertKind, code: str = "", level: float | None = None) -> None:
        """Show the form for a new alert, with the usual values where none is given."""
        form = FORMS[kind]
        usual = form.level.usual if form.level is not None else 0.0
        seconds = form.seconds.usual if form.seconds is not None else 0.0
        new = Alert(uuid.uuid4().hex, kind, code, usual if level is None else level, seconds, source=self._source)
        self.asked.emit(new)

    def put(self, alert: Alert) -> bool:
        """Add an alert or replace the one of its id; return whether it was taken."""
        if alert == self.get(alert.id):
            return True
        is_taken = self._alerts.put(alert)
        if is_taken:
            self.changed.emit()
        return is_taken

    def remove(self, key: str) -> None:
        """Remove an alert."""
        place = self._alerts.place_of(key)
        if (alert := self._alerts.remove(key)) is not None:
            self.changed.emit()
            self.removed.emit(alert, place)

    def put_back(self, alert: Alert, place: int) -> None:
        """Undo the removal of an alert; `place` is what `removed` told."""
        if self._alerts.put_back(alert, place):
            self.changed.emit()

    def set_enabled(self, key: str, *, is_enabled: bool) -> None:
        """Switch an alert on or off."""
        if (alert := self.get(key)) is not None:
            self.put(replace(alert, is_enabled=is_enabled))

    def keep_here(self, key: str) -> None:
        """Let an alert that belongs to no source belong to the present one."""
        if (alert := self.get(key)) is not None and self.is_everywhere(alert):
            self.put(replace(alert, source=self._source))

    def snooze(self, key: str, until_ms: int) -> None:
        """Tell nothing of an alert until that Unix ms; 0 ends it."""
        if (alert := self.get(key)) is not None:
            self.put(replace(alert, snoozed_until_ms=until_ms))

    def snooze_for(self, key: str, minutes: int) -> None:
        """Tell nothing of an alert for so many minutes from now on."""
        self.snooze(key, round(time.time() * 1000) + minutes * _MINUTE_MS)

    def tell(self, firing: Firing, now_ms: int) -> None:
        """Record that an alert came true and tell it, unless it is off, snoozed or removed."""
        alert = self.get(firing.alert.id)
        if alert is None or not alert.is_told_at(now_ms):
            return
        told = firing._replace(alert=alert, time_ms=plausible_ms(firing, now_ms))
        self.firings.appendleft(told)
        self._told_ms[alert.id] = told.time_ms
        if alert.is_once:
            self.set_enabled(alert.id, is_enabled=False)
        self.fired.emit(told)

    def trouble_of(self, alert: Alert) -> Trouble | None:
        """Return why an alert cannot come true at present, also because it has: its figure must leave the level."""
        has_rung = alert.id in self._resting and alert.id in self._told_ms
        return self._troubles.get(alert.id) or (Trouble.RANG if has_rung else None)

    def set_troubles(self, troubles: Mapping[str, Trouble], resting: frozenset[str] = frozenset()) -> None:
        """Set which alerts cannot be followed, and those whose figure must leave its level first."""
        if troubles != self._troubles or resting != self._resting:
            self._resting = resting
            self._troubles = MappingProxyType(dict(troubles))
            self.troubles_changed.emit()


def _read_firings(written: object, now_ms: int) -> list[Firing]:
    """Return what came true by a file, as much as is kept; what makes no sense is left out.

    Nothing has come true in the future: such a time, of an older version or of a clock that was wrong, becomes now.
    """
    read = map(read_firing, written if isinstance(written, list) else ())
    known = [firing for firing in read if firing is not None][:REMEMBERED]
    return [firing._replace(time_ms=min(firing.time_ms, now_ms)) for firing in known]


def _read_times(written: object, now_ms: int) -> dict[str, int]:
    """Return the Unix ms by alert id of a file, none in the future; what is no time is left out."""
    entries = written if isinstance(written, dict) else {}
    times = {key: time_ms for key, time_ms in entries.items() if type(time_ms) is int and 0 < time_ms < _LATEST_MS}
    return {key: min(time_ms, now_ms) for key, time_ms in times.items()}
