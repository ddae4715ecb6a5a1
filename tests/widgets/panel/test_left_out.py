from __future__ import annotations

from core.engine.deliver.feed import FeedState, FeedStatus
from core.model.link_status import LinkStatus
from widgets.panel.left_out import SAID_FOR, LeftOut

STATUS = FeedStatus(FeedState.LIVE, LinkStatus())


def test_rows_are_counted_with_the_streams_messages_for_a_while():
    left_out = LeftOut()
    assert left_out.counted_in(STATUS, 0.0) is STATUS
    left_out.add(2, 100.0)
    left_out.add(1, 100.0 + SAID_FOR / 2)
    assert left_out.counted_in(STATUS._replace(spoiled=4), 100.0 + SAID_FOR).spoiled == 7
    assert left_out.counted_in(STATUS, 100.0 + SAID_FOR * 1.5) is STATUS


def test_those_of_long_ago_are_not_counted_again():
    left_out = LeftOut()
    left_out.add(2, 0.0)
    left_out.add(1, 1000.0)
    assert left_out.counted_in(STATUS, 1000.0).spoiled == 1
