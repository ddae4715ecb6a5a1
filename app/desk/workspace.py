"""The saved desk: which panels, where and how large; written to disk and restored at the next start.

The list of panels is our own format, by name; Qt's window state holds only geometry. Kinds this version does not know
stay in the list unchanged, for a newer version.

The file's content may crash the process, and would then crash every start. So each attempt is noted on disk first: a
content that crashed the last start, or raises in this one, is put aside; then the newest older copy is tried, then the
default desk; if that fails too, the desk stays empty.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow

from app.desk.late_size import LateSize
from app.desk.on_screen import FRAME, keep_on_screen
from app.panels.spec import DEFAULT_DESK, PanelSpec
from app.process.display import OFFSCREEN
from core.errors import InputError
from core.storage.attempt import Attempt
from core.storage.kept_file import KeptFile
from core.text import joined, translatable

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.desk.dock import PanelDock

logger = logging.getLogger(__name__)

VERSION: Final = 1

AUTOSAVE_INTERVAL: Final = 2.0
"""Seconds of changes a crash may lose."""

PROVED_AFTER: Final = 5.0
"""Seconds a desk must run before it counts as harmless and replaces the saved one."""

MOST_PANELS: Final = 500
"""Maximum number of panels opened from one file; each takes 10 ms."""

_LONGEST_WORDS: Final = 200
_LARGEST_STATE: Final = 1024 * 1024

_DEFAULT: Final = "default desk"
"""The name of an attempt at the default desk."""

_TOO_MANY: Final = translatable("Workspace", "패널이 {most:,}개를 넘어 {left:,}개는 열지 않았습니다.")


class Workspace:
    """Saves a desk to a file.

    Args:
        file: the file.
        window: its geometry is saved.
        desk: its panels are saved.
        attempt: records what is being restored.
    """

    def __init__(self, file: KeptFile, window: QMainWindow, desk: Desk, attempt: Attempt) -> None:
        self._file = file
        self._window = window
        self._desk = desk
        self._attempt = attempt
        self._late_size = LateSize(window, VERSION)
        self._unknown: list[Any] = []
        self._saved: dict[str, Any] | None = None
        self._is_in_trouble = False
        self._reported: set[str] = set()
        """Names of docks whose state could not be saved."""
        self._too_many = 0
        self._carried: dict[str, Any] | None = None
        """The desk while the window moves to another source; whoever saves meanwhile saves this."""
        self._is_lossy = False
        """Whether a panel was opened without its saved state; the present desk is then worth saving."""

    @property
    def has_file(self) -> bool:
        """Whether a desk was saved before: this is not the first start."""
        return self._file.path.exists()

    async def restore(self, *, has_crashed: bool = False) -> str:
        """Open the saved panels at their saved positions and sizes.

        Args:
            has_crashed: whether the last run crashed.

        Returns:
            A message about the file for the user.
        """
        refused = self._attempt.look_back(has_crashed=has_crashed)
        notice = ""
        while (loaded := self._file.load(refused)).content is not None:
            self._attempt.begin(loaded.key)
            if await self._is_opened(loaded.content):
                self._attempt.got_through()
                self._saved = None if self._is_lossy else self._content()
                notice = joined(" ", loaded.notice or notice, self._left_out())
                break
            self._attempt.fail()
            refused |= {loaded.key}
        else:
            notice = loaded.notice or notice
        if self._desk.docks():
            return notice
        return self._open_default(refused) or notice

    def pick_up(self) -> None:
        """Close every panel, to put all of them back at another source."""
        if self._carried is None:
            self._carried = self._content()
        self._desk.move_out()

    async def put_back(self) -> None:
        """Open the panels that `pick_up` closed, where they were and as they were."""
        assert self._carried is not None
        await asyncio.sleep(0)  # Qt deletes closed docks one turn later
        if not await self._is_opened(self._carried):
            self._open_default(frozenset())
        self._carried = None

    def _left_out(self) -> str:
        """Return the message about panels beyond the maximum."""
        return _TOO_MANY.format(most=MOST_PANELS, left=self._too_many) if self._too_many else ""

    def _open_default(self, refused: frozenset[str]) -> str:
        """Open the default desk, or as many of its panels as possible.

        Returns:
            A message about the failure, if any.
        """
        if _DEFAULT in refused:
            return translatable(
                "Workspace",
                "지난번에 기본 화면을 열다가 프로그램이 멈춰 빈 화면으로 시작합니다. 패널 메뉴에서 하나씩 여세요.",
            )
        self._attempt.begin(_DEFAULT)
        try:
            self._desk.open_all(DEFAULT_DESK)
        except Exception:  # the edge: even if a panel raises, the window and its menus are useful
            logger.exception("the default desk cannot be opened")
            self._attempt.fail()
        else:
            self._attempt.got_through()
        return ""

    async def _is_opened(self, content: Mapping[str, Any]) -> bool:
        """Open all of `content`, or nothing.

        Returns:
            Whether it could be opened.
        """
        try:
            await self._open(content)
        except Exception:  # the edge: a content that raises would raise at every start
            logger.exception("%s cannot be restored", self._file.path)
            self._unknown = []
            self._desk.close_all()
            await asyncio.sleep(0)  # Qt deletes closed docks one turn later
            return False
        return True

    def save(self) -> None:
        """Save the desk if it has changed; the run ends normally."""
        self._attempt.prove_harmless()
        if (content := self._content()) != self._saved:
            self._write(content)

    async def keep_saved(self) -> None:
        """Save every few seconds, on another thread, until cancelled; not before the desk counts as harmless."""
        await asyncio.sleep(PROVED_AFTER)
        self._attempt.prove_harmless()
        while True:
            await asyncio.sleep(AUTOSAVE_INTERVAL)
            if (content := self._content()) != self._saved:
                await asyncio.to_thread(self._write, content)

    def _write(self, content: dict[str, Any]) -> None:
        try:
            self._file.save(content)
        except OSError as error:
            if not self._is_in_trouble:  # reported once; saving is repeated until there is room
                logger.error(
                    translatable("log", "화면 배치가 저장되지 않습니다: %s (%s)"),
                    error.strerror or error,
                    self._file.path,
                )
            self._is_in_trouble = True
        else:
            self._is_in_trouble = False
            self._saved = content

    def _content(self) -> dict[str, Any]:
        if self._carried is not None:
            return self._carried
        panels = [
            {
                "name": dock.objectName(),
                "panel": str(dock.spec),
                "is_hidden": dock.isHidden(),
                "state": self._state_of(dock),
            }
            for dock in self._desk.docks()
        ]
        return {
            "geometry": _text(self._window.saveGeometry()),
            "layout": _text(self._window.saveState(VERSION)),
            "width": self._width(),
            "percent": self._desk.percent,
            "panels": [*panels, *self._unknown],
        }

    def _width(self) -> int:
        """Return the width of the window; of one that fills the screen the most that surely is the same next time."""
        filling = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen
        return self._window.width() - (FRAME.width() if self._window.windowState() & filling else 0)

    def _state_of(self, dock: PanelDock) -> dict[str, Any]:
        """Return the panel's state if it can be saved; a panel that fails loses only its own state."""
        try:
            state = dock.state()
            if len(json.dumps(state, allow_nan=False)) <= _LARGEST_STATE:
                return state
        except Exception:  # the edge: saving must go on if one panel fails
            if dock.objectName() not in self._reported:
                logger.exception("the state of %s cannot be kept", dock.spec)
            self._reported.add(dock.objectName())
        return {}

    async def _open(self, content: Mapping[str, Any]) -> None:
        self._unknown = []
        is_start = content is not self._carried  # else the window stays where the user has it
        if is_start and QGuiApplication.platformName() != OFFSCREEN:  # its screen is virtual, too small for any desk
            self._window.restoreGeometry(_bytes(content.get("geometry")))
            keep_on_screen(self._window)
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
        if not self._late_size.restore(_bytes(content.get("layout"))):
            self._desk.spread()
        elif self._is_squeezed(content):
            self._late_size.settle()  # it would restore the widths again
            self._desk.spread()

    def _is_squeezed(self, content: Mapping[str, Any]) -> bool:
        """Return whether the saved widths are too narrow: the window has less room for its texts than it had.

        Qt then takes the missing pixels from the last column, which loses what stands at its right.
        """
        width, percent = content.get("width"), content.get("percent")
        if not isinstance(width, int) or not isinstance(percent, int) or width <= 0 or percent <= 0:
            return False
        room = self._window.width()
        if self._window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
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
            dock = self._open_with(PanelSpec.parse(words), record.get("name"), record.get("state"))
        except InputError:  # of a newer version
            return False
        except Exception:  # the edge: one panel that fails must not affect the others
            logger.exception("%s cannot be opened", words)
            return False
        if record.get("is_hidden") is True:
            dock.hide()
        return True

    def _open_with(self, spec: PanelSpec, name: object, state: object) -> PanelDock:
        name = name if isinstance(name, str) and name and len(name) <= _LONGEST_WORDS else None
        if name is not None and self._window.findChild(QDockWidget, name) is not None:
            name = None  # Qt's layout identifies docks by their names
        if isinstance(state, dict):
            try:
                return self._desk.open(spec, name=name, state=state)
            except Exception:  # the edge: the panel matters more than its saved state
                logger.exception("%s is opened without what was kept of it", spec)
                self._is_lossy = True
        return self._desk.open(spec, name=name)


def _text(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode("ascii")


def _bytes(text: object) -> QByteArray:
    try:
        return QByteArray(base64.b64decode(text, validate=True)) if isinstance(text, str) else QByteArray()
    except (binascii.Error, ValueError):
        return QByteArray()
