"""The waits between requests of a list of which rows could not be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.timing.backoff import INITIAL, MAXIMUM
from core.timing.unread_rows import UnreadRows

SOON = 4.0


def waits(unread: UnreadRows, *lists: list[int]) -> list[float]:
    return [unread.delay_after(rows) for rows in lists]


def test_the_same_rows_are_asked_for_ever_later():
    after = waits(UnreadRows(SOON), *[[1, 2], [2, 1]] * 10)
    assert after[0] <= INITIAL
    assert min(after[8:]) >= MAXIMUM / 2
    assert max(after) <= MAXIMUM


def test_other_rows_are_asked_for_soon():
    unread = UnreadRows(SOON)
    waits(unread, *[[1]] * 20)
    assert unread.delay_after([1, 1]) <= SOON
    waits(unread, *[[1, 1]] * 20)
    assert unread.delay_after([2]) <= SOON


def test_a_list_without_any_ends_the_series():
    unread = UnreadRows(SOON)
    waits(unread, *[[1]] * 20)
    unread.forget()
    assert unread.delay_after([1]) <= INITIAL


@given(st.lists(st.lists(st.integers(1, 2), min_size=1, max_size=3), min_size=1))
def test_whatever_comes_requests_are_neither_rare_nor_many(lists: list[list[int]]):
    after = waits(UnreadRows(SOON), *lists)
    assert max(after) <= MAXIMUM
    assert sum(after[:4]) >= min(len(after), 4) * INITIAL / 2
    assert all(wait >= SOON / 2 for wait in after[4:])
