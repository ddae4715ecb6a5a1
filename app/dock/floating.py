"""Makes a floating dock a real window: in the task bar, with the frame of the window system, to be maximised.

Qt shows floating docks as tool windows. Those have no place in the task bar, hide with the main window, and on X11 have
no frame. Qt gives a dock its own flags anew after each drag, so they are looked at whenever the dock is shown; but not
while a mouse button is down, because new flags make a new window, which would end the drag.

Where a window is must not be asked soon after it was shown: while a window manager gives it a frame, Qt takes it to be
in the corner of the screen (seen with openbox, for some ms).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget

from app.dock.on_screen import keep_on_desktop
from app.dock.opening_place import opening_place
from widgets.guard.guard import guarded, guarded_or
from widgets.look.size_steps import fix_size_steps

_FLAGS: Final = (
    Qt.WindowType.Window
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowSystemMenuHint
    | Qt.WindowType.WindowMinMaxButtonsHint
    | Qt.WindowType.WindowCloseButtonHint
)

_AGAIN_MS: Final = 100
"""Milliseconds between two looks at a mouse button that is down, or at a window that is not on the screen yet."""

_MAXIMIZED: Final = Qt.WindowState.WindowMaximized

_DOCKED_SIZE: Final = "dockedSize"
"""The property of a dock with the size it has, or last had, in the main window."""

_ROOM: Final = "room"
"""The property of a floating dock with the size it had in the main window of an earlier desk, which Qt forgets."""

_GIVEN: Final = "givenPlace"
"""The property of a floating dock with the place that it was given, until it is a window there."""

_TO_BE_MAXIMIZED: Final = "toBeMaximized"
"""The property of a dock that waits for its window to be maximised."""


class Floating(QObject):
    """Follows one dock.

    Args:
        dock: the dock; owner of this object.
    """

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self._docked_at: QRect | None = None
        """Its place in the main window, or the one it had there last."""
        self._last: QRect | None = None
        """Where its window was last."""
        self._opens_at: QRect | None = None
        """Where it becomes a window in a moment; None if it stays where it is."""
        self._is_double_clicked = False
        """Whether the mouse button that may be down has just clicked twice: it drags nothing."""
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.timeout.connect(self._make_window)
        self._fill = QTimer(self)
        self._fill.setSingleShot(True)
        self._fill.timeout.connect(self._maximize)
        dock.installEventFilter(self)
        dock.topLevelChanged.connect(self._on_floated)
        if isinstance(application := QGuiApplication.instance(), QGuiApplication):
            application.screenRemoved.connect(self._on_screen_removed)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at the dock's flags after it was shown; note where it is, and how large, in the main window."""
        if watched is not self._dock:
            return False
        kind, dock = event.type(), self._dock
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._is_double_clicked = kind is QEvent.Type.MouseButtonDblClick
        elif not dock.isFloating():
            if kind in (QEvent.Type.Move, QEvent.Type.Resize):
                self._docked_at = dock.geometry()
                dock.setProperty(_DOCKED_SIZE, dock.size())
        elif kind is QEvent.Type.Show:
            fix_size_steps(dock)
            self._keep_on_desktop()  # it is not on the screen yet
            self._look.start(0)
        elif kind is QEvent.Type.Hide and _is_window(dock):
            self._last = _normal_place(dock)
        return False

    @guarded
    def _on_floated(self, is_floating: bool) -> None:
        dock = self._dock
        dock.setProperty(_GIVEN, None)
        is_dragged = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton and not self._is_double_clicked
        if is_floating and not is_dragged:
            # Qt remembers a place as well, but that of the last change of the size.
            self._opens_at = self._last or opening_place(dock, self._docked_at)
        else:
            self._opens_at = None
        if is_floating:
            self._look.start(0)

    @guarded
    def _on_screen_removed(self, _screen: object = None) -> None:
        QTimer.singleShot(0, self, self._keep_on_desktop)  # Qt has another list of screens then

    @guarded
    def _keep_on_desktop(self) -> None:
        """Move a window onto a screen; a dock that is no window yet is moved when it becomes one."""
        dock = self._dock
        is_placed_here = dock.isFloating() and _is_window(dock) and not dock.isMaximized()
        if is_placed_here and (kept := keep_on_desktop(dock.geometry())) != dock.geometry():
            dock.setGeometry(kept)

    @guarded
    def _make_window(self) -> None:
        dock = self._dock
        if not dock.isFloating() or dock.isHidden():
            return
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._look.start(_AGAIN_MS)
            return
        if not _is_window(dock):
            had_keyboard, fills, place = dock.isActiveWindow(), dock.isMaximized(), self._place()
            dock.setWindowState(dock.windowState() & ~_MAXIMIZED)
            dock.setWindowFlags(_FLAGS)
            dock.setGeometry(place)
            if (handle := dock.windowHandle()) is not None:
                handle.setTransientParent(None)  # type: ignore[arg-type]  # else it stays above the main window
            dock.show()
            if (window := dock.parentWidget()) is not None:
                dock.addActions(window.actions())  # Qt asks the main window for keys of its tool windows only
            if had_keyboard:
                dock.activateWindow()
            if fills:
                dock.setProperty(_TO_BE_MAXIMIZED, True)
                self._fill.start(0)

    def _place(self) -> QRect:
        """Return the place of the window that the dock becomes."""
        given, opens_at = self._dock.property(_GIVEN), self._opens_at
        self._dock.setProperty(_GIVEN, None)
        self._opens_at = None
        return keep_on_desktop(given if isinstance(given, QRect) else opens_at or _normal_place(self._dock))

    @guarded
    def _maximize(self) -> None:
        """Maximise the new window once the window system shows it at its normal place.

        Asked before, window managers now and then forget it, or know no normal place (seen with openbox).
        """
        dock, handle = self._dock, self._dock.windowHandle()
        is_window = dock.isFloating() and not dock.isHidden() and handle is not None
        if is_window and not handle.isExposed():
            self._fill.start(_AGAIN_MS)
            return
        dock.setProperty(_TO_BE_MAXIMIZED, None)
        if is_window:
            dock.setWindowState(dock.windowState() | _MAXIMIZED)


