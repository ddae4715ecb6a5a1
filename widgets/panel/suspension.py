"""Takes a panel out of service after too many errors or slow frames, shows the reason, and offers to try again."""

from __future__ import annotations

import logging
import time
import weakref
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.text import translatable
from widgets.controls.label import label
from widgets.guard.error_budget import ErrorBudget
from widgets.guard.guard import guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.paint.cover import Cover
from widgets.text.language import when_language_changes, wording

logger = logging.getLogger(__name__)

_LONGEST_REASON: Final = 200
"""Maximum number of characters shown of an error."""


class Suspension(QObject):
    """Counts the errors and slow frames of one panel, its parent, and suspends it.

    Signals:
        lifted: the user lets the panel try again.
    """

    lifted = Signal()

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self.reason = ""
        """Why the panel is out of service; empty while it is in service."""
        self._panel = weakref.ref(panel)
        self._budget = ErrorBudget()
        self._notice: SuspensionNotice | None = None
        # Delayed: a panel may fail while it is painted, and no widget may be added to it then.
        self._covering = QTimer(self)
        self._covering.setSingleShot(True)
        self._covering.timeout.connect(self._cover)

    @property
    def text(self) -> str:
        """What lies over the panel, with the reason; empty while it is in service."""
        return self._notice.text if self._notice is not None else ""

    def failed(self, name: str, error: Exception) -> None:
        """Count an exception of the panel; log at most once per second; suspend the panel at the limit."""
        now = time.monotonic()
        is_enough = self._budget.failed(now)
        if count := self._budget.to_log(now):
            logger.error("%s failed, %d times since the last report", name, count, exc_info=error)
        if is_enough:
            self._begin(name, f"{type(error).__name__}: {error}"[:_LONGEST_REASON])

    def was_slow(self, name: str, seconds: float) -> None:
        """Count a slow frame of the panel; suspend the panel if its frames take too much time of the whole desk."""
        if self._budget.was_slow(time.monotonic(), seconds):
            self._begin(
                name,
                translatable("Suspension", "화면을 그리는 데 너무 오래 걸립니다 ({ms:,.0f} ms)").format(
                    ms=seconds * 1000
                ),
            )

    def _begin(self, name: str, reason: str) -> None:
        if not self.reason:
            self.reason = reason
            logger.error(translatable("log", "패널을 멈췄습니다: %s – %s"), name, reason)
            self._covering.start(0)

    def _cover(self) -> None:
        if (panel := self._panel()) is not None:
            self._notice = SuspensionNotice(panel, self.reason)
            self._notice.retried.connect(self._lift)

    def _lift(self) -> None:
        self.reason = ""
        self._budget.forgive()
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        self.lifted.emit()


class SuspensionNotice(Cover):
    """Covers `panel` from construction to deletion. It is opaque, so Qt paints nothing below it.

    Signals:
        retried: the user lets the panel try again.
    """

    retried = Signal()

    def __init__(self, panel: QWidget, reason: str) -> None:
        super().__init__(panel)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._reason = reason
        self._heading = label("", FontRole.NOTICE, Ink.WARNING, wraps=True)
        self._why = label("", FontRole.TEXT, Ink.TEXT, wraps=True)
        self._others = label("", FontRole.SMALL, Ink.DIM, wraps=True)
        self._again = QPushButton()
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self._again.clicked.connect(self.retried)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(1)
        for line in (self._heading, self._why, self._others):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(line)
        layout.addWidget(self._again, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)
        self.show()
        self.raise_()

    @property
    def text(self) -> str:
        """The text shown."""
        return "\n".join(line.text() for line in (self._heading, self._why, self._others))

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background over the panel."""
        QPainter(self).fillRect(event.rect(), self.palette().base())

    def _set_texts(self) -> None:
        self._heading.setText(self.tr("이 패널을 멈췄습니다"))
        self._why.setText(wording(self._reason))
        self._others.setText(self.tr("다른 패널은 그대로 움직입니다."))
        self._again.setText(self.tr("다시 시도"))
