"""Decorators for methods that Qt calls: they catch exceptions and report them to the panel.

An exception that leaves an override of a Qt virtual function is at best printed and forgotten; its painter stays open,
and the error returns with every repaint. At worst it ends the process: where Python code called Qt and Qt called the
override, an exception raised by C code (`1 // 0`, an overflow) is a segmentation fault on CPython 3.11. The decorators
here catch the exception, report it to the panel, and return a harmless value to Qt.
"""

from __future__ import annotations

import functools
import logging
import time
import traceback
from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar, cast, runtime_checkable

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QGraphicsObject, QWidget
from shiboken6 import isValid

from widgets.guard.error_budget import SLOW_AFTER

logger = logging.getLogger(__name__)

_OPAQUE: Final = Qt.WidgetAttribute.WA_OpaquePaintEvent

Owner = TypeVar("Owner")
Answer = TypeVar("Answer")
P = ParamSpec("P")


@runtime_checkable
class FailureHandler(Protocol):
    """A panel that handles the failures of its parts."""

    def failed(self, error: Exception) -> None:
        """Handle the exception `error` of a part."""
        ...

    def was_slow(self, seconds: float) -> None:
        """Handle a part that took `seconds`, too long."""
        ...

    def painting_took(self, seconds: float) -> None:
        """Note that a part was painted in `seconds`."""
        ...


def guarded(override: Callable[Concatenate[Owner, P], None]) -> Callable[Concatenate[Owner, P], None]:
    """Guard an override that returns nothing, such as an event handler. For painting see `guarded_paint`."""
    return guarded_or(None)(override)


def guarded_or(
    harmless: object,
) -> Callable[[Callable[Concatenate[Owner, P], Answer]], Callable[Concatenate[Owner, P], Answer]]:
    """Guard an override that returns a value.

    Args:
        harmless: the value returned to Qt if the override failed; of the type Qt expects.
    """

    def decorate(override: Callable[Concatenate[Owner, P], Answer]) -> Callable[Concatenate[Owner, P], Answer]:
        @functools.wraps(override)
        def guard(self: Owner, *args: P.args, **kwargs: P.kwargs) -> Answer:
            try:
                return override(self, *args, **kwargs)
            except Exception as error:  # whatever it is: leaving an override of Qt, it could end the process
                report_failure(error, self, *args)
                return harmless  # type: ignore[return-value]  # None stands for no object, which Answer may not name

        return guard  # type: ignore[return-value]  # wraps() forgets that self comes by position

    return decorate


def guarded_paint(paint: Callable[Concatenate[Owner, P], None]) -> Callable[Concatenate[Owner, P], None]:
    """Guard a paint method of a canvas, a view or a scene item.

    It also tells the panel how long its parts are painted, and paints a placeholder on a canvas that failed.
    """

    @functools.wraps(paint)
    def guard(self: Owner, *args: P.args, **kwargs: P.kwargs) -> None:
        began = time.thread_time()  # CPU time: by wall-clock time every panel is slow on a busy machine
        try:
            paint(self, *args, **kwargs)
        except Exception as error:  # as above
            _end_failed_paint(error, self, *args)
            return
        seconds = time.thread_time() - began
        is_whole = isinstance(self, QWidget)  # items of a scene are painted within the painting of their view
        if (is_whole or seconds > SLOW_AFTER) and (panel := handler_of(self, *args)) is not None:
            if is_whole:
                panel.painting_took(seconds)
            if seconds > SLOW_AFTER:
                panel.was_slow(seconds)

    return guard  # type: ignore[return-value]  # wraps() forgets that self comes by position


def guarded_cell(paint: Callable[Concatenate[Owner, P], None]) -> Callable[Concatenate[Owner, P], None]:
    """Guard the painting of one cell; its time is measured by the guard of the whole view.

    Reading a thread's CPU time is a system call: around every cell it took an eighth of a frame.
    """

    @functools.wraps(paint)
    def guard(self: Owner, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            paint(self, *args, **kwargs)
        except Exception as error:  # as above
            _end_failed_paint(error, self, *args)

    return guard  # type: ignore[return-value]  # wraps() forgets that self comes by position


def report_failure(error: Exception, *parts: object) -> None:
    """Report `error` to the panel that one of `parts` belongs to, or to the log if there is none."""
    panel = handler_of(*parts)
    if panel is None:
        logger.error("%s failed", type(parts[0]).__name__, exc_info=error)
        return
    try:
        panel.failed(error)
    except Exception:  # nothing may be raised here: an exception would end the process
        logger.exception("%s could not take the report of its failure: %r", type(panel).__name__, error)


def handler_of(*parts: object) -> FailureHandler | None:
    """Return the panel that one of `parts` belongs to, if it is alive."""
    for part in parts:
        while isinstance(part, QObject) and isValid(part):
            if _is_handler(type(part)):  # type: ignore[arg-type]  # PySide6 declares the hash of a class as that of an object
                return cast(FailureHandler, part)
            # A scene item has no QObject parent of this kind; the parent of its scene is the view.
            above = part.parent() or (part.scene() if isinstance(part, QGraphicsObject) else None)
            part = above  # noqa: PLW2901 - climbing is the point
    return None


@functools.lru_cache(maxsize=256)
def _is_handler(kind: type[object]) -> bool:
    """Whether objects of a class handle failures; asked of each object by the protocol, it took 15 to 40 µs."""
    return all(callable(getattr(kind, name, None)) for name in ("failed", "was_slow", "painting_took"))


def _end_failed_paint(error: Exception, *parts: object) -> None:
    report_failure(error, *parts)
    # The traceback's frames keep the failed painter open; a second painter beside it crashes Qt (measured).
    traceback.clear_frames(error.__traceback__)
    _paint_placeholder(parts[0])


def _paint_placeholder(canvas: object) -> None:
    if isinstance(canvas, QWidget) and isValid(canvas) and canvas.testAttribute(_OPAQUE):
        painter = QPainter(canvas)
        painter.fillRect(canvas.rect(), canvas.palette().base())
        painter.setPen(canvas.palette().color(QPalette.ColorRole.BrightText))
        text = QCoreApplication.translate("Panel", "표시하지 못함")
        painter.drawText(canvas.rect(), Qt.AlignmentFlag.AlignCenter, text)
