from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter, QPicture

from core.market.drawings.drawing import Dash, Kind
from drawn_chart import POINTS, DrawnChart
from widgets.chart.panes.value_scale import ScaleMode
from widgets.look.look import Look


@pytest.fixture
def chart(application) -> Iterator[DrawnChart]:
    made = DrawnChart(look=Look())
    yield made
    made.close()


def test_nothing_is_computed_anew_while_neither_view_nor_drawings_change(chart):
    for kind in (Kind.TREND, Kind.CHANNEL, Kind.FIBONACCI, Kind.RECTANGLE, Kind.HORIZONTAL):
        chart.draw(kind)
    chart.settle()
    before = chart.drawings.layer.drawn
    newest = chart.series.last
    for number in range(5):
        chart.series.upsert(newest._replace(close=newest.close - number % 2, volume=50.0 + number))
        chart.view.refresh()
        chart.settle()
        chart.move(QPoint(200 + number, 200))
    assert chart.drawings.layer.drawn == before
    chart.view.pan(20)
    chart.settle()
    assert chart.drawings.layer.drawn == before + 1


def test_a_chart_without_drawings_computes_and_paints_nothing(chart):
    chart.view.pan(20)
    chart.settle()
    assert chart.drawings.layer.drawn == 0


def test_a_revision_of_the_newest_candle_draws_only_its_strip(chart):
    chart.draw(Kind.TREND)
    chart.settle()
    whole = chart.view.layers_drawn_whole
    newest = chart.series.last
    chart.series.upsert(newest._replace(close=newest.close - 1, volume=50.0))
    chart.view.refresh()
    chart.settle()
    assert chart.view.layers_drawn_whole == whole


def test_level_lines_in_sight_have_a_tag_on_the_axis(chart):
    def tags() -> list[str]:
        return [tag.text for tag in chart.view.prices.tags]

    usual = len(tags())
    drawing = chart.draw(Kind.HORIZONTAL)
    assert tags()[usual:] == [f"{drawing.anchors[0].price:,.0f}"]
    chart.view.prices.shift(2000)
    chart.view.redraw()
    assert tags()[usual:] == []
    chart.view.prices.fit_again()
    chart.view.redraw()
    assert len(tags()) == usual + 1
    chart.drawings.hide(drawing)
    assert len(tags()) == usual


@pytest.mark.parametrize("mode", ScaleMode)
def test_every_scale_shows_every_drawing_at_its_prices(chart, mode):
    chart.view.prices.set_mode(mode)
    chart.view.redraw()
    for kind in Kind:
        for number, at in enumerate(chart.draw(kind).anchors):
            _, y = chart.drawings.projection.point(at)
            assert abs(y + chart.view.prices.area.top() - POINTS[number].y()) <= 3
    assert chart.view.grab()


def test_another_font_or_zone_writes_anew(chart):
    chart.draw(Kind.VERTICAL)
    look = chart.drawings.layer.look

    def words() -> str:
        return chart.placed(chart.list[0]).shapes.time_tag[1]

    chart.settle()
    korean = words()
    look.set_time_zone("utc")
    chart.settle()
    assert words() != korean
    size = chart.drawings.layer.lettering.size("가")
    look.set_font_percent(150)
    chart.settle()
    assert chart.drawings.layer.lettering.size("가") > size


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_strip_painted_anew_looks_like_the_whole(chart, ratio):
    """A chart paints only a strip at its newest candle, from a whole pixel of the screen on."""
    for number, kind in enumerate([*Kind, Kind.TREND, Kind.RAY]):
        drawing = chart.draw(kind, *(point + QPoint(7 * number, 5 * number) for point in POINTS))
        style = drawing.style._replace(dash=list(Dash)[number % 3], width=number % 4 + 1)
        chart.drawings.set_style(drawing, style)
    layer, scale = chart.drawings.layer, chart.view.prices.scale

    def painted(image: QImage, left: int) -> QImage:
        painter = QPainter(image)
        painter.setClipRect(left, 0, 800 - left, 400)
        painter.fillRect(left, 0, 800 - left, 400, layer.look.theme.panel)
        layer.paint(painter, scale, left)
        painter.end()
        return image

    image = QImage(round(800 * ratio), round(400 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    whole = painted(image, 0)
    for left in range(0, 800, 20):
        assert painted(whole.copy(), left) == whole


def test_a_picture_of_lines_gets_lines(chart):
    chart.draw(Kind.TREND)
    picture = QPicture()
    painter = QPainter(picture)
    chart.drawings.layer.paint(painter, chart.view.prices.scale, 0)
    painter.end()
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.drawPicture(0, 0, picture)
    painter.end()
    assert picture.size() < 20_000
    assert any(image.pixel(x, y) & 0xFFFFFF for x in range(200, 420) for y in range(150, 260))
