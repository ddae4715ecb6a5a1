from __future__ import annotations

import gc
import itertools
import logging
import weakref

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import delete

from core.timing.frame_turns import BUDGET, Rank
from widgets.panel import frame_clock
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

    def painting_took(self, seconds: float) -> None:
        pass


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
    clock._on_beat()
    assert clock.stats() == (1, pytest.approx(10.0), pytest.approx(10.0))


def test_the_longest_frame_is_told_once_for_each_time_it_is_asked_for(application):
    clock = FrameClock()
    assert clock.take_worst_ms() is None
    for duration in (0.004, 0.020):
        clock._on_painted(duration)
    assert clock.take_worst_ms() == pytest.approx(20.0)
    assert clock.take_worst_ms() is None
    clock._on_painted(0.003)
    assert clock.take_worst_ms() == pytest.approx(3.0)


class Canvas(QWidget):
    """Asks for its repaint in each frame, and counts what is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0
        self.heights: list[int] = []

    def frame(self) -> bool:
        self.update()
        return True

    def paintEvent(self, event) -> None:
        self.painted += 1
        self.heights.append(self.height())


@pytest.fixture
def canvas(qtbot):
    made = Canvas()
    made.resize(100, 100)
    made.show()
    qtbot.addWidget(made)
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.painted > 0)
    made.painted = 0
    return made


def test_what_a_frame_makes_invalid_is_painted_before_anything_else_happens(clock, canvas):
    clock.request(canvas)
    clock._on_beat()
    assert canvas.painted == 1
    QApplication.processEvents()
    assert canvas.painted == 1


def test_a_frame_that_asks_for_nothing_paints_nothing(clock, canvas):
    canvas.update()
    clock.request(Sheet(answer=False))
    clock._on_beat()
    assert canvas.painted == 0, "what others ask for is painted by the event loop"
    assert clock.stats().painted == 0


def test_widgets_are_in_their_places_before_they_are_painted(clock, qtbot):
    window, canvas, line = QWidget(), Canvas(), QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(canvas)
    layout.addWidget(line)
    line.setFixedHeight(10)
    window.resize(100, 200)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: canvas.painted > 0)
    del canvas.heights[:]
    line.setFixedHeight(50)
    clock.request(canvas)
    clock._on_beat()
    assert canvas.heights
    assert set(canvas.heights) == {canvas.height()}
    QApplication.processEvents()
    assert set(canvas.heights) == {canvas.height()}


def test_panels_for_which_a_frame_is_too_short_get_theirs_at_the_next_beat(clock):
    sheets = [Sheet() for _ in range(3)]
    for each in sheets:
        clock._turn(each).took(BUDGET * 0.6)
        clock.request(each)
    clock._on_beat()
    assert [each.frames for each in sheets] == [1, 0, 0]
    clock.request(sheets[0])
    clock._on_beat()
    assert [each.frames for each in sheets] == [1, 1, 1], "both have waited, and come before who asks anew"
    assert clock._beat.isActive()
    clock._on_beat()
    clock._on_beat()
    assert [each.frames for each in sheets] == [2, 1, 1]
    assert not clock._beat.isActive()


def test_who_shows_one_market_goes_before_who_asked_earlier(clock):
    class Header(Sheet):
        frame_rank = Rank.MARKET

    sheets = [Sheet(), Header()]
    for each in sheets:
        clock._turn(each).took(BUDGET * 0.6)
        clock.request(each)
    clock._on_beat()
    assert [each.frames for each in sheets] == [0, 1]


def test_the_cost_of_a_panel_is_its_frame_and_its_share_of_the_painting(qtbot):
    """The parts of the first panel were painted for 1 ms, those of the second for 3 ms, of 8 ms in all."""
    busy = iter((0.0, 0.002, 1.0, 1.004, 2.0, 2.008))
    clock = FrameClock(busy=lambda: next(busy))

    class Part(Sheet):
        def __init__(self, seconds: float) -> None:
            super().__init__()
            self.seconds = seconds

    sheets = [Part(0.001), Part(0.003)]
    painting = frame_clock._paint

    def painted() -> None:
        painting()
        for each in sheets:
            clock.add_painting(each, each.seconds)

    for each in sheets:
        clock.request(each)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame_clock, "_paint", painted)
        clock._on_beat()
    assert [clock._turn(each).cost for each in sheets] == [pytest.approx(0.004), pytest.approx(0.010)]


def test_a_deleted_panel_that_waits_does_not_hold_up_the_others(clock):
    parent, sound = QWidget(), Sheet()
    waiting = Sheet()
    waiting.setParent(parent)
    for each in (sound, waiting):
        clock._turn(each).took(BUDGET)
        clock.request(each)
    clock._on_beat()
    assert (sound.frames, waiting.frames) == (1, 0)
    delete(parent)
    clock.request(sound)
    clock._on_beat()
    assert (sound.frames, waiting.frames) == (2, 0)
    clock._on_beat()
    assert not clock._beat.isActive()


def test_who_wants_to_know_is_told_once_that_its_frame_is_on_the_screen(application):
    told = []

    class Waiting(QWidget):
        def painted(self):
            told.append(self)

    clock, one, gone = FrameClock(), Waiting(), Waiting()
    clock.tell_when_painted(one)
    clock.tell_when_painted(gone)
    del gone
    clock._on_painted(0.001)
    clock._on_painted(0.001)
    assert told == [one]
