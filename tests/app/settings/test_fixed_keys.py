"""Keys that no setting changes: each place has each key once, and no command has them by default."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.settings.commands import COMMANDS
from app.settings.fixed_keys import FIXED_KEYS, MENU_KEYS

ENGLISH = Path(__file__).parents[3] / "resources" / "translations" / "hoga_en.ts"


def test_each_place_has_each_key_once():
    pairs = [(str(fixed.where), keys) for fixed in FIXED_KEYS for keys in fixed.keys]
    assert len(set(pairs)) == len(pairs)


def test_no_command_has_one_of_them():
    assert not {keys for fixed in FIXED_KEYS for keys in fixed.keys} & {command.keys for command in COMMANDS}


@pytest.mark.parametrize("language", ["source", "translation"])
def test_the_marked_letters_of_the_menus_are_among_them_in_both_languages(language):
    (menus,) = (each for each in ET.parse(ENGLISH).iter("context") if each.findtext("name") == "Menus")
    titles = [each.findtext(language) for each in menus.iter("message")]
    letters = [found[1].upper() for title in titles if (found := re.search("&(.)", title))]
    assert sorted(f"Alt+{letter}" for letter in letters) == sorted(MENU_KEYS)
