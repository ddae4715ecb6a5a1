"""No change of the look or the language changes the sizes of panels for good."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.desk.desk import Desk
from app.desk.layout.kept_sizes import SETTLES_IN_MS
from app.panels.spec import PanelSpec
from app.process.language import Language
from app.window.main_window import MainWindow
from core.text import ENGLISH, KOREAN
from desk_in_hand import MARKETS
from desk_in_hand import Desk as DeskInHand
from thorough import thorough
from widgets.look.look import TIME_ZONES, Look
from widgets.look.themes import ThemeName, UpDownColors

SCALED = "HOGA_TEST_AT_SCALE"
"""Set in the process of a test that runs this file again at another scale."""


TWO_THEMES = [ThemeName.DARK, ThemeName.HIGH_CONTRAST]
THEMES = thorough(ThemeName, usual=TWO_THEMES if SCALED in os.environ else ThemeName)
"""Every theme at 100 %, and two at another scale."""


async def settled() -> None:
    await asyncio.sleep((SETTLES_IN_MS + 30) / 1000)


def sizes(desk: Desk) -> dict[str, tuple[int, int]]:
    """The sizes of the panels in sight."""
    return {dock.panel.kind: dock.size().toTuple() for dock in desk.docks() if not dock.visibleRegion().isEmpty()}


@pytest.mark.timeout(120)
async def test_every_change_of_the_look_keeps_the_sizes_on_a_crowded_desk(application: QApplication):
    hand = DeskInHand()
    look = hand.context.look
    look.dress(application)
    window = MainWindow(look)
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    window.resize(int(1920 / scale), int(1050 / scale))
    desk = Desk(window, hand.context, "KRW-BTC")
    hand.markets.fill(MARKETS)
    language = application.findChild(Language) or Language(application)  # two would leave the other's texts
    language.switch(ENGLISH)
    desk.open_all([PanelSpec(kind) for kind in ("watchlist", "market-header", "chart", "orderbook", "trades")])
    window.show()
    for kind in ("depth", "assets", "chart", "faults"):
        desk.open(PanelSpec(kind))
    await settled()
    try:
        before = sizes(desk)
        for name in (*THEMES, ThemeName.DARK):
            for colors in UpDownColors:
                look.set_theme(name)
                look.set_colors(colors)
                await settled()
                assert sizes(desk) == before, f"{name}, {colors}"
        for zone in (*TIME_ZONES, "kst"):
            look.set_time_zone(zone)
            await settled()
            assert sizes(desk) == before, zone
        for code in (KOREAN, ENGLISH):
            language.switch(code)
            await settled()
        assert sizes(desk) == before, "languages"
        for percent in (90, 110, 125, 150):
            look.set_font_percent(percent)
            await settled()
            look.set_theme(ThemeName.LIGHT if look.theme_choice == ThemeName.DARK else ThemeName.DARK)
            await settled()
            look.set_font_percent(100)
            await settled()
            assert sizes(desk) == before, f"{percent} % and back"
    finally:
        language.switch(KOREAN)
        desk.close_all()
        window.deleteLater()
        look._application = None
        Look(application).dress(application)
        await hand.stop()


@pytest.mark.skipif(SCALED in os.environ, reason="it runs in the other process")
@pytest.mark.timeout(150)
def test_so_at_150_percent():
    file = Path(__file__)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", str(file), "-k", "crowded"],
        env=os.environ | {SCALED: "1", "QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen"},
        cwd=file.parents[4], capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
