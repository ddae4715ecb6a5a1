"""The notice drawn over a panel's data: loading, disconnected, unknown market.

It covers a widget and follows its size. An amber frame and a light veil mark data that are not current; the veil is so
light that every text below it stays readable. Mouse events pass through unless the notice has buttons.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets.controls.label import label, set_font_role
from widgets.controls.untrusted_text import title
from widgets.guard.guard import guarded, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cover import Cover
from widgets.panel.data_state.data_notice import Notice
from widgets.text.language import when_language_changes

_FRAME: Final = 2
"""Width in pixels of the frame around data that are not current."""

_LOW: Final = 260
"""Height in pixels, at a font size of 100 %, of data of a few rows: a notice beside them is small there, and lies close
to the edge, or it would cover the newest row."""
_SMALL_MARGIN: Final = 3


class Overlay(Cover):
    """A translucent veil with a text, and optional buttons: for another market, another try, another source.

    Signals:
        code_chosen: the user pressed the button of this market.
        retried: the user pressed the button to try again.
        simulated_wanted: the user pressed the button to switch to simulated quotes.
    """

    code_chosen = Signal(str)
    retried = Signal()
    simulated_wanted = Signal()

    def __init__(self, look: Look, covered: QWidget) -> None:
        super().__init__(covered)
        self._look = look
        look.changed.connect(self._on_look_changed)
        self._text = label()
        self._text.setObjectName("overlayText")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = ""
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._offered: tuple[tuple[str, ...], bool, bool] = ((), False, False)
        self._again: QPushButton | None = None
        self._switch: QPushButton | None = None
        self._is_aside: bool | None = None
        self._role: FontRole | None = None
        self._is_veiled = True
        self._column = QVBoxLayout(self)
        self._margins, self._spacing = self._column.contentsMargins(), self._column.spacing()
        self._column.addStretch(1)
        self._column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignCenter)
        self._column.addLayout(self._buttons)
        self._column.addStretch(1)
        self._place(is_aside=False)
        self._fit()
        when_language_changes(self, self._set_texts)
        self.hide()

    @property
    def text(self) -> str:
        """The text shown; empty while the overlay is hidden."""
        return "" if self.isHidden() else self._said

    @property
    def can_retry(self) -> bool:
        """Whether the notice shown has a button to try again."""
        return not self.isHidden() and self._offered[1]

    @property
    def offers_markets(self) -> bool:
        """Whether the notice shown has buttons of other markets."""
        return not self.isHidden() and bool(self._offered[0])

    @property
    def free_height(self) -> int:
        """The height of the data above a notice at their lower edge; all of it without one."""
        is_beside = bool(self._is_aside) and not self.isHidden()
        self._column.activate()
        return self._text.geometry().top() if is_beside else self.height()

    @property
    def codes(self) -> tuple[str, ...]:
        """The markets offered as buttons."""
        return self._offered[0]

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice, with a button for each thing that it offers; None hides the overlay."""
        if notice is None:
            self._said = ""
            self._text.clear()
            self.hide()
            return
        text, codes, is_aside, can_retry, is_current, can_switch = notice
        is_other_offer = (codes, can_retry, can_switch) != self._offered
        is_other = is_other_offer or text != self._said or is_aside != self._is_aside
        self._said = text
        if is_aside != self._is_aside:
            self._place(is_aside=is_aside)
        if is_current is self._is_veiled:
            self._is_veiled = not is_current
            self.update()
        if is_other_offer:
            self._offer(codes, can_retry=can_retry, can_switch=can_switch)
        if is_other:
            self._fit()
        has_buttons = bool(codes) or can_retry or can_switch
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not has_buttons)
        if self.isHidden():
            self.show()
            self.raise_()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the text at the new width."""
        super().resizeEvent(event)
        self._fit()

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the veil and its frame, unless the data are current."""
        if self._is_veiled:
            theme, edge = self._look.theme, _FRAME
            painter, width, height = QPainter(self), self.width(), self.height()
            painter.fillRect(event.rect(), theme.veil)
            for area in (
                QRect(0, 0, width, edge),
                QRect(0, height - edge, width, edge),
                QRect(0, edge, edge, height - 2 * edge),
                QRect(width - edge, edge, edge, height - 2 * edge),
            ):
                painter.fillRect(area, theme.warning)

    def _on_look_changed(self) -> None:
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Make the notice as large as there is room for: smaller text first, then its first line alone.

        Be small beside data of a few rows.
        """
        is_small = bool(self._is_aside) and self.height() < self._look.px(_LOW)
        sizes = (FontRole.TEXT,) if self._is_aside else (FontRole.NOTICE, FontRole.TEXT)
        for role in () if is_small else sizes:
            if self._try(self._said, role):
                return
        if not self._try(self._said, FontRole.SMALL):
            self._try(self._said.partition("\n")[0], FontRole.SMALL)

    def _try(self, text: str, role: FontRole) -> bool:
        """Set text and size, and the buttons below one another if need be; return whether all of it fits."""
        if text != self._text.text():
            self._text.setText(text)
        if role is not self._role:
            self._role = role
            set_font_role(self._text, role)
            # Qt polishes a label with other padding, but measures it with the old one until it hears of another style.
            QCoreApplication.sendEvent(self._text, QEvent(QEvent.Type.StyleChange))
            is_small = role is FontRole.SMALL
            small = QMargins(_SMALL_MARGIN, _SMALL_MARGIN, _SMALL_MARGIN, _SMALL_MARGIN)
            self._column.setContentsMargins(small if is_small else self._margins)
            self._column.setSpacing(_SMALL_MARGIN if is_small else self._spacing)
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self._text.setWordWrap(False)
        self._text.setMinimumWidth(0)
        is_wide = 0 < room < self._text.sizeHint().width()
        self._text.setWordWrap(is_wide)
        self._text.setMinimumWidth(room if is_wide else 0)
        needed = self._text.heightForWidth(room) if is_wide else self._text.sizeHint().height()
        self._buttons.setDirection(QBoxLayout.Direction.LeftToRight)
        if 0 < room < self._buttons.minimumSize().width():
            self._buttons.setDirection(QBoxLayout.Direction.TopToBottom)
        if self._buttons.count():
            needed += self._column.spacing() + self._buttons.minimumSize().height()
        return needed + margins.top() + margins.bottom() <= self.height()

    def _place(self, *, is_aside: bool) -> None:
        self._is_aside = is_aside
        self._column.setStretch(3, 0 if is_aside else 1)

    def _offer(self, codes: tuple[str, ...], *, can_retry: bool, can_switch: bool) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()
        self._offered, self._again, self._switch = (codes, can_retry, can_switch), None, None
        if not (codes or can_retry or can_switch):
            return
        self._buttons.addStretch(1)
        for code in codes:
            button = QPushButton(title(code))
            button.setObjectName(code)
            button.clicked.connect(self._on_clicked)
            self._buttons.addWidget(button)
        if can_retry:
            again = self._again = QPushButton()
            again.clicked.connect(self.retried)
            self._buttons.addWidget(again)
        if can_switch:
            switch = self._switch = QPushButton()
            switch.clicked.connect(self.simulated_wanted)
            self._buttons.addWidget(switch)
        self._buttons.addStretch(1)
        self._name_buttons()

    def _set_texts(self) -> None:
        self._name_buttons()
        self._fit()

    def _name_buttons(self) -> None:
        if self._again is not None:
            self._again.setText(self.tr("다시 시도"))
        if self._switch is not None:
            self._switch.setText(self.tr("모의로 전환"))

    def _on_clicked(self) -> None:
        if (button := self.sender()) is not None:
            self.code_chosen.emit(button.objectName())
