"""The source is a setting: chosen at the selector or in the settings window, and kept."""

import pytest

from app.command_line.options import DeskOptions
from app.settings.declared import SOURCE
from app.settings.store import Settings
from app.source.choice import SourceChoice
from app.source.source import EMBEDDED, REAL, UPBIT, Source
from app.start.remembered_source import first_source, remember


def test_the_first_start_is_simulated_and_the_command_line_wins_without_being_kept(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    assert first_source(DeskOptions(), settings) == EMBEDDED
    settings.choose(SOURCE, "upbit-sg")
    assert first_source(DeskOptions(), settings) == Source("upbit-sg")
    assert first_source(DeskOptions(exchange="upbit-th"), settings) == Source("upbit-th")
    at_address = DeskOptions(rest_url="http://127.0.0.1:9")
    assert first_source(at_address, settings) == Source("simulated", rest_url="http://127.0.0.1:9")
    assert settings[SOURCE] == "upbit-sg"


@pytest.mark.parametrize("source", [*REAL, EMBEDDED])
def test_a_choice_is_kept_for_the_next_start(tmp_path, source):
    settings = Settings(tmp_path / "settings.json")
    choice = SourceChoice(UPBIT if source == EMBEDDED else EMBEDDED)
    remember(choice, settings)
    choice.choose(source)
    settings.save()
    assert first_source(DeskOptions(), Settings(tmp_path / "settings.json")) == source


def test_a_change_of_the_setting_is_a_choice():
    settings = Settings()
    choice = SourceChoice(EMBEDDED)
    remember(choice, settings)
    settings.choose(SOURCE, "upbit")
    assert choice.wanted == UPBIT
    settings.reset(SOURCE)
    assert choice.wanted == EMBEDDED


def test_an_address_of_the_command_line_is_not_kept():
    settings = Settings()
    choice = SourceChoice(UPBIT)
    remember(choice, settings)
    choice.choose(Source("simulated", rest_url="http://127.0.0.1:9"))
    assert settings[SOURCE] == "simulated"
    assert choice.wanted.has_address
