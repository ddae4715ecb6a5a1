"""The settings of a desk: what the user chose is kept, what the file has wrong is reset, named and kept aside."""

import json
import os
import stat

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.settings.declared import (
    BEEP_ON_DISCONNECT,
    BY_NAME,
    FONT_PERCENT,
    HEARTBEAT_INTERVAL,
    SETTINGS,
    THEME,
)
from app.settings.kinds import BadValue
from app.settings.store import LARGEST, Settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "hoga" / "settings.json"


def written(path, content):
    path.parent.mkdir(exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return Settings(path)


def test_without_a_file_each_setting_has_its_default(path):
    settings = Settings(path)
    assert all(settings[setting] == setting.default and settings.is_default(setting) for setting in SETTINGS)
    assert settings.troubles == []


def test_a_choice_is_kept_until_the_next_start(path):
    settings = Settings(path)
    settings.choose(THEME, "light")
    settings.choose(FONT_PERCENT, 125)
    settings.save()
    again = Settings(path)
    assert (again[THEME], again[FONT_PERCENT]) == ("light", 125.0)


def test_the_file_is_plain_json_with_the_chosen_values_only(path):
    settings = Settings(path)
    settings.choose(THEME, "light")
    settings.choose(BEEP_ON_DISCONNECT, True)
    settings.choose(BEEP_ON_DISCONNECT, False)
    settings.save()
    assert json.loads(path.read_text()) == {"theme": "light"}


def test_the_folder_and_the_file_belong_to_the_user_alone(path):
    settings = Settings(path)
    settings.choose(THEME, "light")
    settings.save()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_without_a_change_nothing_is_written(path):
    Settings(path).save()
    assert not path.exists()
    settings = written(path, '{"theme": "light"}')
    settings.choose(THEME, "light")
    before = path.stat().st_ino
    settings.save()
    settings.save()
    assert path.stat().st_ino == before or json.loads(path.read_text()) == {"theme": "light"}


def test_a_value_that_is_not_allowed_is_reset_named_and_kept_aside_and_the_others_hold(path):
    settings = written(path, {"theme": "purple", "font_percent": 125, "heartbeat_interval": "soon"})
    assert (settings[THEME], settings[FONT_PERCENT], settings[HEARTBEAT_INTERVAL]) == ("dark", 125.0, 30.0)
    assert [(trouble.setting, trouble.value) for trouble in settings.troubles] == [
        (THEME, '"purple"'),
        (HEARTBEAT_INTERVAL, '"soon"'),
    ]
    kept = settings.troubles[0].kept
    assert json.loads(kept.read_text())["theme"] == "purple"
    settings.save()
    assert json.loads(path.read_text()) == {"font_percent": 125.0}
    assert Settings(path).troubles == []


def test_a_second_bad_file_does_not_overwrite_the_first_that_was_kept_aside(path):
    first = written(path, '{"theme": ').troubles[0].kept
    second = written(path, '{"font_percent": ').troubles[0].kept
    assert (first.read_text(), second.read_text()) == ('{"theme": ', '{"font_percent": ')


def test_a_long_bad_value_is_shortened_in_the_message(path):
    (trouble,) = written(path, {"theme": "x" * 1000}).troubles
    assert len(trouble.value) <= 40


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "7", '{"theme": "light"', "\x00", "[" * 100_000, "x" * (LARGEST + 1)]
)
def test_a_file_that_cannot_be_read_is_kept_aside_and_every_setting_has_its_default(path, content):
    settings = written(path, content)
    (trouble,) = settings.troubles
    assert trouble.setting is None
    assert trouble.value
    assert trouble.kept.read_text() == content
    assert settings[THEME] == "dark"
    settings.choose(THEME, "light")
    settings.save()
    assert Settings(path)[THEME] == "light"


def test_a_pipe_in_place_of_the_file_does_not_block_the_start(path):
    path.parent.mkdir()
    os.mkfifo(path)
    (trouble,) = Settings(path).troubles
    assert trouble.setting is None


