"""Keys that no setting changes: each place has each key once, and no command has them by default."""

from app.settings.commands import COMMANDS
from app.settings.fixed_keys import FIXED_KEYS


def test_each_place_has_each_key_once():
    pairs = [(str(fixed.where), keys) for fixed in FIXED_KEYS for keys in fixed.keys]
    assert len(set(pairs)) == len(pairs)


def test_no_command_has_one_of_them():
    assert not {keys for fixed in FIXED_KEYS for keys in fixed.keys} & {command.keys for command in COMMANDS}
