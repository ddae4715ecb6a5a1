"""The way from the settings to the form for API keys, which belongs to the account of one exchange."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from widgets.controls.label import label
from widgets.text.language import translate, when_language_changes


class AccountRow(QWidget):
    """Says what keys are needed for; the form itself stands in 자산.

    Signals:
        keys_wanted: the user wants to enter or delete API keys.
    """

    keys_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = label("", wraps=True)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.keys_wanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 8)
        line.addWidget(self._text, 1)
        line.addWidget(self.button)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    def _set_texts(self) -> None:
        self._text.setText(
            translate(
                "SettingsWindow",
                "자산과 미체결 주문에만 API 키가 필요합니다. 키는 출처마다 운영체제의 키 저장소에 보관합니다.",
            )
        )
        self.button.setText(translate("SettingsWindow", "API 키 관리…"))
