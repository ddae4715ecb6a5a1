"""Which streams count as lost, over a real dispatcher and with the time as a number."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from core.engine.decide.connection_history import ConnectionHistory
from core.engine.decide.lost_streams import LostStreams
from core.engine.decide.stream_audit import SNAPSHOT_WITHIN
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.mailbox import Mailbox
from core.model.subscription import Scope, StreamKey
from core.timing.heartbeat import QUIET
from messages import ALL_ORDERS, TICKER_BTC, TICKER_ETH, TRADE_BTC, order, ticker, trade

LATE = SNAPSHOT_WITHIN + 1.0


@dataclass
class Requested:
    """Two tickers, or the user's orders; what exists is known or not."""

    scope: Scope = Scope.PUBLIC
    sent: dict[StreamKey, int] = field(default_factory=lambda: {TICKER_BTC: 0, TICKER_ETH: 0})
    known: dict[StreamKey, bool | None] = field(default_factory=dict)

    def exists(self, key: StreamKey) -> bool | None:
        return self.known.get(key)


class Scene:
    """Streams that were requested at 0."""

    def __init__(self, history: ConnectionHistory | None = None, **given: object) -> None:
        self.history = history or ConnectionHistory()
        self.requested = Requested(**given)
        self.dispatcher = Dispatcher()
        self._mailbox = Mailbox()
        self.dispatcher.connect(self._mailbox, self.requested.sent)
        self.dispatcher.set_wire(self.requested.scope, self.requested.sent)
        self.dispatcher.mark_requested(self.requested.sent, 0.0)
        self.streams = LostStreams("public", self.requested, self.dispatcher, self.history)
        self.streams.look(0.0)

    def hear(self, key: StreamKey, now: float) -> None:
        messages = {ALL_ORDERS: order(), TRADE_BTC: trade(int(now))}
        self.dispatcher.receive(messages.get(key) or ticker(code=key.code), now)
        self.streams.look(now)

    def request_again(self, *keys: StreamKey, now: float) -> None:
        self.streams.resent(keys, now)
        self.dispatcher.doubt(keys)
        self.dispatcher.mark_requested(keys, now)
        self.streams.look(now)


def test_what_was_heard_is_told_and_its_cost_forgotten():
    scene = Scene()
    scene.history.spend([TICKER_BTC, TICKER_ETH])
    assert scene.streams.look(0.5) == set()
    scene.dispatcher.receive(ticker(), 1.0)
    assert scene.streams.look(1.0) == {TICKER_BTC}
    assert (scene.history.spent(TICKER_BTC), scene.history.spent(TICKER_ETH)) == (0, 1)


@pytest.mark.parametrize(("exists", "is_worth"), [(True, True), (None, True), (False, False)])
def test_an_overdue_stream_is_asked_for_unless_its_code_does_not_exist(exists, is_worth):
    scene = Scene(known={TICKER_BTC: exists})
    scene.hear(TICKER_ETH, 0.5)
    assert scene.streams.worth_asking_for(LATE - 2.0) == frozenset()
    assert scene.streams.worth_asking_for(LATE) == ({TICKER_BTC} if is_worth else set())


@pytest.mark.parametrize(("exists", "is_worth"), [(True, True), (None, False)])
@pytest.mark.parametrize("is_other_heard", [True, False])
def test_a_second_time_an_unknown_code_is_asked_for_only_while_nothing_else_comes(exists, is_worth, is_other_heard):
    scene = Scene(known={TICKER_BTC: exists, TICKER_ETH: exists})
    if is_other_heard:
        scene.hear(TICKER_ETH, 0.5)
    scene.request_again(TICKER_BTC, now=20.0)
    assert scene.streams.is_requested_again(TICKER_BTC)
    assert (TICKER_BTC in scene.streams.worth_asking_for(90.0)) is (is_worth or not is_other_heard)


def test_of_the_suspicious_those_are_lost_that_are_awaited_or_do_not_flow():
    scene = Scene()
    scene.hear(TICKER_BTC, 10.0)
    both = [TICKER_BTC, TICKER_ETH]
    assert scene.streams.still_lost(both, 10.0 + QUIET - 0.1) == {TICKER_ETH}
    assert scene.streams.still_lost(both, 10.0 + QUIET) == {TICKER_BTC, TICKER_ETH}


def test_a_connection_without_any_answer_is_dead_each_time_for_a_known_code_and_once_for_an_unknown_one():
    for exists, expected in ((True, [True] * 3), (None, [True, False, False]), (False, [True, False, False])):
        history = ConnectionHistory()
        scenes = [Scene(history, known={TICKER_BTC: exists}) for _ in range(3)]
        assert [each.streams.is_connection_dead([TICKER_BTC], LATE) for each in scenes] == expected


def test_a_connection_on_which_anything_was_heard_is_not_dead_and_costs_nothing():
    scene = Scene(known={TICKER_BTC: True})
    scene.hear(TICKER_ETH, 1.0)
    assert not scene.streams.is_connection_dead([TICKER_BTC], LATE)
    assert scene.history.spent(TICKER_BTC) == 0


