"""The content of a workspace: what is kept of a desk, and a desk opened from it.

The list of panels and their arrangement are our own format, and the truth; Qt's window state holds only the exact
geometry. It is used if it has the panels where the arrangement has them: one that is lost, damaged or of another desk
changes nothing but some pixels. Kinds this version does not know stay in the list unchanged, for a newer version.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from app.arrangement.arrangement import Arrangement
from app.arrangement.qt_state import read_state
from app.arrangement.record import arrangement_of, record_of
from app.desk.keyboard import keyboard_kept
from app.desk.layout.arranging import arrange, fills, resize
from app.desk.layout.late_size import LateSize
from app.desk.layout.strips import fit_strips
from app.desk.panel_record import maximize_recorded, open_recorded, record_of_panel
from app.dock.floating import give_place
from app.dock.on_screen import FRAME, keep_on_screen
from app.process.display import OFFSCREEN
from app.workspaces.window_shape import FILLING, LAYOUT_VERSION, WindowShape
from core.errors import InputError
from core.text import translatable

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.dock.dock import PanelDock

logger = logging.getLogger(__name__)

VERSION: Final = 1

MOST_PANELS: Final = 500
"""Maximum number of panels opened from one file; each takes 10 ms."""

_LONGEST_WORDS: Final = 200

_STATES: Final = {
    "is_maximized": Qt.WindowState.WindowMaximized,
    "is_full_screen": Qt.WindowState.WindowFullScreen,
}
"""How a window fills the screen, by the name in the content."""

_TOO_MANY: Final = translatable("Workspace", "패널이 {most:,}개를 넘어 {left:,}개는 열지 않았습니다.")


class DeskContent:
    """Reads the content of a desk, and opens it.

    Args:
        window: its geometry is kept.
        desk: its panels are kept.
    """

    def __init__(self, window: QMainWindow, desk: Desk) -> None:
        self._window = window
        self._desk = desk
        self._late_size = LateSize(window)
        self._shape = WindowShape(window, desk)
        self._unknown: list[Any] = []
        self._reported: set[str] = set()
        """Names of docks whose state could not be saved."""
        self._too_many = 0
        self._maximized: list[tuple[PanelDock, dict[str, Any]]] = []
        """Panels to be maximised once they are at their places."""
        self._grown: tuple[QSize, QSize] | None = None
        """The size the user gave the window, and the larger one that the panels needed."""
        self.is_lossy = False
        """Whether a panel was opened without its saved state; the present desk is then worth saving."""

    @property
    def left_out(self) -> str:
        """The message about panels beyond the maximum."""
        return _TOO_MANY.format(most=MOST_PANELS, left=self._too_many) if self._too_many else ""

    def read(self) -> dict[str, Any]:
        """Return the content of the present desk, JSON-able."""
        docks = self._desk.docks()
        shape = self._shape.read()
        found = read_state(shape.layout)
        content: dict[str, Any] = {
            "geometry": _text(shape.geometry),
            **{name: bool(self._window.windowState() & state) for name, state in _STATES.items()},
            "layout": _text(shape.layout),
            "width": self._certain_width(shape.width),
            "percent": self._desk.percent,
            "panels": [*(record_of_panel(dock, self._reported) for dock in docks), *self._unknown],
        }
        if found is not None:
            content["arrangement"] = record_of(found.only({dock.objectName() for dock in docks}))
        return content

    async def is_opened(self, content: Mapping[str, Any], *, is_start: bool = False) -> bool:
        """Open all of `content`, or nothing.

        Args:
            content: of a file; anything.
            is_start: whether the window takes its place too; else it stays where the user has it.

        Returns:
            Whether it could be opened.
        """
        try:
            await self._open(content, is_start=is_start)
        except Exception:  # the edge: a content that raises would raise at every start
            logger.exception("the workspace cannot be restored")
            self._unknown = []
            self._desk.close_all()
            await asyncio.sleep(0)  # Qt deletes closed docks one turn later
            return False
        return True

    async def _open(self, content: Mapping[str, Any], *, is_start: bool) -> None:
        self._unknown = []
        self._maximized = []
        self._late_size.settle()
        size = self._wanted_size()
        if is_start and QGuiApplication.platformName() != OFFSCREEN:  # its screen is virtual, too small for any desk
            self._take_place(content)
        panels = content.get("panels")
        records = panels if isinstance(panels, list) else []
        self._too_many = 0
        with self._desk.together():
            opened = 0
            for record in records:
                self._too_many += opened >= MOST_PANELS
                if opened < MOST_PANELS and self._open_panel(record):
                    opened += 1
                else:
                    self._unknown.append(record)
        # Qt restores sizes correctly only after one layout of the window, banner and status bar included.
        await asyncio.sleep(0)
        wanted = arrangement_of(content.get("arrangement"), self._docks().keys())
        if not self._late_size.restore(partial(self._lay_out, _bytes(content.get("layout")), wanted)):
            self._desk.spread()
        elif self._is_squeezed(content):
            self._late_size.settle()  # it would restore the widths again
            self._desk.spread()
        for dock, record in self._maximized:
            maximize_recorded(dock, record)
        self._maximized = []
        self._desk.moves.drop()
        if not is_start:
            self._give_size_back(size)

    def _take_place(self, content: Mapping[str, Any]) -> None:
        """Give the window its place, or at least let it fill the screen as it did.

        Qt refuses the place if the screen has quite another width than it had: at another scale of the display.
        """
        if not self._window.restoreGeometry(_bytes(content.get("geometry"))):
            for name, state in _STATES.items():
                if content.get(name) is True:
                    self._window.setWindowState(self._window.windowState() | state)
        keep_on_screen(self._window)

    def _lay_out(self, state: QByteArray, wanted: Arrangement | None) -> bool:
        """Put the panels in order; it is done again if the window gets its size later.

        Returns:
            Whether it is known where they were.
        """
        with keyboard_kept():
            return self._is_laid_out(state, wanted)

    def _is_laid_out(self, state: QByteArray, wanted: Arrangement | None) -> bool:
        if wanted is None:  # of an earlier version, or not every panel is in it
            return self._is_restored(state)
        docks = self._docks()
        wanted = wanted.only(docks)  # one may have been closed meanwhile
        found = read_state(state)
        is_of_this_desk = found is not None and found.only(docks).has_shape_of(wanted)
        if not (is_of_this_desk and self._is_restored(state)):
            arrange(self._window, docks, wanted)
        elif not fills(self._window, wanted):  # at another scale; Qt gives every dock the same number of pixels more
            resize(self._window, docks, wanted)
            fit_strips(self._window, docks.values())
        return True

    def _is_restored(self, state: QByteArray) -> bool:
        """Restore places and sizes of the docks; return whether Qt could."""
        is_restored = self._window.restoreState(state, LAYOUT_VERSION)
        for dock in self._docks().values():
            if dock.isFloating():
                give_place(dock, dock.geometry())
        return is_restored

    def _wanted_size(self) -> QSize:
        """Return the size the user gave the window: panels that need more room make it larger, and it stays so."""
        size = self._window.size()
        return self._grown[0] if self._grown is not None and self._grown[1] == size else size

    def _give_size_back(self, size: QSize) -> None:
        """Make the window as small again as it was, or as the present panels let it be."""
        if self._window.size() != size and not self._window.windowState() & FILLING:
            self._window.resize(size)
        self._grown = (size, self._window.size()) if self._window.size() != size else None

    def _docks(self) -> dict[str, PanelDock]:
        return {dock.objectName(): dock for dock in self._desk.docks()}

    def _certain_width(self, width: int) -> int:
        """Return the width of the window; of one that fills the screen the most that surely is the same next time."""
        return width - (FRAME.width() if self._window.windowState() & FILLING else 0)

    def _is_squeezed(self, content: Mapping[str, Any]) -> bool:
        """Return whether the saved widths are too narrow: the window has less room for its texts than it had.

        Qt then takes the missing pixels from the last column, which loses what stands at its right.
        """
        width, percent = content.get("width"), content.get("percent")
        if not isinstance(width, int) or not isinstance(percent, int) or width <= 0 or percent <= 0:
            return False
        room = self._window.width()
        if self._window.windowState() & FILLING:
            room = max(room, self._window.screen().availableGeometry().width() - FRAME.width())  # its size comes later
        return room * percent < width * self._desk.percent

    def _open_panel(self, record: object) -> bool:
        """Open one panel of the list.

        Returns:
            Whether this version knows its kind, and it could be opened.
        """
        if not isinstance(record, dict) or not isinstance(words := record.get("panel"), str):
            return False
        if len(words) > _LONGEST_WORDS:
            return False
        try:
            dock, is_restored = open_recorded(self._desk, record, self._name_of(record.get("name")))
        except InputError:  # of a newer version
            return False
        except Exception:  # the edge: one panel that fails must not affect the others
            logger.exception("%s cannot be opened", words)
            return False
        self.is_lossy |= not is_restored
        if record.get("is_maximized") is True:
            self._maximized.append((dock, record))
        if record.get("is_hidden") is True:
            dock.hide()
        return True

    def _name_of(self, name: object) -> str | None:
        """Return the name of a dock if it can be one; Qt's layout identifies docks by their names."""
        return self._desk.free_name(name) if isinstance(name, str) and 0 < len(name) <= _LONGEST_WORDS else None


def _text(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode("ascii")


def _bytes(text: object) -> QByteArray:
    try:
        return QByteArray(base64.b64decode(text, validate=True)) if isinstance(text, str) else QByteArray()
    except (binascii.Error, ValueError):
        return QByteArray()
