"""The commands: ids that a file can name."""

import re

from app.settings.commands import COMMANDS


def test_each_id_is_of_small_letters_digits_and_dashes():
    for command in COMMANDS:
        assert re.fullmatch("[a-z]+(-[a-z0-9]+)*", command.id)
