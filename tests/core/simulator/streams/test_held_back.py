import math

from hypothesis import given
from hypothesis import strategies as st

from core.simulator.streams.held_back import HeldBack


def test_nothing_is_due_where_nothing_is_held_back():
    held = HeldBack()
    assert (len(held), held.next_due(0.0), list(held.due(1e9, 0.0))) == (0, math.inf, [])


def test_frames_of_one_moment_keep_their_order():
    held = HeldBack()
    for frame in (b"b", b"a", b"c"):
        held.put(frame, 1.0)
    assert list(held.due(0.9, 0.0)) == []
    assert list(held.due(1.0, 0.0)) == [b"b", b"a", b"c"]


def test_a_late_frame_goes_last_and_a_delay_applies_to_waiting_frames():
    held = HeldBack()
    held.put(b"late", 3.0)
    held.put(b"early", 1.0)
    assert held.next_due(2.0) == 3.0
    assert list(held.due(3.0, 2.0)) == [b"early"]
    assert list(held.due(3.0, 0.0)) == [b"late"]


def test_a_discarded_frame_is_never_sent():
    held = HeldBack()
    held.put(b"frame", 1.0)
    held.clear()
    assert list(held.due(2.0, 0.0)) == []


@given(st.lists(st.floats(0, 10)), st.floats(0, 5), st.floats(0, 20))
def test_sent_frames_were_due_and_waiting_frames_are_not(dues, delay, now):
    held = HeldBack()
    for number, due in enumerate(dues):
        held.put(b"%d" % number, due)
    taken = [int(frame) for frame in held.due(now, delay)]
    assert taken == sorted(taken, key=lambda number: dues[number])
    assert set(taken) == {number for number, due in enumerate(dues) if due + delay <= now}
    assert held.next_due(delay) > now
