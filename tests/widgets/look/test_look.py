"""The look of the desk: what is chosen, what it gives the application, and whom it tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette, QPixmapCache

from core.model.korean_time import KST
from widgets.look.fonts import FONT_FAMILY, FontRole
from widgets.look.look import LEAST_PERCENT, MOST_PERCENT, PIXMAPS_KB, SYSTEM, THEME_CHOICES, Look
from widgets.look.themes import ThemeName, UpDownColors, theme


@pytest.fixture
def look(application) -> Iterator[Look]:
    """A look that is taken back from the application."""
    made = Look()
    yield made
    made._application = None
    made.deleteLater()
    Look().dress(application)


def test_it_is_dark_korean_and_of_the_usual_size():
    look = Look()
    assert (look.theme, look.theme_choice, look.colors, look.percent) == (theme(), "dark", "korean", 100)


def test_each_choice_is_heard_once_and_only_if_it_changes_something():
    look, heard = Look(), []
    look.changed.connect(lambda: heard.append((look.theme, look.percent)))
    look.set_theme("dark")
    look.set_colors("korean")
    look.set_font_percent(100)
    assert heard == []
    look.set_theme("light")
    look.set_colors("international")
    look.set_font_percent(125)
    light = ThemeName.LIGHT
    assert heard == [
        (theme(light), 100),
        (theme(light, UpDownColors.INTERNATIONAL), 100),
        (theme(light, UpDownColors.INTERNATIONAL), 125),
    ]


@pytest.mark.parametrize("name", THEME_CHOICES)
def test_every_theme_can_be_chosen(name):
    look = Look()
    look.set_theme(name)
    assert look.theme_choice == name
    assert look.theme == theme(ThemeName.DARK if name == SYSTEM else ThemeName(name))


def test_what_does_not_exist_is_refused_and_changes_nothing():
    look = Look()
    with pytest.raises(ValueError, match="pink"):
        look.set_theme("pink")
    with pytest.raises(ValueError, match="pink"):
        look.set_colors("pink")
    assert (look.theme, look.theme_choice) == (theme(), "dark")


def test_the_font_size_has_limits():
    look = Look()
    for wanted, got in ((10, LEAST_PERCENT), (90, 90), (150, 150), (1000, MOST_PERCENT)):
        look.set_font_percent(wanted)
        assert look.percent == got
        assert look.font(FontRole.TEXT).pixelSize() == look.px(13)


def test_the_application_takes_the_look_and_each_later_one(look, application):
    application.setStyle("Windows")
    application.setFont(QFont(FONT_FAMILY, 30))
    application.setPalette(QPalette())
    QPixmapCache.setCacheLimit(10_240)
    look.dress(application)
    assert QPixmapCache.cacheLimit() == PIXMAPS_KB
    for name in ThemeName:
        look.set_theme(name)
        look.set_font_percent(90 if name is ThemeName.LIGHT else 150)
        assert application.palette().color(QPalette.ColorRole.Window) == theme(name).background
        assert theme(name).dim_text.name() in application.styleSheet()
        assert application.font().pixelSize() == look.px(13)
    application.setStyleSheet("")  # it wraps the style
    assert application.style().name() == "fusion"


def test_the_system_is_followed_where_it_says_something(look, application, monkeypatch):
    """Off screen the system says nothing, and nothing can make it: its answer is put in Qt's place here."""
    look.dress(application)
    says = [Qt.ColorScheme.Unknown]
    hints = type("Hints", (), {"colorScheme": lambda _self: says[0]})()
    monkeypatch.setattr(look, "_application", type("Application", (), {"styleHints": lambda _self: hints})())
    monkeypatch.setattr(look, "_dress", lambda: None)
    look.set_theme(SYSTEM)
    assert look.theme is theme(ThemeName.DARK)
    says[0] = Qt.ColorScheme.Light
    application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert look.theme is theme(ThemeName.LIGHT)
    look.set_theme("high-contrast")
    application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert look.theme is theme(ThemeName.HIGH_CONTRAST)


def test_the_time_zone_is_chosen_by_name_and_each_change_is_signalled_once():
    look, heard = Look(), []
    look.changed.connect(lambda: heard.append(look.zone))
    for name in ("kst", "utc", "utc", "local", "kst"):
        look.set_time_zone(name)
    assert heard == [UTC, None, KST]
    with pytest.raises(KeyError):
        look.set_time_zone("mars")
