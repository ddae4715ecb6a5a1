"""The flood gate: a limit per second for each kind, and a count of the suppressed ones."""

from hypothesis import given
from hypothesis import strategies as st

from app.trouble.flood_gate import KINDS_KEPT, PERIOD, FloodGate

FLOODS = st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 0.4)), max_size=200)


def test_of_many_at_once_the_allowance_passes_and_the_next_reports_the_rest():
    gate = FloodGate()
    assert [gate.admit("kind", 2, 0.1 * n) for n in range(5)] == [0, 0, None, None, None]
    assert gate.admit("kind", 2, PERIOD) == 3
    assert gate.admit("kind", 2, PERIOD) == 0


def test_kinds_do_not_cost_each_other_anything():
    gate = FloodGate()
    assert [gate.admit(kind, 1, 0.0) for kind in ("a", "b", "a")] == [0, 0, None]


@given(FLOODS, st.integers(1, 4))
def test_each_one_is_admitted_or_counted_once_and_none_exceeds_its_allowance(flood, allowance):
    gate, now, admitted, reported = FloodGate(), 0.0, [], 0
    for kind, pause in flood:
        now += pause
        if (held_back := gate.admit(kind, allowance, now)) is not None:
            admitted.append((kind, now))
            reported += held_back
    reported += sum(count for _, count in gate.remainder())
    assert len(admitted) + reported == len(flood)
    assert gate.remainder() == []
    for kind in "abc":
        times = [at for who, at in admitted if who == kind]
        # Two periods may meet, so any second holds at most twice the allowance.
        assert all(sum(start <= at < start + PERIOD for at in times) <= 2 * allowance for start in times)


def test_ever_new_kinds_do_not_fill_the_memory():
    gate = FloodGate()
    for number in range(3 * KINDS_KEPT):
        assert gate.admit(number, 1, 0.0) == 0
    assert len(gate._kinds) == KINDS_KEPT
    assert gate.admit(3 * KINDS_KEPT - 1, 1, 0.0) is None
