from __future__ import annotations

from datetime import UTC
from functools import cache

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from core.market.market_summary import MarketSummary
from looks import LOOK
from widgets.look.look import Look
from widgets.market_header.canvas import LOWER, UPPER, MarketHeaderCanvas
from widgets.market_header.fields import Field, Line, Subject, fields_of, time_left

PRICE = Field(Subject.PRICE, Line("", "100"), Line("", "▲ 1  +1.00%"))
RANGE = Field(Subject.RANGE, Line("고가", "110"), Line("저가", "90"))
YEAR = Field(
    Subject.YEAR, Line("52주", "50 ~ 200"), Line("", ""), short=(Line("52주", "33%"), Line("", "")), position=0.33
)


class Watched(MarketHeaderCanvas):
    """It notes what is painted."""

    def __init__(self) -> None:
        super().__init__(LOOK)
        self.painted: list[QRect] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(event.rect())
        super().paintEvent(event)


@pytest.fixture
def canvas(application: QApplication) -> Watched:
    made = Watched()
    made.resize(600, UPPER + LOWER)
    made.show_fields((PRICE, RANGE, YEAR))
    made.show()
    QApplication.processEvents()
    return made


def repainted(canvas: Watched, fields: tuple[Field, ...]) -> list[QRect]:
    """The areas that are painted because of other fields."""
    QApplication.processEvents()
    canvas.painted.clear()
    canvas.show_fields(fields)
    QApplication.processEvents()
    return canvas.painted


def test_only_the_field_that_changed_is_painted(canvas: Watched):
    areas = canvas._areas()
    assert repainted(canvas, (PRICE, RANGE, YEAR)) == []
    other = RANGE._replace(upper=Line("고가", "111"))
    assert repainted(canvas, (PRICE, other, YEAR)) == [areas[Subject.RANGE]]


def test_all_is_painted_where_the_fields_move(canvas: Watched):
    wider = RANGE._replace(upper=Line("고가", "111,000"))
    assert repainted(canvas, (PRICE, wider, YEAR)) == [canvas.rect()]


def test_another_font_size_makes_it_higher(application: QApplication):
    look = Look()
    canvas = MarketHeaderCanvas(look)
    canvas.show_fields((PRICE, RANGE))
    before = canvas.sizeHint().height(), canvas._areas()[Subject.RANGE].left()
    look.set_font_percent(150)
    assert canvas.sizeHint().height() == (UPPER + LOWER) * 3 // 2 > before[0]
    assert canvas._areas()[Subject.RANGE].left() > before[1]


def test_the_fields_stand_in_the_middle_of_a_higher_canvas(canvas: Watched):
    canvas.resize(600, UPPER + LOWER + 30)
    assert {area.top() for area in canvas._areas().values()} == {15}


WIDTHS = range(300, 1401, 7)
CLOSE, TICK = 206_000.0, 100.0
ACROSS_THE_CLOSE = (0, 1, 0, -1, 0, 4, -9, 0)
"""Ticks from the previous close."""


@cache
def sol(ticks: int) -> tuple[Field, ...]:
    """The fields at a price so many ticks above the previous close."""
    summary = MarketSummary(
        price=CLOSE + ticks * TICK,
        prev_close=CLOSE,
        change=ticks * TICK,
        change_rate=ticks * TICK / CLOSE,
        high=211_500.0,
        low=203_200.0,
        volume=512_345.6789,
        turnover=1.06e11,
        year_high=369_300.0,
        year_low=141_200.0,
    )
    left, _ = time_left(1_795_144_543_000, UTC)
    return fields_of("KRW-SOL", summary, (), (), left)


def at(canvas: MarketHeaderCanvas, ticks: int) -> dict[Subject, QRect]:
    """Where the fields are at a price."""
    canvas.show_fields(sol(ticks))
    return canvas._areas()


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("first", [0, 1, -1])
def test_no_field_moves_comes_or_goes_where_a_price_crosses_its_previous_close(application, percent: int, first: int):
    look = Look()
    look.set_font_percent(percent)
    canvas = MarketHeaderCanvas(look)
    canvas.show()
    forms = set()
    for width in WIDTHS:
        canvas.resize(width, canvas.sizeHint().height())
        areas = at(canvas, first)
        for ticks in ACROSS_THE_CLOSE:
            assert at(canvas, ticks) == areas, (width, ticks)
        forms.add(tuple(canvas._places.items()))
    assert len(forms) > 5, "the widths are those where fields fold"


def test_a_change_of_more_digits_moves_the_fields_once_until_it_is_over_for_seconds_or_the_width_is_another(canvas):
    moved = set()
    for width in WIDTHS:
        canvas.resize(width, canvas.height())
        near, far = at(canvas, 1), at(canvas, 12)
        assert at(canvas, 1) == at(canvas, 0) == far, width
        canvas.resize(width + 1, canvas.height())
        canvas.resize(width, canvas.height())
        assert canvas._areas() == at(canvas, 1) == near, width
        moved.add(far != near)
    assert True in moved
    at(canvas, 12)
    at(canvas, 0)
    shrunk = QSignalSpy(canvas._steady.shrunk)
    canvas._steady.timer.start(0)
    assert shrunk.wait(1_000)
    assert canvas._areas() == near
