"""The line of values, and the positions of the tags."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from core.market.candles.bar import Bar
from looks import DARK, LOOK
from widgets.chart.crosshair import Areas, Crosshair, Tag, values
from widgets.look.theme import Ink

AREAS = Areas(QRect(0, 0, 300, 200), QRect(0, 200, 300, 60), QRect(300, 0, 80, 260), QRect(0, 260, 300, 22))


def crosshair() -> Crosshair:
    chart = QWidget()
    chart.resize(380, 282)
    made = Crosshair(LOOK, chart)
    made.chart = chart
    made.setGeometry(chart.rect())
    made.place(AREAS)
    return made


def test_a_candle_is_described_in_korean_with_its_change_from_the_close_before():
    bar = Bar(1_795_305_600_000, 158_000_000.0, 161_000_000.0, 157_000_000.0, 160_000_000.0, 1080.5, 1.0)
    pieces = values("KRW-BTC", "2026-11-22 14:03", bar, 158_400_000.0)
    assert [piece.text for piece in pieces] == [
        "2026-11-22 14:03",
        "시 158,000,000",
        "고 161,000,000",
        "저 157,000,000",
        "종 160,000,000",
        "▲ +1.01%",
        "거래량 1,080.5",
    ]
    assert pieces[4].ink is Ink.RISE
    assert values("KRW-BTC", "2026-11-22 14:03", bar, None)[5].text == "▲ +1.27%"


def test_the_last_price_is_drawn_in_its_colour_with_its_tag(application):
    over = crosshair()
    over.show_last(Tag(80, "160,000,000", Ink.FALL))
    image = over.chart.grab().toImage()
    assert image.pixelColor(305, 74) == DARK.fall
    assert any(image.pixelColor(x, 80) == DARK.fall for x in range(300))


def test_a_last_price_out_of_sight_leaves_its_tag_at_the_edge_and_no_line(application):
    over = crosshair()
    over.show_last(Tag(5_000, "1,000", Ink.RISE))
    image = over.chart.grab().toImage()
    assert image.pixelColor(305, 195) == DARK.rise
    assert image.pixelColor(305, 203) != DARK.rise
    assert not any(image.pixelColor(x, y) == DARK.rise for x in range(300) for y in (199, 230, 259))


def test_a_narrow_chart_breaks_the_line_of_values(application):
    over = crosshair()
    bar = Bar(0, 158_000_000.0, 161_000_000.0, 157_000_000.0, 160_000_000.0, 1080.5, 1.0)
    over.show_legend(values("KRW-BTC", "2026-11-22 14:03", bar, None))
    places = over._legend_places()
    assert len({y for _, y in places}) > 1
    assert all(x >= 0 for x, _ in places)


def test_the_time_tag_stays_whole_at_either_end(application):
    over = crosshair()
    for x in (0, 299):
        over.show_cross(QPoint(x, 50), None, "2026-11-22 09:00")
        assert AREAS.time_axis.contains(over._time_tag_area(QPoint(x, 50)).intersected(QRect(0, 0, 999, 281)))
