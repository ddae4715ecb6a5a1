"""How long a refusal demands a pause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timing.redial import BLOCKED_FOR, LONGEST_BLOCK
from core.upbit.refusal.retry_after import BLOCKED, TOO_MANY, retry_after


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("IP가 30초 동안 차단되었습니다", 30.0),
        ("Your request has been blocked for 0.4 seconds.", 0.4),
        ("blocked for 2 minutes", 120.0),
        ("1시간 동안 차단되었습니다", 3600.0),
        ("5분 뒤에 다시 시도해 주세요", 300.0),
        ("30s동안 차단되었습니다", 30.0),
        ("blocked for 30 ſ", BLOCKED_FOR),
        ("blocked", BLOCKED_FOR),
        ("", BLOCKED_FOR),
    ],
)
def test_a_block_lasts_as_long_as_its_text_states_or_else_a_minute(message: str, seconds: float) -> None:
    assert retry_after(BLOCKED, "", message) == pytest.approx(seconds)


def test_a_429_ends_with_the_next_second_for_any_text() -> None:
    assert retry_after(TOO_MANY, "", "blocked for 2 minutes") == 1.0


@pytest.mark.parametrize("status", [TOO_MANY, BLOCKED])
def test_a_header_beats_the_text(status: int) -> None:
    assert retry_after(status, "7", "blocked for 2 minutes") == 7.0


@pytest.mark.parametrize(
    ("header", "message"),
    [("9" * 400, ""), ("86400", ""), ("", "blocked for 999999999 hours"), ("", "24시간 동안 차단")],
)
def test_every_block_has_a_maximum_length(header: str, message: str) -> None:
    assert retry_after(BLOCKED, header, message) == LONGEST_BLOCK == 3600.0


@given(st.sampled_from([TOO_MANY, BLOCKED]), st.text(max_size=20), st.text(max_size=200))
def test_any_header_and_text_give_a_time_and_no_error(status: int, header: str, message: str) -> None:
    assert 0.0 <= retry_after(status, header, message) <= LONGEST_BLOCK
