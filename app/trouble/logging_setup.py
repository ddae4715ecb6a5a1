"""Where log records go: through the one reporter to stderr and to a file that cannot outgrow its share of the disk."""

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

LINE: Final = "%(asctime)s.%(msecs)03d %(levelname)-7s %(name)s: %(message)s"
FILE_LINE: Final = "%(asctime)s.%(msecs)03d [%(process)d %(threadName)s] %(levelname)-7s %(name)s: %(message)s"

FILE_NAME: Final = "hoga.log"
FILE_BYTES: Final = 2 * 1024 * 1024
FILES: Final = 5

OURS: Final = ("app", "core", "widgets", "qt")
"""Loggers heard below INFO. At DEBUG the libraries write tokens and whole frames; they are never heard there."""

CHATTY: Final = ("httpx", "httpcore", "aiohttp.access")
"""Libraries that tell of every request at INFO."""


class LogFile(RotatingFileHandler):
    """The newest record last; the owner's alone. What cannot be written, on a full disk say, is lost.

    Args:
        folder: where it lies, with the older ones.
        on_trouble: told why, once until records are written again.

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
        """Tell of the first record of several that could not be written."""
        was_in_trouble, self._is_in_trouble, self._has_failed = self._is_in_trouble, True, True
        error = sys.exc_info()[1]
        if isinstance(error, OSError) and self._on_trouble is not None and not was_in_trouble:
            self._on_trouble(error)  # which may well be a record, and end here again
            self._has_failed = True

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)


def set_up_logging(level: str, redactor: Redactor, folder: Path | None = None, *others: logging.Handler) -> Reporter:
    """Send records of `level` and above to stderr, and those of INFO too to a file.

    Args:
        level: for stderr; DEBUG goes for the file too.
        redactor: sees every text first.
        folder: where the file goes; None keeps none.
        others: who else is to hear, from the first record on.

    Returns:
        The root logger's only handler.
    """
    logging.raiseExceptions = False  # a sink that fails would print the arguments of the record, secrets included
    least = logging.getLevelNamesMapping()[level]
    stderr = _sink(logging.StreamHandler(), least, RedactingFormatter(redactor, LINE, "%H:%M:%S"))
    sinks = [*others, stderr]
    trouble: OSError | None = None
    if folder is not None:
        try:
            formatter = RedactingFormatter(redactor, FILE_LINE, "%Y-%m-%d %H:%M:%S")
            sinks.append(_sink(LogFile(folder, _tell_of_trouble), min(least, logging.INFO), formatter))
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
        _tell_of_trouble(trouble)
    return reporter


def _tell_of_trouble(error: OSError) -> None:
    logging.getLogger(__name__).error("로그가 저장되지 않습니다: %s", error.strerror or error)


def _sink(handler: logging.Handler, level: int, formatter: logging.Formatter) -> logging.Handler:
    handler.setLevel(level)
    handler.setFormatter(formatter)
    return handler
