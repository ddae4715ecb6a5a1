"""What a fault's row says of its state: as much of it as fits, in a place that is kept whether it is on or off."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from widgets.controls.label import PlainLabel, set_font_role, set_ink
from widgets.guard.guard import guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink

BETWEEN: Final = " · "


class FaultNote(PlainLabel):
    """A line of several parts, such as `켜짐 · 7번 남음 · 30초 남음`.

    It never needs more width than its words for "on" and "ended", and that much also while it says nothing: otherwise a
    click on one fault would move the others, and the next click would hit another row.
    """

    def __init__(self) -> None:
        super().__init__()
        self._word = self._ended = ""
        self._parts: tuple[str, ...] = ()
        set_font_role(self, FontRole.SMALL)
        set_ink(self, Ink.WARNING)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def set_words(self, word: str, ended: str) -> None:
        """Keep room for `word`, the shortest thing it says of a fault that is on, and for that it has ended."""
        if (word, ended) != (self._word, self._ended):
            self._word, self._ended = word, ended
            self.updateGeometry()

    def say(self, *rest: str, is_on: bool, has_ended: bool = False) -> None:
        """Say that the fault is on, and the `rest` as far as there is room; if it is off, only that it has ended."""
        parts = (self._word, *rest) if is_on else (self._ended,) if has_ended else ()
        if parts != self._parts:
            self._parts = parts
            self.setText(BETWEEN.join(parts))
            self.update()

    @property
    def shown(self) -> str:
        """What is painted: what is left of a fault comes before the word, which its tick says too."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        forms = [BETWEEN.join(self._parts[start:]) for start in range(len(self._parts))]
        shortest = self._parts[0] if forms else ""
        return next((form for form in forms if metrics.horizontalAdvance(form) <= room), shortest)

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for everything it says."""
        return self.minimumSizeHint().expandedTo(QSize(self.fontMetrics().horizontalAdvance(self.text()), 0))

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return room for each of its words, whatever it says."""
        metrics = self.fontMetrics()
        return QSize(max(map(metrics.horizontalAdvance, (self._word, self._ended))), metrics.height())

    @guarded_paint
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the longest form that fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self.shown)
