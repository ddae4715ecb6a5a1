"""Hooks that send uncaught exceptions to the log, and so to the reporter.

Qt slots and virtual methods use `sys.excepthook`, callbacks and tasks the loop's exception handler, other threads and
destructors hooks of their own, and Qt itself a message handler.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

logger = logging.getLogger("app")

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_NOISE: Final = ("This plugin does not support", "Detected locale ")
"""Messages to ignore: Qt's off-screen platform prints one per window, and Qt prints one without a locale and
recovers."""

_ENTERED_TWICE: Final = "Cannot enter into task"


def install_error_hooks() -> None:
    """Send uncaught exceptions and Qt's messages to the log."""
    sys.excepthook = _on_exception
    sys.unraisablehook = _on_unraisable
    threading.excepthook = _on_thread_exception
    qInstallMessageHandler(_on_qt_message)
    # Qt still writes messages during its destruction, after Python has ended; calling Python then crashes.
    atexit.register(qInstallMessageHandler, None)


def loop_error_handler(give_up: Callable[[str], object]) -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """Return a handler for `loop.set_exception_handler`.

    Args:
        give_up: called with the reason if the loop is broken: a nested event loop ran inside a task, and the
        interrupted tasks never resume.
    """

    def handle(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        logger.error("event loop: %s", context.get("message", "unhandled error"), exc_info=error)
        if isinstance(error, RuntimeError) and _ENTERED_TWICE in str(error):
            give_up(str(error))

    return handle


def _on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logger.error("unhandled error", exc_info=(kind, error, trace))
    # Python keeps the last exception for a debugger, and with it every frame and its panel.
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        setattr(sys, name, None)


def _on_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    logger.error("error in %r", unraisable.object, exc_info=unraisable.exc_value)


def _on_thread_exception(args: threading.ExceptHookArgs) -> None:
    logger.error("thread %s failed", args.thread.name if args.thread else "?", exc_info=args.exc_value)


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith(_NOISE):
        # Not as an argument: the reporter counts repeats by the wording, and all Qt messages would count as one.
        logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), message)
