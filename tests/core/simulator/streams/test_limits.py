from hypothesis import given
from hypothesis import strategies as st

from core.simulator.streams.limits import Gate, Gates, Limits, Quota, Verdict, Window, Windows

FIVE = Quota(5)


def test_a_window_frees_requests_that_have_left_it():
    window = Window(Quota(2, 1.0))
    window.take(0.0)
    window.take(0.5)
    assert window.left(0.9) == 0
    assert window.left(1.0) == 1
    assert window.left(1.5) == 2


@given(st.lists(st.floats(0, 3), max_size=60))
def test_no_window_of_a_second_ever_holds_more_than_its_quota(times):
    windows = Windows((FIVE,))
    admitted = [time for time in sorted(times) if windows.admit(time)]
    for start in admitted:
        assert sum(start <= time < start + 1.0 for time in admitted) <= 5


def test_every_quota_must_allow_and_a_refusal_counts_in_none():
    windows = Windows((Quota(1, 1.0), Quota(2, 60.0)))
    assert [windows.admit(now) for now in (0.0, 0.5, 1.0, 2.0, 60.0)] == [True, False, True, False, True]


def test_a_verdict_has_the_number_of_requests_left():
    gate = Gate(Quota(2), Limits())
    assert [gate.admit(0.0), gate.admit(0.0), gate.admit(0.0)] == [
        Verdict(200, 1),
        Verdict(200, 0),
        Verdict(429, 0),
    ]
    assert gate.admit(1.0).status == 200


def test_going_on_regardless_earns_a_block_that_doubles():
    limits = Limits(strikes=Quota(3, 10.0), block_seconds=10.0)
    gate = Gate(Quota(1, 100.0), limits)
    statuses = [gate.admit(0.0).status for _ in range(5)]
    assert statuses == [200, 429, 429, 418, 418]
    assert gate.admit(4.0) == Verdict(418, 0, 6.0)
    assert [gate.admit(10.0).status for _ in range(3)] == [429, 429, 418]
    assert gate.admit(10.0).blocked_for == 20.0


def test_good_conduct_makes_blocks_short_again():
    limits = Limits(strikes=Quota(1, 10.0), block_seconds=10.0, forgiven_after=60.0)
    gate = Gate(Quota(1, 1000.0), limits)
    gate.admit(0.0)
    assert gate.admit(1.0).blocked_for == 10.0
    assert gate.admit(11.0).blocked_for == 20.0
    assert gate.admit(31.0 + 61.0).blocked_for == 10.0


def test_clients_and_groups_are_counted_apart():
    gates = Gates(Limits())
    one = Quota(1)
    assert gates.admit("a", "ticker", one, 0.0).status == 200
    assert gates.admit("a", "candles", one, 0.0).status == 200
    assert gates.admit("b", "ticker", one, 0.0).status == 200
    assert gates.admit("a", "ticker", one, 0.0).status == 429


def test_a_tighter_limit_counts_earlier_requests_and_allows_at_least_one():
    windows = Windows((Quota(5), Quota(100, 60.0)))
    assert windows.admit(0.0)
    assert not windows.admit(0.1, tightness=5)
    assert windows.admit(0.1, tightness=2)
    assert windows.admit(0.2)
    assert windows.admit(2.0, tightness=20)
    assert not windows.admit(4.0, tightness=1000)


def test_a_gate_can_be_narrowed_and_widened_again():
    gate = Gate(Quota(10), Limits())
    assert gate.admit(0.0, tightness=10) == Verdict(200, 0)
    assert gate.admit(0.1, tightness=10).status == 429
    assert gate.admit(0.1) == Verdict(200, 8)


def test_each_group_has_its_quota_and_an_unknown_group_that_of_quotation():
    groups = ("websocket", "default", "order", "order-test", "ticker", "candles")
    assert [Limits().of(group).limit for group in groups] == [5, 30, 12, 8, 10, 10]
