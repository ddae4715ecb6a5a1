"""A small flat button that paints its own picture, sharp at every scale and in every theme."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from core.market.drawings.drawing import Style
from widgets.chart.drawings.icons import paint_icon, paint_line
from widgets.chart.drawings.painting import color_of
from widgets.guard.guard import guarded_or, guarded_paint
from widgets.look.look import Look

SIZE: Final = 24
"""Side of a button in pixels at a font size of 100 %."""
_ICON_SHARE: Final = 0.68


class IconButton(QAbstractButton):
    """Shows a picture by name; or, for the style of a drawing, a colour or a line.

    Args:
        look: theme and font size.
        name: of the picture; also the name of the object.
    """

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._look = look
        self._picture = name
        self._is_crossed = False
        self._style: Style | None = None
        self._is_swatch = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_crossed(self, is_crossed: bool) -> None:
        """Cross the picture out, or not."""
        if is_crossed != self._is_crossed:
            self._is_crossed = is_crossed
            self.update()

    def show_style(self, style: Style, *, is_swatch: bool) -> None:
        """Show the colour of a style, or its line, in place of a picture."""
        if (style, is_swatch) != (self._style, self._is_swatch):
            self._style, self._is_swatch = style, is_swatch
            self.update()

    @guarded_or(False)
    def event(self, event: QEvent) -> bool:
        """Leave a right click to the panel around: Qt swallows it while a button is disabled."""
        if event.type() is QEvent.Type.ContextMenu:
            event.ignore()
            return False
        return super().event(event)

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """A square that grows with the font."""
        side = self._look.px(SIZE)
        return QSize(side, side)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground that tells whether it is chosen or under the pointer, and the picture."""
        painter, theme = QPainter(self), self._look.theme
        if self.isChecked() or self.isDown():
            painter.fillRect(self.rect(), theme.selection)
        elif self.isEnabled() and self.underMouse():
            painter.fillRect(self.rect(), theme.hover)
        side = round(self.width() * _ICON_SHARE)
        place = QRectF((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        if self._style is not None and self._is_swatch:
            painter.setPen(theme.control)
            painter.setBrush(color_of(theme, self._style.color))
            painter.drawRect(place.adjusted(1.5, 1.5, -1.5, -1.5))
            return
        if self._style is not None:
            paint_line(painter, place, theme.text, self._style.width, self._style.dash)
            return
        color = theme.accent if self.isChecked() else theme.dim_text if self.isEnabled() else theme.border
        paint_icon(painter, self._picture, place, color, is_crossed=self._is_crossed)

    def _on_look_changed(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
