"""The notice of an uncaught error for the user: one line in the status bar, with the details behind a button."""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.trouble.open_errors import OpenErrors
from app.trouble.redaction import Redactor
from app.trouble.reporter import RedactingFormatter
from core.text import Text, translatable
from widgets.controls.label import PlainLabel, label
from widgets.controls.untrusted_text import set_tip
from widgets.controls.whole_texts import WholeTexts
from widgets.controls.window_size import on_screen
from widgets.guard.guard import guarded
from widgets.text.language import when_language_changes, wording
from widgets.text.shortening import shortened

KEPT: Final = 20
"""Number of errors whose details are kept; the newest ones."""

PASSES_AFTER: Final = 10.0
"""Seconds for which a report of something done is shown."""

_READABLE: Final = 40
"""Average characters of a notice that are shown before words for a connection are whole."""

_LEAST: Final = 24
"""Average characters of a notice that are always shown, also beside warnings."""

_DETAILS_SIZE: Final = QSize(760, 420)
_LAYOUT: Final = "%(asctime)s %(name)s: %(message)s"
_ENTRIES_APART: Final = "\n\n" + "─" * 40 + "\n\n"


class _Relay(QObject):
    """Passes messages from any thread to the GUI thread.

    Signals:
        reported: a line for the bar, its details, and the cause that it lasts for; empty for none.
        ended: a cause is over.
    """

    reported = Signal(object, object, str)
    ended = Signal(str)


class NoticeSink(logging.Handler):
    """Log handler that shows errors in a notice, from any thread.

    Args:
        notice: the notice; it must outlive this handler, or the handler must be closed first.
        redactor: masks secrets in every text.
    """

    def __init__(self, notice: ErrorNotice, redactor: Redactor) -> None:
        super().__init__(logging.INFO)  # that a cause is over is no error
        self._redactor = redactor
        self._relay = _Relay()
        self._relay.reported.connect(notice.show_error)
        self._relay.ended.connect(notice.show_end)
        self.setFormatter(RedactingFormatter(redactor, _LAYOUT, "%H:%M:%S"))

    def emit(self, record: logging.LogRecord) -> None:
        """Show a record of an error, or that the cause of earlier ones is over."""
        if cause := getattr(record, "ended_cause", ""):
            self._relay.ended.emit(cause)
        if record.levelno < logging.ERROR:
            return
        error = record.exc_info[1] if record.exc_info else None
        text = _message_of(record) if error is None else f"{type(error).__name__}: {error}"
        clean = self._redactor.clean(text)
        cause = getattr(record, "lasting_cause", "")
        self._relay.reported.emit(text if text == clean else clean, self.format(record), cause)

    def close(self) -> None:
        """Stop showing records."""
        self._relay.reported.disconnect()
        self._relay.ended.disconnect()
        super().close()