class TestTheList:
    def test_a_stream_that_is_not_listed_is_missing_unless_it_flows_or_was_just_requested_again(self):
        scene = Scene(known={TICKER_BTC: True, TICKER_ETH: True})
        both = frozenset(scene.requested.sent)
        scene.hear(TICKER_ETH, 10.0)
        assert scene.streams.really_missing(both, 11.0) == {TICKER_BTC}
        assert scene.streams.really_missing(both, 10.0 + QUIET) == both
        scene.request_again(TICKER_BTC, now=30.0)
        assert scene.streams.really_missing(both, 31.0) == {TICKER_ETH}

    def test_where_others_come_the_list_is_right_about_a_code_that_is_not_known(self):
        scene = Scene()
        assert scene.streams.really_missing(frozenset({TICKER_BTC}), 5.0) == {TICKER_BTC}
        scene.hear(TICKER_ETH, 10.0)
        assert scene.streams.really_missing(frozenset({TICKER_BTC}), 11.0) == set()

    def test_one_that_lacks_again_what_came_meanwhile_is_trusted_no_more_on_this_connection(self):
        scene = Scene(known={TICKER_BTC: True})
        missing = frozenset({TICKER_BTC})
        assert scene.streams.really_missing(missing, 5.0) == missing
        scene.streams.newly_unasked(missing, {})
        scene.hear(TICKER_BTC, 10.0)
        assert scene.streams.is_list_trusted
        assert scene.streams.really_missing(missing, 10.0 + QUIET) == set()
        assert not scene.streams.is_list_trusted
        assert Scene(scene.history).streams.is_list_trusted, "the next connection may have a better one"

    def test_private_streams_that_are_missing_again_cost_one_connection_and_then_the_list_its_credit(self):
        history = ConnectionHistory()
        for expected in ("streams requested again are still not on the exchange's list", ""):
            scene = Scene(history, scope=Scope.PRIVATE, sent={ALL_ORDERS: 0})
            missing = frozenset({ALL_ORDERS})
            assert scene.streams.is_list_trusted
            assert not scene.streams.are_missing_again(missing)
            scene.streams.newly_unasked(missing, {})
            assert scene.streams.are_missing_again(missing)
            assert scene.streams.missing_again() == expected
        assert not Scene(history).streams.is_list_trusted

    def test_public_streams_that_are_missing_again_may_have_come(self):
        scene = Scene()
        scene.streams.newly_unasked({TICKER_BTC}, {})
        assert not scene.streams.are_missing_again(frozenset({TICKER_BTC}))

    def test_a_stream_that_nobody_requested_is_ended_once(self):
        scene = Scene()
        assert scene.streams.newly_unasked((), {ALL_ORDERS: 0}) == {ALL_ORDERS: 0}
        assert scene.streams.newly_unasked((), {ALL_ORDERS: 0}) == {}
        assert scene.streams.newly_unasked((), {}) == {}
        assert scene.streams.newly_unasked((), {ALL_ORDERS: 0}) == {ALL_ORDERS: 0}


THREE = {TICKER_BTC: 0, TRADE_BTC: 0, TICKER_ETH: 0}


class TestTheCost:
    @pytest.mark.parametrize(
        ("exists", "heard", "connections"),
        [
            (True, TRADE_BTC, 1),
            (None, TRADE_BTC, 0),
            (True, TICKER_ETH, 0),
            (None, TICKER_ETH, 0),
            (True, None, 3),
            (None, None, 1),
        ],
    )
    def test_of_a_stream_that_was_never_heard(self, exists, heard, connections):
        """Beside others it costs one only if its own market is there: else the exchange may have delisted it."""
        history = ConnectionHistory()
        given_up = 0
        for _ in range(6):
            scene = Scene(history, sent=dict(THREE), known={TICKER_BTC: exists})
            if heard:
                scene.hear(heard, 1.0)
            assert scene.streams.fault([TICKER_BTC], 15.0) == "", "it was not requested again yet"
            scene.request_again(TICKER_BTC, now=20.0)
            given_up += scene.streams.fault([TICKER_BTC], 40.0) != ""
        assert given_up == connections

    @pytest.mark.parametrize(("exists", "connections"), [(True, 6), (None, 1)])
    def test_of_one_that_was_heard_before_as_many_as_it_takes_while_nothing_comes(self, exists, connections):
        """Only one if its market has left the list since."""
        history = ConnectionHistory()
        given_up = 0
        for _ in range(6):
            scene = Scene(history, known={TICKER_BTC: exists})
            for key in scene.requested.sent:
                scene.dispatcher.receive(ticker(code=key.code), 1.0)
            scene.dispatcher.doubt(scene.requested.sent)
            scene.request_again(TICKER_BTC, now=20.0)
            given_up += scene.streams.fault([TICKER_BTC], 40.0) == "1 streams stay silent after a second request"
        assert given_up == connections

    @pytest.mark.parametrize(
        ("beside", "is_worth"),
        [((19.0, 21.0), True), ((19.0,), False), ((10.0,), False), ((10.0, 21.0), False), ((), False)],
        ids=["it flows", "it left", "it left before", "it came back", "it was never heard"],
    )
    def test_of_one_that_stopped_beside_another_of_its_market(self, beside, is_worth):
        scene = Scene(sent=dict(THREE), known={TICKER_BTC: True})
        scene.hear(TICKER_BTC, 9.0)
        for now in (each for each in beside if each < 20.0):
            scene.hear(TRADE_BTC, now)
        scene.request_again(TICKER_BTC, now=20.0)
        for now in (each for each in beside if each > 20.0):
            scene.hear(TRADE_BTC, now)
        scene.hear(TICKER_ETH, 24.0)
        assert bool(scene.streams.fault([TICKER_BTC], 25.0)) is is_worth
