"""Gives panels their sizes back once the window has its former size again.

In a small window Qt gives each panel at least its smallest size, and takes that from the others; when the window grows
again, it shares the room out by these sizes, not by those from before.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent, QWindow
from PySide6.QtWidgets import QMainWindow

from app.arrangement.arrangement import Arrangement
from app.desk.layout.arranging import give_sizes, measured_before
from app.desk.layout.placement import is_in_front
from app.desk.layout.separator_press import SeparatorPress
from app.desk.layout.window_docks import docked
from widgets.guard.guard import guarded, guarded_or

SETTLES_IN_MS: Final = 100
"""Milliseconds after a resize until every panel has its new smallest size: some need a few loop turns."""

NEARLY: Final = 12
"""Pixels by which a panel's place may change by itself after that: in a tiny window each smallest size shows."""

MOST_SIZES: Final = 16
"""Sizes of the window that are known at a time."""

_NEW_HANDLE: Final = frozenset({QEvent.Type.Show, QEvent.Type.WinIdChange})


class ResizedWindow(QObject):
    """Remembers the sizes that panels had before the window was resized, until anything else changes them.

    Args:
        window: the owner of the docks.
        separators: tells when the user takes one of them.
    """

    def __init__(self, window: QMainWindow, separators: SeparatorPress) -> None:
        super().__init__(window)
        self._window = window
        self._handle: QWindow | None = None
        self._known: dict[tuple[int, int], Arrangement | None] = {}
        """What was where, and how large, by width and height of the window."""
        self._left: list[QRect] = []
        """The places of the docks after the last resize."""
        self._settled = QTimer(self, singleShot=True, interval=SETTLES_IN_MS)
        self._settled.timeout.connect(self._on_settled)
        window.installEventFilter(self)
        separators.pressed.connect(self._forget)
        self._follow_handle()

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Remember the sizes before Qt lays the docks out: only the window of the system hears of it before that."""
        if event.type() in _NEW_HANDLE and watched is self._window:
            self._follow_handle()
        elif (
            event.type() is QEvent.Type.Resize
            and watched is self._handle
            and isinstance(event, QResizeEvent)
            and event.size() != self._window.size()
        ):
            self._remember()
        return False

    @guarded
    def _forget(self) -> None:
        self._known.clear()
        self._left = []

    def _follow_handle(self) -> None:
        if self._window.internalWinId():  # none before the window is shown first
            self._handle = self._window.windowHandle()
            self._handle.installEventFilter(self)

    def _remember(self) -> None:
        if not self._settled.isActive():
            if not _are_alike(self._left, self._places()) or len(self._known) >= MOST_SIZES:
                self._known.clear()
            size = self._window.width(), self._window.height()
            if size not in self._known:
                self._known[size] = measured_before(self._window, docked(self._window))
        self._settled.start()

    @guarded
    def _on_settled(self) -> None:
        if QGuiApplication.mouseButtons().value:
            self._settled.start()
            return
        self._give(self._known.get((self._window.width(), self._window.height())))
        self._left = self._places()

    def _give(self, before: Arrangement | None) -> None:
        layout, docks = self._window.layout(), docked(self._window)
        if before is None or layout is None or not layout.isEnabled() or docks.keys() != before.names():
            return
        layout.activate()
        give_sizes(self._window, docks, before)
        layout.activate()

    def _places(self) -> list[QRect]:
        """Return the places of the docks in the window; which of several tabs is in front does not count."""
        return [dock.geometry() for dock in docked(self._window).values() if is_in_front(dock)]


def _are_alike(some: list[QRect], others: list[QRect]) -> bool:
    return len(some) == len(others) and all(any(_are_near(one, other) for other in others) for one in some)


def _are_near(one: QRect, other: QRect) -> bool:
    corners = (one.topLeft() - other.topLeft(), one.bottomRight() - other.bottomRight())
    return all(max(abs(gap.x()), abs(gap.y())) <= NEARLY for gap in corners)
