"""The central log handler: it receives every record, limits floods, and passes records on to its sinks.

Uncaught exceptions come from `error_hooks`, handled failures from the loggers of their modules; all of them are written
without secrets: to stderr, the log file and the window's notice.
"""

from __future__ import annotations

import contextlib
import copy
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from app.trouble.flood_gate import FloodGate
from app.trouble.redaction import Redactor
from app.trouble.terminal_language import wording
from core.text import Text, joined

ALLOWANCE: Final = 20
"""Records per second with the same wording."""

_ESCAPED: Final = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
"""How a control character is written: a name from outside could otherwise drive the terminal that shows the log."""


class RedactingFormatter(logging.Formatter):
    """Formats as usual, then masks secrets and escapes control characters in the whole text, traceback included."""

    def __init__(self, redactor: Redactor, layout: str, date_layout: str) -> None:
        super().__init__(layout, date_layout)
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        # Formatted anew each time: a text cached in the record by another formatter may contain secrets, and ours must
        # not stay.
        record.exc_text = None
        try:
            line = super().format(_in_words(record))
        except (TypeError, ValueError) as error:  # the message does not fit its arguments
            line = f"{record.levelname} {record.name}: {record.msg!r} ({error})"
        record.exc_text = None
        return self._redactor.clean(line).translate(_ESCAPED)


def _in_words(record: logging.LogRecord) -> logging.LogRecord:
    """Return a record with its message in the language of the terminal, or the record itself.

    Raises:
        TypeError: the message does not fit its arguments.
    """
    if not isinstance(text := record.msg, Text) or not isinstance(arguments := record.args, tuple):
        return record
    found = copy.copy(record)
    found.msg, found.args = wording(text.filled(arguments)), ()
    return found


class Reporter(logging.Handler):
    """Passes records on to `sinks`, each with its own level; limits repeats per second by error and by wording.

    Args:
        sinks: handlers that write.
        now: seconds of a monotonic clock.
    """

    def __init__(self, sinks: Iterable[logging.Handler], now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._sinks = list(sinks)
        self._now = now
        self._gate: FloodGate[_Kind] = FloodGate()

    def add(self, sink: logging.Handler) -> None:
        """Add a sink."""
        self._sinks.append(sink)

    def remove(self, sink: logging.Handler) -> None:
        """Remove a sink and close it."""
        self._sinks.remove(sink)
        sink.close()

    def emit(self, record: logging.LogRecord) -> None:
        """Pass a record on, or count it as suppressed."""
        allowance = 1 if record.exc_info else ALLOWANCE
        held_back = self._gate.admit(_kind_of(record), allowance, self._now())
        if held_back is None:
            return
        if held_back:
            record = copy.copy(record)
            record.msg, record.args = _with_count(record, held_back)
        self._hand_on(record)

    def close(self) -> None:
        """Report the suppressed counts and close every sink."""
        for kind, held_back in self._gate.remainder():
            text = f"{kind.wording} {kind.origin} {_same(held_back)}"
            # Without arguments the wording is not formatted, so its placeholders remain.
            self._hand_on(logging.LogRecord(kind.logger, kind.level, "", 0, text, None, None))
        for sink in self._sinks:
            with contextlib.suppress(OSError):  # a full disk
                sink.close()
        self._sinks.clear()
        super().close()

    def _hand_on(self, record: logging.LogRecord) -> None:
        for sink in list(self._sinks):
            if record.levelno >= sink.level:
                sink.handle(record)


class _Kind(NamedTuple):
    """The key that repeated records share; their arguments are not part of it."""

    logger: str
    level: int
    wording: str
    origin: str
    """Type and place of an exception."""


def _kind_of(record: logging.LogRecord) -> _Kind:
    return _Kind(record.name, record.levelno, str(record.msg), _origin(record))


def _origin(record: logging.LogRecord) -> str:
    if not record.exc_info or (error := record.exc_info[1]) is None:
        return ""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""
    return type(error).__name__ + where


def _with_count(record: logging.LogRecord, held_back: int) -> tuple[str, Any]:
    """Return message and arguments of a record that stands for others too."""
    if isinstance(text := record.msg, Text) and isinstance(arguments := record.args, tuple):
        with contextlib.suppress(TypeError, ValueError):  # otherwise as any message that does not fit its arguments
            return joined(" ", text.filled(arguments), _same(held_back)), ()
    return f"{record.msg} {_same(held_back)}", record.args


def _same(count: int) -> str:
    return f"(+{count:,} of the same)"
