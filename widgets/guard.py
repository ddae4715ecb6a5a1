"""Stands between Qt and whatever paints for a panel, so that what goes wrong inside stays inside and is told on.

An exception that leaves a virtual function of Qt's is printed and forgotten, its painter stays open, and it comes back
with every repaint. Here it is caught, the panel it belongs to is told, and a canvas says that it could not be drawn.
"""

from __future__ import annotations

import functools
import logging
import time
import traceback
from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from widgets import palette
from widgets.conduct import SLOW_AFTER

logger = logging.getLogger(__name__)

_OPAQUE: Final = Qt.WidgetAttribute.WA_OpaquePaintEvent

Painter = TypeVar("Painter")
P = ParamSpec("P")


@runtime_checkable
class Answerable(Protocol):
    """Who answers for what goes wrong in a part of the screen: a panel."""

    def failed(self, error: Exception) -> None:
        """A part failed with `error`."""
        ...

    def dawdled(self, seconds: float) -> None:
        """A part took `seconds`, which is too long."""
        ...


def guarded(paint: Callable[Concatenate[Painter, P], None]) -> Callable[Concatenate[Painter, P], None]:
    """Guard a painting function of a canvas, a delegate or an item of a scene."""

    @functools.wraps(paint)
    def guard(self: Painter, *args: P.args, **kwargs: P.kwargs) -> None:
        began = time.perf_counter()
        try:
            paint(self, *args, **kwargs)
        except Exception as error:
            tell(error, self, *args)
            # The painter still open lives in the frames of the traceback; a second beside it crashes Qt (measured).
            traceback.clear_frames(error.__traceback__)
            _say_so(self)
            return
        if (seconds := time.perf_counter() - began) > SLOW_AFTER and (panel := answerable(self, *args)) is not None:
            panel.dawdled(seconds)

    return guard  # type: ignore[return-value]  # wraps() forgets that self comes by position


def tell(error: Exception, *parts: object) -> None:
    """Tell the panel that one of `parts` belongs to; where none does, the log."""
    if (panel := answerable(*parts)) is not None:
        panel.failed(error)
    else:
        logger.error("%s failed", type(parts[0]).__name__, exc_info=error)


def answerable(*parts: object) -> Answerable | None:
    """The panel that one of `parts` belongs to, if it is alive."""
    for part in parts:
        while isinstance(part, QObject) and isValid(part):
            if isinstance(part, Answerable):
                return part
            part = part.parent()  # noqa: PLW2901 - climbing is the point
    return None


def _say_so(canvas: object) -> None:
    if isinstance(canvas, QWidget) and isValid(canvas) and canvas.testAttribute(_OPAQUE):
        painter = QPainter(canvas)
        painter.fillRect(canvas.rect(), palette.PANEL)
        painter.setPen(palette.AMBER)
        text = QCoreApplication.translate("Panel", "표시하지 못함")
        painter.drawText(canvas.rect(), Qt.AlignmentFlag.AlignCenter, text)
