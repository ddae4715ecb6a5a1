"""Typed texts, and what they match how well."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.search import LONGEST_TYPED, Rank, Searchable, Typed, ranked
from dubeolsik import states


def rank(name: str, typed: str) -> Rank | None:
    found = ranked([(Searchable((name,)), name)], Typed(typed))
    return found[0][0] if found else None


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("비트코인", "비트"), ("비트코인", "ㅂㅌ"), ("비트코인", "비트코이"),
        ("비트코인", "빝"), ("이더리움", "이덜"), ("도지코인", "도짘"), ("앉은키", "앉"), ("안전", "앉"),
        ("비트코인", "빝ㅋ"), ("값비싼", "ㄱㅂ"), ("각시", "ㄳ"),
        ("바라마", "밞"), ("비트코인", "\u1107"), ("과일", "고"), ("비트코인", "ㅂ트"),
        ("비트코인", "ㅂㅌㅋㅇ"), ("비트코인", "비ㅌ"), ("비트코인", "코ㅇ"),
        ("Bitcoin", "bit"), ("KRW-BTC", "btc"), ("엑스알피(리플)", "ㄹㅍ"), ("엑스알피(리플)", "ㅍㄹ"),
        ("이더리움", "ㅇㄷㄹ"),
        ("Bitcoin", "ＢＩＴ"), ("비트코인", normalize("NFD", "빝")), ("비트코인", "qlxmzh"), ("Bitcoin", "ㅠㅑㅅ"),
    ],
)  # fmt: skip
def test_a_name_answers_to(name: str, typed: str):
    assert rank(name, typed) is not None


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("비트코인", "ㅌㅂ"), ("비트코인", "ㅂㅌㅋㅇㅇ"), ("비트코인", "트비"), ("비트코인", "빝코"),
        ("비트코인", "빚"), ("비트코인", "ㄴ"), ("Bitcoin", "ㅂㅌ"), ("", "ㅂ"), ("비트코인", ""),
        ("비트코인", " - "), ("이더리움", "더ㅁ"), ("비트코인", "ㅣ"), ("비트|코인", "비트코인"),
        ("비트\n코인", "트코"),
    ],
)  # fmt: skip
def test_a_name_does_not_answer_to(name: str, typed: str):
    assert rank(name, typed) is None


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("eth", Rank.CODE),
        ("krw eth", Rank.CODE),
        ("ETH/KRW", Rank.CODE),
        ("이더리움", Rank.NAME),
        ("ethereum", Rank.NAME),
        ("et", Rank.CODE_BEGINS),
        ("이덜", Rank.NAME_BEGINS),
        ("ㅇㄷ", Rank.NAME_BEGINS),
        ("ethere", Rank.NAME_BEGINS),
        ("더리", Rank.NAME_INSIDE),
        ("classic", Rank.NAME_WORD),
        ("classic ethereum", Rank.NAME_WORD),
        ("lassic", Rank.NAME_INSIDE),
        ("coin", Rank.WORD),
        ("classic coin", Rank.WORD),
        ("oin", Rank.INSIDE),
        ("krw", Rank.WORD),
        ("이더리움 krw", Rank.WORD),
        ("ㄷ소", Rank.CODE),
        ("dlejfl", Rank.NAME_BEGINS),
    ],
)
def test_how_well(typed, wanted):
    ether = Searchable(
        ("이더리움", "Ethereum", "Ethereum (Classic) Classic…"),
        codes=("ETH",),
        words=("KRW", "coin"),
        pair=("KRW", "ETH"),
    )
    assert ranked([(ether, None)], Typed(typed)) == [(wanted, None)]


def test_several_words_are_one_name_or_all_match():
    cash = Searchable(("비트코인캐시", "Bitcoin Cash"))
    assert ranked([(cash, None)], Typed("bitcoin cash")) == [(Rank.NAME, None)]
    assert ranked([(cash, None)], Typed("bitcoin c")) == [(Rank.NAME_BEGINS, None)]
    assert ranked([(cash, None)], Typed("cash bitcoin")) == [(Rank.NAME_WORD, None)]
    assert ranked([(cash, None)], Typed("bitcoin gold")) == []


def test_the_other_layout_counts_only_where_nothing_matches_as_typed():
    things = [(Searchable(("qlxm exchange",)), "latin"), (Searchable(("비트코인",)), "hangul")]
    assert ranked(things, Typed("qlxm")) == [(Rank.NAME_BEGINS, "latin")]
    assert ranked(things[1:], Typed("qlxm")) == [(Rank.NAME_BEGINS, "hangul")]


names = st.text(
    st.one_of(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), st.sampled_from("abXY 0()")), max_size=12
)


@given(names)
def test_every_name_is_found_at_each_key_of_its_typing(name):
    for state in states(name):
        if Typed(state):
            assert rank(name, state) is not None, state


@given(names, st.text(max_size=20))
def test_nfd_is_nfc(name, typed):
    assert (
        rank(name, typed)
        == rank(normalize("NFD", name), normalize("NFD", typed))
        == rank(name, normalize("NFC", typed))
    )


@given(names, names)
def test_what_contains_a_name_is_found_by_it(name, around):
    text = f"{around}{name}{around}"
    if Typed(name) and not re.search(r"\s|^\s*$", name):
        assert rank(text, name) is not None


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_is_answered(name, typed):
    assert rank(name, typed) in {None, *Rank}


@given(names)
def test_case_and_width_do_not_matter(name):
    wide = "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in name)
    assert rank(name, name) == rank(name, name.upper()) == rank(name, wide) == rank(wide, name)


def test_a_long_text_is_cut_before_it_is_examined():
    assert rank("a" * 500, "a" * (LONGEST_TYPED + 1)) is None
