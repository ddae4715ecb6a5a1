"""How much the stored candles take on disk, with a button that removes them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QWidget

from widgets.controls.label import label
from widgets.guard.guard import guarded
from widgets.text.language import when_language_changes

_MEGABYTE: Final = 1_000_000
_UPDATE_INTERVAL: Final = 2_000
"""Milliseconds between two looks at the size: candles are stored while the window is open."""


class StoredCandles(QObject):
    """What the settings window asks of the stored candles; the desk does it.

    Signals:
        size_wanted: tell the size, by `size_known`.
        clear_wanted: remove all of them.
        size_known: bytes on disk; None if no candles are stored in this run.
    """

    size_wanted = Signal()
    clear_wanted = Signal()
    size_known = Signal(object)


class StoredCandlesRow(QWidget):
    """One line of the settings window.

    Args:
        candles: the stored candles.
    """

    def __init__(self, candles: StoredCandles) -> None:
        super().__init__()
        self._candles = candles
        self._size: int | None = None
        self._is_size_known = False
        self._text = label("", wraps=True)
        self.clear_button = QPushButton()
        self.clear_button.setAutoDefault(False)
        self.clear_button.clicked.connect(self._ask_to_clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 8)
        line.addWidget(self._text, 1)
        line.addWidget(self.clear_button)
        self._timer = QTimer(self)
        self._timer.setInterval(_UPDATE_INTERVAL)
        self._timer.timeout.connect(self._candles.size_wanted)
        candles.size_known.connect(self._show_size)
        self._set_texts()
        when_language_changes(self, self._set_texts)

    @property
    def text(self) -> str:
        """What the line says."""
        return self._text.text()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the size, now and from time to time."""
        super().showEvent(event)
        self._candles.size_wanted.emit()
        self._timer.start()

    def _show_size(self, size: int | None) -> None:
        self._size, self._is_size_known = size, True
        self._set_texts()

    def _set_texts(self) -> None:
        self.clear_button.setText(self.tr("저장한 봉 비우기…"))
        self.clear_button.setEnabled(self._size is not None)
        if not self._is_size_known:
            self._text.setText(self.tr("저장한 봉: 크기를 재는 중"))
        elif self._size is None:
            self._text.setText(self.tr("이번에는 봉을 저장하지 않습니다."))
        else:
            self._text.setText(self.tr("저장한 봉: {size:,.1f} MB").format(size=self._size / _MEGABYTE))

    def _ask_to_clear(self) -> None:
        question = self.tr("저장한 봉을 모두 지울까요? 열린 차트는 그대로 두고, 다음에 열 때 거래소에서 다시 받습니다.")
        box = QMessageBox(QMessageBox.Icon.Question, self.window().windowTitle(), question, parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.addButton(self.tr("비우기"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(self.tr("취소"), QMessageBox.ButtonRole.RejectRole))
        box.accepted.connect(self._candles.clear_wanted)
        box.open()
