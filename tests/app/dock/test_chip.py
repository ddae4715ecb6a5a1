"""Chips and pins: seen in every theme at every size, and told apart without colour."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.dock.chip import Chip, Pin, group_words
from app.panels.kinds import MARKET_GROUPS, UNIT_GROUPS
from painted import read
from widgets.look.look import Look
from widgets.look.theme import LINK_COLORS
from widgets.look.themes import ThemeName, theme


def test_each_group_has_a_colour_of_its_own_in_each_theme():
    assert len(MARKET_GROUPS) == len(UNIT_GROUPS) == LINK_COLORS
    for name in ThemeName:
        assert len({theme(name).link(number).name() for number in range(LINK_COLORS)}) == LINK_COLORS


@pytest.mark.parametrize("groups", [MARKET_GROUPS, UNIT_GROUPS])
def test_it_writes_its_group_on_the_colour_of_it(application, groups):
    look = Look()
    chip = Chip(look, groups)
    chip.resize(chip.sizeHint())
    for number, group in enumerate(groups):
        chip.show_group(group)
        assert chip.shown_group == group
        assert [text.text for text in read(chip).texts] == [group]
        middle = chip.grab().toImage().pixelColor(4, chip.height() // 2)
        assert middle.name() == look.theme.link(number).name()
    chip.show_group("")
    assert [text.text for text in read(chip).texts] == ["–"]


@pytest.mark.parametrize("name", ThemeName)
def test_it_takes_the_theme_and_the_size_while_it_is_shown(application, name):
    look = Look()
    chip, pin = Chip(look, MARKET_GROUPS), Pin(look)
    small = chip.sizeHint(), pin.sizeHint()
    look.set_theme(name)
    look.set_font_percent(150)
    assert chip.sizeHint().width() > small[0].width()
    assert pin.sizeHint().width() > small[1].width()
    chip.resize(chip.sizeHint())
    chip.show_group("B")
    assert chip.grab().toImage().pixelColor(5, chip.height() // 2).name() == look.theme.link(1).name()


def test_a_pin_that_holds_looks_other_than_one_that_does_not(application):
    pin = Pin(Look())
    pin.resize(pin.sizeHint())
    seen = []
    for is_checked in (False, True, False):
        pin.setChecked(is_checked)
        seen.append(pin.grab().toImage())
    assert all(before != after for before, after in pairwise(seen))
    assert seen[0] == seen[2]


def test_no_group_has_a_name_too():
    assert group_words("A") == "그룹 A"
    assert group_words("") == "연결 없음"
