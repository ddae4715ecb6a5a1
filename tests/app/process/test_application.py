"""The application object: dark, Korean, painting on its own thread, and closing its windows does not end it."""

import json
import sys

import pytest

from looks import DARK
from own_process import printed_by
from widgets.look.fonts import FONT_FAMILY

FACTS = """
import json
from app.process.application import make_application
made = make_application()
print(json.dumps({
    "quits": made.quitOnLastWindowClosed(),
    "background": made.palette().window().color().name(),
    "font": made.font().family(),
    "entry": made.desktopFileName(),
    "has_icon": not made.windowIcon().pixmap(32, 32).isNull(),
}))
"""


def test_it_is_dark_known_by_its_menu_entry_and_does_not_end_with_its_last_window():
    # In a process of its own: in this one other tests may have made an application before.
    assert json.loads(printed_by(FACTS)) == {
        "quits": False,
        "background": DARK.background.name(),
        "font": FONT_FAMILY,
        "entry": "hoga",
        "has_icon": True,
    }


PAINTED = """
import os
from app.process.application import make_application
application = make_application()
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QRegion
def threads():
    return set(os.listdir("/proc/self/task"))
before = threads()
screen, pixels = QImage(800, 600, QImage.Format.Format_RGB32), QPixmap(800, 600)
painter = QPainter(screen)
painter.fillRect(0, 0, 800, 600, QColor(200, 40, 40, 40))
painter.setClipRegion(QRegion(10, 0, 90, 600) + QRegion(200, 50, 300, 20))
painter.drawPixmap(0, 0, pixels)
painter.end()
print(threads() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_painting_starts_no_threads():
    assert printed_by(PAINTED) == "set()\n"
