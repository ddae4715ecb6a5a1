"""The application of the tests that need the whole of it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from app.process.application import make_application, set_up
from app.process.language import Language


def whole_application() -> QApplication:
    """Return the application, set up as the program's: an earlier test may have made a bare one."""
    existing = QApplication.instance()
    if not isinstance(existing, QApplication):
        return make_application()
    if existing.findChild(Language) is None:
        set_up(existing)
    return existing
