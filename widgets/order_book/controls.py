"""The bar above an order book: grouping, depth, figures, layout, and the way back to the spread.

Buttons without room are left out; a last one opens a menu that has all of them, as have the keys.
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from widgets.controls.label import set_font_role
from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded, guarded_or
from widgets.look.fonts import FontRole
from widgets.text.language import when_language_changes


class Control(NamedTuple):
    """What a button says and does."""

    text: str
    tip: str
    is_checked: bool | None = None
    """None: it is no switch."""
    widest: str = ""
    """The widest text that it may get by itself: a button must not move under the pointer."""


class BookControls(QWidget):
    """One row of buttons, the most important first.

    Signals:
        pressed: the number of the button.
        more_wanted: the button for what has no room was pressed.
    """

    pressed = Signal(int)
    more_wanted = Signal()

    def __init__(self, count: int) -> None:
        super().__init__()
        self.setObjectName("chartHeader")  # the same rules of the style
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.idClicked.connect(self.pressed)
        self._buttons = [self._button(number) for number in range(count)]
        self.more = self._flat()
        self.more.setText("…")
        self.more.clicked.connect(self.more_wanted)
        for button in (*self._buttons, self.more):
            layout.addWidget(button)
        layout.addStretch(1)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    @property
    def buttons(self) -> list[QPushButton]:
        """The buttons, in their order."""
        return self._buttons

    def show_controls(self, controls: list[Control | None]) -> None:
        """Title the buttons; one of None is not offered."""
        for button, control in zip(self._buttons, controls, strict=True):
            button.setProperty("offered", control is not None)
            if control is not None:
                button.setMinimumWidth(0)
                button.setText(control.widest or control.text)
                button.setMinimumWidth(button.sizeHint().width())
                button.setText(control.text)
                button.setCheckable(control.is_checked is not None)
                button.setChecked(bool(control.is_checked))
                set_tip(button, control.tip)
        self._fit()

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """A row without any button has the same height."""
        return QSize(0, super().minimumSizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the buttons that there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        offered = [button for button in self._buttons if button.property("offered")]
        widths = [max(button.sizeHint().width(), button.minimumWidth()) + 1 for button in offered]
        left, more = self.width() - 8, self.more.sizeHint().width() + 1
        is_whole = sum(widths) <= left
        left -= 0 if is_whole else more
        shown = {button for button, end in zip(offered, accumulate(widths), strict=True) if end <= left}
        for button in self._buttons:
            button.setVisible(button in shown)
        self.more.setVisible(not is_whole and left >= 0)

    def _set_texts(self) -> None:
        self.more.setAccessibleName(self.tr("더 보기"))
        set_tip(self.more, self.tr("더 보기"))

    def _button(self, number: int) -> QPushButton:
        button = self._flat()
        self._group.addButton(button, number)
        return button

    def _flat(self) -> QPushButton:
        button = QPushButton(self)
        set_font_role(button, FontRole.SMALL)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button
