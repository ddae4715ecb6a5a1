"""Carries changed settings to the running desk, and writes the settings file."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.settings.declared import (
    COLORS,
    DEBOUNCE_DELAY,
    FONT_PERCENT,
    HEARTBEAT_INTERVAL,
    LANGUAGE,
    MAX_WAIT,
    PANEL_AGES,
    THEME,
    TIME_ZONE,
)
from app.trouble import terminal_language
from core.storage.file_trouble import reason_of
from core.text import translatable

if TYPE_CHECKING:
    from app.process.language import Language
    from app.settings.store import Settings
    from core.engine.websocket_manager import WebSocketManager
    from widgets.look.look import Look
    from widgets.panel.data_state.ages import PanelAges

logger = logging.getLogger(__name__)

SAVING_DELAY: Final = 0.5
"""Seconds after a change until the file is written, so that a slider that is dragged writes it once."""


class LanguageSetting(QObject):
    """Carries the choice of the language to the program, now and after each change.

    Args:
        settings: the choices; they live longer than this object.
        language: the language.
    """

    def __init__(self, settings: Settings, language: Language) -> None:
        super().__init__(language)
        self._settings = settings
        self._language = language
        settings.follow(LANGUAGE, self._switch, at_once=True)

    def _switch(self) -> None:
        self._language.switch(self._settings[LANGUAGE])
        terminal_language.speak(self._language.code)


class LookSettings(QObject):
    """Carries the choices about the display to the look of the desk, now and after each change.

    Args:
        settings: the choices; they live longer than this object.
        look: the look.
    """

    def __init__(self, settings: Settings, look: Look) -> None:
        super().__init__(look)
        self._settings = settings
        self._look = look
        for setting, follower in (
            (THEME, self._set_theme),
            (COLORS, self._set_colors),
            (FONT_PERCENT, self._set_font),
            (TIME_ZONE, self._set_time_zone),
        ):
            settings.follow(setting, follower, at_once=True)

    def _set_theme(self) -> None:
        self._look.set_theme(self._settings[THEME])

    def _set_colors(self) -> None:
        self._look.set_colors(self._settings[COLORS])

    def _set_font(self) -> None:
        self._look.set_font_percent(int(self._settings[FONT_PERCENT]))

    def _set_time_zone(self) -> None:
        self._look.set_time_zone(self._settings[TIME_ZONE])


class AgesSetting(QObject):
    """Carries the choice whether panels show how old their data are, now and after each change.

    Args:
        settings: the choices; they live longer than this object.
        ages: of the panels.
    """

    def __init__(self, settings: Settings, ages: PanelAges) -> None:
        super().__init__(ages)
        self._settings = settings
        self._ages = ages
        settings.follow(PANEL_AGES, self._show, at_once=True)

    def _show(self) -> None:
        self._ages.show_ages(self._settings[PANEL_AGES])


class EngineTuning:
    """Carries the choices about the engine to one engine, after each change.

    Args:
        settings: the choices.
        engine: made with the present ones.
    """

    def __init__(self, settings: Settings, engine: WebSocketManager) -> None:
        self._settings = settings
        self._engine = engine
        for setting in (DEBOUNCE_DELAY, MAX_WAIT, HEARTBEAT_INTERVAL):
            settings.follow(setting, self._tune)

    def stop(self) -> None:
        """Leave the engine as it is: it is being released."""
        self._settings.unfollow(self._tune)

    def _tune(self) -> None:
        settings = self._settings
        self._engine.tune(settings[DEBOUNCE_DELAY], settings[MAX_WAIT], settings[HEARTBEAT_INTERVAL])


class SettingsSaver:
    """Writes the settings file soon after each change, on another thread; a failure is reported once.

    Args:
        settings: the settings.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._changed = asyncio.Event()
        self._is_in_trouble = False
        settings.changed = self._changed.set

    async def run(self) -> None:
        """Write after each change, until cancelled."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(SAVING_DELAY)
            self._changed.clear()
            await asyncio.to_thread(self.save)

    def save(self) -> None:
        """Write now, if there is anything to write."""
        try:
            self._settings.save()
        except OSError as error:
            if not self._is_in_trouble:
                logger.error(
                    translatable("log", "설정이 저장되지 않습니다: %s (%s)"),
                    reason_of(error),
                    self._settings.path,
                )
            self._is_in_trouble = True
        else:
            self._is_in_trouble = False
