"""Enlarges repaint areas at fractional scales, so that no old pixels remain.

If a logical pixel is not exactly one screen pixel, the edges of the painted shapes and of the repaint area differ: Qt
rounds both, each in its own way, and a pen of one pixel extends half a pixel beyond its line. One more logical pixel on
every side covers all of that at any scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

Drawn = TypeVar("Drawn")


def covering(area: QRect, scale: float) -> QRect:
    """Return `area`, enlarged by one pixel on each side if `scale` (screen pixels per logical pixel) is not 1."""
    return area if scale == 1 or area.isEmpty() else area.adjusted(-1, -1, 1, 1)


def schedule_repaint(widget: QWidget, *areas: QRect) -> None:
    """Schedule a repaint of `areas` of `widget` at its next frame."""
    scale, region = widget.devicePixelRatio(), QRegion()
    for area in areas:
        region += covering(area, scale)
    widget.update(region)


def stretches(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Return the first of each run of adjacent places, and how many they are; `places` ascend.

    A region of many small areas takes longer to put together than to paint.
    """
    first = count = 0
    for place in places:
        if count and place == first + count:
            count += 1
            continue
        if count:
            yield first, count
        first, count = place, 1
    if count:
        yield first, count


def differing(one: list[Drawn], other: list[Drawn]) -> list[Drawn]:
    """Return what only one of two lists has, or has at another place. Colours have no hash, so sets cannot be used."""
    if len(one) == len(other):
        return [each for pair in zip(one, other, strict=True) if pair[0] != pair[1] for each in pair]
    return [each for each in one if each not in other] + [each for each in other if each not in one]
