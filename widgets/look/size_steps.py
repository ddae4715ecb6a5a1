"""Keeps the size of a window when its smallest size changes.

On a screen of 150 % and the like, Qt tells X11 to resize a window in steps of two pixels, counted from its smallest
size. A panel opened or closed changes that smallest size, and the window manager then takes away the pixel that no
longer fits: a window shrank by some pixels at each switch of workspaces. Counted from a fixed size, nothing changes.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

BASE: Final = QSize(4, 4)
"""Any size that never changes; Qt passes on none that is empty."""


def fix_size_steps(window: QWidget) -> None:
    """Count the steps of the size of `window` from a fixed one.

    Args:
        window: a window as it is being shown; Qt makes its part of the window system before that, and passes on what is
            set afterwards only.
    """
    window.setBaseSize(0, 0)  # a size it has already is not passed on to a window made anew
    window.setBaseSize(BASE)
