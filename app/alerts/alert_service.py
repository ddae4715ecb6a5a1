"""The alerts of the desk: the list with its file, what follows it at the present source, and what tells it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.alerts.alert_watch import AlertWatch
from app.alerts.desktop_notice import DesktopNotices
from app.alerts.sound import Sounds
from app.alerts.teller import Teller
from app.source.source import Source
from app.user_files.alerts_file import AlertsFile
from widgets.markets.alerts import UserAlerts

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from app.alerts.fill_check import Account
    from core.loop.tasks import TaskOwner
    from core.storage.kept_file import KeptFile
    from core.text import Text
    from core.upbit.rest.quotation import RestClient
    from widgets.look.look import Look
    from widgets.markets.directory import MarketDirectory


class MarketNames:
    """The names of the markets at the present source; plain, so that the service is in no cycle of references."""

    def __init__(self) -> None:
        self.markets: MarketDirectory | None = None

    def __call__(self, code: str) -> str:
        """Return the name of a market for its code."""
        return self.markets.pair_name(code) if self.markets is not None else code


class AlertService(QObject):
    """The service of the whole run; it follows the alerts at one source after the other.

    Args:
        file: where the alerts are kept.
        look: of the desk.
        icon: of the program.
        source_name: returns the short name of a source for what `str` makes of it.
    """

    def __init__(
        self,
        file: KeptFile,
        look: Look,
        icon: QIcon,
        source_name: Callable[[str], str | Text],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.alerts = UserAlerts(self, source_name)
        self._file = AlertsFile(file, self.alerts)
        self._watch: AlertWatch | None = None
        self._source = ""
        self.market_names = MarketNames()
        self.teller = Teller(self.alerts, look, DesktopNotices(icon, self), Sounds(), self.market_names, self)

    @property
    def notice(self) -> str:
        """For the user, if the file was damaged."""
        return self._file.notice

    def follow(self, source: Source, markets: MarketDirectory, account: Account, rest: RestClient) -> None:
        """Follow the alerts at this source from now on, and at no other.

        Args:
            source: the source.
            markets: of the source.
            account: of the user there, with the engine of the source.
            rest: of the source.
        """
        self.leave()
        self._source = str(source)
        state = self._file.state_of(self._source)
        self.alerts.set_source(self._source)
        self.market_names.markets = markets
        self._watch = AlertWatch(self.alerts, markets, account, rest, state, self)
        self._file.follow(self._source, self._watch.state)

    def leave(self) -> None:
        """Follow nothing: the source is being left, which is no loss of a connection."""
        if self._watch is not None:
            self._watch.close()
            self._watch.deleteLater()
            self._watch = None

    def begin(self, tasks: TaskOwner) -> None:
        """Start what runs as long as the desk: keeping the file, and telling."""
        tasks.spawn(self._file.keep_saved(), "alerts")
        tasks.spawn(self.teller.run(), "tell alerts")

    def save(self) -> None:
        """Write what is not on disk yet at the end of the run, also the exact times of the last prices seen."""
        if self._watch is not None:
            self._file.follow(self._source, partial(self._watch.state, is_exact=True))
        self._file.save()
