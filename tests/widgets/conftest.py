"""Panels are tested on Qt's loop, with the bundled font and the dark theme, and leave nothing behind."""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QCursor, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desk_in_hand import Desk
from looks import LOOK
from mouse_release import release_mouse
from widgets.panel.panel import Panel

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


@pytest.fixture(scope="session")
def application() -> QApplication:
    app = QApplication.instance() or QApplication([])
    for name in ("NanumGothic.ttf", "NanumGothicBold.ttf"):
        QFontDatabase.addApplicationFont(str(FONTS / name))
    LOOK.dress(app)
    return app


@pytest_asyncio.fixture
async def desk(application: QApplication) -> AsyncIterator[Desk]:
    made = Desk()
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Panel):
            widget.release()
    await made.stop()


@pytest.fixture
def covered(qtbot) -> QWidget:
    """A widget of 300 x 200 pixels, for another one to lie over."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    return widget


class _Failures(logging.Handler):
    """Errors that the guard caught and no test expected."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def nothing_failed_unseen(request: pytest.FixtureRequest) -> Iterator[None]:
    """What raises in an override of Qt's is caught there; a test that does not look for that must not pass over it.

    What a panel answers for is seen on the panel; the guard itself tells of what has none.
    """
    heard, log = _Failures(), logging.getLogger("widgets.guard.guard")
    log.addHandler(heard)
    yield
    log.removeHandler(heard)
    if "caplog" not in request.fixturenames:
        assert not heard.records, [logging.Formatter().format(record) for record in heard.records]


@pytest.fixture(autouse=True)
def leave_nothing_behind(application: QApplication) -> Iterator[None]:
    yield
    for name in ("last_type", "last_value", "last_traceback"):
        if hasattr(sys, name):
            setattr(sys, name, None)
    release_mouse()
    for widget in QApplication.topLevelWidgets():
        if isValid(widget):  # one that was closed may have deleted another
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def mouse_goes_back(application: QApplication) -> Iterator[None]:
    """Put the mouse back: a window of a later test that opens below it would be painted as one with the mouse in it."""
    before = QCursor.pos()
    yield
    QCursor.setPos(before)
