"""Keeps the sizes of docks when the look or the language changes.

While Qt gives every widget its new style, font or texts, the smallest sizes of panels are others for a moment. Qt lays
the docks out by these at once, takes room from other docks, and never gives it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from app.arrangement.arrangement import Arrangement, Node, Tabs
from app.arrangement.qt_state import read_state
from app.desk.layout.window_docks import docked
from widgets.guard.guard import guarded, guarded_or
from widgets.look.look import Look

CHANGES: Final = frozenset(
    {
        QEvent.Type.StyleChange,
        QEvent.Type.FontChange,
        QEvent.Type.ApplicationFontChange,
        QEvent.Type.LanguageChange,
    }
)
"""The events that Qt sends to the window before it lays the docks out for a change."""

SETTLES_IN_MS: Final = 100
"""Milliseconds to wait after a change until every panel has its new smallest size: some need a few loop turns."""


class KeptSizes(QObject):
    """Gives the docks of one window the sizes again that they had before a change of the look or the language.

    A larger font may need more than these. The sizes that were meant are remembered then, and come back with the
    smaller font, unless the user has moved anything meanwhile.

    Args:
        window: owner of the docks.
        look: the look of the window.
    """

    def __init__(self, window: QMainWindow, look: Look) -> None:
        super().__init__(window)
        self._window = window
        self._meant: Arrangement | None = None
        self._widths: dict[str, int] = {}
        """Widths of the docks in `_meant`, to the pixel: an arrangement has the proportions only."""
        self._given: list[tuple[str, QRect]] | None = None
        """The places of the docks after they were given `_meant` last."""
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self._give)
        self._settled = QTimer(self, singleShot=True, interval=SETTLES_IN_MS)
        self._settled.timeout.connect(self._on_settled)
        window.installEventFilter(self)
        look.changed.connect(self._remember)  # a time zone is told by no event

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Remember the sizes before the window takes the change."""
        if event.type() in CHANGES and watched is self._window:
            self._remember()
        return False

    @guarded
    def _on_settled(self) -> None:
        self._give()
        self._given = self._places()

    @guarded
    def _remember(self) -> None:
        if not self._settled.isActive():
            places = self._places()
            if self._meant is None or self._given != places:
                self._meant = self._present()
                self._widths = {name: place.width() for name, place in places}
        self._laid_out.start()
        self._settled.start()

    @guarded
    def _give(self) -> None:
        if self._meant is None or (layout := self._window.layout()) is None or not layout.isEnabled():
            return
        layout.activate()  # by the smallest sizes that hold now
        docks = docked(self._window)
        present, node = self._present(), self._meant.docked
        if node is None or present is None or present == self._meant or present.names() != self._meant.names():
            return  # nothing to give, or a panel was opened or closed meanwhile
        fronts = list(_sizes(node, QSize()))
        shown = [docks[name] for name, _ in fronts]
        for way, sizes in (
            (Qt.Orientation.Horizontal, [self._widths.get(name, size.width()) for name, size in fronts]),
            (Qt.Orientation.Vertical, [size.height() for _, size in fronts]),
        ):
            given = [(dock, size) for dock, size in zip(shown, sizes, strict=True) if size > 0]
            self._window.resizeDocks([dock for dock, _ in given], [size for _, size in given], way)

    def _present(self) -> Arrangement | None:
        """Return the docks in sight with their sizes; None if this Qt writes them in another way than is known."""
        found = read_state(self._window.saveState())
        return found.only(docked(self._window)) if found is not None else None

    def _places(self) -> list[tuple[str, QRect]]:
        """Return the window's place in itself, and that of each dock."""
        docks = [(name, dock.geometry()) for name, dock in docked(self._window).items()]
        return [("", self._window.rect()), *docks]


def _sizes(node: Node, size: QSize) -> Iterator[tuple[str, QSize]]:
    """Return the front panel of every place in `node`, which has `size`; a length that nothing divides is -1."""
    if isinstance(node, Tabs):
        yield node.front, size
        return
    for part, length in zip(node.parts, node.sizes, strict=True):
        inner = QSize(length, size.height()) if node.is_columns else QSize(size.width(), length)
        yield from _sizes(part, inner)
