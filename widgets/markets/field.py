"""The market of a panel as a field: it shows the market, and turns into a search when the user wants another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.markets.search import MarketSearch
from widgets.text.shortening import shortened

if TYPE_CHECKING:
    from widgets.look.look import Look
    from widgets.markets.directory import MarketDirectory

_PAD: Final = 5
_ARROW: Final = 14
_LEAST: Final = 48


class MarketField(QWidget):
    """Shows name and code of a market. A click, Enter, Space or F2 begins a search; Enter chooses, Escape leaves it.

    A drag that begins on the field is one of the title below it: the field takes no press of the mouse for itself.

    Args:
        look: theme and font size.
        markets: names, and what is searched.

    Signals:
        chosen: the user wants this market.
        left: the search was left, with or without a choice.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, look: Look, markets: MarketDirectory) -> None:
        super().__init__()
        self._shown = _Shown(look)
        self._search = MarketSearch(look, markets)
        self._search.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._shown)
        layout.addWidget(self._search)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._shown)
        self._shown.wanted.connect(self.start_search)
        self._search.chosen.connect(self._on_chosen)
        self._search.left.connect(self._on_left)

    @property
    def text(self) -> str:
        """The market as it is written."""
        return self._shown.text

    @property
    def is_searching(self) -> bool:
        """Whether the field is a search now."""
        return not self._search.isHidden()

    def show_market(self, text: str, warnings: Sequence[str] = ()) -> None:
        """Show a market; its tool tip has the warnings in full."""
        self._shown.show_text(text)
        set_tip(self._shown, "\n".join((text, *warnings)))

    def set_names(self, name: str) -> None:
        """Tell assistive tools what the field is for."""
        self._shown.setAccessibleName(name)
        self._search.setAccessibleName(name)

    def start_search(self) -> None:
        """Turn into a search, with the keyboard in it."""
        self._shown.hide()
        self._search.begin()

    def _on_chosen(self, code: str) -> None:
        self._leave()
        self.chosen.emit(code)

    def _on_left(self) -> None:
        self._leave()

    def _leave(self) -> None:
        if self.is_searching:
            had_keyboard = self._search.hasFocus()
            self._search.hide()
            self._shown.show()
            if had_keyboard:
                self.left.emit()


class _Shown(QWidget):
    """The market while it is not searched for."""

    wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._text = ""
        self._pressed: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._on_look_changed)

    @property
    def text(self) -> str:
        return self._text

    def show_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleDescription(text)
            self.updateGeometry()
            self.update()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.font(FontRole.TEXT))
        return QSize(metrics.horizontalAdvance(self._text) + self._around + 1, self._look.px(20))

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(_LEAST), self._look.px(20))

    @property
    def _around(self) -> int:
        return self._look.px(2 * _PAD + _ARROW)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px, painter = self._look.theme, self._look.px, QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.hover)
        if self.hasFocus():
            painter.setPen(theme.accent)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        font = self._look.font(FontRole.TEXT)
        painter.setFont(font)
        painter.setPen(theme.text)
        room = self.rect().adjusted(px(_PAD), 0, -px(_PAD + _ARROW), 0)
        text = shortened(QFontMetrics(font), self._text, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.dim_text)
        x, y, half = self.width() - px(_PAD) - px(4), self.height() / 2, px(4)
        painter.drawPolygon(QPolygonF([QPointF(x - half, y - 2), QPointF(x + half, y - 2), QPointF(x, y + half - 1)]))

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = event.globalPosition().toPoint() if is_left else None
        event.ignore()  # the title below begins a drag with it

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.ignore()  # the title's drag, if it was one, ends first
        pressed, self._pressed = self._pressed, None
        moved = (event.globalPosition().toPoint() - pressed).manhattanLength() if pressed is not None else None
        if moved is not None and moved < QApplication.startDragDistance():
            self.wanted.emit()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()
