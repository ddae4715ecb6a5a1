"""Where the tags of a pane lie."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect

from looks import LOOK
from widgets.chart.panes.tags import NOTE_HEIGHT, TAG_HEIGHT, Tag, parts_of_line, placed_tags
from widgets.look.theme import Ink

AREA = QRect(0, 100, 300, 200)


def test_a_tag_lies_beside_its_value_and_one_out_of_sight_at_the_edge():
    middle, above, below = placed_tags(LOOK, AREA, [Tag(y, "1", Ink.RISE) for y in (180, 3, 900)])
    assert (middle.top, middle.height) == (180 - TAG_HEIGHT // 2, TAG_HEIGHT)
    assert above.top == AREA.top()
    assert below.top + below.height == AREA.bottom() + 1


def test_tags_do_not_overlap_and_a_note_makes_one_higher():
    tags = [Tag(150 + number, "1", Ink.RISE, note="00:42" if number == 1 else "") for number in range(5)]
    placed = sorted(placed_tags(LOOK, AREA, tags), key=lambda tag: tag.top)
    assert len(placed) == 5
    assert all(one.top + one.height <= other.top for one, other in pairwise(placed))
    assert {tag.height for tag in placed} == {TAG_HEIGHT, TAG_HEIGHT + NOTE_HEIGHT}


def test_those_without_room_are_left_out_and_the_most_important_stays():
    placed = placed_tags(LOOK, QRect(0, 0, 300, 40), [Tag(20, str(number), Ink.RISE) for number in range(4)])
    assert 0 < len(placed) < 4
    assert placed[0].text == "0"
    assert not placed_tags(LOOK, QRect(0, 0, 300, 10), [Tag(5, "1", Ink.RISE)])


@pytest.mark.parametrize("height", range(TAG_HEIGHT - 2, TAG_HEIGHT + NOTE_HEIGHT + 3))
def test_a_tag_without_room_for_its_note_is_shown_without_it(height):
    placed = placed_tags(LOOK, QRect(0, 0, 300, height), [Tag(5, "1", Ink.RISE, note="00:42")])
    notes = [tag.note for tag in placed]
    assert notes == ([] if height < TAG_HEIGHT else [""] if height < TAG_HEIGHT + NOTE_HEIGHT else ["00:42"])
    assert all(tag.top + tag.height <= height for tag in placed)


@pytest.mark.parametrize(
    ("spans", "parts"),
    [
        ((), [(0, 99)]),
        (((10, 19),), [(0, 9), (20, 99)]),
        (((50, 60), (10, 19)), [(0, 9), (20, 49), (61, 99)]),
        (((10, 40), (20, 30), (35, 50)), [(0, 9), (51, 99)]),
        (((-5, 3), (90, 120)), [(4, 89)]),
        (((-5, 120),), []),
        (((0, 49), (50, 99)), []),
        (((99, 99),), [(0, 98)]),
    ],
)
def test_the_parts_of_a_line_beside_texts(spans, parts):
    places = [QRect(left, 45, right - left + 1, 10) for left, right in spans]
    above, below = QRect(0, 40, 100, 10), QRect(0, 51, 100, 10)
    assert parts_of_line(QRect(0, 50, 100, 1), [*places, above, below]) == parts
