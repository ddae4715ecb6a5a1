"""Replaces `PySide6.QtOpenGL` and `PySide6.QtOpenGLWidgets` (10 MB), of which pyqtgraph needs only the names.

Nothing is drawn with OpenGL: pyqtgraph derives a class from this widget and never creates an instance.
"""

from PySide6.QtWidgets import QWidget as QOpenGLWidget

__all__ = ["QOpenGLWidget"]
