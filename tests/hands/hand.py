"""A pair of hands on the real windows: performs gestures as mouse, wheel, key and text events from Qt's platform.

Events go in where the window system's would, so hover, focus, grabs and pop-ups are Qt's own. What would end the run,
or open another program, is left out: closing the main window is refused while the hands are on it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QInputMethodEvent, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDockWidget,
    QDoubleSpinBox,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from app.desk.desk import Desk
from app.palette.palette import Palette
from app.panels.kinds import MARKET_GROUPS, UNIT_GROUPS
from app.panels.links import has_unit_group
from app.panels.spec import PanelSpec
from app.process.profile import profile_folder
from app.settings_window.window import SettingsWindow
from app.source_selection.selector import SourceSelector
from app.window.main_window import MainWindow
from app.window.menus import Menus
from core.errors import InputError
from gestures import Gesture
from widgets.watchlist.table.cells import STAR
from widgets.watchlist.table.table import WatchlistTable

W = TypeVar("W", bound=QWidget)

MODIFIERS: Final = {
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Control": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}

MODIFIER_KEYS: Final = {"Shift": Qt.Key.Key_Shift, "Control": Qt.Key.Key_Control, "Alt": Qt.Key.Key_Alt}

BUTTONS: Final = {
    "left": Qt.MouseButton.LeftButton,
    "right": Qt.MouseButton.RightButton,
    "middle": Qt.MouseButton.MiddleButton,
    "back": Qt.MouseButton.BackButton,
}

SORTS: Final[dict[str, tuple[type[QWidget], ...]]] = {
    "button": (QAbstractButton,),
    "field": (QLineEdit, QComboBox, QAbstractSpinBox, QAbstractSlider),
    "tab": (QTabBar,),
    "header": (QHeaderView,),
    "menu": (QMenuBar,),
    "row": (QAbstractItemView,),
    "star": (WatchlistTable,),
    "title": (QDockWidget,),
}
"""The widgets behind the targets of gestures."""

TITLE_HEIGHT: Final = 24
"""Approximate height of a dock's title bar in pixels."""

_GONE: Final = "Internal C++ object"
"""Part of shiboken's message about a window that has been deleted."""

MOST_PANELS: Final = 24
"""Maximum number of open panels; the hands close some before they open more."""


