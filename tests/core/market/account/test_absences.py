"""Lists that lack what is known: how long they are doubted, over random lists, times and words of the stream."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DoubtedReply
from core.market.account.absences import Absences, contradicts
from core.market.candle_history.empty_pages import BELIEVED_AFTER

SECONDS = 30.0
KEYS = st.frozensets(st.sampled_from("ABCDEF"))


def is_believed(absences: Absences, known: frozenset[str], listed: frozenset[str], now: float) -> bool:
    try:
        absences.check(known, listed, now, is_first=False)
    except DoubtedReply:
        return False
    return True


@pytest.mark.parametrize(
    ("known", "listed", "expected"),
    [
        ("", "", False),
        ("", "AB", False),
        ("A", "", True),
        ("A", "B", False),
        ("AB", "A", False),
        ("AB", "AC", False),
        ("ABC", "A", True),
        ("ABC", "D", False),
        ("ABCD", "AE", False),
        ("ABC", "DEF", False),
        ("ABCD", "AB", True),
        ("ABCD", "ABC", False),
        ("ABCDEF", "ABCD", False),
    ],
)
def test_an_empty_list_or_half_of_what_is_known_contradicts_it(known, listed, expected):
    assert contradicts(frozenset(known), frozenset(listed), is_cut_doubted=True) is expected
    assert contradicts(frozenset(known), frozenset(listed), is_cut_doubted=False) is (expected and not listed)


@given(
    known=KEYS,
    steps=st.lists(st.tuples(st.floats(0, 20), KEYS, st.none() | st.sampled_from("ABCDEF")), max_size=40),
)
def test_a_list_is_believed_exactly_when_the_same_was_missing_that_long_and_that_often(known, steps):
    absences, now = Absences(SECONDS, "", is_cut_doubted=True), 100.0
    doubted: list[tuple[float, frozenset[str]]] = []
    for wait, listed, told in steps:
        now += wait
        if told is not None:
            absences.told(told)
            known |= {told}
            doubted = [(at, missing - {told}) for at, missing in doubted]  # the stream says that it is there
        missing = known - listed
        if not contradicts(known, listed, is_cut_doubted=True):
            assert is_believed(absences, known, listed, now)
            doubted.clear()
            continue
        if doubted and not missing <= doubted[-1][1]:
            doubted.clear()
        doubted.append((now, missing))
        expected = len(doubted) >= BELIEVED_AFTER and now - doubted[0][0] >= SECONDS
        assert is_believed(absences, known, listed, now) is expected
        if expected:
            known = frozenset(listed)
            doubted.clear()


@given(st.floats(0.1, 10.0), KEYS.filter(bool))
def test_a_list_that_stays_as_it_is_is_believed_in_the_end_and_not_before_its_time(step, known):
    absences, now = Absences(SECONDS, "", is_cut_doubted=True), 0.0
    while not is_believed(absences, known, frozenset(), now):
        now += step
    assert SECONDS <= now <= SECONDS + max(step, BELIEVED_AFTER * step)
    assert not is_believed(absences, known, frozenset(), now), "the next one is doubted anew"


def test_a_first_list_without_anything_is_believed_after_a_few_alike_where_that_is_unusual():
    absences, nothing = Absences(SECONDS, "words", is_cut_doubted=False), frozenset[str]()
    absences.check(nothing, nothing, 0.0, is_first=False)
    for _ in range(BELIEVED_AFTER - 1):
        with pytest.raises(DoubtedReply) as doubt:
            absences.check(nothing, nothing, 0.0, is_first=True)
        assert doubt.value.user_message == "words"
    absences.check(nothing, nothing, 0.0, is_first=True)
