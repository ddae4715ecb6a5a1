"""The notice of a chart that candles could not be loaded, with buttons to try again and for simulated quotes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from widgets.controls.label import label, set_font_role
from widgets.look.fonts import FontRole
from widgets.text.language import when_language_changes


class ChartNotice(QFrame):
    """A strip below a chart, which is as much lower: over it, it would hide candles. Hidden while its text is empty.

    Signals:
        retried: the user pressed the button to try again.
        simulated_wanted: the user pressed the button to switch to simulated quotes.
    """

    retried = Signal()
    simulated_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        # A long reason takes several lines; it makes no chart wider.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setObjectName("chartNotice")
        self._text = label("", FontRole.SMALL, wraps=True)
        self._again, self._switch = QPushButton(), QPushButton()
        self._set_texts()
        when_language_changes(self, self._set_texts)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 6, 4)
        layout.addWidget(self._text, 1)
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

    def show_text(self, text: str, *, can_switch: bool = False) -> None:
        """Show `text`; hide the strip if it is empty.

        Args:
            text: why there are no candles.
            can_switch: show the button for simulated quotes.
        """
        self._switch.setVisible(can_switch)
        self._text.setText(text)
        self.setVisible(bool(text))

    def _set_texts(self) -> None:
        self._again.setText(self.tr("다시 시도"))
        self._switch.setText(self.tr("모의로 전환"))
