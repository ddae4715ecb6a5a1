"""The desk as it was left: which panels, where, how large; kept on disk and brought back at the next start.

The list of panels is ours, by name; Qt's own state of the window is geometry only. A kind this version does not know
stays in the list untouched, so that a newer version finds it again.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from app.display import OFFSCREEN
from app.window.panel_spec import KINDS, PanelSpec
from core.storage.kept_file import KeptFile

if TYPE_CHECKING:
    from app.window.desk import Desk

logger = logging.getLogger(__name__)

VERSION: Final = 1

AUTOSAVE_INTERVAL: Final = 2.0
"""Seconds of changes a crash may cost."""


class Workspace:
    """Keeps a desk in a file.

    Args:
        file: where.
        window: whose geometry is kept.
        desk: whose panels are kept.
    """

    def __init__(self, file: KeptFile, window: QMainWindow, desk: Desk) -> None:
        self._file = file
        self._window = window
        self._desk = desk
        self._unknown: list[Any] = []
        self._saved: dict[str, Any] | None = None
        self._is_in_trouble = False

    async def restore(self) -> tuple[bool, str]:
        """Open the panels that were open when the desk was left, where and as large as they were.

        Returns:
            Whether there were any, and what the user should know about the file.
        """
        content, notice = self._file.load()
        if content is None:
            return False, notice
        await self._open(content)
        self._saved = self._content()
        return bool(self._desk.docks()), notice

    def save(self) -> None:
        """Write the desk down if it has changed."""
        if (content := self._content()) != self._saved:
            self._write(content)

    async def keep_saved(self) -> None:
        """Save every few seconds, on another thread, until cancelled."""
        while True:
            await asyncio.sleep(AUTOSAVE_INTERVAL)
            if (content := self._content()) != self._saved:
                await asyncio.to_thread(self._write, content)

    def _write(self, content: dict[str, Any]) -> None:
        try:
            self._file.save(content)
        except OSError as error:
            if not self._is_in_trouble:  # told once; it is tried again until there is room
                logger.error("화면 배치가 저장되지 않습니다: %s (%s)", error.strerror or error, self._file.path)
            self._is_in_trouble = True
        else:
            self._is_in_trouble = False
            self._saved = content

    def _content(self) -> dict[str, Any]:
        panels = [
            {
                "name": dock.objectName(),
                "panel": str(dock.spec),
                "is_hidden": dock.isHidden(),
                "state": dock.panel.state(),
            }
            for dock in self._desk.docks()
        ]
        return {
            "geometry": _text(self._window.saveGeometry()),
            "layout": _text(self._window.saveState(VERSION)),
            "panels": [*panels, *self._unknown],
        }

    async def _open(self, content: Mapping[str, Any]) -> None:
        self._unknown = []
        if QGuiApplication.platformName() != OFFSCREEN:  # it has a screen only in name, too small for any desk
            self._window.restoreGeometry(_bytes(content.get("geometry")))
        panels = content.get("panels")
        for record in panels if isinstance(panels, list) else []:
            if not self._open_panel(record):
                self._unknown.append(record)
        # Qt restores sizes rightly only where it has laid out the window once, banner and status bar included.
        await asyncio.sleep(0)
        if not self._window.restoreState(_bytes(content.get("layout")), VERSION):
            self._desk.spread()

    def _open_panel(self, record: object) -> bool:
        """Open one panel of the list.

        Returns:
            Whether this version knows how.
        """
        if not isinstance(record, dict) or not isinstance(words := record.get("panel"), str):
            return False
        kind, _, rest = words.partition(":")
        if kind not in KINDS:
            return False
        code, _, option = rest.partition(":")
        name, state = record.get("name"), record.get("state")
        dock = self._desk.open(
            PanelSpec(kind, code, option),
            name=name if isinstance(name, str) and name else None,
            state=state if isinstance(state, dict) else None,
        )
        if record.get("is_hidden") is True:
            dock.hide()
        return True


def _text(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode("ascii")


def _bytes(text: object) -> QByteArray:
    try:
        return QByteArray(base64.b64decode(text, validate=True)) if isinstance(text, str) else QByteArray()
    except (binascii.Error, ValueError):
        return QByteArray()
