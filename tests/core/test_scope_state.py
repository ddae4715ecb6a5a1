"""Refused streams are held back until nobody wants them."""

from __future__ import annotations

import pytest

from core.dispatcher import Dispatcher
from core.intake import Intake
from core.link import Link
from core.rate_limiter import RateGate
from core.scope_state import PendingStage, ScopeState
from core.subscription import Scope
from core.upbit.codec import WireFormat
from messages import TICKER_BTC, TICKER_ETH


@pytest.fixture
def state() -> ScopeState:
    link = Link("public", None, RateGate(), 30.0, lambda frame, now: None, lambda: None)
    return ScopeState(link, RateGate(), Intake(Scope.PUBLIC, WireFormat.SIMPLE, Dispatcher(), lambda error: None))


def test_at_first_nothing_is_under_way_sent_or_refused(state: ScopeState) -> None:
    assert (state.task, state.stage, state.sent, state.rejected) == (None, PendingStage.NONE, {}, {})


def test_what_was_refused_is_not_asked_for(state: ScopeState) -> None:
    desired = {TICKER_BTC: 0, TICKER_ETH: 0}
    assert state.acceptable(desired) == desired
    state.rejected[TICKER_BTC] = "지원하지 않는 파라미터입니다."
    assert state.acceptable(desired) == {TICKER_ETH: 0}


def test_a_refused_stream_is_forgiven_once_nobody_wants_it(state: ScopeState) -> None:
    state.rejected = {TICKER_BTC: "no", TICKER_ETH: "no"}
    state.forgive_departed({TICKER_ETH: 0})
    assert state.rejected == {TICKER_ETH: "no"}
