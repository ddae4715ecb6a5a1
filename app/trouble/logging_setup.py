"""Sets up logging: all records pass the reporter and go to stderr and to a file of limited size."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from app.trouble.redaction import Redactor
from app.trouble.reporter import RedactingFormatter, Reporter
from core.storage.file_trouble import reason_of
from core.text import translatable

LINE: Final = "%(asctime)s.%(msecs)03d %(levelname)-7s %(name)s: %(message)s"
FILE_LINE: Final = "%(asctime)s.%(msecs)03d [%(process)d %(threadName)s] %(levelname)-7s %(name)s: %(message)s"

FILE_NAME: Final = "hoga.log"
FILE_BYTES: Final = 2 * 1024 * 1024
FILES: Final = 5

OURS: Final = ("app", "core", "widgets", "qt")
"""Loggers enabled below INFO. At DEBUG libraries log tokens and whole frames, so they are not enabled there."""

CHATTY: Final = ("httpx", "httpcore", "aiohttp.access")
"""Libraries that log every request at INFO."""


class LogFile(RotatingFileHandler):
    """The log file, private to the user. Records that cannot be written (full disk) are lost.

    Args:
        folder: the folder of this file and the older ones.
        on_trouble: called with the reason, once until records can be written again.

    Raises:
        OSError: it cannot be opened.
    """

    def __init__(self, folder: Path, on_trouble: Callable[[OSError], object] | None = None) -> None:
        super().__init__(
            folder / FILE_NAME, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", errors="replace"
        )
        self._on_trouble = on_trouble
        self._is_in_trouble = False
        self._has_failed = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        self._has_failed = False
        super().emit(record)
        self._is_in_trouble = self._has_failed

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name and argument
        """Report the first of several records that could not be written."""
        was_in_trouble, self._is_in_trouble, self._has_failed = self._is_in_trouble, True, True
        error = sys.exc_info()[1]
        if isinstance(error, OSError) and self._on_trouble is not None and not was_in_trouble:
            self._on_trouble(error)  # this may log a record, which returns here
            self._has_failed = True

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)


def set_up_logging(level: str, redactor: Redactor, folder: Path | None = None, *others: logging.Handler) -> Reporter:
    """Send records of `level` and above to stderr, and those of INFO and above to a file.

    Args:
        level: for stderr; DEBUG applies to the file too.
        redactor: masks secrets in every text.
        folder: of the file; None writes no file.
        others: further handlers, from the first record on.

    Returns:
        The root logger's only handler.
    """
    logging.raiseExceptions = False  # a failing handler would print the record's arguments, secrets included
    least = logging.getLevelNamesMapping()[level]
    stderr = _sink(logging.StreamHandler(), least, RedactingFormatter(redactor, LINE, "%H:%M:%S"))
    sinks = [*others, stderr]
    trouble: OSError | None = None
    if folder is not None:
        try:
            formatter = RedactingFormatter(redactor, FILE_LINE, "%Y-%m-%d %H:%M:%S")
            sinks.append(_sink(LogFile(folder, _print_trouble), min(least, logging.INFO), formatter))
        except OSError as error:
            trouble = error
    reporter = Reporter(sinks)
    root = logging.getLogger()
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    root.addHandler(reporter)
    root.setLevel(logging.INFO)
    for name in OURS:
        logging.getLogger(name).setLevel(min(least, logging.INFO))
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    if trouble is not None:
        _print_trouble(trouble)
    return reporter


def _print_trouble(error: OSError) -> None:
    logging.getLogger(__name__).error(translatable("log", "로그가 저장되지 않습니다: %s"), reason_of(error))


def _sink(handler: logging.Handler, level: int, formatter: logging.Formatter) -> logging.Handler:
    handler.setLevel(level)
    handler.setFormatter(formatter)
    return handler
