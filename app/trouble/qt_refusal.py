"""Qt's refusal to open on any display, turned into a sentence of ours: left alone it says ten lines and aborts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_REFUSAL: Final = "no Qt platform plugin could be initialized"


@contextmanager
def refusal_told_by(tell: Callable[[], object]) -> Iterator[None]:
    """Keep what Qt says while it looks for a display, and pass it on once it has found one.

    Args:
        tell: called when it found none. Qt ends the process when this returns, so it had better not.
    """
    said: list[tuple[QtMsgType, str]] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg and _REFUSAL in message:
            tell()
        said.append((kind, message))

    pass_on = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(pass_on)
        if pass_on is not None:
            for kind, message in said:
                pass_on(kind, QMessageLogContext(), message)  # the one it was said in is gone
