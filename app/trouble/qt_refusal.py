"""Handles Qt's failure to open a display; by itself Qt prints ten lines and aborts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_REFUSAL: Final = "no Qt platform plugin could be initialized"


@contextmanager
def handle_refusal(on_refusal: Callable[[], object]) -> Iterator[None]:
    """Hold Qt's messages back while it opens a display, and print them once it has succeeded.

    Args:
        on_refusal: called if Qt found no display. Qt ends the process when it returns, so it should not return.
    """
    messages: list[tuple[QtMsgType, str]] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg and _REFUSAL in message:
            on_refusal()
        messages.append((kind, message))

    pass_on = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(pass_on)
        if pass_on is not None:
            for kind, message in messages:
                pass_on(kind, QMessageLogContext(), message)  # the original context no longer exists
