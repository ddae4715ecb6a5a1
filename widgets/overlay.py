"""What is said about a panel's data, on the data: loading, disconnected, unknown market.

It covers the widget it is given and follows its size. The data stay readable under a veil, and the mouse passes through
unless there is something to press.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets import palette
from widgets.palette import FontRole


class Overlay(QWidget):
    """A veil with a text, and perhaps markets to choose instead.

    Signals:
        code_chosen: the user pressed the button of this market.
    """

    code_chosen = Signal(str)

    def __init__(self, covered: QWidget) -> None:
        super().__init__(covered)
        self._text = QLabel()
        self._text.setFont(palette.font(FontRole.NOTICE))
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setStyleSheet(
            f"color: {palette.AMBER.name()}; background: {palette.BACKGROUND.name()};"
            f"border: 1px solid {palette.BORDER.name()}; border-radius: 6px; padding: 10px 18px;"
        )
        self._buttons = QHBoxLayout()
        self._codes: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._text, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addLayout(self._buttons)
        layout.addStretch(1)
        self.hide()
        self.cover(covered)

    @property
    def text(self) -> str:
        """What is being said; empty while the overlay is away."""
        return "" if self.isHidden() else self._text.text()

    @property
    def codes(self) -> tuple[str, ...]:
        """The markets on offer."""
        return self._codes

    def cover(self, covered: QWidget) -> None:
        """Lie over `covered` from now on."""
        if (before := self.parentWidget()) is not None:
            before.removeEventFilter(self)
        self.setParent(covered)
        covered.installEventFilter(self)
        self.setGeometry(covered.rect())

    def say(self, text: str | None, codes: tuple[str, ...] = ()) -> None:
        """Show `text` and a button for each of `codes`; None takes the overlay away."""
        if text is None:
            self.hide()
            return
        if text != self._text.text():
            self._text.setText(text)
        if codes != self._codes:
            self._offer(codes)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not codes)
        if self.isHidden():
            self.show()
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the size of what is covered."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the veil."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), palette.VEIL)

    def _offer(self, codes: tuple[str, ...]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()
        self._codes = codes
        if not codes:
            return
        self._buttons.addStretch(1)
        for code in codes:
            button = QPushButton(code)
            button.setObjectName(code)
            button.clicked.connect(self._on_clicked)
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def _on_clicked(self) -> None:
        if (button := self.sender()) is not None:
            self.code_chosen.emit(button.objectName())
