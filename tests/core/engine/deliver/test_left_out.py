"""A run of bad messages is counted, shown for a while, and then counted from zero."""

from __future__ import annotations

from core.engine.deliver.left_out import RUN_ENDS_AFTER, LeftOut


def test_a_run_begins_once_goes_on_and_is_over_a_while_after_its_last_one() -> None:
    left_out = LeftOut()
    assert left_out.count(0.0) == 0
    assert [left_out.note(time) for time in (1.0, 2.0)] == [True, False]
    assert left_out.count(2.0 + RUN_ENDS_AFTER - 0.1) == 2
    assert left_out.count(2.0 + RUN_ENDS_AFTER) == 0
    assert left_out.note(2.0 + RUN_ENDS_AFTER), "the next is counted anew"
    assert left_out.count(2.0 + RUN_ENDS_AFTER) == 1


def test_a_time_of_zero_is_a_time_like_any_other() -> None:
    left_out = LeftOut()
    assert left_out.note(0.0)
    assert left_out.count(0.0) == 1
