"""A missing snapshot becomes overdue after its time; one that came does not."""

from __future__ import annotations

from itertools import pairwise

from core.engine.decide.stream_audit import SNAPSHOT_WITHIN, StreamAudit
from core.model.subscription import StreamKey, StreamType
from core.timing.silence import LAST_CHANCE

BTC, ETH = StreamKey(StreamType.TICKER, "KRW-BTC"), StreamKey(StreamType.TICKER, "KRW-ETH")


def test_an_unanswered_stream_is_overdue_after_its_time() -> None:
    audit = StreamAudit()
    audit.look({BTC: 0.0}, 0.0)
    assert audit.overdue(SNAPSHOT_WITHIN - 0.1) == frozenset()
    assert audit.overdue(SNAPSHOT_WITHIN) == {BTC}


def test_a_stream_requested_again_with_others_keeps_its_time() -> None:
    audit = StreamAudit()
    for second in range(10):
        audit.look({BTC: float(second)}, float(second))
    assert audit.overdue(SNAPSHOT_WITHIN) == {BTC}


def test_a_stream_that_arrived_is_not_overdue() -> None:
    audit = StreamAudit()
    audit.look({BTC: 0.0}, 0.0)
    audit.look({}, 5.0)
    audit.look({BTC: 20.0}, 20.0)
    assert audit.overdue(25.0) == frozenset()


def test_it_is_overdue_as_soon_as_nothing_else_has_come_for_the_last_chance() -> None:
    audit = StreamAudit()
    audit.look({BTC: 0.0, ETH: 0.0}, 0.0)
    came = SNAPSHOT_WITHIN - 1.0
    audit.look({BTC: 0.0}, came)
    assert audit.overdue(came + LAST_CHANCE - 0.25) == frozenset()
    assert audit.overdue(came + LAST_CHANCE) == {BTC}


def test_while_others_come_it_may_take_longer_but_not_for_ever() -> None:
    audit = StreamAudit()
    keys = [StreamKey(StreamType.TICKER, f"KRW-{n}") for n in range(200)]
    for second in range(100):
        audit.look(dict.fromkeys([BTC, *keys[second:]], 0.0), float(second))
        assert (BTC in audit.overdue(float(second))) == (second > 60)


def test_streams_that_go_on_without_their_snapshots_are_no_reason_to_wait_longer() -> None:
    audit = StreamAudit()
    keys = [StreamKey(StreamType.TICKER, f"KRW-{n}") for n in range(200)]
    for second in range(int(SNAPSHOT_WITHIN) + 1):
        audit.look(dict.fromkeys([BTC, *keys[second:]], 0.0), float(second), owed={BTC, *keys})
    assert BTC in audit.overdue(SNAPSHOT_WITHIN)


def test_a_second_request_has_less_time_counted_from_when_it_was_sent() -> None:
    audit = StreamAudit()
    audit.look({BTC: 0.0}, 0.0)
    audit.resent([BTC], 12.0)
    audit.look({BTC: 0.0}, 60.0)
    assert audit.overdue(60.0) == frozenset(), "the request still waits for the gate"
    audit.look({BTC: 60.0}, 60.0)
    assert audit.overdue(60.0 + LAST_CHANCE - 0.1) == frozenset()
    assert audit.overdue(60.0 + LAST_CHANCE) == {BTC}
    assert audit.resends(BTC) == 1


def test_repeated_requests_become_rarer() -> None:
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
