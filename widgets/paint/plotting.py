"""The classes of pyqtgraph in use, imported after PySide6 and guarded.

pyqtgraph uses the Qt binding that is already loaded; otherwise the first one installed, which may be a different one.

It overrides virtual functions of Qt, and an exception that leaves one of them can end the process: each of them is
guarded here. Its scene also has its own menu entry, "Export...", which raises if no item was clicked; no plot of ours
needs it.
"""

from __future__ import annotations

import sys

import PySide6.QtWidgets  # noqa: F401 - loaded for pyqtgraph to find

# isort: split
import pyqtgraph
from PySide6.QtGui import QAction
from shiboken6 import delete

from widgets.guard.guard import guarded, guarded_or, guarded_paint

__all__ = ["GraphicsObject", "GraphicsScene", "GraphicsView"]


class GraphicsObject(pyqtgraph.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """An item of a scene."""

    itemChange = guarded_or(None)(pyqtgraph.GraphicsObject.itemChange)  # noqa: N815 - Qt's name


class GraphicsScene(pyqtgraph.GraphicsScene):  # type: ignore[misc]  # pyqtgraph is untyped
    """pyqtgraph's scene without its menu."""

    def __init__(self, parent: GraphicsView) -> None:
        super().__init__(parent=parent)
        for action in self.contextMenu:
            delete(action)
        self.contextMenu: list[QAction] = []
        self.contextMenuItem = None

    mousePressEvent = guarded(pyqtgraph.GraphicsScene.mousePressEvent)
    mouseMoveEvent = guarded(pyqtgraph.GraphicsScene.mouseMoveEvent)
    mouseReleaseEvent = guarded(pyqtgraph.GraphicsScene.mouseReleaseEvent)
    mouseDoubleClickEvent = guarded(pyqtgraph.GraphicsScene.mouseDoubleClickEvent)


class GraphicsView(pyqtgraph.GraphicsView):  # type: ignore[misc]  # pyqtgraph is untyped
    """pyqtgraph's view, with guarded event handlers.

    Attributes:
        is_closed: whether its items are deleted; Qt may still send events, which must draw nothing then.
    """

    is_closed = False

    @guarded_or(True)
    def close(self) -> bool:
        """Delete the items of the scene, which otherwise outlives its view; idempotent."""
        if not self.is_closed:
            self.is_closed = True
            super().close()
        return True

    paintEvent = guarded_paint(pyqtgraph.GraphicsView.paintEvent)
    keyPressEvent = guarded(pyqtgraph.GraphicsView.keyPressEvent)
    resizeEvent = guarded(pyqtgraph.GraphicsView.resizeEvent)
    wheelEvent = guarded(pyqtgraph.GraphicsView.wheelEvent)
    leaveEvent = guarded(pyqtgraph.GraphicsView.leaveEvent)
    mousePressEvent = guarded(pyqtgraph.GraphicsView.mousePressEvent)
    mouseReleaseEvent = guarded(pyqtgraph.GraphicsView.mouseReleaseEvent)
    mouseMoveEvent = guarded(pyqtgraph.GraphicsView.mouseMoveEvent)
    dragEnterEvent = guarded(pyqtgraph.GraphicsView.dragEnterEvent)


# Each pyqtgraph view creates its scene by this name, in its constructor.
sys.modules[pyqtgraph.GraphicsView.__module__].GraphicsScene = GraphicsScene  # type: ignore[attr-defined]
