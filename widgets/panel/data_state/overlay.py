"""The notice of a panel: loading, disconnected, unknown market.

It covers a widget and follows its size. Where there are no data its text stands in the middle. Data that are there keep
their figures free: the text has a strip below them, and they are as much lower. An amber frame and a light veil mark
data that are not current; the veil is so light that every text below it stays readable. Mouse events pass through
unless the notice has buttons.
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

_SMALL_MARGIN: Final = 3
_MOST_OF_HEIGHT: Final = 3
"""A strip takes no more than one of so many parts of the height, unless its first line alone needs more."""
_LEAST_BESIDE: Final = 90
"""Pixels of text, at a font size of 100 %, beside which a strip has its buttons."""


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
        self._strip = 0
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
    def strip(self) -> int:
        """The height in pixels that is taken from the data for the text beside them; 0 without one."""
        return self._strip

    @property
    def is_over_page(self) -> bool:
        """Whether the widget around the data is the page that is shown."""
        host = self.parentWidget()
        return host is not None and host.isVisible()

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
            self._reserve(0)
            return
        text, codes, is_aside, can_retry, is_current, can_switch = notice
        is_other_offer = (codes, can_retry, can_switch) != self._offered
        is_other = is_other_offer or text != self._said or is_aside != self._is_aside
        self._said = text
        self._is_aside = is_aside
        if is_current is self._is_veiled:
            self._is_veiled = not is_current
            self.update()
        if is_other_offer:
            self._offer(codes, can_retry=can_retry, can_switch=can_switch)
        if is_other or self.isHidden():
            self._fit()
        has_buttons = bool(codes) or can_retry or can_switch
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not has_buttons)
        if self.isHidden():
            self.show()
            self.raise_()

    def cover(self, covered: QWidget, host: QWidget) -> None:
        """Cover another widget from now on."""
        self._reserve(0)
        super().cover(covered, host)

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

    def place(self) -> QRect:
        """Return the place of the data, with the strip below them if there is one."""
        place, host = super().place(), self.parentWidget()
        if self._strip and host is not None:
            place.setBottom(host.rect().bottom())
        return place

    def _fit(self) -> None:
        """Make the notice as large as there is room for: smaller text first, then its first line alone."""
        if self._is_aside:
            self._fit_strip()
            return
        self._reserve(0)
        for role in (FontRole.NOTICE, FontRole.TEXT, FontRole.SMALL):
            if self._needed(self._said, role) <= self.height():
                return
        self._needed(self._said.partition("\n")[0], FontRole.SMALL)

    def _fit_strip(self) -> None:
        """Take as much height from the data as the text beside them needs, in as few lines as possible."""
        host = self.parentWidget()
        first, _, _ = self._said.partition("\n")
        most = host.height() // _MOST_OF_HEIGHT if host is not None else 0
        needed = self._needed(self._said.replace("\n", " · "), FontRole.SMALL)
        if needed > most:
            needed = self._needed(first, FontRole.SMALL)
        self._reserve(needed)

    def _reserve(self, height: int) -> None:
        """Leave a strip of this height below the data."""
        host = self.parentWidget()
        if height == self._strip or host is None:
            return
        self._strip = height
        margins = host.contentsMargins()  # the one above may be a floating panel's title
        margins.setBottom(height)
        host.setContentsMargins(margins)
        self._follow()

    def _needed(self, text: str, role: FontRole) -> int:
        """Set text and size, and the buttons below one another if need be; return the height that all of it needs."""
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
        self._buttons.setDirection(QBoxLayout.Direction.LeftToRight)
        offered = self._buttons.minimumSize()
        beside = room - offered.width() - self._column.spacing()
        is_row = bool(self._is_aside) and self._buttons.count() > 0 and beside >= self._look.px(_LEAST_BESIDE)
        self._place(is_row=is_row)
        if is_row:
            room = beside
        self._text.setWordWrap(False)
        self._text.setMinimumWidth(0)
        is_wide = 0 < room < self._text.sizeHint().width()
        self._text.setWordWrap(is_wide)
        self._text.setMinimumWidth(room if is_wide else 0)
        needed = self._text.heightForWidth(room) if is_wide else self._text.sizeHint().height()
        if is_row:
            needed = max(needed, offered.height())
        elif self._buttons.count():
            if 0 < room < offered.width():
                self._buttons.setDirection(QBoxLayout.Direction.TopToBottom)
            needed += self._column.spacing() + self._buttons.minimumSize().height()
        return needed + margins.top() + margins.bottom()

    def _place(self, *, is_row: bool) -> None:
        """Put the buttons below the text or, in a strip, beside it; a strip has both at the lower edge."""
        row, column = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._column.setDirection(row if is_row else column)
        edge = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter
        self._column.setAlignment(self._text, edge if is_row else Qt.AlignmentFlag.AlignCenter)
        self._column.setAlignment(self._buttons, edge if is_row else Qt.AlignmentFlag(0))
        self._column.setStretch(3, 0 if self._is_aside and not is_row else 1)

    def _offer(self, codes: tuple[str, ...], *, can_retry: bool, can_switch: bool) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()
        self._offered, self._again, self._switch = (codes, can_retry, can_switch), None, None
        if not (codes or can_retry or can_switch):
            return
        self._buttons.addStretch(1)
        for code in codes:
            button = self._add_button()
            button.setText(title(code))
            button.setObjectName(code)
            button.clicked.connect(self._on_clicked)
        if can_retry:
            self._again = self._add_button()
            self._again.clicked.connect(self.retried)
        if can_switch:
            self._switch = self._add_button()
            self._switch.clicked.connect(self.simulated_wanted)
        self._buttons.addStretch(1)
        self._name_buttons()

    def _add_button(self) -> QPushButton:
        button = QPushButton()
        self._buttons.addWidget(button)
        button.show()  # Qt would show it later, and a hidden one needs no height
        return button

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
