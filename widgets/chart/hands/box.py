"""What a gesture marks on a chart."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect

from widgets.look.theme import Ink


class Box(NamedTuple):
    """An area, and texts beside it."""

    area: QRect
    texts: tuple[str, ...]
    ink: Ink
