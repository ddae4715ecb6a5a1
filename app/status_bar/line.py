"""A line of short texts that is one button: as many of them as fit, the important ones first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.cells import CellText
from widgets.paint.repaint import schedule_repaint

_HEIGHT: Final = 22
_GAP: Final = 18
_LEAST: Final = 80
"""Pixels at a font size of 100 %: the height, the room between two parts, and the least width of the line."""

STAYS: Final = 0
"""The rank of a part that is never left out, only shortened, to half of the line if need be."""

WARNS: Final = 1
"""The rank of a part that warns of the present: it is left out last, and keeps its place beside a notice."""


class Part(NamedTuple):
    """One text of the line."""

    text: str
    rank: int
    """`STAYS`, `WARNS` or above; those with the highest number go first, and of these the one furthest right."""
    tip: str
    """The text with its meaning, for the tool tip."""
    ink: Ink = Ink.DIM
    sample: str = ""
    """A text as wide as any it will have: a part that keeps its width does not move the others."""


class Place(NamedTuple):
    """Where a part is painted."""

    part: Part
    left: int
    width: int


class StatusLine(QAbstractButton):
    """Paints the parts at its right end; a click, Space or Enter presses it. Only changed parts are painted again."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._parts: tuple[Part, ...] = ()
        self._hint = ""
        self._places: list[Place] = []
        self.setObjectName("statusLine")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self._on_look_changed)
        self._measure()

    @property
    def shown(self) -> list[Place]:
        """The parts for which there is room, from the left."""
        return self._places

    @property
    def least_width(self) -> int:
        """The width at which the parts that stay are whole and no others are shown."""
        return self._width_of(STAYS)

    @property
    def warning_width(self) -> int:
        """The width that the warnings need beside them."""
        return self._width_of(WARNS)

    def show_parts(self, parts: Sequence[Part], hint: str) -> None:
        """Show `parts`; nothing is painted for those that did not change.

        Args:
            parts: from the left.
            hint: what a press does, for the tool tip and for assistive tools.
        """
        if tuple(parts) == self._parts and hint == self._hint:
            return
        before, wanted = self._places, self._wanted()
        self._parts, self._hint = tuple(parts), hint
        if self._wanted() != wanted:
            self.updateGeometry()
        self._place()
        if [place[1:] for place in before] != [place[1:] for place in self._places]:
            self.update()
        else:
            for old, new in zip(before, self._places, strict=True):
                if old != new:
                    schedule_repaint(self, QRect(new.left, 0, new.width, self.height()))
        self.setAccessibleName(", ".join(part.text for part in self._parts))
        self.setAccessibleDescription(hint)
        set_tip(self, "\n".join((*(part.tip for part in self._parts), hint)))

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for all parts."""
        return QSize(self._wanted(), self._height)

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return room for the beginning of the most important part."""
        return QSize(self._look.px(_LEAST), self._height)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many parts as fit now."""
        super().resizeEvent(event)
        self._place()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it, like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts in the dirty area."""
        painter = QPainter(self)
        painter.setFont(self._text.font)
        baseline = self._text.baseline(self.height())
        for part, left, width in self._places:
            if event.rect().intersects(QRect(left, 0, width, self.height())):
                painter.setPen(self._look.theme.ink(part.ink))
                is_short = self._width(part) <= width  # Qt shortens some texts that just fit
                painter.drawText(left, baseline, part.text if is_short else self._text.elided(part.text, width))

    def _on_look_changed(self) -> None:
        self._measure()
        self.updateGeometry()
        self._place()
        self.update()

    def _measure(self) -> None:
        self._text = CellText(self._look, FontRole.TEXT)
        self._gap = self._look.px(_GAP)
        self._height = max(self._look.px(_HEIGHT), self._text.metrics.height() + 2)

    def _width(self, part: Part) -> int:
        return max(self._text.metrics.horizontalAdvance(part.text), self._text.width(part.sample))

    def _width_of(self, rank: int) -> int:
        return sum(self._width(part) + self._gap for part in self._parts if part.rank == rank)

    def _wanted(self) -> int:
        return sum(self._width(part) + self._gap for part in self._parts)

    def _place(self) -> None:
        """Choose the parts that fit, and place them."""
        kept = list(self._parts)
        widths = {part: self._width(part) + self._gap for part in kept}
        least = {part: widths[part] if part.rank else min(widths[part], self.width() // 2) for part in kept}
        for _, part in sorted(enumerate(kept), key=lambda each: (each[1].rank, each[0]), reverse=True):
            if part.rank and sum(least[each] for each in kept) > self.width():
                kept.remove(part)
        if (excess := sum(widths[part] for part in kept) - self.width()) > 0:
            widths |= {part: max(widths[part] - excess, self._gap) for part in kept if not part.rank}
        self._places = []
        left = max(self.width() - sum(widths[part] for part in kept), 0) + self._gap // 2
        for part in kept:
            width = min(widths[part] - self._gap, max(self.width() - left - self._gap // 2, 0))
            self._places.append(Place(part, left, width))
            left += widths[part]
