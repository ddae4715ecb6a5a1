from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.decide.missed_changes import Cure, MissedChanges
from core.model.subscription import ALL, StreamKey, StreamType

ORDERS = StreamKey(StreamType.MY_ORDER, ALL)
ASSETS = StreamKey(StreamType.MY_ASSET, ALL)


@pytest.mark.parametrize(("requested_at", "since"), [(None, 5.0), (5.0, 4.9)])
def test_a_change_that_may_be_of_before_the_request_proves_nothing(requested_at: float | None, since: float):
    assert MissedChanges().cure(ORDERS, since, requested_at, None, 100.0) is Cure.NOTHING


def test_the_stream_is_requested_again_then_its_connection_given_up_once():
    missed, cures, requested_at = MissedChanges(), [], 0.0
    for now in range(60, 24 * 3600, 60):
        cure = missed.cure(ORDERS, float(now - 55), requested_at, None, float(now))
        if cure is not Cure.NOTHING:
            requested_at = float(now)
            cures.append((cure, now))
    assert [cure for cure, _ in cures[:3]] == [Cure.REQUEST, Cure.RECONNECT, Cure.REQUEST]
    assert {cure for cure, _ in cures[2:]} == {Cure.REQUEST}
    pauses = [later - earlier for (_, earlier), (_, later) in pairwise(cures)]
    assert pauses == sorted(pauses)
    assert pauses[-1] >= 3600
    assert len(cures) < 40, "a stream that never tells some changes costs one request an hour"


def test_after_it_was_heard_all_begins_anew():
    missed = MissedChanges()
    assert missed.cure(ORDERS, 1.0, 0.0, None, 10.0) is Cure.REQUEST
    assert missed.cure(ORDERS, 11.0, 10.0, 9.0, 11.0) is Cure.NOTHING, "it was heard before it was lost"
    assert missed.cure(ORDERS, 11.0, 10.0, 10.5, 12.0) is Cure.REQUEST
    assert missed.cure(ORDERS, 100.0, 12.0, 10.5, 130.0) is Cure.RECONNECT


def test_streams_have_nothing_to_do_with_each_other():
    missed = MissedChanges()
    assert missed.cure(ORDERS, 1.0, 0.0, None, 10.0) is Cure.REQUEST
    assert missed.cure(ASSETS, 1.0, 0.0, None, 10.0) is Cure.REQUEST


@given(st.lists(st.tuples(st.floats(0.0, 600.0), st.floats(0.0, 120.0), st.booleans()), max_size=60))
def test_without_being_heard_the_cures_of_a_stream_come_ever_more_slowly(reports: list[tuple[float, float, bool]]):
    missed, now, requested_at, cured = MissedChanges(), 0.0, 0.0, []
    for later, age, reconnects in reports:
        now += later
        cure = missed.cure(ORDERS, now - age, requested_at, None, now)
        if cure is Cure.NOTHING:
            continue
        assert now - age >= requested_at
        assert (cure is Cure.RECONNECT) is (len(cured) == 1)
        if cured:
            assert now - cured[-1] >= min(30.0 * 2 ** (len(cured) - 1), 3600.0)
        cured.append(now)
        if cure is Cure.REQUEST or reconnects:
            requested_at = now
