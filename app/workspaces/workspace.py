"""The desk as it is now, with its file: written while it runs, and restored at the next start.

The file's content may crash the process, and would then crash every start. So each attempt is noted on disk first: a
content that crashed the last start, or raises in this one, is put aside; then the newest older copy is tried, then the
default desk; if that fails too, the desk stays empty.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from app.panels.spec import DEFAULT_DESK
from app.workspaces.content import DeskContent
from app.workspaces.names import clean_name
from app.workspaces.presets import PRESET, TRADER, preset_of
from core.storage.attempt import Attempt
from core.storage.file_trouble import reason_of
from core.storage.kept_file import KeptFile
from core.text import joined, translatable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from app.desk.desk import Desk
    from app.workspaces.shelf import Shelf

logger = logging.getLogger(__name__)

MOST_LOST: Final = 2.0
"""Seconds of changes that a kill may lose."""

AUTOSAVE_INTERVAL: Final = 1.0
"""Seconds from one look at the desk to the next: less than may be lost, because writing takes time on a busy disk."""

PROVED_AFTER: Final = 5.0
"""Seconds a desk must run before it counts as harmless."""

_DEFAULT: Final = "default desk"
"""The name of an attempt at the default desk."""


class Workspace:
    """Saves the present desk to its file, and the shelf of the others to theirs.

    Args:
        file: the file.
        window: its geometry is saved.
        desk: its panels are saved.
        attempt: records what is being restored.
        shelf: the workspaces that are not on the screen.
    """

    def __init__(self, file: KeptFile, window: QMainWindow, desk: Desk, attempt: Attempt, shelf: Shelf) -> None:
        self._file = file
        self._desk = desk
        self._attempt = attempt
        self._shelf = shelf
        self._content = DeskContent(window, desk)
        self.name = str(TRADER)
        """The name of the workspace on the screen."""
        self.preset = str(TRADER)
        """The preset it began with, which it gets back when it is reset."""
        self._saved: dict[str, Any] | None = None
        self._is_in_trouble = False
        self._is_default = False
        """Whether this run began with the default desk."""
        self._carried: dict[str, Any] | None = None
        """The desk while its panels are closed to be opened again; whoever saves meanwhile saves this."""

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
        refused = self._attempt.look_back(has_crashed=has_crashed, last_resort=_DEFAULT)
        told = self._shelf.load()
        notice, is_as_left = "", False
        while (loaded := self._file.load(refused)).content is not None:
            self._attempt.begin(loaded.key)
            if await self._content.is_opened(loaded.content, is_start=True):
                self._attempt.got_through()
                is_as_left = loaded.content.get("panels") == []  # the user closed the last one
                self._take_name(loaded.content, is_older=bool(loaded.notice))
                self._saved = None if self._content.is_lossy else self.content()
                notice = joined(" ", loaded.notice or notice, self._content.left_out)
                break
            self._attempt.fail()
            refused |= {loaded.key}
        else:
            notice = loaded.notice or notice
            self._take_name({}, is_older=True)
        notice = joined(" ", notice, told)
        if is_as_left or self._desk.docks():
            return notice
        return self._open_default(refused) or notice

    def start_over(self) -> str:
        """Open the default desk, as the user wants it at every start; a saved desk of another name is kept.

        Returns:
            A message about the files for the user.
        """
        told = self._shelf.load()
        loaded = self._file.load()
        name = clean_name((loaded.content or {}).get("name"))
        if name and name != self.name and loaded.content is not None:
            self._shelf.keep(name, loaded.content)
            self._take_name({"name": name}, is_older=False)
        self._take_name({}, is_older=False)
        self._desk.open_all(DEFAULT_DESK)
        return joined(" ", loaded.notice, told)

    def pick_up(self) -> None:
        """Close every panel, to put all of them back at another source."""
        if self._carried is None:
            self._carried = self.content()
        self._desk.move_out()

    async def put_back(self) -> None:
        """Open the panels that `pick_up` closed, where they were and as they were."""
        assert self._carried is not None
        await asyncio.sleep(0)  # Qt deletes closed docks one turn later
        if not await self._content.is_opened(self._carried):
            self._open_default(frozenset())
        self._carried = None

    async def replace(self, name: str, content: Mapping[str, Any]) -> bool:
        """Put another content on the screen; the present one goes to the shelf.

        What both contents watch stays on the wire: all of it is one subscription change.

        Args:
            name: of the other workspace, or the present one to give that another content.
            content: the other content.

        Returns:
            Whether it could be opened; if not, the present one is opened again.
        """
        before = self._carried = self.content()
        try:
            with self._desk.rebuilt():
                await asyncio.sleep(0)  # Qt deletes closed docks one turn later
                is_opened = await self._content.is_opened(content)
                if is_opened:
                    self._shelf.keep(self.name, before)
                    self.name = name
                    self.preset = preset_of(content, name)
                elif not await self._content.is_opened(before):
                    self._open_default(frozenset())
        finally:
            self._carried = None
        return is_opened

    def _take_name(self, content: Mapping[str, Any], *, is_older: bool) -> None:
        """Take the name and the preset of the opened content; one of an earlier version has none.

        Args:
            content: of the file.
            is_older: whether it is an older copy: the shelf may have a newer content of the same name.
        """
        self.name = clean_name(content.get("name")) or str(TRADER)
        self.preset = preset_of(content, self.name)
        if is_older:
            self._shelf.set_aside(self.name)
            with contextlib.suppress(OSError):  # now: the next start finds this copy in the file's own place
                self._shelf.save()
        if self.name not in self._shelf.names:
            self._shelf.add(self.name, 0)

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
        self._is_default = True
        try:
            self._desk.open_all(DEFAULT_DESK)
        except Exception:  # the edge: even if a panel raises, the window and its menus are useful
            logger.exception("the default desk cannot be opened")
            self._attempt.fail()
        else:
            self._attempt.got_through()
        return ""

    def save(self) -> None:
        """Save the desk if it has changed; the run ends normally."""
        self._attempt.prove_harmless()
        if (content := self.content()) != self._saved or self._shelf.is_changed:
            self._write(content)

    async def keep_saved(self) -> None:
        """Save what has changed, on another thread, until cancelled.

        A desk that does not yet count as harmless is saved too: the user may have changed it. If the process crashes,
        what was saved is blamed as what was opened. The default desk is not in the file, so only it is blamed then.
        """
        loop = asyncio.get_running_loop()
        proved_at, is_proved = loop.time() + PROVED_AFTER, False
        while True:
            await asyncio.sleep(AUTOSAVE_INTERVAL)
            if not is_proved and loop.time() >= proved_at:
                self._attempt.prove_harmless()
                is_proved = True
            if (content := self.content()) != self._saved or self._shelf.is_changed:
                if not (is_proved or self._is_default):
                    self._attempt.goes_on_as(self._file.key_of(content))
                await asyncio.to_thread(self._write, content)

    def _write(self, content: dict[str, Any]) -> None:
        try:
            self._shelf.save()  # first: what left the screen must be in one of the two files
            self._file.save(content)
        except OSError as error:
            if not self._is_in_trouble:  # reported once; saving is repeated until there is room
                logger.error(
                    translatable("log", "화면 배치가 저장되지 않습니다: %s (%s)"),
                    reason_of(error),
                    self._file.path,
                )
            self._is_in_trouble = True
        else:
            self._is_in_trouble = False
            self._saved = content

    def content(self) -> dict[str, Any]:
        """Return what is saved of the present desk."""
        if self._carried is not None:
            return self._carried
        return {"name": self.name, PRESET: self.preset, **self._content.read()}
