"""Photographs the real program from inside its process, one look after the other."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from app.__main__ import main
from app.palette.palette import Palette
from app.settings.declared import LANGUAGE, SHOW_TOUR, THEME
from app.settings_window.window import SettingsWindow
from app.start import live_desk
from app.tour.notes import notes_of
from app.tour.tour import Tour
from app.window.add_panel_dialog import AddPanelDialog
from app.window.menus import Menus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.start.source_switch import SourceSwitch
    from app.start.wiring import Parts
    from app.window.main_window import MainWindow
    from run import Shot

SETTLING: Final = 0.4
"""Seconds for layouts and the next frame after a switch."""
LOADING: Final = 20.0
"""Maximum seconds until every panel has data."""


def run(shots: Sequence[Shot], folder: Path) -> int:
    """Start the program in a profile of its own, take the pictures, and quit; return its exit status."""
    live = live_desk.live

    async def live_and_photograph(
        options: Any, parts: Parts, window: MainWindow, redactor: Any, lock: Any, switch: SourceSwitch, **named: Any
    ) -> None:
        photographing = asyncio.ensure_future(_photograph(shots, folder, parts, window, switch))
        await live(options, parts, window, redactor, lock, switch, **named)
        await photographing

    live_desk.live = live_and_photograph
    with tempfile.TemporaryDirectory() as home:
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
            os.environ[name] = home
        sys.argv[1:] = []
        return main([])


async def _photograph(
    shots: Sequence[Shot], folder: Path, parts: Parts, window: MainWindow, switch: SourceSwitch
) -> None:
    try:
        async with asyncio.timeout(LOADING):
            while not parts.desk.docks() or not all(dock.panel.has_data() for dock in parts.desk.docks()):  # noqa: ASYNC110
                await asyncio.sleep(0.2)
        await asyncio.sleep(2.0)  # some trades and candles
        for tour in window.findChildren(Tour):
            tour.end()
        for shot in shots:
            await _take(shot, folder, parts, window, switch)
    finally:
        window.close()


async def _take(shot: Shot, folder: Path, parts: Parts, window: MainWindow, switch: SourceSwitch) -> None:
    settings = switch.settings
    settings.choose(LANGUAGE, shot.language)
    settings.choose(THEME, shot.theme)
    ratio = window.devicePixelRatio()
    size = QSize(round(shot.size[0] / ratio), round(shot.size[1] / ratio))
    if window.size() != size:
        window.resize(size)
        await asyncio.sleep(SETTLING)
        parts.desk.spread()
    opened = _open(shot.what, parts, window, switch)
    await asyncio.sleep(SETTLING)
    picture = window.grab() if opened is None or not opened.isWindow() else opened.grab()
    if not picture.save(str(folder / shot.file)):
        raise OSError(f"{shot.file} cannot be written")
    if isinstance(opened, Tour):
        opened.end()
    elif opened is not None:
        opened.close()
    settings.choose(SHOW_TOUR, value=False)
    QApplication.sendPostedEvents()


def _open(what: str, parts: Parts, window: MainWindow, switch: SourceSwitch) -> QWidget | None:
    """Open what is to be photographed besides the desk; None for the desk alone."""
    match what:
        case "settings":
            made: QWidget = SettingsWindow(switch.settings, window.look, window)
            made.show()
        case "add-panel":
            (menus,) = window.findChildren(Menus)
            menus.commands["add-panel"].trigger()
            made = window.findChildren(AddPanelDialog)[-1]
        case "palette":
            (menus,) = window.findChildren(Menus)
            menus.commands["palette"].trigger()
            made = palette = window.findChildren(Palette)[-1]
            palette.field.setText("eth")
        case "tour":
            made = tour = Tour(window, notes_of(window, parts.desk), window.look)
            tour.begin()
        case _:
            return None
    return made
