import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.simulator.faults.fault_parameters import BadFault
from core.simulator.faults.fault_table import FAULTS
from core.simulator.faults.faults import Faults, Refusal, Slicing

LASTING = [name for name, fault in FAULTS.items() if not fault.is_momentary]
MOMENTARY = [name for name, fault in FAULTS.items() if fault.is_momentary]


def on(name, now=0.0, **parameters):
    faults = Faults()
    faults.set(name, now, **parameters)
    return faults


def test_with_nothing_on_everything_is_as_it_should_be():
    faults = Faults()
    assert faults.is_calm
    assert faults.next_due == math.inf
    assert not any([faults.is_stalled(0.0), faults.is_mute(0.0), faults.forgets(0.0, 0.0), faults.is_refusing])
    assert not faults.rejects(iter(["KRW-BTC"]))
    assert list(faults.distort(b"frame", 0.0)) == [(0.0, b"frame")]
    assert (faults.delay, faults.slicing, faults.tightness, faults.clock_shift_ms) == (0.0, None, 1, 0)
    assert (faults.list_reply, faults.handshake(0.0), faults.rest(0.0)) == ("asked", None, None)


@pytest.mark.parametrize("name", LASTING)
def test_a_lasting_fault_is_on_until_it_is_cleared(name):
    faults = on(name, seconds=0.0)
    assert not faults.is_calm
    assert faults.switch(name).since == 0.0
    faults.wake(1e9)
    assert faults.switch(name) is not None
    faults.clear(1e9, name)
    assert faults.is_calm


@pytest.mark.parametrize("name", LASTING)
def test_a_fault_with_a_duration_ends_by_itself(name):
    faults = on(name, now=5.0, seconds=10.0)
    assert faults.next_due == 15.0
    faults.wake(14.9)
    assert faults.switch(name) is not None
    faults.wake(15.0)
    assert faults.is_calm


@pytest.mark.parametrize("name", MOMENTARY)
def test_a_momentary_fault_is_reported_once_and_never_on(name):
    blows = []
    faults = Faults(on_blow=lambda blow, now: blows.append((blow.fault.name, now)))
    faults.set(name, 3.0)
    assert blows == [(name, 3.0)]
    assert faults.is_calm


def test_setting_a_fault_again_replaces_its_settings():
    faults = on("delay", by=1.0, seconds=10.0)
    faults.set("delay", 5.0, by=2.0)
    assert (faults.delay, faults.next_due) == (2.0, math.inf)


def test_all_can_be_cleared_at_once():
    faults = on("delay")
    faults.set("mute", 0.0)
    faults.clear(1.0)
    assert faults.is_calm
    assert faults.delay == 0.0


def test_an_invalid_setting_changes_nothing():
    faults = on("delay", by=1.0)
    for name, parameters in (("delay", {"by": -1}), ("delay", {"bogus": 1}), ("nonsense", {})):
        with pytest.raises(BadFault):
            faults.set(name, 0.0, **parameters)
    with pytest.raises(BadFault):
        faults.clear(0.0, "nonsense")
    assert faults.delay == 1.0


def test_every_change_is_reported():
    reported = []
    faults = Faults(on_change=reported.append)
    faults.set("mute", 1.0)
    faults.set("delay", 2.0, seconds=1.0)
    faults.wake(2.5)
    faults.wake(3.0)
    faults.clear(4.0)
    assert reported == [1.0, 2.0, 3.0, 4.0]


@pytest.mark.parametrize("ask", [Faults.is_stalled, Faults.is_mute])
def test_a_fault_of_open_connections_spares_the_next_one(ask):
    name = {Faults.is_stalled: "half_open", Faults.is_mute: "mute"}[ask]
    assert (ask(on(name, 5.0), 5.0), ask(on(name, 5.0), 5.1)) == (True, False)
    assert ask(on(name, 5.0, reach="all"), 5.1)


@pytest.mark.parametrize(
    ("reach", "opened", "requested", "is_forgotten"),
    [
        ("request", 1.0, 4.0, True),
        ("request", 1.0, 6.0, False),
        ("open", 1.0, 6.0, True),
        ("open", 6.0, 6.0, False),
        ("all", 6.0, 6.0, True),
    ],
)
def test_a_lost_subscription_comes_back_according_to_its_settings(reach, opened, requested, is_forgotten):
    assert on("lost_subscription", 5.0, reach=reach).forgets(opened, requested) is is_forgotten


@pytest.mark.parametrize("ask", [Faults.handshake, Faults.rest])
def test_a_refusal_is_given_so_often(ask):
    faults = on(ask.__name__, status=429, wait=7.0, header=True, count=2)
    expected = Refusal(429, 7.0, has_header=True, is_html=False)
    assert [ask(faults, 0.0) for _ in range(3)] == [expected, expected, None]
    assert faults.is_calm


def test_a_refusal_goes_on_until_cleared_without_a_count():
    faults = on("handshake", html=True)
    assert all(faults.handshake(float(n)).is_html for n in range(100))


def test_garbage_is_put_between_and_takes_nothing_away():
    faults = on("garbage", count=2)
    frames = [frame for _ in range(4) for _, frame in faults.distort(b'{"a":1}', 0.0)]
    assert len(frames) == 6
    assert frames.count(b'{"a":1}') == 4
    assert faults.is_calm


def test_a_doubled_frame_is_sent_twice_and_a_late_one_later():
    assert list(on("duplicate").distort(b"f", 0.0)) == [(0.0, b"f"), (0.0, b"f")]
    assert list(on("reorder", chance=1.0, lag=0.7).distort(b"f", 0.0)) == [(0.7, b"f")]


def test_chance_is_the_same_for_the_same_seed():
    def doubled(seed):
        faults = Faults(seed=seed)
        faults.set("duplicate", 0.0, chance=0.5)
        return [len(list(faults.distort(b"f", 0.0))) for _ in range(100)]

    assert doubled(1) == doubled(1)
    assert 120 < sum(doubled(1)) < 180
    assert doubled(1) != doubled(2)


def test_a_rejected_code_is_found_among_others():
    faults = on("reject_code", code="KRW-ETH")
    assert faults.rejects(iter(["KRW-BTC", "KRW-ETH"]))
    assert not faults.rejects(iter(["KRW-BTC"]))


def test_slices_take_a_pause_between_two():
    assert on("slice", size=10, pause=0.5).slicing == Slicing(10, 0.5)
    assert [Slicing(10, 0.5).duration(length) for length in (0, 1, 10, 11, 30)] == [0.0, 0.0, 0.0, 0.5, 1.0]


def test_the_clock_is_off_by_milliseconds():
    assert on("clock_shift", by=-1.5).clock_shift_ms == -1500


STEPS = st.lists(
    st.tuples(st.floats(0, 5), st.sampled_from(["set", "clear", "wake", "all"]), st.sampled_from(LASTING)), max_size=30
)


@given(STEPS, st.floats(0, 8))
def test_calm_is_nothing_on_and_nothing_outlives_its_time(steps, seconds):
    faults, now = Faults(), 0.0
    for pause, step, name in steps:
        now += pause
        match step:
            case "set":
                faults.set(name, now, seconds=seconds)
            case "clear":
                faults.clear(now, name)
            case "all":
                faults.clear(now)
            case "wake":
                faults.wake(now)
                assert faults.next_due > now
        assert faults.is_calm is not any(faults.switch(each) for each in LASTING)
