"""The application object: dark, Korean, painting on its own thread, and closing its windows does not end it."""

import os
import subprocess
import sys

import pytest

from looks import DARK
from widgets.look.fonts import FONT_FAMILY


def test_the_last_window_does_not_end_the_loop(application):
    assert not application.quitOnLastWindowClosed()


def test_it_is_dark_and_writes_in_the_bundled_font(application):
    assert application.palette().window().color() == DARK.background
    assert application.font().family() == FONT_FAMILY


def test_it_is_known_by_the_name_of_its_menu_entry(application):
    assert application.desktopFileName() == "hoga"


def test_it_has_an_icon(application):
    assert not application.windowIcon().isNull()
    assert not application.windowIcon().pixmap(32, 32).isNull()


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
    ran = subprocess.run(
        [sys.executable, "-c", PAINTED],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert ran.stdout == "set()\n"
