from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.search import contains, initials


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("비트코인", "비트"), ("비트코인", "ㅂㅌ"),
        ("비트코인", "빝"), ("이더리움", "이덜"), ("도지코인", "도짘"), ("앉은키", "앉"), ("안전", "앉"),
        ("비트코인", "ㅂㅌㅋㅇ"), ("비트코인", "비ㅌ"), ("비트코인", "코ㅇ"),
        ("Bitcoin", "bit"), ("KRW-BTC", "btc"), ("엑스알피(리플)", "ㄹㅍ"), ("이더리움", "ㅇㄷㄹ"),
    ],
)  # fmt: skip
def test_a_name_answers_to(name: str, typed: str):
    assert contains(name, typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("비트코인", "ㅌㅂ"),
        ("비트코인", "ㅂㅌㅋㅇㅇ"),
        ("비트코인", "트비"),
        ("비트코인", "빝코"),
        ("비트코인", "빚"),
        ("Bitcoin", "ㅂㅌ"),
        ("", "ㅂ"),
    ],
)
def test_a_name_does_not_answer_to(name: str, typed: str):
    assert not contains(name, typed)


def test_initials_keep_characters_that_are_not_hangul():
    assert initials("비트코인 BTC 까") == "ㅂㅌㅋㅇ BTC ㄲ"


hangul = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)


@given(hangul, st.data())
def test_every_part_of_a_name_and_its_initials_find_it(name, data):
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert contains(name, name[start:end])
    assert contains(name, initials(name[start:end]))
