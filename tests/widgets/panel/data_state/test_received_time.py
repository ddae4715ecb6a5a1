from __future__ import annotations

import time

from core.engine.deliver.feed import FeedState, FeedStatus
from core.model.link_status import LinkStatus
from widgets.panel.data_state.received_time import ReceivedTime

NOTHING = FeedStatus(FeedState.LIVE, LinkStatus())


def test_before_the_first_message_there_is_no_time():
    assert ReceivedTime().of(NOTHING, 5.0) is None


def test_the_clock_of_the_exchange_counts_where_it_is_known():
    assert ReceivedTime().of(NOTHING._replace(last_heard=4.0, heard_ms=77), 5.0) == 77


def test_by_the_local_clock_one_message_keeps_its_time_and_the_next_has_its_own():
    received = ReceivedTime()
    first = received.of(NOTHING._replace(last_heard=4.0), 5.0)
    assert abs(first - (time.time() - 1.0) * 1000) < 500
    assert received.of(NOTHING._replace(last_heard=4.0), 9.0) == first
    assert received.of(NOTHING._replace(last_heard=9.0), 9.0) > first