class Hand(QObject):
    """Performs gestures on one desk.

    Args:
        window: the main window.
        desk: its panels.
        set_fault: makes something go wrong at the exchange, or right again with no name.
        fail_to_start: lets the embedded exchange fail whenever it is started.
    """

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        set_fault: Callable[[str | None, dict[str, Any]], object],
        fail_to_start: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._set_fault = set_fault
        self._fail_to_start = fail_to_start
        self._holds_window_open = True
        window.installEventFilter(self)
        QDesktopServices.setUrlHandler("file", self, "swallow_url")
        QDesktopServices.setUrlHandler("https", self, "swallow_url")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Refuse to close the main window while the hands are at work."""
        if event.type() == QEvent.Type.Close and watched is self._window and self._holds_window_open:
            event.ignore()
            return True
        return False

    def let_go(self) -> None:
        """End the work: the main window may close again."""
        self._holds_window_open = False
        for name in ("file", "https"):
            QDesktopServices.unsetUrlHandler(name)

    @Slot(QUrl)
    def swallow_url(self, _url: QUrl) -> None:
        """Refuse to open another program."""

    def perform(self, gesture: Gesture) -> None:
        """Perform a gesture. A gesture without a target on the screen does nothing."""
        try:
            getattr(self, f"_{gesture.name}")(**gesture.words)
        except _NothingThere:
            pass
        except RuntimeError as error:
            if _GONE not in str(error):
                raise  # otherwise the window closed during the gesture

    def clear_the_table(self) -> None:
        """Close every menu, box and dialog."""
        for _ in range(20):
            if (top := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is None:
                return
            top.close()

    # Gestures

    def _click(self, button: str, modifiers: Sequence[str], times: int, **target: Any) -> None:
        window, at = self._aim(**target)
        which, held = BUTTONS[button], _modifiers(modifiers)
        QTest.mouseMove(window, at)
        for time in range(times):
            # Press and release separately, each only if the window still exists: a press may have closed it.
            if time == 1 and _is_usable(window):
                _send_double_click(window, which, held, at)
            elif _is_usable(window):
                QTest.mousePress(window, which, held, at)
            if _is_usable(window):
                QTest.mouseRelease(window, which, held, at)

    def _move(self, **target: Any) -> None:
        window, at = self._aim(**target)
        QTest.mouseMove(window, at)

    def _wheel(self, turns: int, sideways: bool, modifiers: Sequence[str], delta: int, **target: Any) -> None:
        window, at = self._aim(**target)
        step = delta if turns > 0 else -delta
        angle = QPoint(step, 0) if sideways else QPoint(0, step)
        for _ in range(abs(turns)):
            if not _is_usable(window):
                return
            QTest.wheelEvent(window, QPointF(at), angle, stateKey=_modifiers(modifiers))

    def _drag(self, button: str, path: Sequence[Sequence[float]], **target: Any) -> None:
        window, at = self._aim(**target)
        which = BUTTONS[button]
        size = window.size()
        QTest.mousePress(window, which, Qt.KeyboardModifier.NoModifier, at)
        for x, y in path:
            at = QPoint(round(x * size.width()), round(y * size.height()))
            if not _is_usable(window):
                return
            QTest.mouseMove(window, at)
        if _is_usable(window):
            QTest.mouseRelease(window, which, Qt.KeyboardModifier.NoModifier, at)

    def _key(self, key: str, modifiers: Sequence[str], times: int) -> None:
        number = getattr(Qt.Key, f"Key_{key}")
        for _ in range(times):
            window = QApplication.focusWindow() or self._window.windowHandle()
            if window is None or not _is_usable(window):
                return
            _strike(window, number, modifiers)

    def _text(self, which: float, text: str, preedit: str, enter: bool) -> None:
        fields = [each for each in self._visible(QLineEdit, which) if each.isEnabled()]
        focus = QApplication.focusWidget()
        self._type(focus if isinstance(focus, QLineEdit) else _pick(fields, _inner(which)), text, preedit, enter)

    def _type(self, target: QLineEdit, text: str, preedit: str, enter: bool) -> None:
        target.setFocus()
        if preedit:
            QApplication.sendEvent(target, QInputMethodEvent(preedit, []))
        commit = QInputMethodEvent()
        commit.setCommitString(text)
        QApplication.sendEvent(target, commit)
        if enter and isValid(target):
            _send_key(target, Qt.Key.Key_Return)

    def _choose(self, which: float) -> None:
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            actions = popup.actions()
        else:
            top = QApplication.activeModalWidget() or self._window
            actions = [action for menu in [*_below(top, QMenu), *_below(top, QMenuBar)] for action in menu.actions()]
        usable = [action for action in actions if action.isEnabled() and action.menu() is None and action.text()]
        _pick(usable, which).trigger()

    def _value(self, which: float, where: float) -> None:
        kinds = (QComboBox, QAbstractSpinBox, QAbstractSlider)
        controls = [each for each in self._visible(QWidget, which) if isinstance(each, kinds) and each.isEnabled()]
        self._give(_pick(controls, _inner(which)), where)

    def _give(self, control: QWidget, where: float) -> None:
        if isinstance(control, QComboBox):
            control.setFocus()
            control.setCurrentIndex(max(0, min(control.count() - 1, round(where * (control.count() - 1)))))
        elif isinstance(control, QAbstractSlider):
            reach = control.maximum() - control.minimum()
            control.setValue(round(control.minimum() + max(-1.0, min(2.0, where)) * reach))
        elif (field := control.findChild(QLineEdit)) is not None:
            text = f"{where:g}"
            if isinstance(control, QDoubleSpinBox) and 0.0 <= where <= 1.0:
                value = control.minimum() + where * (control.maximum() - control.minimum())
                text = f"{value:.{control.decimals()}f}"  # the box refuses more digits
            field.selectAll()
            self._type(field, text, "", enter=True)

    def _resize(self, which: float, width: int, height: int) -> None:
        tops = [self._window, *(dock for dock in self._docks() if dock.isFloating())]
        _pick(tops, which).resize(width, height)

    def _float(self, which: float, x: int, y: int) -> None:
        dock = _pick(self._docks(), which)
        dock.setFloating(not dock.isFloating())
        if dock.isFloating():
            dock.move(x, y)

    def _dock(self, which: float, other: float, way: str, is_upright: bool) -> None:
        dock, neighbour = _pick(self._docks(), which), _pick(self._docks(), other)
        if way == "hide":
            dock.hide()
        elif way == "show":
            dock.show()
            dock.raise_()
        elif way == "close":
            dock.close()
        elif dock is not neighbour and not neighbour.isFloating():
            dock.setFloating(False)
            if way == "tab":
                self._window.tabifyDockWidget(neighbour, dock)
            else:
                direction = Qt.Orientation.Vertical if is_upright else Qt.Orientation.Horizontal
                self._window.splitDockWidget(neighbour, dock, direction)

    def _open(self, kind: str, market: str, unit: str) -> None:
        if self._desk.is_vacant:
            raise _NothingThere  # between two sources every way to open a panel is disabled
        self._make_room()
        for words in (f"{kind}:{market}:{unit}".rstrip(":"), f"{kind}:{market}", kind):
            with contextlib.suppress(InputError):
                self._desk.open(PanelSpec.parse(words))
                return

    def _fault(self, fault: str, parameters: dict[str, Any], is_off: bool) -> None:
        self._set_fault(None if is_off else fault, parameters)

    _any_fault = _fault

    def _link(self, which: float, way: str, group: float, text: str, enter: bool) -> None:
        headed = [dock for dock in self._desk.docks() if dock.header is not None and dock.header.isVisible()]
        dock = _pick(headed, which)
        header = dock.header
        if way == "market":
            self._desk.linking.link(dock, _pick(("", *MARKET_GROUPS), group))
        elif way == "unit" and has_unit_group(dock.kind):
            self._desk.linking.link_unit(dock, _pick(("", *UNIT_GROUPS), group))
        elif way == "pin":
            _press(header.pin)
        elif way == "chip":
            _press(header.market_chip)
        elif way == "search" and header.field.isVisible():
            dock.start_search()
            search = header.field.findChild(QLineEdit)
            self._type(search, text, "", enter=enter)

    def _empty(self) -> None:
        for dock in self._desk.docks():
            dock.close()

    def _setting(self, way: str, which: float, where: float, text: str, key: str, modifiers: Sequence[str]) -> None:
        settings = self._settings_window()
        row = _pick([row for row in settings.rows if row.isVisible()] or settings.rows, which)
        if way == "enter":
            self._enter(row.editor.widget, where, text, key, modifiers)
        elif way == "search":
            settings.search.selectAll()
            self._type(settings.search, text[:4] if where > 0.5 else text, "", enter=False)
        elif way == "section":
            settings.sections.setCurrentRow(round(which * settings.sections.count()))
        elif way == "close":
            settings.close()
        else:
            buttons = {
                "default": row.default_button,
                "account": settings.account.button,
                "reset": settings.resets.reset,
            }
            _press(buttons[way])

    def _settings_window(self) -> SettingsWindow:
        """Return the settings window, opened by its keys, or by its entry in the menu if those are others by now."""
        self.clear_the_table()
        if self._window.findChild(SettingsWindow) is None and (handle := self._window.windowHandle()) is not None:
            _strike(handle, Qt.Key.Key_Comma, ("Control",))
        if self._window.findChild(SettingsWindow) is None and (menus := self._window.findChild(Menus)) is not None:
            menus.commands["settings"].trigger()
        if (settings := self._window.findChild(SettingsWindow)) is None or not settings.isVisible():
            raise _NothingThere
        return settings

    def _palette(self, way: str, which: float, text: str, preedit: str) -> None:
        palette = self._open_palette()
        palette.field.selectAll()
        self._type(palette.field, text, preedit, enter=False)
        if way == "type":
            return
        if way == "close":
            _send_key(palette.field, Qt.Key.Key_Escape)
        elif way == "away":
            self._window.activateWindow()
        elif way == "move":
            for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
                _send_key(palette.field, key)
        elif way == "click":
            index = palette.model.index(int(which * palette.model.rowCount()))
            viewport = palette.list.viewport()
            QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=palette.list.visualRect(index).center())
        else:
            held = Qt.KeyboardModifier.ControlModifier if way == "aside" else Qt.KeyboardModifier.NoModifier
            self._make_room()
            QTest.keyClick(palette.field, Qt.Key.Key_Return, held)

    def _open_palette(self) -> Palette:
        """Return the palette, opened by its keys, or by its command if those are others by now."""
        self.clear_the_table()
        if not self._shown_palettes() and (handle := self._window.windowHandle()) is not None:
            _strike(handle, Qt.Key.Key_K, ("Control",))
        if not self._shown_palettes() and (menus := self._window.findChild(Menus)) is not None:
            menus.commands["palette"].trigger()
        return _pick(self._shown_palettes(), 0.0)

    def _shown_palettes(self) -> list[Palette]:
        return [each for each in _below(self._window, Palette) if isValid(each) and each.isVisible()]

    def _command(self, which: float) -> None:
        if (menus := self._window.findChild(Menus)) is None:
            raise _NothingThere
        self._make_room()
        _pick([action for _, action in menus.commands.listed() if action.isEnabled()], which).trigger()

    def _workspace(self, way: str, which: float, text: str) -> None:
        """Do something with workspaces; a file goes out and comes back in."""
        menus = self._window.findChild(Menus)
        commands = {"next": "next-workspace", "previous": "previous-workspace", "duplicate": "duplicate-workspace",
                    "reset": "default-desk", "delete": "delete-workspace", "undo": "reopen-panel"}  # fmt: skip
        if menus is None or (workspaces := menus.workspaces) is None:
            raise _NothingThere
        self._make_room()
        if way == "key":
            QTest.keyClick(self._window, Qt.Key(Qt.Key.Key_1 + int(which * 5)), Qt.KeyboardModifier.ControlModifier)
        elif way == "menu":
            listed = [each for each in workspaces.button.menu().actions() if each.isCheckable()]
            _pick(listed, which).trigger()
        elif way == "rename":
            workspaces.of.rename(text)
        elif way == "file":
            path = profile_folder() / "exported.hoga.json"
            workspaces.of.export_to(str(path))
            workspaces.of.import_from(str(path))
        elif (action := menus.commands[commands[way]]).isEnabled():
            action.trigger()

    def _make_room(self) -> None:
        """Close some panels before too many are open."""
        if len(self._desk.docks()) >= MOST_PANELS:
            for dock in self._desk.docks()[: MOST_PANELS // 2]:
                dock.close()

    def _enter(self, editor: QWidget, where: float, text: str, key: str, modifiers: Sequence[str]) -> None:
        """Give an editor a value, as a user of its kind does."""
        editor.setFocus()
        if isinstance(editor, QCheckBox):
            editor.click()
        elif isinstance(editor, QLineEdit):
            editor.selectAll()
            self._type(editor, text, "", enter=True)
        elif isinstance(editor, QKeySequenceEdit):
            if (window := editor.window().windowHandle()) is not None:
                _strike(window, getattr(Qt.Key, f"Key_{key}"), modifiers)
        else:
            self._give(editor, where)

    def _source(self, way: str) -> None:
        if way == "fail":
            self._fail_to_start()
            return
        if (selector := self._window.findChild(SourceSelector)) is None:
            raise _NothingThere
        buttons = {
            "real": selector.real,
            "simulated": selector.simulated,
            "banner": self._window.banner.button,
            "again": self._window.interlude.again,
            "other": self._window.interlude.other,
        }
        _press(buttons[way])

    def _dismiss(self, all: bool) -> None:  # noqa: A002 - the word in the gesture
        if all:
            self.clear_the_table()
        elif (top := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
            _send_key(top, Qt.Key.Key_Escape)

    # Where things are

    def _docks(self) -> list[QDockWidget]:
        return [dock for dock in _below(self._window, QDockWidget) if isValid(dock)]

    def _top(self, which: float) -> QWidget:
        """Return the window that receives input: the topmost one, else one of the windows."""
        if (top := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
            return top
        tops = [each for each in QApplication.topLevelWidgets() if each.isVisible() and not each.isMinimized()]
        return self._window if which < 0.5 and self._window.isVisible() else _pick(tops, which * 2 - 1)

    def _visible(self, kind: type[W], which: float = 0.0) -> list[W]:
        top = self._top(which)
        return [each for each in _below(top, kind) if each.isVisible() and each.window() is top]

    def _aim(self, target: str, which: float, x: float, y: float) -> tuple[QWindow, QPoint]:
        """Return the window and the point in it for a gesture."""
        top = self._top(which)
        widget, area = self._target(target, _inner(which), top)
        handle = top.windowHandle()
        if handle is None or not _is_usable(handle):
            raise _NothingThere
        point = QPoint(
            area.x() + min(area.width() - 1, int(x * area.width())),
            area.y() + min(area.height() - 1, int(y * area.height())),
        )
        return handle, widget.mapTo(top, point) if widget is not top else point

    def _target(self, target: str, which: float, top: QWidget) -> tuple[QWidget, QRect]:
        """Return the target in `top` and its part; all of `top` if it has no target of that kind."""
        visible = [each for each in _below(top, QWidget) if each.isVisible() and each.window() is top]
        if target == "canvas":
            found = [each for each in visible if not any(child.isWidgetType() for child in each.children())]
        else:
            found = [each for each in visible if isinstance(each, SORTS.get(target, ()))]
        if not found:
            return top, top.rect()
        widget = _pick(found, which)
        if target == "title":
            return widget, QRect(0, 0, widget.width(), TITLE_HEIGHT)
        if isinstance(widget, QAbstractItemView):  # a header is also a view
            widget = widget.viewport()
        return widget, QRect(0, 0, STAR, widget.height()) if target == "star" else widget.rect()


class _NothingThere(Exception):
    """The gesture's target is not on the screen."""


