"""The doors by which an error nobody caught leaves, all leading to the log, and so to the one reporter.

Qt slots and virtual methods report to `sys.excepthook`, callbacks and tasks to the loop's handler, other threads and
destructors to hooks of their own, and Qt itself to a message handler.
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
"""What Qt's off-screen platform says of every window, and what Qt says where no language is set, and mends itself."""

_ENTERED_TWICE: Final = "Cannot enter into task"


def install_error_hooks() -> None:
    """Send what would be lost, or be printed and forgotten, to the log."""
    sys.excepthook = _on_exception
    sys.unraisablehook = _on_unraisable
    threading.excepthook = _on_thread_exception
    qInstallMessageHandler(_on_qt_message)
    # Qt goes on talking while it is taken down, after Python has ended; a call into that ends in a crash.
    atexit.register(qInstallMessageHandler, None)


def loop_error_handler(give_up: Callable[[str], object]) -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """A handler for `loop.set_exception_handler`.

    Args:
        give_up: called with the reason when the loop can no longer be trusted: something ran a nested event loop
            inside a task, and the tasks it interrupted will never be woken again.
    """

    def handle(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        logger.error("event loop: %s", context.get("message", "unhandled error"), exc_info=error)
        if isinstance(error, RuntimeError) and _ENTERED_TWICE in str(error):
            give_up(str(error))

    return handle


def _on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logger.error("unhandled error", exc_info=(kind, error, trace))
    # Python keeps the last error for a debugger, and with it every frame and the panel whose method it was.
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        setattr(sys, name, None)


def _on_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    logger.error("error in %r", unraisable.object, exc_info=unraisable.exc_value)


def _on_thread_exception(args: threading.ExceptHookArgs) -> None:
    logger.error("thread %s failed", args.thread.name if args.thread else "?", exc_info=args.exc_value)


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith(_NOISE):
        # Not as an argument: the reporter counts repeats by their wording, and Qt's messages would all be one.
        logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), message)
