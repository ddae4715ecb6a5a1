from __future__ import annotations

import gc
import itertools
import logging
import weakref

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from widgets.panel.frame_clock import FrameClock


class Sheet(QWidget):
    """Counts its frames; each answers as the test has set."""

    def __init__(self, answer: bool | Exception = True) -> None:
        super().__init__()
        self.frames = 0
        self.answer = answer

    def frame(self) -> bool:
        self.frames += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Answering(Sheet):
    """Records the calls it receives."""

    def __init__(self, answer: bool | Exception = True) -> None:
        super().__init__(answer)
        self.errors: list[Exception] = []
        self.slow: list[float] = []

    def failed(self, error: Exception) -> None:
        self.errors.append(error)

    def was_slow(self, seconds: float) -> None:
        self.slow.append(seconds)


@pytest.fixture
def clock(qtbot):
    made = FrameClock()
    yield made
    made.stop()


def test_asking_often_before_the_beat_is_asking_once(clock, qtbot):
    sheet = Sheet()
    for _ in range(100):
        clock.request(sheet)
    qtbot.waitUntil(lambda: not clock._beat.isActive())
    assert sheet.frames == 1
    assert clock.stats().painted == 1


def test_with_nobody_asking_no_timer_runs(clock, qtbot):
    assert not clock._beat.isActive()
    clock.request(Sheet())
    qtbot.waitUntil(lambda: not clock._beat.isActive())
    assert not clock._slow_beat.isActive()


def test_a_frame_that_paints_nothing_is_not_counted(clock, qtbot):
    sheet = Sheet(answer=False)
    clock.request(sheet)
    qtbot.waitUntil(lambda: sheet.frames == 1)
    assert clock.painted == 0


def test_a_panel_that_fails_costs_the_others_nothing_and_answers_for_itself(clock, qtbot, caplog):
    broken, sound = Answering(ValueError("broken")), Sheet()
    for times in range(1, 4):
        clock.request(broken)
        clock.request(sound)
        qtbot.waitUntil(lambda times=times: sound.frames == broken.frames == times)
    assert clock.failures == 3
    assert [str(error) for error in broken.errors] == ["broken"] * 3
    assert not caplog.records


@pytest.mark.fails_on_purpose
def test_a_failure_of_an_object_without_a_report_is_logged(clock, caplog):
    assert not clock.give_frame(Sheet(ValueError("broken")))
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_a_slow_panel_gets_the_report(qtbot):
    times = iter((0.0, 0.04, 1.0, 1.06))
    clock = FrameClock(busy=lambda: next(times))
    sheet = Answering()
    assert clock.give_frame(sheet)
    assert clock.give_frame(sheet)
    assert sheet.slow == [pytest.approx(0.06)]


def test_a_panel_is_not_blamed_for_a_machine_busy_with_something_else(qtbot):
    wall = iter((0.0, 5.0))
    clock = FrameClock(now=lambda: next(wall), busy=lambda: 1.0)
    sheet = Answering()
    assert clock.give_frame(sheet)
    assert sheet.slow == []


def test_a_panel_deleted_in_the_middle_of_its_frame_is_no_failure_of_anybodys(clock, caplog):
    class Vanishing(Sheet):
        def frame(self) -> bool:
            delete(self)
            self.update()
            return True

    assert not clock.give_frame(Vanishing())
    assert not caplog.records


def test_hidden_panels_are_drained_on_the_slow_beat(clock, qtbot):
    sheet = Sheet()
    clock._slow_beat.setInterval(1)
    clock.request_slow(sheet)
    qtbot.waitUntil(lambda: not clock._slow_beat.isActive())
    assert sheet.frames == 1
    assert clock.painted == 0


def test_the_clock_keeps_no_panel_alive(clock):
    gc.disable()
    try:
        sheet = Sheet()
        clock.request(sheet)
        clock.request_slow(sheet)
        gone = weakref.ref(sheet)
        del sheet
        assert gone() is None
    finally:
        gc.enable()


def test_a_panel_qt_has_deleted_is_left_alone(clock, qtbot):
    parent = QWidget()
    sheet = Sheet()
    sheet.setParent(parent)
    clock.request(sheet)
    del parent
    qtbot.waitUntil(lambda: not clock._beat.isActive())
    assert sheet.frames == 0


def test_stopping_forgets_all_requests(clock, qtbot):
    sheet = Sheet()
    clock.request(sheet)
    clock.stop()
    assert not clock._beat.isActive()
    clock.request(Sheet())
    qtbot.waitUntil(lambda: not clock._beat.isActive())
    assert sheet.frames == 0


def test_frames_are_measured_to_the_end_of_their_painting(qtbot):
    seconds = itertools.count(start=7.0, step=0.01)
    clock = FrameClock(now=lambda: next(seconds))
    sheet = Sheet()
    clock.request(sheet)
    qtbot.waitUntil(lambda: len(clock._durations) == 1)
    assert clock.stats() == (1, pytest.approx(10.0), pytest.approx(10.0))


def test_the_longest_frame_is_told_once_for_each_time_it_is_asked_for(application):
    times = iter([0.0, 0.004, 1.0, 1.020, 2.0, 2.003])
    clock = FrameClock(now=lambda: next(times))
    assert clock.take_worst_ms() is None
    for _ in range(2):
        clock._frame_began = clock._now()
        clock._on_painting_ended()
    assert clock.take_worst_ms() == pytest.approx(20.0)
    assert clock.take_worst_ms() is None
    clock._frame_began = clock._now()
    clock._on_painting_ended()
    assert clock.take_worst_ms() == pytest.approx(3.0)


def test_who_wants_to_know_is_told_once_that_its_frame_is_on_the_screen(application):
    told = []

    class Waiting(QWidget):
        def painted(self):
            told.append(self)

    clock, one, gone = FrameClock(), Waiting(), Waiting()
    clock.tell_when_painted(one)
    clock.tell_when_painted(gone)
    del gone
    clock._on_painting_ended()
    clock._on_painting_ended()
    assert told == [one]
