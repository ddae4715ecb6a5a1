"""The parts of pyqtgraph in use, imported behind PySide6.

pyqtgraph takes the Qt binding it finds loaded, and where none is, the first one installed, which need not be ours.
"""

from __future__ import annotations

import PySide6.QtWidgets  # noqa: F401 - loaded for pyqtgraph to find

# isort: split
from pyqtgraph import GraphicsObject, GraphicsView

__all__ = ["GraphicsObject", "GraphicsView"]
