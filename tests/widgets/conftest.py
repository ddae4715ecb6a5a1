"""Panels are tested on Qt's loop, with the bundled font, and leave nothing behind."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from desk_in_hand import Desk
from widgets.panel import Panel

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


@pytest.fixture(scope="session")
def application() -> QApplication:
    app = QApplication.instance() or QApplication([])
    for name in ("NanumGothic.ttf", "NanumGothicBold.ttf"):
        QFontDatabase.addApplicationFont(str(FONTS / name))
    return app


@pytest_asyncio.fixture
async def desk(application: QApplication) -> AsyncIterator[Desk]:
    made = Desk()
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Panel):
            widget.release()
    await made.stop()


@pytest.fixture(autouse=True)
def leave_nothing_behind(application: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    for name in ("last_type", "last_value", "last_traceback"):
        if hasattr(sys, name):
            setattr(sys, name, None)
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if "desk" in request.fixturenames:
        # No panel is built without a desk. One in a reference cycle must not be left for the collector to find while a
        # worker thread runs it; other tests leave nothing that is worth a tenth of a second each.
        gc.collect()
