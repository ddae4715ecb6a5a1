"""A steady stream that stops is noticed; a quiet one is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.decide.stream_cadence import StreamCadence
from core.model.subscription import StreamKey, StreamType

BTC, ETH = StreamKey(StreamType.TICKER, "KRW-BTC"), StreamKey(StreamType.TICKER, "KRW-ETH")


def stopped(*windows: int) -> list[int]:
    """The windows in which a stream with these frame counts is reported as stopped."""
    cadence, count, reports = StreamCadence(), 0, []
    cadence.begin({BTC: 0})
    for n, came in enumerate(windows):
        count += came
        if cadence.sample({BTC: count}):
            reports.append(n)
    return reports


@pytest.mark.parametrize("steady", [1, 2, 5, 20])
@pytest.mark.parametrize("last", [0, 1, 2, 3])
def test_a_steady_stream_that_stops_is_reported_once_wherever_in_a_window_it_stopped(steady: int, last: int) -> None:
    windows = [4 if steady >= 5 else 5] * steady + ([last] if last else []) + [0] * 10
    assert stopped(*windows) == [steady + bool(last) + 1]


@pytest.mark.parametrize("lively", [9, 10, 20])
@pytest.mark.parametrize("last", range(13))
def test_a_lively_stream_is_reported_after_one_empty_window(lively: int, last: int) -> None:
    windows = [12] * lively + ([last] if last else []) + [0] * 10
    assert stopped(*windows) == [lively + bool(last)]


@pytest.mark.parametrize(
    "windows", [[12] * 8 + [11, 12], [12] * 8, [*[12] * 4, 11, *[12] * 8], [12] * 8 + [0, *[12] * 8]]
)
def test_a_less_lively_one_after_two(windows: list[int]) -> None:
    assert stopped(*windows, *[0] * 10)[-1:] == [len(windows) + 1]


@pytest.mark.parametrize(
    "windows",
    [[1, 0, 0], [2, 1, 0, 0, 0], [1] * 20 + [0] * 5, [0] * 20, [5, 1, 1, 0, 0, 0], [5] * 5 + [1, 1, 0, 0, 0]]
    + [[came] * steady + [0] * 5 for came in (3, 4) for steady in (1, 2, 4)],
)
def test_a_quiet_one_is_not(windows: list[int]) -> None:
    assert stopped(*windows) == []


def test_a_weak_window_now_and_then_does_not_make_a_steady_stream_a_quiet_one() -> None:
    assert stopped(*[5, 5, 5, 1] * 2, 0, 0, 0) == [9]


def test_a_burst_in_a_quiet_market_is_no_flow() -> None:
    assert stopped(*[0] * 10, 100, *[0] * 10) == []


def test_a_stream_that_joins_later_must_be_steady_for_long() -> None:
    cadence = StreamCadence()
    cadence.begin({BTC: 0})
    for n in range(10):
        cadence.sample({BTC: n})
    for came in (100, 105, 110, 115, 120, 120, 120, 120):
        assert cadence.sample({BTC: 10, ETH: came}) == frozenset()


def test_what_it_was_when_it_stopped_last_is_known() -> None:
    cadence, count, known = StreamCadence(), 0, []
    cadence.begin({BTC: 0})
    for came in (*[12] * 9, 0, *[5] * 8, 0, 0):
        count += came
        if cadence.sample({BTC: count}):
            known.append(BTC in cadence.lively)
    assert known == [True, False]


flows = st.lists(st.tuples(st.sampled_from([0, 0, 2, 3, 5, 12, 13]), st.integers(1, 10)), max_size=8).map(
    lambda runs: [came for came, length in runs for _ in range(length)]
)
"""The frames of a stream in each window: runs of windows with as many."""


@given(flows, flows)
def test_each_pause_of_a_stream_is_reported_once_at_most_and_whatever_other_streams_do(
    frames: list[int], others: list[int]
) -> None:
    cadence, counts, reports = StreamCadence(), {BTC: 0, ETH: 0}, []
    cadence.begin(counts)
    for n, came in enumerate(frames):
        counts = {BTC: counts[BTC] + came, ETH: counts[ETH] + (others[n] if n < len(others) else 0)}
        if BTC in cadence.sample(counts):
            reports.append(n)
    assert reports == stopped(*frames)
    for n in reports:
        began = n if frames[n - 1] else n - 1  # one empty window, or two
        assert not any(frames[began : n + 1])
        assert frames[began - 1] > 0
        assert max(frames[:began]) >= 3
        assert began == n - 1 or min(frames[n - 9 : n - 1]) >= 12
