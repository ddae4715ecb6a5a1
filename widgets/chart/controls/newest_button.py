"""The button on a chart that does not follow the newest candle; it returns to that candle.

It lies where the axes meet, which is empty: among the prices it would hide candles and words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QToolButton

from widgets.controls.label import set_font_role
from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded
from widgets.look.fonts import FontRole
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from widgets.chart.view import ChartView

_SIGN: Final = "▶"
"""Its text where there is no room for more."""


class ReturnButton(QToolButton):
    """A small button in the corner of a chart, below the value axes."""

    def __init__(self, view: ChartView) -> None:
        super().__init__(view)
        self._view = ref(view)
        self._said: tuple[bool, int] | None = None
        self.setObjectName("newestButton")
        set_font_role(self, FontRole.SMALL)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self.clicked.connect(view.to_newest)
        view.drawn.connect(self.offer)

    def offer(self) -> None:
        """Show the button unless the chart follows the newest candle."""
        view = self._view()
        if view is None:
            return
        is_offered = not view.window_of_time.is_following
        if is_offered:
            place = view.corner.adjusted(1, 1, 0, 0)
            self.setGeometry(place)
            self._say(view.window_of_time.has_newest_in_sight, place.width())
        if is_offered is self.isHidden():
            self.setVisible(is_offered)
            self.raise_()

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        """Measure the words again in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_texts()

    def _set_texts(self) -> None:
        self._said = None
        self.offer()

    def _say(self, is_in_sight: bool, room: int) -> None:
        """Say what a click does: nobody goes to a candle that is in sight, but it is not followed either."""
        said = is_in_sight, room
        if said == self._said:
            return
        self._said = said
        words = self.tr("따라가기 ▶") if is_in_sight else self.tr("최신으로 ▶")
        self.setAccessibleName(words.removesuffix(_SIGN).strip())
        set_tip(self, self.tr("가장 최근 봉으로 가서 따라갑니다 (End)"))
        self.setText(words)
        if self.sizeHint().width() > room:
            self.setText(_SIGN)
