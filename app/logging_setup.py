"""Where log records go: through the one reporter to stderr and to a file that cannot outgrow its share of the disk."""

from __future__ import annotations

import logging
import os
import sys
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from app.redaction import Redactor
from app.reporter import RedactingFormatter, Reporter

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
    """The newest record last; the owner's alone. What cannot be written, on a full disk say, is lost in silence."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            folder / FILE_NAME, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", errors="replace"
        )

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)


def set_up_logging(level: str, redactor: Redactor, folder: Path | None = None) -> Reporter:
    """Send records of `level` and above to stderr, and those of INFO too to a file.

    Args:
        level: for stderr; DEBUG goes for the file too.
        redactor: sees every text first.
        folder: where the file goes; None keeps none.

    Returns:
        The root logger's only handler.
    """
    logging.raiseExceptions = False  # a sink that fails would print the arguments of the record, secrets included
    least = logging.getLevelNamesMapping()[level]
    sinks: list[logging.Handler] = []
    if sys.stderr is not None:  # a windowed program has none
        sinks.append(_sink(logging.StreamHandler(), least, RedactingFormatter(redactor, LINE, "%H:%M:%S")))
    trouble: OSError | None = None
    if folder is not None:
        try:
            formatter = RedactingFormatter(redactor, FILE_LINE, "%Y-%m-%d %H:%M:%S")
            sinks.append(_sink(LogFile(folder), min(least, logging.INFO), formatter))
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
        logging.getLogger(__name__).warning("no log file: %s", trouble)
    return reporter


def _sink(handler: logging.Handler, level: int, formatter: logging.Formatter) -> logging.Handler:
    handler.setLevel(level)
    handler.setFormatter(formatter)
    return handler
