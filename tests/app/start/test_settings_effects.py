"""A change of a setting has its effect at once, and is written soon."""

import asyncio
import json
import logging

import pytest

from app.process.language import Language
from app.settings.declared import (
    COLORS,
    DEBOUNCE_DELAY,
    FONT_PERCENT,
    HEARTBEAT_INTERVAL,
    LANGUAGE,
    MAX_WAIT,
    THEME,
    TIME_ZONE,
)
from app.settings.store import Settings
from app.start.settings_effects import EngineTuning, LanguageSetting, LookSettings, SettingsSaver
from app.trouble.terminal_language import speak, wording
from core.engine.websocket_manager import WebSocketManager
from core.text import in_english
from waiting import eventually
from widgets.look.look import TIME_ZONES, Look
from widgets.look.themes import ThemeName


@pytest.mark.parametrize(
    ("setting", "of_look"),
    [
        (THEME, lambda look: look.theme_choice),
        (COLORS, lambda look: look.colors),
        (TIME_ZONE, lambda look: next(name for name, zone in TIME_ZONES.items() if zone is look.zone)),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
async def test_each_choice_about_the_display_reaches_the_look(setting, of_look):
    settings, look = Settings(), Look()
    settings.choose(setting, setting.choices[-1][0])
    LookSettings(settings, look)
    assert of_look(look) == setting.choices[-1][0]
    for value, _ in setting.choices:
        settings.choose(setting, value)
        assert of_look(look) == value


async def test_the_language_reaches_the_window_and_the_terminal(application):
    settings, language = Settings(), application.findChild(Language) or Language(application)
    settings.choose(LANGUAGE, "ko")
    setting = LanguageSetting(settings, language)
    text = in_english("terminal", "seconds")
    try:
        assert (language.code, wording(text)) == ("ko", "초")
        settings.choose(LANGUAGE, "en")
        assert (language.code, wording(text)) == ("en", "seconds")
    finally:
        settings.choose(LANGUAGE, "ko")
        settings.unfollow(setting._switch)
        speak("en")


async def test_the_font_size_reaches_the_look():
    settings, look = Settings(), Look()
    LookSettings(settings, look)
    for percent in (FONT_PERCENT.least, FONT_PERCENT.most, 100):
        settings.choose(FONT_PERCENT, percent)
        assert look.percent == percent


def test_each_theme_that_can_be_painted_can_be_chosen():
    assert {value for value, _ in THEME.choices} == {"system", *ThemeName}


async def test_the_engine_is_tuned_until_it_is_released():
    settings, engine = Settings(), WebSocketManager()
    tuning = EngineTuning(settings, engine)

    def tuned():
        of_engine = engine.get_connection_metrics()["settings"]
        return [of_engine[name] for name in ("debounce_delay", "max_wait", "heartbeat_interval")]

    settings.choose(DEBOUNCE_DELAY, 0.5)
    settings.choose(MAX_WAIT, 20)
    settings.choose(HEARTBEAT_INTERVAL, 10)
    assert tuned() == [0.5, 20.0, 10.0]
    tuning.stop()
    settings.choose(DEBOUNCE_DELAY, 0.2)
    assert tuned() == [0.5, 20.0, 10.0]
    assert settings.follower_count == 0


async def test_a_change_is_written_soon_and_many_changes_once(tmp_path, monkeypatch):
    monkeypatch.setattr("app.start.settings_effects.SAVING_DELAY", 0.05)
    settings = Settings(tmp_path / "settings.json")
    running = asyncio.ensure_future(SettingsSaver(settings).run())
    for percent in range(100, 126):
        settings.choose(FONT_PERCENT, percent)
    await eventually(settings.path.exists)
    assert json.loads(settings.path.read_text()) == {"font_percent": 125.0}
    settings.choose(THEME, "light")
    await eventually(lambda: "light" in settings.path.read_text())
    running.cancel()


async def test_a_file_that_cannot_be_written_is_reported_once(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings.json")
    saver = SettingsSaver(settings)
    settings.choose(THEME, "light")
    caplog.clear()
    with caplog.at_level(logging.ERROR):
        saver.save()
        saver.save()
    (record,) = caplog.records
    assert "설정이 저장되지 않습니다" in record.getMessage()
