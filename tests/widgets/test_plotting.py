"""pyqtgraph runs on the binding the rest of the program runs on."""

import pyqtgraph
import PySide6

from widgets import plotting


def test_pyqtgraph_has_taken_pyside():
    assert issubclass(plotting.GraphicsView, pyqtgraph.GraphicsView)
    assert PySide6.__name__ == pyqtgraph.Qt.QT_LIB
