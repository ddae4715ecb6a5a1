"""The buttons of the pane under the pointer: up, down, settings, and remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from widgets.controls.label import set_font_role
from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded
from widgets.look.fonts import FontRole
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from widgets.chart.pane_view import PaneView
    from widgets.chart.panes.pane import Pane

_MARGIN: Final = 3


class PaneButtons(QWidget):
    """A row of small buttons at the upper right of one pane of `chart`; hidden while the pointer is elsewhere.

    Signals:
        left: the pointer left the buttons.
    """

    left = Signal()

    def __init__(self, chart: PaneView) -> None:
        super().__init__(chart)
        self.setObjectName("paneButtons")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._chart = ref(chart)
        self._pane: Pane | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        self._up, self._down = self._button("▲", self._move_up), self._button("▼", self._move_down)
        self._settings, self._remove = self._button("…", self._set), self._button("×", self._drop)
        for button in (self._up, self._down, self._settings, self._remove):
            layout.addWidget(button)
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self.hide()

    @property
    def pane(self) -> Pane | None:
        """The pane whose buttons are shown."""
        return self._pane if not self.isHidden() else None

    @property
    def has_pointer(self) -> bool:
        """Whether the pointer is over the buttons."""
        chart = self.parentWidget()
        return (
            not self.isHidden() and chart is not None and self.geometry().contains(chart.mapFromGlobal(QCursor.pos()))
        )

    def offer(self, pane: Pane | None) -> None:
        """Show the buttons of `pane`, or none; the topmost pane of a chart without others has none."""
        chart = self._chart()
        if pane is None or chart is None or not self._adapt(chart, pane):
            self.hide()
            return
        self._pane = pane
        size = self.sizeHint()
        self.setGeometry(pane.area.right() - size.width() - _MARGIN, pane.area.top() + _MARGIN, *size.toTuple())
        if self.isHidden():
            self.show()
            self.raise_()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer left."""
        super().leaveEvent(event)
        self.left.emit()

    def _adapt(self, chart: PaneView, pane: Pane) -> bool:
        """Show the buttons that can be used; return whether there is one."""
        usable = (
            (self._up, chart.panes.can_move(pane, -1)),
            (self._down, chart.panes.can_move(pane, 1)),
            (self._settings, pane.open_settings is not None),
            (self._remove, pane.can_be_removed),
        )
        for button, can_be_used in usable:
            button.setVisible(can_be_used)
        is_plain = not pane.can_be_removed and pane.open_settings is None
        return not is_plain and pane.area.height() > self.sizeHint().height() + 2 * _MARGIN

    def _button(self, sign: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        set_font_role(button, FontRole.SMALL)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(act)
        return button

    def _set_texts(self) -> None:
        for button, tip in (
            (self._up, self.tr("위로 옮기기")),
            (self._down, self.tr("아래로 옮기기")),
            (self._settings, self.tr("설정")),
            (self._remove, self.tr("없애기")),
        ):
            set_tip(button, tip)
            button.setAccessibleName(tip)

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        if (chart := self._chart()) is not None and (pane := self._pane) is not None:
            chart.move_pane(pane, step)
            self.offer(pane)

    def _set(self) -> None:
        if self._pane is not None and self._pane.open_settings is not None:
            self._pane.open_settings()

    def _drop(self) -> None:
        if (chart := self._chart()) is not None and self._pane is not None:
            pane, self._pane = self._pane, None
            self.hide()
            chart.ask_to_remove(pane)
