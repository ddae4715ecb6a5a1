"""The button on a chart that does not follow the newest candle; it returns to that candle."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from widgets.look.fonts import FontRole
from widgets.paint.label import set_font_role
from widgets.paint.untrusted_text import set_tip
from widgets.text.language import when_language_changes

_MARGIN: Final = 8


class ReturnButton(QToolButton):
    """A small button on `chart`; hidden while the chart follows the newest candle."""

    def __init__(self, chart: QWidget) -> None:
        super().__init__(chart)
        self.setObjectName("newestButton")
        set_font_role(self, FontRole.SMALL)
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def offer(self, is_offered: bool, right: int, bottom: int) -> None:
        """Show the button left of `right` and above `bottom`, or hide it."""
        if is_offered:
            self.setGeometry(self.place(right, bottom))
        if is_offered is self.isHidden():
            self.setVisible(is_offered)
            self.raise_()

    def place(self, right: int, bottom: int) -> QRect:
        """Return where it lies left of `right` and above `bottom` if it is offered there."""
        size = self.sizeHint()
        return QRect(QPoint(right - size.width() - _MARGIN, bottom - size.height() - _MARGIN), size)

    def _set_texts(self) -> None:
        self.setText(self.tr("최신으로 ▶"))
        set_tip(self, self.tr("가장 최근 봉으로 가서 따라갑니다 (End)"))
