"""The commands that change a setting by one step: text size, theme, language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.settings.declared import FONT_PERCENT, LANGUAGE, PANEL_AGES, THEME

if TYPE_CHECKING:
    from app.settings.kinds import Choice
    from app.settings.store import Settings


class QuickChanges:
    """Changes settings step by step, and keeps what was chosen.

    Args:
        settings: the values.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def enlarge(self) -> None:
        """Make all text one step larger, up to the largest size."""
        self._resize(FONT_PERCENT.step)

    def shrink(self) -> None:
        """Make all text one step smaller, down to the smallest size."""
        self._resize(-FONT_PERCENT.step)

    def restore_size(self) -> None:
        """Give all text its usual size."""
        self._settings.reset(FONT_PERCENT)

    def next_theme(self) -> None:
        """Use the theme after the present one."""
        self._step(THEME)

    def next_language(self) -> None:
        """Use the language after the present one."""
        self._step(LANGUAGE)

    def toggle_ages(self) -> None:
        """Show in the titles of panels how old their data are, or do not."""
        self._settings.choose(PANEL_AGES, not self._settings[PANEL_AGES])

    def _resize(self, step: float) -> None:
        wanted = self._settings[FONT_PERCENT] + step
        self._settings.choose(FONT_PERCENT, min(max(wanted, FONT_PERCENT.least), FONT_PERCENT.most))

    def _step(self, setting: Choice) -> None:
        values = [value for value, _ in setting.choices]
        self._settings.choose(setting, values[(values.index(self._settings[setting]) + 1) % len(values)])
