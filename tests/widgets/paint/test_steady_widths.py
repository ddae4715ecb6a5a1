from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QSignalSpy

from widgets.paint.steady_widths import SHRINKING_MS, SpareRoom, SteadyWidths


@pytest.fixture
def steady(application) -> Iterator[SteadyWidths]:
    owner = QObject()
    made = SteadyWidths(owner)
    assert made.timer.interval() == SHRINKING_MS >= 3_000
    yield made
    owner.deleteLater()


def pass_time(steady: SteadyWidths) -> None:
    """Let the timer come, at once."""
    assert steady.timer.isActive()
    shown = QSignalSpy(steady.timer.timeout)
    steady.timer.start(0)
    assert shown.wait(1_000)
    steady.timer.setInterval(SHRINKING_MS)


def test_they_grow_at_once_and_shrink_once_less_was_enough_for_some_time(steady):
    shrunk = QSignalSpy(steady.shrunk)
    assert list(steady.widths([24, 48])) == [24, 48]
    assert not steady.timer.isActive(), "nothing is wider than it need be"
    assert list(steady.widths([96, 48])) == [96, 48]
    assert list(steady.widths([24, 48])) == [96, 48]
    pass_time(steady)
    assert shrunk.count() == 1
    assert list(steady.widths([24, 48])) == [24, 48]
    assert not steady.timer.isActive()


def test_what_was_needed_meanwhile_stays(steady):
    shrunk = QSignalSpy(steady.shrunk)
    for needed in ([96, 96], [24, 24], [96, 48], [24, 24]):
        steady.widths(needed)
    pass_time(steady)
    assert list(steady.widths([24, 24])) == [96, 48], "a figure that comes and goes moves nothing"
    pass_time(steady)
    assert list(steady.widths([24, 24])) == [24, 24]
    assert shrunk.count() == 2


def test_a_figure_between_two_widths_moves_nothing(steady):
    shrunk = QSignalSpy(steady.shrunk)
    for _ in range(5):
        for needed in ([48], [24], [48], [24]):
            assert list(steady.widths(needed)) == [48]
        pass_time(steady)
    assert shrunk.count() == 0


def test_other_texts_begin_anew(steady):
    steady.widths([96])
    steady.widths([24])
    steady.forget()
    assert not steady.timer.isActive()
    assert list(steady.widths([24])) == [24]
    assert list(steady.widths([24, 48])) == [24, 48]


def test_room_goes_once_it_was_not_needed_for_as_long():
    now = 0.0
    spare, period = SpareRoom(lambda: now), SHRINKING_MS / 1000
    assert not spare.is_over(is_needed=False)
    now = period - 0.1
    assert not spare.is_over(is_needed=False)
    assert not spare.is_over(is_needed=True), "and begins anew"
    now = period + 0.1
    assert not spare.is_over(is_needed=False)
    now = 2 * period + 0.2
    assert spare.is_over(is_needed=False)
    assert not spare.is_over(is_needed=False), "once"
