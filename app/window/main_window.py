"""The window: a menu, the bar that says where quotes come from, the docks, a status bar. No panel lives here."""

from __future__ import annotations

import os
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QTabWidget, QVBoxLayout, QWidget

from app.process.display import OFFSCREEN
from app.trouble.error_notice import ErrorNotice
from app.window.source_banner import SourceBanner
from widgets.paint.guard import guarded, guarded_or

SIZE: Final = QSize(1600, 900)
"""What the default desk is laid out for."""

FRAME: Final = QSize(2, 40)
"""About what the window manager adds."""

REFUSED_AFTER_MS: Final = 500
"""A window without the focus by then was refused it: not every system lets a program take it."""


class MainWindow(QMainWindow):
    """The frame around the desk.

    Signals:
        closing: the user wants to leave; whoever runs the desk ends it.
    """

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Hoga 호가")
        self.setObjectName("desk")
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.menu_bar = QMenuBar()
        self._top = QWidget()
        layout = QVBoxLayout(self._top)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.menu_bar)
        self.setMenuWidget(self._top)
        self.statusBar().setSizeGripEnabled(False)
        self.notice = ErrorNotice()
        self.statusBar().addWidget(self.notice, 1)
        self.notice.hide()  # a status bar shows what it is given
        self.resize(_fitting_size())

    def show_banner(self, text: str) -> None:
        """Say permanently that quotes are not real."""
        layout = self._top.layout()
        assert layout is not None
        layout.addWidget(SourceBanner(text))

    def come_forward(self, activation_token: str = "") -> None:
        """Be what the user sees and types into; where the system refuses that, ask for a look.

        Args:
            activation_token: what a Wayland compositor hands the focus on by.
        """
        if activation_token:
            # Qt takes it from the environment, and out of it; children shall not inherit it, so not by `os.environ`.
            os.putenv("XDG_ACTIVATION_TOKEN", activation_token)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        QTimer.singleShot(REFUSED_AFTER_MS, self, partial(QApplication.alert, self))

    @guarded_or(None)
    def createPopupMenu(self) -> QMenu:  # noqa: N802 - Qt's name
        """Offer nothing on a right click: Qt's own menu would close panels under the name of hiding them."""
        return QMenu(self)

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask to leave; the window goes when everything behind it has ended in order."""
        event.ignore()
        self.hide()
        self.closing.emit()


def _fitting_size() -> QSize:
    """The default size, or what of it the screen has room for; the off-screen one is as large as its windows."""
    if QGuiApplication.platformName() == OFFSCREEN:
        return SIZE
    return SIZE.boundedTo(QGuiApplication.primaryScreen().availableSize() - FRAME)
