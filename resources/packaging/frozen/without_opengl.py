"""Stands in for `PySide6.QtOpenGL` and `PySide6.QtOpenGLWidgets`, 10 MB, of which pyqtgraph wants the names.

Nothing of ours draws with OpenGL; pyqtgraph derives a class from this widget and never makes one.
"""

from PySide6.QtWidgets import QWidget as QOpenGLWidget

__all__ = ["QOpenGLWidget"]
