"""CPU time of a frame, with the speed of the core divided out.

The same frame takes twice as long on a core that is shared, or whose caches others use. So a fixed calculation of the
same kind, the yardstick, runs before and after each frame: Python, numpy, and Qt painting into an image as large as a
chart. A frame that takes as long as the yardsticks beside it counts as a millisecond: that is what they take on an
undisturbed core of the machine on which the goals were set (0.95 to 1.0 ms).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from figures import Figure, percentile
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

WARM_UP: Final = 20
FRAMES: Final = 480

_WIDTH, _HEIGHT = 1200, 700
_BARS = 200
_TEXTS = 20
_NUMBERS = 1_000
_ARRAYS = 40


class Cost(NamedTuple):
    """Of one frame, in ms of the thread's CPU."""

    scaled: float
    """As on a core on which the yardstick takes a millisecond."""
    measured: float
    """As it was."""
    yardstick: float
    """What the yardstick took beside it."""

    def judged(self, name: str, goal: float | None) -> Figure:
        """Return the row of the bench: the scaled time is judged."""
        figure = Figure.judged(name, self.scaled, goal, "ms")
        return figure._replace(measured=f"{figure.measured} ({self.measured:.3g} at {self.yardstick:.3g})")


class Yardstick:
    """A fixed calculation."""

    def __init__(self) -> None:
        self._image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
        self._screen = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
        random = np.random.default_rng(1)
        self._values = random.normal(1e6, 1e3, 300)
        self._heights = random.integers(50, 500, _BARS).tolist()
        ends = random.normal(0, 3, 300).cumsum() + _HEIGHT / 2
        self._line = QPolygonF([QPointF(4 * n + 0.5, y) for n, y in enumerate(ends.tolist())])

    def run(self) -> float:
        """Return the milliseconds of CPU that it takes."""
        began = time.thread_time()
        self._compute()
        self._paint()
        return (time.thread_time() - began) * 1000

    def _compute(self) -> int:
        found: dict[int, object] = {}
        for n in range(_NUMBERS):
            found[n % 64] = f"{1e6 + n * 7919 % 1013:,.0f}" if n % 8 == 0 else (n, str(n))
        for n in range(_ARRAYS):
            whole = np.floor((self._values - n) * 1.5).astype(np.int64)
            (whole != np.minimum(whole, 1_500_000)).argmax()
        return len(found)

    def _paint(self) -> None:
        painter = QPainter(self._image)
        painter.fillRect(0, 0, _WIDTH, _HEIGHT, QColor(20, 20, 24))
        for number, top in enumerate(self._heights):
            painter.fillRect(QRect(6 * number, top, 4, 60), QColor(200, 40, 40 + number % 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(220, 220, 0), 0))
        painter.drawPolyline(self._line)
        for number in range(_TEXTS):
            painter.drawText(20, 20 + 30 * number, "157,195,000")
        painter.end()
        painter = QPainter(self._screen)
        painter.drawImage(0, 0, self._image)
        painter.end()


def frame_cost(paint: Callable[[int], None], frames: int = FRAMES, after: Callable[[], None] | None = None) -> Cost:
    """Return the cost of the median frame.

    Args:
        paint: paints the frame of a number.
        frames: how many are measured.
        after: is called after each frame, and not measured.
    """
    yardstick = Yardstick()
    beside, taken = [], []
    for number in range(WARM_UP + frames):
        beside.append(yardstick.run())
        began = time.thread_time()
        paint(number)
        taken.append((time.thread_time() - began) * 1000)
        if after is not None:
            after()
    beside.append(yardstick.run())
    ratios = [each * 2 / (beside[n] + beside[n + 1]) for n, each in enumerate(taken)]
    return Cost(*(percentile(each[WARM_UP:], 0.5) for each in (ratios, taken, beside)))
