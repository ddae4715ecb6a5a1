from __future__ import annotations

from core.engine.deliver.feed import FeedState, FeedStatus
from core.model.link_status import LinkStatus
from widgets.panel.data_state.skipped_rows import SHOWN_FOR, SkippedRows

STATUS = FeedStatus(FeedState.LIVE, LinkStatus())


def test_rows_are_counted_with_the_streams_messages_for_a_while():
    skipped_rows = SkippedRows()
    assert skipped_rows.counted_in(STATUS, 0.0) is STATUS
    skipped_rows.add(2, 100.0)
    skipped_rows.add(1, 100.0 + SHOWN_FOR / 2)
    assert skipped_rows.counted_in(STATUS._replace(spoiled=4), 100.0 + SHOWN_FOR).spoiled == 7
    assert skipped_rows.counted_in(STATUS, 100.0 + SHOWN_FOR * 1.5) is STATUS


def test_those_of_long_ago_are_not_counted_again():
    skipped_rows = SkippedRows()
    skipped_rows.add(2, 0.0)
    skipped_rows.add(1, 1000.0)
    assert skipped_rows.counted_in(STATUS, 1000.0).spoiled == 1