def _below(top: QObject, kind: type[W]) -> list[W]:
    """Return what `top.findChildren` does.

    That keeps a Python object for each child of a scroll area or a button of a title, also after the child was deleted:
    thousands in a life, which would look as if memory grew.
    """
    found: list[W] = []
    for child in top.children():
        if isinstance(child, kind):
            found.append(child)
        found += _below(child, kind)
    return found


def _pick(things: Sequence[Any], which: float) -> Any:
    if not things:
        raise _NothingThere
    return things[min(len(things) - 1, int(which * len(things)))]


def _inner(which: float) -> float:
    """Return the number that names a widget in the window that `which` names; all widgets of each window have one."""
    return which * 100 % 1


def _press(button: QAbstractButton) -> None:
    if not (button.isVisible() and button.isEnabled()):
        raise _NothingThere
    button.click()


def _is_usable(window: QWindow) -> bool:
    """Return whether a window exists and is visible.

    Qt creates the windows of menus and floating docks itself and may destroy them at any event without notice to their
    Python object: `isValid` would return True, and the next event would be sent to freed memory.
    """
    return any(each is window for each in QApplication.allWindows()) and window.isVisible()


def _strike(window: QWindow, key: Qt.Key, names: Sequence[str]) -> None:
    """Press and release a key in a window, event by event: any of them may destroy it.

    `QTest.keyPress` would press the modifiers once more by itself and not look whether the window is still there.
    """
    held = _modifiers(names)
    text = "" if names else QTest.keyToAscii(key).strip("\0")
    modifiers = [MODIFIER_KEYS[name] for name in names]
    presses = [*((each, "", True) for each in modifiers), (key, text, True)]
    releases = [(key, text, False), *((each, "", False) for each in reversed(modifiers))]
    for number, what, is_press in (*presses, *releases):
        if not _is_usable(window):
            return
        QTest.simulateEvent(window, is_press, int(number), held, what, False)


def _send_key(widget: QWidget, key: Qt.Key) -> None:
    """Press and release a key in a widget, which the press may have deleted."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if isValid(widget):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def _send_double_click(window: QWindow, button: Qt.MouseButton, held: Qt.KeyboardModifier, at: QPoint) -> None:
    place = QPointF(window.mapToGlobal(at))
    if (widget := QApplication.widgetAt(place.toPoint())) is not None:
        local = widget.mapFromGlobal(place)
        QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseButtonDblClick, local, place, button, button, held))


def _modifiers(names: Sequence[str]) -> Qt.KeyboardModifier:
    held = Qt.KeyboardModifier.NoModifier
    for name in names:
        held |= MODIFIERS[name]
    return held
