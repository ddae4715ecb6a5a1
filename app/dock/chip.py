"""The chip of a link group: a letter on a colour, the same in every panel of the group."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from widgets.guard.guard import guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.text.language import translate

_SIDE: Final = 18
_GLYPH: Final = 14
_NONE: Final = "–"


def group_words(group: str) -> str:
    """Return how a group is called on the screen; an empty one is none."""
    return translate("Links", "그룹 {group}").format(group=group) if group else translate("Links", "연결 없음")


class _Square(QAbstractButton):
    """A button of a title, as wide and as high as a line of text.

    Args:
        look: theme and font size.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.changed.connect(self._on_look_changed)

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return a square that is as high as a line of text."""
        return QSize(self._look.px(_SIDE), self._look.px(_SIDE))

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()


class Chip(_Square):
    """Shows a group, and asks for its menu when it is clicked; an outline where there is no group.

    Args:
        look: theme and font size.
        groups: the letters or digits, in the order of their colours.
    """

    def __init__(self, look: Look, groups: tuple[str, ...]) -> None:
        super().__init__(look)
        self._groups = groups
        self._group = ""

    @property
    def shown_group(self) -> str:
        """The group shown; empty if there is none."""
        return self._group

    def show_group(self, group: str) -> None:
        """Show another group; an empty one is none."""
        if group != self._group:
            self._group = group
            self.update()

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the letter on its colour, and a frame while it has the keyboard."""
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(FontRole.STRONG))
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self._group:
            painter.setBrush(theme.link(self._groups.index(self._group)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(theme.on_link)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._group)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.dim_text, 1))
            painter.drawRoundedRect(box, 4, 4)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _NONE)
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.text if self.hasFocus() else theme.dim_text, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


class Pin(_Square):
    """Shows whether a panel keeps its market: a needle that stands in the ground, or lies.

    Args:
        look: theme and font size.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setCheckable(True)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the needle: upright and filled while the market is pinned, tilted and hollow while it is not."""
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(theme.text if self.hasFocus() else theme.dim_text, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.translate(QPointF(self.rect().center()) + QPointF(0.5, 0.5))
        scale = self.height() / _SIDE
        painter.scale(scale, scale)
        if not self.isChecked():
            painter.rotate(40)
        painter.setPen(QPen(theme.text if self.isChecked() else theme.dim_text, 1.4))
        painter.setBrush(theme.text if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(-2, -_GLYPH / 2 + 1, 4, 5))
        painter.drawLine(QPointF(-4, 0), QPointF(4, 0))
        painter.drawLine(QPointF(0, 0), QPointF(0, _GLYPH / 2 - 1))