def test_a_file_where_the_folder_should_be_means_no_settings_and_they_cannot_be_saved(path):
    path.parent.write_text("in the way")
    settings = Settings(path)
    assert settings.troubles == []
    settings.choose(THEME, "light")
    with pytest.raises((FileExistsError, NotADirectoryError)):
        settings.save()
    assert settings[THEME] == "light"


def test_names_of_a_newer_version_stay_in_the_file(path):
    settings = written(path, {"theme": "light", "of_tomorrow": {"a": [1, 2]}})
    settings.choose(THEME, "dark")
    settings.save()
    assert json.loads(path.read_text()) == {"of_tomorrow": {"a": [1, 2]}}


def test_a_value_of_the_command_line_holds_for_one_run(path):
    settings = written(path, {"theme": "light"})
    settings.use_for_this_run(THEME, "high-contrast")
    assert settings[THEME] == "high-contrast"
    settings.save()
    assert Settings(path)[THEME] == "light"
    settings.choose(THEME, "color-blind")
    settings.save()
    assert settings[THEME] == Settings(path)[THEME] == "color-blind"


def test_choosing_the_default_ends_a_value_of_the_command_line(path):
    settings = Settings(path)
    settings.use_for_this_run(THEME, "light")
    settings.reset(THEME)
    assert settings[THEME] == "dark"


def test_a_value_that_is_not_allowed_changes_nothing(path):
    settings = Settings(path)
    settings.choose(THEME, "light")
    for attempt in (settings.choose, settings.use_for_this_run):
        with pytest.raises(BadValue):
            attempt(THEME, "purple")
    assert settings[THEME] == "light"


def test_followers_hear_each_change_of_their_setting_once(path):
    settings, heard = Settings(path), []

    def follower():
        heard.append(settings[THEME])

    settings.follow(THEME, follower, at_once=True)
    settings.choose(THEME, "light")
    settings.choose(THEME, "light")
    settings.choose(FONT_PERCENT, 150)
    settings.use_for_this_run(THEME, "dark")
    assert heard == ["dark", "light", "dark"]
    settings.unfollow(follower)
    settings.choose(THEME, "light")
    assert heard == ["dark", "light", "dark"]
    assert settings.follower_count == 0


def test_a_full_disk_leaves_the_old_file_and_the_next_save_tries_again(path, monkeypatch):
    settings = written(path, {"theme": "light"})
    settings.choose(THEME, "color-blind")

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("core.storage.whole_file.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            settings.save()
    assert json.loads(path.read_text()) == {"theme": "light"}
    settings.save()
    assert json.loads(path.read_text()) == {"theme": "color-blind"}


@given(
    content=st.dictionaries(st.sampled_from(sorted(BY_NAME)) | st.text(max_size=8), st.none() | st.floats() | st.text())
)
@profile(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_contains_the_settings_can_be_used_and_written_and_read_again(path, content):
    settings = written(path, content)
    for setting in SETTINGS:
        assert setting.read(settings[setting]) == settings[setting]
    settings.choose(THEME, "light")
    settings.save()
    again = Settings(path)
    assert again.troubles == []
    assert all(again[setting] == settings[setting] for setting in SETTINGS)


class Choosing(RuleBasedStateMachine):
    """Choices in any order: the value is the last one chosen, and the file never has a default."""

    def __init__(self):
        super().__init__()
        self.settings = Settings()
        self.model = {}

    @rule(percent=st.integers(80, 160))
    def size(self, percent):
        try:
            self.settings.choose(FONT_PERCENT, percent)
        except BadValue:
            assert not 90 <= percent <= 150
        else:
            self.model[FONT_PERCENT.name] = percent

    @rule(theme=st.sampled_from(["dark", "light"]), keeps=st.booleans())
    def theme(self, theme, keeps):
        (self.settings.choose if keeps else self.settings.use_for_this_run)(THEME, theme)
        self.model[THEME.name] = theme

    @rule()
    def reset(self):
        self.settings.reset(THEME)
        self.model.pop(THEME.name, None)

    @invariant()
    def the_value_is_the_last_one(self):
        for setting in (FONT_PERCENT, THEME):
            assert self.settings[setting] == self.model.get(setting.name, setting.default)


TestChoosing = Choosing.TestCase
