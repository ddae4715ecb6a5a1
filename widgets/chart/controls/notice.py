"""The notice on a chart that candles could not be loaded, with buttons to try again and for simulated quotes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from widgets.controls.label import label, set_font_role
from widgets.look.fonts import FontRole
from widgets.text.language import when_language_changes

_MARGIN: Final = 10
_NARROWEST: Final = 60


class ChartNotice(QFrame):
    """A small box at the lower left of `chart`; hidden while its text is empty.

    Signals:
        retried: the user pressed the button to try again.
        simulated_wanted: the user pressed the button to switch to simulated quotes.
    """

    retried = Signal()
    simulated_wanted = Signal()

    def __init__(self, chart: QWidget) -> None:
        super().__init__(chart)
        self.setObjectName("chartNotice")
        self._text = label("", FontRole.SMALL)
        self._again, self._switch = QPushButton(), QPushButton()
        self._set_texts()
        when_language_changes(self, self._set_texts)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 6, 4)
        layout.addWidget(self._text)
        for button, pressed in ((self._again, self.retried), (self._switch, self.simulated_wanted)):
            set_font_role(button, FontRole.SMALL)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(pressed)
            layout.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """The text shown; empty while the notice is hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_text(self, text: str, bottom: int, *, can_switch: bool = False) -> None:
        """Show `text` in a box that ends above `bottom`; hide the box if `text` is empty.

        Args:
            text: why there are no candles.
            bottom: in pixels of the chart.
            can_switch: show the button for simulated quotes.
        """
        if not text:
            self.hide()
            return
        self._switch.setVisible(can_switch)
        self._text.setText(text)
        self._fit()
        self.move(_MARGIN, bottom - self.height() - _MARGIN)
        self.show()
        self.raise_()

    def _set_texts(self) -> None:
        self._again.setText(self.tr("다시 시도"))
        self._switch.setText(self.tr("모의로 전환"))

    def _fit(self) -> None:
        """Wrap the text if the box would be wider than the chart: the button must stay visible."""
        self._text.setWordWrap(False)
        self._text.setMinimumWidth(0)  # a label sets no smaller minimum
        wanted = self._text.sizeHint().width()
        self._text.setFixedWidth(wanted)
        self.adjustSize()
        chart = self.parentWidget()
        excess = self.width() - (chart.width() - 2 * _MARGIN) if chart is not None else 0
        if excess > 0:
            self._text.setWordWrap(True)
            self._text.setFixedWidth(max(wanted - excess, _NARROWEST))
            self.adjustSize()
