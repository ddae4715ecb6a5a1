from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize

from looks import DARK
from painted import color_name, read_part
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.badges import Badge, paint_marked
from widgets.paint.cells import CellText

BADGES = (Badge("정지", "정", Ink.BAD), Badge("종료 12/01", "종", Ink.BAD), Badge("주의", "주", Ink.WARNING))


@pytest.mark.parametrize("count", range(4))
@pytest.mark.parametrize("height", [20, 30])
def test_badges_stay_in_their_room_and_one_without_room_is_seen_by_the_colour_of_the_name(application, count, height):
    look, badges, stages = Look(), BADGES[:count], []
    font, small = CellText(look, FontRole.TEXT), CellText(look, FontRole.SMALL)
    words, initials = tuple(each.words for each in badges), tuple(each.initial for each in badges)
    for room in range(300, 40, -1):

        def paint(painter, room=room):
            painter.setFont(font.font)
            painter.setPen(DARK.text)
            paint_marked(painter, (font, small), "비트코인 BTC", badges, DARK, QRect(10, 0, room, height))

        seen = read_part(paint, QSize(400, height))
        name, *marks = seen.texts
        shown = tuple(mark.text for mark in marks)
        if shown not in stages:
            stages.append(shown)
        assert not [each for each in (name, *marks, *seen.outlines) if each.right > 11 + room]
        assert all(each.top > 0 and each.bottom < height for each in seen.outlines)
        assert len(seen.outlines) == len(marks)
        assert name.text == "비트코인 BTC" or shown != words or not badges, "no name is cut for the sake of words"
        left_out = badges[len(marks) :]
        assert name.color == color_name(DARK.ink(left_out[0].ink) if left_out else DARK.text)
    assert stages == list(dict.fromkeys([words, *(initials[:left] for left in range(count, -1, -1))]))
