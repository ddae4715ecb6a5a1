from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from looks import LOOK
from widgets.look.look import Look
from widgets.market_header.canvas import LOWER, UPPER, MarketHeaderCanvas
from widgets.market_header.fields import Field, Line, Subject

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
