"""Notices that a private stream does not tell the changes that loads over REST show, and has it requested again.

An account is quiet for hours, so silence says nothing of its streams. What the engine does about a missed change, and
how often, is in `core.engine.decide.missed_changes`.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from core.engine.websocket_manager import WebSocketManager
    from core.market.account.untold import Untold
    from core.model.subscription import StreamType

TOLD_WITHIN_MS: Final = 5000
"""How long a message may be under way after REST showed the change that it is about."""


class Checked(Protocol):
    """An object that loads an account over REST and follows its streams."""

    def untold(self) -> Mapping[StreamType, Untold]:
        """What loads showed and the streams have not told, by stream."""


class StreamCheck(QObject):
    """The check of one owner's streams.

    Args:
        engine: of the source.
        owner: whose loads are compared; held weakly.
        parent: the check ends with it.

    Signals:
        requested_again: a stream is requested again, and changes until then may be missing.
    """

    requested_again = Signal()

    def __init__(self, engine: WebSocketManager, owner: Checked, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._owner = weakref.ref(owner)
        self._complete_at: float | None = None
        """When the last load began after which the streams should have told every change; None without one."""
        self._since = 0.0
        """A moment before the changes that are untold at present."""
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(TOLD_WITHIN_MS)
        self._waiting.timeout.connect(self._report)

    def start_over(self) -> None:
        """Conclude nothing from the next load: the stream need not have told the changes before it."""
        self._complete_at = None
        self._waiting.stop()

    def loaded(self, began: float) -> None:
        """Compare a load over the present connection, which began at that time of the engine, with the one before."""
        since, self._complete_at = self._complete_at, began
        if since is None:
            for untold in self._untold().values():
                untold.clear()
        elif any(self._untold().values()) and not self._waiting.isActive():
            self._since = since
            self._waiting.start()

    def _untold(self) -> Mapping[StreamType, Untold]:
        owner = self._owner()
        return {} if owner is None else owner.untold()

    def _report(self) -> None:
        for stream, untold in self._untold().items():
            if untold:
                untold.clear()
                if self._engine.report_missed(stream, self._since):
                    self.start_over()
                    self.requested_again.emit()