def _is_window(dock: QDockWidget) -> bool:
    return dock.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window


def _normal_place(dock: QDockWidget) -> QRect:
    """Return the place of a dock, or that which it will have when it is no longer maximised."""
    normal = dock.normalGeometry()
    return normal if dock.isMaximized() and not normal.isEmpty() else dock.geometry()


def give_place(dock: QDockWidget, place: QRect) -> None:
    """Put a floating dock at a place, in exactly this size if that is on the screen."""
    if not _is_window(dock):
        dock.setProperty(_GIVEN, place)
    dock.setGeometry(keep_on_desktop(place))


def is_maximized(dock: QDockWidget) -> bool:
    """Return whether a dock is a maximised window, or becomes one in a moment."""
    return dock.isFloating() and (dock.isMaximized() or bool(dock.property(_TO_BE_MAXIMIZED)))


def docked_size(dock: QDockWidget) -> QSize:
    """Return the size a dock has, or last had, in the main window; Qt tells it of no floating dock."""
    for size in (dock.property(_ROOM), dock.property(_DOCKED_SIZE)):
        if isinstance(size, QSize):
            return size
    return dock.size()


def keep_room(dock: QDockWidget, size: QSize) -> None:
    """Note the size that a dock had in the main window before this desk was opened."""
    dock.setProperty(_ROOM, size)


def has_room(dock: QDockWidget) -> bool:
    """Return whether a dock floats since an earlier desk: Qt has never seen it in the main window."""
    return isinstance(dock.property(_ROOM), QSize)


def take_room(dock: QDockWidget) -> QSize | None:
    """Return the size that was noted and forget it: the dock has a size in the main window again."""
    size = dock.property(_ROOM)
    dock.setProperty(_ROOM, None)
    return size if isinstance(size, QSize) else None
