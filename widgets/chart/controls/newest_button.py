"""The button on a chart that does not follow the newest candle; it returns to that candle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QToolButton

from widgets.look.fonts import FontRole
from widgets.paint.label import set_font_role
from widgets.paint.untrusted_text import set_tip
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from widgets.chart.view import ChartView

_MARGIN: Final = 8


class ReturnButton(QToolButton):
    """A small button on a chart, above the lower right corner of the prices."""

    def __init__(self, view: ChartView) -> None:
        super().__init__(view)
        self._view = ref(view)
        self.setObjectName("newestButton")
        set_font_role(self, FontRole.SMALL)
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()
        self.clicked.connect(view.to_newest)
        view.drawn.connect(self.offer)

    def offer(self) -> None:
        """Show the button unless the chart follows the newest candle."""
        view = self._view()
        if view is None:
            return
        is_offered = not view.window_of_time.is_following
        if is_offered:
            right, bottom = view.corner
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
