"""Stopped streams are requested again more and more rarely; lively ones do not wait for others."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.engine.decide.probe_pauses import ProbePauses
from core.model.subscription import StreamKey, StreamType

BTC, ETH, XRP = (StreamKey(StreamType.TICKER, f"KRW-{code}") for code in ("BTC", "ETH", "XRP"))


def gaps(times: list[int]) -> list[int]:
    return [later - earlier for earlier, later in pairwise(times)]


def test_checks_without_a_result_become_less_frequent() -> None:
    pauses = ProbePauses()
    requested = [now for now in range(3600) if pauses.due({BTC}, frozenset(), float(now))]
    assert gaps(requested)[:4] == [30, 60, 120, 120]
    assert max(gaps(requested)) == 120


def test_streams_that_pause_again_and_again_keep_no_lively_one_from_its_check() -> None:
    pauses = ProbePauses()
    probes = [pauses.due({BTC, ETH} if now >= 300 else {BTC}, {ETH}, float(now)) for now in range(600)]
    asked = [now for now, keys in enumerate(probes) if ETH in keys]
    assert asked[0] == 300
    assert gaps(asked) == [30, 60, 120]
    assert sum(BTC in keys for keys in probes) == 7, "as rarely as without it"


some = st.frozensets(st.sampled_from([BTC, ETH, XRP]))


@given(st.lists(st.tuples(st.sampled_from([1, 5, 30]), some), min_size=10, max_size=40), some)
def test_no_pause_is_cut_short_and_no_stream_waits_longer_than_the_longest(
    looks: list[tuple[int, frozenset[StreamKey]]], lively: frozenset[StreamKey]
) -> None:
    pauses, now = ProbePauses(), 0
    shared: list[int] = []
    hurried: list[int] = []
    own: dict[StreamKey, list[int]] = {}
    for passed, stopped in looks:
        now += passed
        due = pauses.due(stopped, lively, float(now))
        assert due <= stopped
        if due - lively:
            assert due - lively == stopped - lively, "they share their pauses"
            shared.append(now)
        if due & lively:
            hurried.append(now)
        for key in due & lively:
            own.setdefault(key, []).append(now)
        for key in stopped - due:
            last = own.get(key, [-999])[-1] if key in lively else shared[-1]
            assert now - last < 120 or now - hurried[-1] < 10
    assert all(gap >= 10 for gap in gaps(hurried))
    for requested in (shared, *own.values()):
        for gap, least in zip(gaps(requested), (30, 60, *[120] * 60), strict=False):
            assert gap >= least


def test_lively_streams_that_stop_one_after_another_are_requested_ten_seconds_apart_to_the_moment() -> None:
    pauses = ProbePauses()
    assert pauses.due({BTC}, {BTC, ETH}, 100.0) == {BTC}
    assert pauses.due({ETH}, {BTC, ETH}, 109.9) == frozenset()
    assert pauses.due({ETH}, {BTC, ETH}, 110.0) == {ETH}
