"""The width of the notice and of the figures beside it: a notice is read before a figure, but not before a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from widgets.guard.guard import guarded_or

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStatusBar

    from app.status_bar.bar import StatusBar
    from app.trouble.error_notice import ErrorNotice

_UNBOUNDED = (1 << 24) - 1
"""Qt's own bound."""


class NoticeRoom(QObject):
    """Narrows the figures while the text of the notice needs their place, down to those that tell of the present.

    A notice may be old, and it can be read whole in its details; the state of the connection and the warnings stay.
    The largest width of the figures is set: a least width of the notice would be one of the window too.

    Args:
        row: holds both.
        notice: at the left.
        figures: at the right.
    """

    def __init__(self, row: QStatusBar, notice: ErrorNotice, figures: StatusBar) -> None:
        super().__init__(figures)
        self._row, self._notice, self._figures = row, notice, figures
        row.installEventFilter(self)
        self.divide()

    def divide(self) -> None:
        """Divide the row anew."""
        most = _UNBOUNDED
        if not self._notice.isHidden():
            spacing = layout.spacing() if (layout := self._row.layout()) is not None else 0
            width = self._row.width() - 2 * spacing
            rest = width - self._notice.wanted_width
            state = min(self._figures.least_width, self._row.width() // 2, width - self._notice.readable_width)
            most = max(rest, max(state, 0) + self._figures.warning_width, self._figures.minimumSizeHint().width())
        if most != self._figures.maximumWidth():
            self._figures.setMaximumWidth(most)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Divide the row again when it has another width, or one of both other words."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.divide()
        return False
