"""Tests of the whole desk run in one process with other tests and leave no state behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from mouse_release import release_mouse
from whole_application import whole_application


@pytest.fixture(scope="session")
def application() -> QApplication:
    return whole_application()


@pytest.fixture(autouse=True)
def leave_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "application" not in request.fixturenames:
        return
    release_mouse()
    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
