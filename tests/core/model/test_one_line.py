"""Any outside text fits into one line, and a good name is unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.one_line import LONGEST, one_line, quoted


@pytest.mark.parametrize(
    "name", ["비트코인", "Bitcoin", "엑스알피(리플)", "1인치네트워크", "A & B", "<b>", "😀 토큰", ""]
)
def test_a_good_name_stays_as_it_is(name):
    assert one_line(name) == name


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("비트\n코인", "비트 코인"),
        ("비트\r\n\t코인\x00\x1b[31m", "비트 코인 [31m"),
        ("한 줄\u2028두 줄\u2029세 줄\x85네 줄", "한 줄 두 줄 세 줄 네 줄"),
        ("\u202eBTC\u202c \u2066ETH\u2069\u200f", "BTC ETH"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half \ud800 letter", "half letter"),
        ("  wide\u3000\u00a0space  ", "wide space"),
        ("\u1107\u1175\u1110\u1173", "비트"),
        ("Z" + "\u0301" * 50, "Ź" + "\u0301" * 4),
        ("가" * 300, "가" * (LONGEST - 1) + "…"),
    ],
)
def test_line_breaks_are_removed(text, line):
    assert one_line(text) == line


@given(st.text(), st.integers(2, 100))
def test_any_text_is_one_printable_line_that_fits(text, longest):
    line = one_line(text, longest)
    assert len(line) <= longest
    assert line.isprintable()
    assert line == " ".join(line.split())
    assert one_line(line, longest) == line


def test_a_very_long_text_is_not_read_to_its_end():
    assert len(one_line("가\u0301" * 1_000_000, 10)) == 10


@given(st.text())
def test_a_quoted_text_is_printable_and_not_too_long(text):
    assert quoted(text, 20).isprintable()
    assert quoted(text, 20)[0] in "'\""
    assert len(quoted(text, 20)) <= 20 * len(r"\U00000000") + 3


def test_a_short_text_is_quoted_as_it_is_written():
    assert quoted("chart:\n") == r"'chart:\n'"
    assert quoted("가" * 100, 3) == "'가가가…'"
