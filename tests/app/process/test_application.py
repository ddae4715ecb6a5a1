"""The application object: dark, Korean, and closing its windows does not end it."""

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
