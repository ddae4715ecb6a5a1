"""The overlay of a chart, and the positions of the tags."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from looks import DARK, LOOK
from widgets.chart.crosshair import Areas, Crosshair
from widgets.chart.hands.box import Box
from widgets.chart.last_values import PlacedTag
from widgets.chart.panes.tags import Tag, placed_tags
from widgets.look.theme import Ink

PRICES, VOLUMES = QRect(0, 0, 300, 200), QRect(0, 200, 300, 60)
AREAS = Areas((PRICES, VOLUMES), QRect(300, 0, 80, 260), QRect(0, 260, 300, 22))


def crosshair() -> Crosshair:
    chart = QWidget()
    chart.resize(380, 282)
    made = Crosshair(LOOK, chart)
    made.chart = chart
    made.setGeometry(chart.rect())
    made.place(AREAS)
    return made


def show(over: Crosshair, *tags: Tag) -> None:
    over.show_tags([PlacedTag(PRICES, tag) for tag in placed_tags(LOOK, PRICES, tags)])


def test_the_last_price_is_drawn_in_its_colour_with_its_tag(application):
    over = crosshair()
    show(over, Tag(80, "160,000,000", Ink.FALL, has_line=True))
    image = over.chart.grab().toImage()
    assert image.pixelColor(305, 74) == DARK.fall
    assert any(image.pixelColor(x, 80) == DARK.fall for x in range(300))


def test_the_line_of_the_last_price_strikes_out_no_text_below(application):
    over = crosshair()
    show(over, Tag(80, "160,000,000", Ink.FALL, has_line=True))
    over.lettered = [QRect(100, 75, 50, 10)]
    image = over.chart.grab().toImage()
    assert not any(image.pixelColor(x, 80) == DARK.fall for x in range(100, 150))
    for beside in (range(50, 100), range(150, 200)):
        assert any(image.pixelColor(x, 80) == DARK.fall for x in beside)


def test_a_last_price_out_of_sight_leaves_its_tag_at_the_edge_and_no_line(application):
    over = crosshair()
    show(over, Tag(5_000, "1,000", Ink.RISE, has_line=True))
    image = over.chart.grab().toImage()
    assert image.pixelColor(305, 195) == DARK.rise
    assert image.pixelColor(305, 203) != DARK.rise
    assert not any(image.pixelColor(x, y) == DARK.rise for x in range(300) for y in (199, 230, 259))


def test_the_time_tag_stays_whole_at_either_end(application):
    over = crosshair()
    for x in (0, 299):
        over.show_cross(QPoint(x, 50), None, "2026-11-22 09:00")
        assert AREAS.time_axis.contains(over._time_tag_area(QPoint(x, 50)).intersected(QRect(0, 0, 999, 281)))


def test_tags_of_one_pane_do_not_hide_each_other_and_those_without_room_are_left_out(application):
    over = crosshair()
    show(over, *(Tag(100 + more, "1", QColor("#ff00ff")) for more in range(31)))
    areas = [one.area for one in over.last_values]
    assert 5 < len(areas) < 30
    assert all(PRICES.top() <= area.top() and area.bottom() <= PRICES.bottom() for area in areas)
    assert not any(one.intersects(other) for one in areas for other in areas if one is not other)


def test_a_tag_with_a_note_is_higher(application):
    over = crosshair()
    show(over, Tag(100, "160,000,000", Ink.RISE, note="00:42"))
    (one,) = over.last_values
    area = one.area
    assert area.height() > 30
    assert over.chart.grab().toImage().pixelColor(305, area.bottom() - 1) == DARK.rise


def test_the_box_of_a_gesture_and_its_texts_stay_in_the_panes(application):
    over = crosshair()
    for area in (QRect(0, 0, 40, 40), QRect(260, 220, 40, 40), QRect(100, 100, 1, 1)):
        over.show_box(Box(area, ("30봉 · 30분", "+1,000 (+1.0%)"), Ink.ACCENT))
        assert QRect(0, 0, 300, 260).contains(over._box_text_area(over.box))
        over.chart.grab()
    over.show_box(None)
    assert over.box is None
