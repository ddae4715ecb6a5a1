"""Takes pictures of panels with fixed data: `python tests/support/pictures.py FOLDER MODULE:SCENARIO ...`.

A separate program, so that no font or style of another test affects them. Each scenario performs the actions of a
user and says when to take a picture; `NAME-SCALE.png` is written to FOLDER.
"""

from __future__ import annotations

import asyncio
import dataclasses
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication

from app.process.qt_loop import QtLoop
from desk_in_hand import Desk
from waiting import eventually
from whole_repaint import Hand, application_on_screens, scenario_called
from widgets.look.look import Look
from widgets.look.themes import ThemeName


class Camera(Hand):
    """A simulated user of one panel, who takes pictures of it."""

    def __init__(self, application: QApplication, screen: QScreen, look: Look, folder: Path) -> None:
        desk = Desk()
        desk.context = dataclasses.replace(desk.context, look=look)
        super().__init__(application, screen, desk, folder)
        self._theme = "" if look.theme_choice == ThemeName.DARK else f"-{look.theme_choice}"

    async def check(self, what: str) -> None:
        """Wait until all requested painting is done; nothing is compared here."""
        await self._settled()

    async def shoot(self, name: str, *, is_scaled: bool = False) -> None:
        """Take a picture of the whole panel; at a scale other than 1, or not in the dark, only if `is_scaled`."""
        if not is_scaled and (self._screen.name() != "1.0" or self._theme):
            return
        await self._settled()
        await eventually(lambda: not self._top.findChildren(QAbstractAnimation))  # a button that fades in
        await self._outside_of_tasks(lambda: self._take_picture(name))

    def _take_picture(self, name: str) -> None:
        self._application.processEvents()
        for _ in range(3):
            QCoreApplication.sendPostedEvents()
        scale = float(self._screen.name())
        place = self.panel.geometry()
        pixels = QRect(*(round(each * scale) for each in (place.x(), place.y(), place.width(), place.height())))
        assert self._grab().copy(pixels).save(str(self._folder / f"{name}-{self._screen.name()}{self._theme}.png"))


Scenario = Callable[[Camera], Awaitable[None]]


async def _taken(application: QApplication, look: Look, scenario: Scenario, scale: str, folder: Path) -> None:
    (screen,) = (screen for screen in application.screens() if screen.name() == scale)
    camera = Camera(application, screen, look, folder)
    try:
        await scenario(camera)
    finally:
        camera.close()
        await camera.desk.stop()


def main() -> None:
    """Take the pictures of some scenarios, each given as `module:function@scale`, or `...@scale@theme`."""
    folder = Path(sys.argv[1])
    application, look = application_on_screens(folder)
    with asyncio.Runner(loop_factory=lambda: QtLoop(application)) as runner:
        for requested in sys.argv[2:]:
            name, scale, theme, *_ = *requested.split("@"), ThemeName.DARK
            look.set_theme(theme)
            scenario: Scenario = scenario_called(name)
            runner.run(_taken(application, look, scenario, scale, folder))


if __name__ == "__main__":
    main()
