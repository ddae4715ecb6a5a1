"""The main window: menu, source banner, docks, status bar. It contains no panel code."""

from __future__ import annotations

import os
from functools import partial
from typing import Final

from PySide6.QtCore import QChildEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMenuBar,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.dock.on_screen import FRAME
from app.dock.separator_hover import SeparatorHover
from app.dock.tab_presses import TabPresses
from app.process.display import OFFSCREEN
from app.source_selection.banner import SourceBanner
from app.trouble.error_notice import ErrorNotice
from app.window.interlude import Interlude
from widgets.guard.guard import guarded, guarded_or
from widgets.look.focus_ring import FocusRing
from widgets.look.look import Look
from widgets.look.size_steps import fix_size_steps
from widgets.text.language import when_language_changes

SIZE: Final = QSize(1600, 900)
"""The size the default desk is designed for."""

LARGE_SHARE: Final = 0.85
"""Share of a large screen that a new window takes in each direction."""

REFUSED_AFTER_MS: Final = 500
"""Milliseconds after which a window without focus counts as refused: some systems forbid programs to take it."""


class MainWindow(QMainWindow):
    """The window of the desk.

    Args:
        look: theme and font size of the desk; a window of its own is dark.

    Signals:
        closing: the user wants to quit; the run ends in response.
    """

    closing = Signal()

    def __init__(self, look: Look | None = None) -> None:
        super().__init__()
        self._tab_presses = TabPresses(self)
        self.separator_hover = SeparatorHover(self)
        self.look = look or Look(self)
        self._set_title()
        when_language_changes(self, self._set_title)
        self.setObjectName("desk")
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.menu_bar = QMenuBar()
        self.banner = SourceBanner()
        self._top = QWidget()
        self._menu_row = QHBoxLayout()
        layout = QVBoxLayout(self._top)
        for each in (layout, self._menu_row):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(0)
        self._menu_row.addWidget(self.menu_bar, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(self._menu_row)
        layout.addWidget(self.banner)
        self.setMenuWidget(self._top)
        self.statusBar().setSizeGripEnabled(False)
        self.notice = ErrorNotice()
        self.statusBar().addWidget(self.notice, 1)
        self.notice.hide()  # a status bar shows widgets added to it
        self.interlude = Interlude(self)
        self.focus_ring = FocusRing(self)
        self.resize(_fitting_size())

    def show_beside_menu(self, widget: QWidget) -> None:
        """Show `widget` at the right end of the menu bar, left of what was shown there before."""
        self._menu_row.insertWidget(1, widget)

    def show_interlude(self, text: str, why: str = "", other: str = "") -> None:
        """Cover the place of the panels; see `Interlude.show_text`."""
        self._place_interlude()
        self.interlude.show_text(text, why, other)

    def come_forward(self, activation_token: str = "") -> None:
        """Bring the window to the front; if the system refuses that, request the user's attention.

        Args:
            activation_token: lets a Wayland compositor pass on the focus.
        """
        if activation_token:
            # Qt reads and removes it itself; `os.environ` is not used, because children would inherit it.
            os.putenv("XDG_ACTIVATION_TOKEN", activation_token)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        QTimer.singleShot(REFUSED_AFTER_MS, self, partial(QApplication.alert, self))

    def toggle_full_screen(self) -> None:
        """Fill the screen, or return to the size before."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _set_title(self) -> None:
        self.setWindowTitle(self.tr("Hoga 호가"))

    @guarded_or(None)
    def createPopupMenu(self) -> QMenu:  # noqa: N802 - Qt's name
        """Show no context menu: Qt's own would close panels with an entry that says it hides them."""
        return QMenu(self)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Keep the size when the panels need more or less room."""
        super().showEvent(event)
        fix_size_steps(self)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what covers the panels at its place."""
        super().resizeEvent(event)
        self._place_interlude()

    @guarded
    def childEvent(self, event: QChildEvent) -> None:
        """Shorten the words of tabs in their middle: Qt cuts their end, which tells two panels of a market apart."""
        super().childEvent(event)
        if event.polished() and isinstance(bar := event.child(), QTabBar):
            bar.setElideMode(Qt.TextElideMode.ElideMiddle)
            self._tab_presses.follow(bar)

    def _place_interlude(self) -> None:
        if (layout := self.layout()) is not None:
            layout.activate()
        top = self._top.geometry().bottom() + 1
        self.interlude.setGeometry(QRect(0, top, self.width(), self.statusBar().y() - top))

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        """Request to quit; the window closes after everything else has ended."""
        event.ignore()
        self.hide()
        self.closing.emit()


def first_size(available: QSize) -> QSize:
    """Return the size of a new window: what the default desk needs if there is room, and more on a large screen.

    Args:
        available: of the screen, without task bars.
    """
    return (available * LARGE_SHARE).expandedTo(SIZE).boundedTo(available - FRAME)


def _fitting_size() -> QSize:
    """Return the first size for the screen under the pointer, where a window is placed.

    The off-screen display is as large as its windows.
    """
    if QGuiApplication.platformName() == OFFSCREEN:
        return SIZE
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    return first_size(screen.availableSize())
