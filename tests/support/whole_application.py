"""The application of the tests that need the whole of it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from app.process.application import make_application
from app.process.fonts import load_fonts


def whole_application() -> QApplication:
    """Return the application, with the bundled fonts: a test before may have made one that has other widths."""
    existing = QApplication.instance()
    if not isinstance(existing, QApplication):
        return make_application()
    load_fonts()
    return existing
