"""Hangul as keys: every half-typed state of a name is found in it, and nothing else is."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.hangul import as_hangul_keys, as_latin, composed_letters, in_keys, pattern
from dubeolsik import keys_of, states

hangul = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)


def test_the_input_method_of_the_tests_is_the_real_one():
    assert states("비트") == ["ㅂ", "비", "빝", "비트"]
    assert states("앉아") == ["ㅇ", "아", "안", "앉", "앉ㅇ", "앉아"]
    assert states("과일") == ["ㄱ", "고", "과", "광", "과이", "과일"]
    assert states("eth") == ["e", "et", "eth"]


@given(hangul)
def test_each_state_on_the_way_to_a_name_is_its_beginning(name):
    for state in states(name):
        assert re.match(pattern(state), in_keys(name)), state


@given(hangul)
def test_the_keys_of_a_name_are_those_that_are_pressed(name):
    assert in_keys(name).replace("|", "") == "".join(keys_of(name))


@given(hangul, hangul)
def test_a_whole_other_name_is_not_found(name, other):
    """A last syllable may be half-typed; all before it must be there as they are."""
    if other[:-1] not in name:
        assert not re.search(pattern(other), in_keys(name))


@given(hangul, st.data())
def test_the_initials_of_any_part_find_it_mixed_with_syllables(name, data):
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    initials = "".join(keys_of(each)[0] for each in name)
    mixed = "".join(initials[at] if data.draw(st.booleans()) else name[at] for at in range(start, end))
    assert re.search(pattern(mixed), in_keys(name))


@given(st.text(max_size=30))
def test_any_text_is_a_pattern_that_finds_its_decomposed_twin_alike(text):
    composed = pattern(composed_letters(text))
    assert composed == pattern(composed_letters(normalize("NFD", text)))
    re.compile(composed)


@pytest.mark.parametrize(("hangul", "latin"), [("ㄷ소", "eth"), ("ㅠㅅㅊ", "btc"), ("비트", "qlxm"), ("떰", "Eja")])
def test_the_other_layout(hangul, latin):
    assert as_latin(hangul) == latin.lower()
    assert as_hangul_keys(latin) == "".join(keys_of(hangul))
