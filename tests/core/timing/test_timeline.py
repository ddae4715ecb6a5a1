from __future__ import annotations

from core.timing.timeline import SECONDS, Moment, Timeline


def test_ten_minutes_are_kept_and_no_more_for_a_day():
    timeline = Timeline()
    for second in range(86_400):
        timeline.add(Moment(float(second), float(second)))
    kept = timeline.since(0.0)
    assert len(kept) == SECONDS
    assert (kept[0].at, kept[-1].at) == (86_400 - SECONDS, 86_399)


def test_two_looks_at_once_are_one():
    timeline = Timeline()
    for at in (1.0, 1.0, 1.1, 0.9, 2.0):
        timeline.add(Moment(at))
    assert [moment.at for moment in timeline.since(0.0)] == [1.0, 2.0]


def test_only_what_is_asked_for_is_returned():
    timeline = Timeline()
    for second in range(10):
        timeline.add(Moment(float(second)))
    assert [moment.at for moment in timeline.since(7.0)] == [7.0, 8.0, 9.0]


def test_reconnects_are_counted_from_look_to_look():
    timeline = Timeline()
    epochs = [0, 1, 1, 2, 5, 5, 1, 2]
    assert [timeline.reconnects(each) for each in epochs] == [0, 0, 0, 1, 3, 0, 0, 1]
