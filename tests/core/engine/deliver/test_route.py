"""The mailboxes of a stream, and its state."""

from __future__ import annotations

from core.engine.deliver.delivery import route_for
from core.engine.deliver.left_out import RUN_ENDS_AFTER
from core.engine.deliver.mailbox import Mailbox
from core.engine.deliver.route import FrameCounters, Route
from core.model.subscription import StreamKey
from core.timing.exchange_clock import BELIEVED_AFTER, ExchangeClock
from messages import ALL_ORDERS, TICKER_BTC, order, ticker, trade


def route_of(key: StreamKey) -> tuple[Route, Mailbox]:
    route, mailbox = route_for(key, FrameCounters(), ExchangeClock()), Mailbox()
    route.join(mailbox)
    return route, mailbox


def learn(route: Route, now: float = 0.0, ahead_ms: int = 1) -> None:
    """Set the measured clock: the exchange's is this far ahead of the loop's."""
    for _ in range(BELIEVED_AFTER):
        route.receive(ticker(round(now * 1000) + ahead_ms), now)


class TestHowThingsStand:
    def test_the_snapshot_is_owed_until_it_arrives(self) -> None:
        route, _ = route_of(TICKER_BTC)
        route.mark_requested(1.0)
        route.receive(ticker(1), 2.0)
        assert route.is_heard
        assert route.is_owed
        route.receive(ticker(2, origin="SNAPSHOT"), 3.0)
        assert not route.is_owed
        route.receive(ticker(3), 4.0)
        assert not route.is_owed

    def test_a_private_stream_owes_no_snapshot_once_heard(self) -> None:
        route, _ = route_of(ALL_ORDERS)
        route.mark_requested(1.0)
        route.receive(order(), 2.0)
        assert not route.is_owed

    def test_a_new_request_owes_a_snapshot_again(self) -> None:
        route, _ = route_of(TICKER_BTC)
        route.receive(ticker(origin="SNAPSHOT"), 1.0)
        route.mark_requested(2.0)
        assert route.is_owed
        assert not route.is_heard

    def test_off_the_wire_nothing_of_it_is_live_but_the_last_value_stays(self) -> None:
        route, _ = route_of(TICKER_BTC)
        route.mark_requested(0.0)
        route.receive(ticker(origin="SNAPSHOT"), 1.0)
        route.leave_wire()
        assert (route.is_heard, route.is_owed, route.requested_at, route.last_heard) == (False, True, None, 1.0)
        late = Mailbox()
        route.replay(late)
        assert late.has_mail

    def test_a_stream_requested_long_ago_and_never_heard_is_silent(self) -> None:
        route, _ = route_of(TICKER_BTC)
        assert not route.is_silent_since(100.0)
        route.mark_requested(5.0)
        assert not route.is_silent_since(4.9)
        assert route.is_silent_since(5.0)
        route.receive(ticker(), 6.0)
        assert not route.is_silent_since(100.0)

    def test_silence_is_counted_from_the_first_request_without_an_answer(self) -> None:
        route, _ = route_of(TICKER_BTC)
        route.mark_requested(5.0)
        route.doubt()
        route.mark_requested(15.0)
        assert route.is_silent_since(5.0)
        route.receive(ticker(), 16.0)
        route.doubt()
        assert not route.is_silent_since(100.0), "it was heard, and is asked for in a moment"
        route.mark_requested(20.0)
        assert not route.is_silent_since(19.9)
        assert route.is_silent_since(20.0)
        route.leave_wire()
        route.mark_requested(30.0)
        assert not route.is_silent_since(29.9), "another connection owes it anew"

    def test_a_stream_requested_again_after_it_was_heard_is_not_silent_at_once(self) -> None:
        route, _ = route_of(TICKER_BTC)
        route.mark_requested(5.0)
        route.receive(ticker(), 6.0)
        route.mark_requested(15.0)
        assert not route.is_silent_since(14.9)
        assert route.is_silent_since(15.0)

    def test_a_private_stream_is_silent_by_nature(self) -> None:
        route, _ = route_of(ALL_ORDERS)
        route.mark_requested(0.0)
        assert not route.is_silent_since(100.0)

    def test_the_first_frame_of_a_stream_notifies_even_with_mail_waiting(self) -> None:
        reported: list[None] = []
        route, _ = route_of(TICKER_BTC)
        mailbox = Mailbox(on_status=lambda: reported.append(None))
        mailbox.put_event(trade(1))
        route.join(mailbox)
        reported.clear()
        route.receive(ticker(1), 0.0)
        route.receive(ticker(2), 0.0)
        assert len(reported) == 1


class TestBadMessages:
    def test_subscribers_are_notified_once_per_run_of_bad_messages(self) -> None:
        reported: list[int] = []
        route, _ = route_of(TICKER_BTC)
        route.join(Mailbox(on_status=lambda: reported.append(route.spoiled.count(1.0))))
        for second in (0.0, 1.0, 1.0 + RUN_ENDS_AFTER / 2):
            route.spoil(second)
        assert (reported, route.spoiled.count(4.0)) == ([1], 3)

    def test_subscribers_are_notified_once_per_run_of_misdated_messages(self) -> None:
        reported: list[int] = []
        route, _ = route_of(TICKER_BTC)
        learn(route)
        route.join(Mailbox(on_status=lambda: reported.append(route.misdated.count(1.0))))
        for _ in range(3):
            route.receive(ticker(1_000_000), 1.0)
        assert (reported, route.misdated.count(1.0), route.spoiled.count(1.0)) == ([1], 3, 0)

    def test_the_last_frame_is_dated_by_the_exchanges_clock_once_that_is_known(self) -> None:
        route, _ = route_of(TICKER_BTC)
        assert route.heard_ms is None
        route.receive(ticker(1_000), 1.0)
        assert route.heard_ms is None
        learn(route, 1.0, 3_600_000)
        route.receive(ticker(3_602_000), 2.0)
        assert route.heard_ms == 3_602_000
