"""The tags and lines of last values, and what of them is painted again."""

import pytest
from PySide6.QtCore import QRect

from looks import LOOK
from widgets.chart.last_values import LastValues, PlacedTag
from widgets.chart.panes.tags import Tag
from widgets.look.theme import Ink

PANE, AXIS = QRect(0, 0, 300, 200), QRect(300, 0, 80, 260)
PRICE = Tag(80, "160,000,000", Ink.RISE, has_line=True, top=71, height=18)
MEAN = Tag(120, "159,000,000", Ink.LINE_1, top=111, height=18)


@pytest.fixture
def values(application):
    return LastValues(LOOK)


def shown(values, *tags):
    return values.show([PlacedTag(PANE, tag) for tag in tags], AXIS)


def test_a_last_value_covers_its_tag_and_the_line_across_its_pane(values):
    assert shown(values, PRICE, MEAN) == [QRect(301, 71, 79, 18), QRect(0, 80, 300, 1), QRect(301, 111, 79, 18)]


def test_what_is_the_same_as_before_is_not_painted_again(values):
    shown(values, PRICE, MEAN)
    assert not shown(values, PRICE, MEAN)
    assert shown(values, PRICE, MEAN._replace(text="159,000,001")) == 2 * [QRect(301, 111, 79, 18)]
    assert shown(values, PRICE) == [QRect(301, 111, 79, 18)]


def test_what_moved_is_painted_again_where_it_was_and_where_it_is(values):
    shown(values, PRICE)
    moved = shown(values, PRICE._replace(y=90, top=81))
    assert moved == [QRect(301, 71, 79, 18), QRect(0, 80, 300, 1), QRect(301, 81, 79, 18), QRect(0, 90, 300, 1)]
