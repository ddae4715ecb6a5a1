"""A missing snapshot becomes overdue, and a steady stream that stops is noticed; a quiet stream is neither."""

from __future__ import annotations

from itertools import pairwise

import pytest

from core.engine.decide.stream_audit import SNAPSHOT_WITHIN, StreamAudit, StreamCadence
from core.model.subscription import StreamKey, StreamType
from core.timing.silence import LAST_CHANCE

BTC, ETH = StreamKey(StreamType.TICKER, "KRW-BTC"), StreamKey(StreamType.TICKER, "KRW-ETH")


class TestAudit:
    def test_an_unanswered_stream_is_overdue_after_its_time(self) -> None:
        audit = StreamAudit()
        audit.look({BTC: 0.0}, 0.0)
        assert audit.overdue(SNAPSHOT_WITHIN - 0.1) == frozenset()
        assert audit.overdue(SNAPSHOT_WITHIN) == {BTC}

    def test_a_stream_requested_again_with_others_keeps_its_time(self) -> None:
        audit = StreamAudit()
        for second in range(10):
            audit.look({BTC: float(second)}, float(second))
        assert audit.overdue(SNAPSHOT_WITHIN) == {BTC}

    def test_a_stream_that_arrived_is_not_overdue(self) -> None:
        audit = StreamAudit()
        audit.look({BTC: 0.0}, 0.0)
        audit.look({}, 5.0)
        audit.look({BTC: 20.0}, 20.0)
        assert audit.overdue(25.0) == frozenset()

    def test_it_is_overdue_as_soon_as_nothing_else_has_come_for_the_last_chance(self) -> None:
        audit = StreamAudit()
        audit.look({BTC: 0.0, ETH: 0.0}, 0.0)
        came = SNAPSHOT_WITHIN - 1.0
        audit.look({BTC: 0.0}, came)
        assert audit.overdue(came + LAST_CHANCE - 0.25) == frozenset()
        assert audit.overdue(came + LAST_CHANCE) == {BTC}

    def test_while_others_come_it_may_take_longer_but_not_for_ever(self) -> None:
        audit = StreamAudit()
        keys = [StreamKey(StreamType.TICKER, f"KRW-{n}") for n in range(200)]
        for second in range(100):
            audit.look(dict.fromkeys([BTC, *keys[second:]], 0.0), float(second))
            assert (BTC in audit.overdue(float(second))) == (second > 60)

    def test_a_second_request_has_less_time_counted_from_when_it_was_sent(self) -> None:
        audit = StreamAudit()
        audit.look({BTC: 0.0}, 0.0)
        audit.resent([BTC], 12.0)
        audit.look({BTC: 0.0}, 60.0)
        assert audit.overdue(60.0) == frozenset(), "the request still waits for the gate"
        audit.look({BTC: 60.0}, 60.0)
        assert audit.overdue(60.0 + LAST_CHANCE - 0.1) == frozenset()
        assert audit.overdue(60.0 + LAST_CHANCE) == {BTC}
        assert audit.resends(BTC) == 1

    def test_repeated_requests_become_rarer(self) -> None:
        audit, now, reports = StreamAudit(), 0.0, []
        audit.look({BTC: now}, now)
        while now < 4000.0:
            now += 1.0
            if audit.overdue(now):
                reports.append(now)
                audit.resent([BTC], now)
                audit.look({BTC: now}, now)
        gaps = [later - earlier for earlier, later in pairwise(reports)]
        assert gaps[:4] == [5.0, 60.0, 120.0, 120.0]
        assert max(gaps) == 120.0


def stopped(*windows: int, key: StreamKey = BTC) -> list[int]:
    """The windows in which a stream with these frame counts is reported as stopped."""
    cadence, count, reports = StreamCadence(), 0, []
    cadence.begin({key: 0})
    for n, came in enumerate(windows):
        count += came
        if cadence.sample({key: count}):
            reports.append(n)
    return reports


class TestCadence:
    @pytest.mark.parametrize("steady", [1, 2, 5, 20])
    @pytest.mark.parametrize("last", [0, 1, 2, 3])
    def test_a_steady_stream_that_stops_is_reported_once_wherever_in_a_window_it_stopped(
        self, steady: int, last: int
    ) -> None:
        windows = [4 if steady >= 5 else 5] * steady + ([last] if last else []) + [0] * 10
        assert stopped(*windows) == [steady + bool(last) + 1]

    @pytest.mark.parametrize("lively", [9, 10, 20])
    @pytest.mark.parametrize("last", range(13))
    def test_a_lively_stream_is_reported_after_one_empty_window(self, lively: int, last: int) -> None:
        windows = [12] * lively + ([last] if last else []) + [0] * 10
        assert stopped(*windows) == [lively + bool(last)]

    @pytest.mark.parametrize(
        "windows", [[12] * 8 + [11, 12], [12] * 8, [*[12] * 4, 11, *[12] * 8], [12] * 8 + [0, *[12] * 8]]
    )
    def test_a_less_lively_one_after_two(self, windows: list[int]) -> None:
        assert stopped(*windows, *[0] * 10)[-1:] == [len(windows) + 1]

    @pytest.mark.parametrize(
        "windows",
        [[1, 0, 0], [2, 1, 0, 0, 0], [1] * 20 + [0] * 5, [0] * 20, [5, 1, 1, 0, 0, 0]]
        + [[came] * steady + [0] * 5 for came in (3, 4) for steady in (1, 2, 4)],
    )
    def test_a_quiet_one_is_not(self, windows: list[int]) -> None:
        assert stopped(*windows) == []

    def test_a_burst_in_a_quiet_market_is_no_flow(self) -> None:
        assert stopped(*[0] * 10, 100, *[0] * 10) == []

    def test_a_stream_that_joins_later_must_be_steady_for_long(self) -> None:
        cadence = StreamCadence()
        cadence.begin({BTC: 0})
        for n in range(10):
            cadence.sample({BTC: n})
        for came in (100, 104, 108, 108, 108):
            assert cadence.sample({BTC: 10, ETH: came}) == frozenset()

    def test_checks_without_a_result_become_less_frequent(self) -> None:
        cadence = StreamCadence()
        requested = [now for now in range(3600) if cadence.may_probe({BTC}, float(now))]
        gaps = [later - earlier for earlier, later in pairwise(requested)]
        assert gaps[:4] == [30, 60, 120, 120]
        assert max(gaps) == 120

    def test_streams_that_pause_again_and_again_keep_no_lively_one_from_its_check(self) -> None:
        cadence, count = StreamCadence(), 0
        cadence.begin({ETH: 0})
        for came in (*[12] * 9, 0):
            count += came
            found = cadence.sample({ETH: count})
        assert found == {ETH}
        probes = [cadence.may_probe({BTC, ETH} if now >= 300 else {BTC}, float(now)) for now in range(600)]
        asked = [now for now, keys in enumerate(probes) if ETH in keys]
        assert asked[0] == 300
        assert [later - earlier for earlier, later in pairwise(asked)] == [30, 60, 120]
        assert sum(BTC in keys for keys in probes) == 7, "as rarely as without it"
