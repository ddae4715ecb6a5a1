"""The table of settings: names, defaults and texts that hold together."""

from app.command_line.parser import parse
from app.settings.commands import COMMANDS
from app.settings.declared import BY_NAME, SETTINGS, SHORTCUTS, SOURCE, THEME
from app.settings.kinds import Choice, Section
from core.upbit.endpoints import EXCHANGES
from widgets.look.themes import ThemeName


def test_each_default_is_an_allowed_value():
    for setting in SETTINGS:
        assert setting.read(setting.default) == setting.default, setting.name


def test_names_are_unique():
    assert len(BY_NAME) == len(SETTINGS)


def test_each_setting_has_a_label_and_each_but_a_shortcut_says_what_it_changes():
    for setting in SETTINGS:
        assert setting.label, setting.name
        assert setting.text.endswith(".") or setting.section is Section.KEYS, setting.name


def test_the_choices_of_a_setting_differ_in_value_and_name():
    for setting in SETTINGS:
        if isinstance(setting, Choice):
            values, names = zip(*setting.choices, strict=True)
            assert len(set(values)) == len(values) == len(set(names))


def test_the_theme_is_one_there_is_or_the_systems_choice():
    assert [value for value, _ in THEME.choices] == ["system", *ThemeName]


def test_the_source_is_one_of_the_exchanges():
    assert tuple(value for value, _ in SOURCE.choices) == EXCHANGES


def test_no_two_commands_have_the_same_default_keys():
    keys = [command.keys for command in COMMANDS if command.keys]
    assert len(set(keys)) == len(keys)
    assert set(SHORTCUTS) == {command.id for command in COMMANDS}


def test_each_option_of_the_command_line_sets_its_setting_for_one_run():
    for setting in SETTINGS:
        if setting.is_option:
            option = "--" + setting.name.replace("_", "-")
            assert parse([option, setting.as_text(setting.default)]).settings == {setting.name: setting.default}