class ErrorNotice(QFrame):
    """A line that stays until it is closed, but for reports of something done and errors whose cause is over.

    It takes no focus and blocks nothing.

    A refusal, which answers what the user did, goes with the next report: the user has done something else since, and
    an old refusal shown again would look like a new one. Errors come back, because nobody has seen to them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stories: list[str] = []
        self._open = OpenErrors()
        """The errors and other information that stay until they are closed."""
        self._refusal: str = ""
        """What is shown instead until the next report."""
        self._passing: str = ""
        """The report that is shown instead for a moment."""
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(round(PASSES_AFTER * 1000))
        self._end.timeout.connect(self._end_passing)
        self._line = _Line()
        self._details = details = QPushButton()
        details.setFlat(True)
        details.clicked.connect(self.show_details)
        self._close = close = QToolButton()
        close.setText("×")
        close.setAutoRaise(True)
        close.clicked.connect(self.dismiss)
        for button in (details, close):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 4, 0)
        layout.setSpacing(6)
        layout.addWidget(self._line, 1)
        layout.addWidget(details)
        layout.addWidget(close)
        self.setObjectName("notice")
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self.hide()

    @property
    def text(self) -> str:
        """The text of the line; empty while the notice is hidden."""
        return self._line.whole if not self.isHidden() else ""

    @property
    def wanted_width(self) -> int:
        """The width at which the text is not shortened."""
        return self._width_with(self._line.wanted_width)

    @property
    def readable_width(self) -> int:
        """The width at which enough of the text is shown to know what it is about."""
        return self._width_with(self._line.readable_width)

    def _width_with(self, line_width: int) -> int:
        layout = self.layout()
        assert layout is not None
        return layout.minimumSize().width() - self._line.minimumWidth() + line_width

    @property
    def details(self) -> str:
        """The details of the errors, the newest first."""
        return _ENTRIES_APART.join(map(wording, reversed(self._stories)))

    def show_error(self, text: str, story: str, cause: str = "") -> None:
        """Show an error.

        Args:
            text: what happened; only its first line is shown.
            story: all details.
            cause: it lasts until `show_end` of this; empty if it stays until it is closed.
        """
        self._open.add(text, cause)
        self._show(story)

    def show_end(self, cause: str) -> None:
        """Show for a moment that the errors of a cause are over, unless something else is shown that passes."""
        error = self._open.end(cause)
        if error and not (self._passing or self._refusal):
            self.show_passing(translatable("ErrorNotice", "해결됨 – {error}").format(error=error))

    def show_text(self, text: str, story: str = "") -> None:
        """Show information that is no error; the button shows `story`, or else the text."""
        self._open.inform(text)
        self._show(story or text)

    def show_refusal(self, text: str) -> None:
        """Show why what the user wanted was not done, until something is done or the line is closed."""
        self._keep(text)
        self._refusal = text
        self._show_line()
        self.show()

    @property
    def refusal(self) -> str:
        """The refusal that is shown; empty if none is."""
        return self._refusal

    def reword_refusal(self, text: str) -> None:
        """Show the present refusal in other words, which also replace the old ones in the details."""
        self._stories = [text if story == self._refusal else story for story in self._stories]
        self._refusal = text
        self._show_line()

    def show_passing(self, text: str) -> None:
        """Show for a moment that something was done; errors that were not closed come back afterwards."""
        self._passing, self._refusal = text, ""
        self._end.start()
        self._show_line()
        self.show()

    def _end_passing(self) -> None:
        if self._open.line:
            self._passing = ""
            self._show_line()
        else:
            self.dismiss()

    def dismiss(self) -> None:
        """Close the line and delete its messages."""
        self._end.stop()
        self._passing = self._refusal = ""
        self._open.clear()
        self._stories.clear()
        self.hide()

    def show_details(self) -> None:
        """Show the details in a non-modal window."""
        _Details(self.details, self.window()).show()

    def _show(self, story: str) -> None:
        self._keep(story)
        self._refusal = ""
        self._show_line()
        self.show()

    def _keep(self, story: str) -> None:
        """Keep the details, and end a report: what has gone wrong is shown at once."""
        self._stories = [*self._stories, story][-KEPT:]
        self._end.stop()
        self._passing = ""

    def _show_line(self) -> None:
        self._details.setVisible(not self._passing)
        self._line.show_text(wording(self._passing or self._refusal or self._open.line).partition("\n")[0])
        set_tip(self, self._line.whole)

    def _set_texts(self) -> None:
        self._details.setText(self.tr("자세히"))
        set_tip(self._close, self.tr("알림 닫기"))
        self._show_line()


def _message_of(record: logging.LogRecord) -> str:
    """Return the message of a record, as a text that can be translated if it is one."""
    if isinstance(record.msg, Text) and isinstance(record.args, tuple):
        return record.msg.filled(record.args)
    return record.getMessage()


class _Details(QDialog):
    """The details of the errors, to be read and copied."""

    def __init__(self, details: str, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        WholeTexts(self)
        self._meaning = label("", wraps=True)
        page = QPlainTextEdit(details)
        page.setReadOnly(True)
        page.setFont(_fixed(page.font()))
        page.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._copy = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.clicked.connect(page.selectAll)
        self._copy.clicked.connect(page.copy)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self._meaning)
        layout.addWidget(page, 1)
        layout.addWidget(buttons)
        self.resize(on_screen(_DETAILS_SIZE, self))
        self._set_texts()
        when_language_changes(self, self._set_texts)

    def _set_texts(self) -> None:
        self.setWindowTitle(self.tr("알림 내용"))
        self._meaning.setText(
            self.tr(
                "나머지 화면은 계속 동작합니다. 되풀이되면 아래 내용을 복사해 알려 주세요. 키와 토큰은 가려져 있습니다."
            )
        )
        self._copy.setText(self.tr("복사"))


def _fixed(like: QFont) -> QFont:
    """Return the system's font of fixed width, in which the columns of a traceback stand below each other."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(QFontInfo(like).pixelSize())
    return font


class _Line(PlainLabel):
    """One line that shortens its text instead of widening its window."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def wanted_width(self) -> int:
        """The width of the whole text, and at least the least one."""
        return max(self.fontMetrics().horizontalAdvance(self.whole) + 1, self.minimumWidth())

    @property
    def readable_width(self) -> int:
        """The width of its beginning."""
        return self.fontMetrics().averageCharWidth() * _READABLE

    def show_text(self, text: str) -> None:
        """Show `text`, shortened to the width."""
        self.whole = text
        # The figures beside it give way; Qt ignores the size hints of a width that may be anything.
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LEAST)
        self.setText(shortened(self.fontMetrics(), text, self.width()))
        self.updateGeometry()  # two texts may be the same once they are shortened

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text to the new width."""
        super().resizeEvent(event)
        self.show_text(self.whole)
