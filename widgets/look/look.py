"""The look of the desk: its theme, font size and time zone, chosen by the user and switched while everything runs.

One object, created at the start and handed to all parts that paint. They read it when they paint, make again what they
keep (fonts, widths, pixmaps) on `changed`, and are not rebuilt. Qt's own widgets get their colours and fonts from the
application's palette, font and style sheet, which are set here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QPixmapCache
from PySide6.QtWidgets import QApplication

from core.model.korean_time import KST
from widgets.look.fonts import FontRole, font, scaled
from widgets.look.qt_style import OUTLINED, outlined_palette, qt_palette, qt_style_sheet
from widgets.look.theme import Theme
from widgets.look.themes import ThemeName, UpDownColors, theme

SYSTEM: Final = "system"
"""The choice to be dark or light like the system."""

TIME_ZONES: Final[Mapping[str, tzinfo | None]] = {"kst": KST, "utc": UTC, "local": None}
"""The time zones by name. None is that of this computer, with its summer time."""

THEME_CHOICES: Final = (SYSTEM, *ThemeName)

LEAST_PERCENT: Final = 90
MOST_PERCENT: Final = 150

PIXMAPS_KB: Final = 2048
"""Limit of Qt's pixmap cache for buttons and icons; Qt's own limit is 10 MB.

The cache keys contain the palette or icon of one widget: the pixmaps of a closed panel are never used again but stay
until the limit is reached. Measured: 2.7 kB per dock, 30 kB per key form.
"""


class Look(QObject):
    """Theme, font size and time zone of the desk.

    Receivers of `changed` are bound methods of QObjects only: those are held weakly, so that a closed panel is freed.

    Signals:
        changed: the theme, the font size or the time zone is another one.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = theme()
        """The present theme."""
        self.percent = 100
        """The size of all fonts, and of the lengths that follow them."""
        self.zone: tzinfo | None = KST
        """The zone of the times on the screen; None is that of this computer."""
        self._choice: str = ThemeName.DARK
        self._colors = UpDownColors.KOREAN
        self._application: QApplication | None = None

    @property
    def theme_choice(self) -> str:
        """The name of the chosen theme, or `system`."""
        return self._choice

    @property
    def colors(self) -> UpDownColors:
        """Which colour is up."""
        return self._colors

    def set_theme(self, name: str) -> None:
        """Choose a theme by its name, or `system`.

        Raises:
            ValueError: there is no such theme.
        """
        self._choice = name if name == SYSTEM else ThemeName(name)
        self._choose()

    def set_colors(self, name: str) -> None:
        """Choose which colour is up: `korean` or `international`.

        Raises:
            ValueError: there is no such choice.
        """
        self._colors = UpDownColors(name)
        self._choose()

    def set_font_percent(self, percent: int) -> None:
        """Set the size of all fonts, limited to what the desk is made for."""
        percent = min(max(percent, LEAST_PERCENT), MOST_PERCENT)
        if percent != self.percent:
            self.percent = percent
            self._apply()

    def set_time_zone(self, name: str) -> None:
        """Choose the time zone: `kst`, `utc` or `local`.

        Raises:
            KeyError: there is no such choice.
        """
        zone = TIME_ZONES[name]
        if zone is not self.zone:
            self.zone = zone
            self.changed.emit()

    def px(self, pixels: int) -> int:
        """Return a length that belongs to texts, such as the height of a row, at the present font size."""
        return scaled(pixels, self.percent)

    def font(self, role: FontRole) -> QFont:
        """Create a font at the present size."""
        return font(role, self.percent)

    def dress(self, application: QApplication) -> None:
        """Give `application` this look, now and after each change; follow the system if that is chosen."""
        self._application = application
        application.setStyle("Fusion")
        QPixmapCache.setCacheLimit(PIXMAPS_KB)
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._choose()
        self._dress()

    def _on_system_changed(self) -> None:
        if self._choice == SYSTEM:
            self._choose()

    def _choose(self) -> None:
        name = self._system_theme() if self._choice == SYSTEM else ThemeName(self._choice)
        chosen = theme(name, self._colors)
        if chosen is not self.theme:
            self.theme = chosen
            self._apply()

    def _system_theme(self) -> ThemeName:
        """Return the theme that suits the system; the dark one where the system says nothing."""
        if self._application is None:
            return ThemeName.DARK
        is_light = self._application.styleHints().colorScheme() is Qt.ColorScheme.Light
        return ThemeName.LIGHT if is_light else ThemeName.DARK

    def _apply(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        if (application := self._application) is None:
            return
        # While there is a style sheet, Qt works it out for every widget again: without one for the moment,
        # all of this costs a third less.
        application.setStyleSheet("")
        application.setFont(self.font(FontRole.TEXT))
        application.setPalette(qt_palette(self.theme))
        for name in OUTLINED:
            application.setPalette(outlined_palette(self.theme, name), name)  # type: ignore[arg-type]  # wrong stub
        application.setStyleSheet(qt_style_sheet(self.theme, self.percent))
