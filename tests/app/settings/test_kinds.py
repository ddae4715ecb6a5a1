"""Kinds of setting: every allowed value is read, every other one is refused with the allowed values."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings.declared import SETTINGS
from app.settings.kinds import BadValue, Choice, Keys, MarketCode, Number, Section, Switch

CHOICE = Choice("c", Section.GENERAL, "a", "", "", choices=(("a", "A"), ("b", "B")))
NUMBER = Number("n", Section.GENERAL, 1.0, "", "", least=0.5, most=10.0, unit="s")
SWITCH = Switch("s", Section.GENERAL, False, "", "")
MARKET = MarketCode("m", Section.GENERAL, "", "", "")
KEYS = Keys("k", Section.KEYS, "Ctrl+W", "", "")

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("setting", "value", "read"),
    [
        (CHOICE, "b", "b"),
        (CHOICE, " B ", "b"),
        (NUMBER, 0.5, 0.5),
        (NUMBER, "10", 10.0),
        (NUMBER, 2, 2.0),
        (SWITCH, True, True),
        (SWITCH, "off", False),
        (SWITCH, "ON", True),
        (MARKET, "krw-xrp", "KRW-XRP"),
        (MARKET, "", ""),
        (KEYS, "Ctrl+Shift+T", "Ctrl+Shift+T"),
        (KEYS, "", ""),
    ],
)
def test_an_allowed_value_is_read_from_a_file_or_the_command_line(setting, value, read):
    assert setting.read(value) == read


@pytest.mark.parametrize(
    ("setting", "value", "allowed"),
    [
        (CHOICE, "c", "a, b"),
        (CHOICE, None, "a, b"),
        (CHOICE, ["a"], "a, b"),
        (NUMBER, 0.49, "0.5–10 s"),
        (NUMBER, 10.1, "0.5–10 s"),
        (NUMBER, math.nan, "0.5–10 s"),
        (NUMBER, math.inf, "0.5–10 s"),
        (NUMBER, True, "0.5–10 s"),
        (NUMBER, "soon", "0.5–10 s"),
        (NUMBER, 10**400, "0.5–10 s"),
        (SWITCH, "perhaps", "on, off"),
        (SWITCH, 1, "on, off"),
        (MARKET, "bitcoin cash", "KRW-BTC, USDT-ETH, …"),
        (MARKET, 7, "KRW-BTC, USDT-ETH, …"),
        (KEYS, "컨트롤", "Ctrl+Shift+T, F5, …"),
        (KEYS, "x" * 41, "Ctrl+Shift+T, F5, …"),
        (KEYS, None, "Ctrl+Shift+T, F5, …"),
    ],
)
def test_any_other_value_is_refused_with_the_allowed_ones(setting, value, allowed):
    with pytest.raises(BadValue, match=allowed.replace("+", r"\+")):
        setting.read(value)


@given(value=ANYTHING)
def test_whatever_comes_from_outside_is_read_or_refused_and_what_is_read_stays_as_it_is(value):
    for setting in SETTINGS:  # all of them read each value: drawing it is what takes the time
        try:
            read = setting.read(value)
        except BadValue:
            continue
        assert setting.read(read) == read, setting.name
        assert setting.read(setting.as_text(read)) == read, setting.name


def test_values_are_written_without_needless_zeros():
    assert NUMBER.as_text(10.0) == "10"
    assert NUMBER.as_text(0.25) == "0.25"
    assert SWITCH.as_text(True) == "on"
    assert CHOICE.as_text("b") == "b"
