from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint

from chart_in_hand import bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.drawings.drawing import Dash, Kind, Tint
from core.market.drawings.record import MOST
from drawings_in_hand import sample
from drawn_chart import POINTS, DrawnChart
from widgets.markets.drawings import AllDrawings


@pytest.fixture
def chart(application) -> Iterator[DrawnChart]:
    made = DrawnChart()
    yield made
    made.close()


def series_of(unit: CandleUnit) -> CandleSeries:
    series = CandleSeries(unit)
    first = unit.slot(0)
    series.merge(bar(0)._replace(start_ms=unit.start_ms(slot)) for slot in range(first, first + 2_000))
    return series


@pytest.mark.parametrize("unit", CandleUnit)
def test_a_change_of_unit_keeps_every_drawing_at_its_moment_and_price(chart, unit):
    drawn = tuple(chart.draw(kind) for kind in Kind)
    chart.view.show_series("KRW-BTC", series_of(unit))
    chart.settle()
    assert chart.list == drawn
    projection = chart.drawings.projection
    for at in [at for drawing in drawn for at in drawing.anchors]:
        x, y = projection.point(at)
        assert projection.times.time_ms(x) == pytest.approx(at.time_ms, abs=2)
        assert y == pytest.approx(chart.view.prices.scale.y(at.price))
    assert chart.view.grab()


def test_two_charts_of_a_market_show_the_same_at_once(application):
    everything = AllDrawings()
    one, other = DrawnChart(everything), DrawnChart(everything)
    drawing = one.draw(Kind.TREND)
    assert other.list == (drawing,)
    assert other.drawings.selected is None
    drawn = other.view.layers_drawn
    at = one.handle(drawing, 0)
    one.drag(at, at + QPoint(30, 30))
    other.settle()
    assert other.list == one.list != (drawing,)
    assert other.view.layers_drawn > drawn
    other.drawings.select(drawing.id)
    one.drawings.remove(one.list[0])
    assert other.list == ()
    assert other.drawings.selected is None
    one.close()
    other.close()


def test_each_market_has_its_own(chart):
    drawing = chart.draw(Kind.TREND)
    chart.drawings.choose_tool(Kind.RAY)
    chart.click(POINTS[0])
    chart.drawings.show_market("KRW-ETH")
    assert chart.list == ()
    assert chart.drawings.tool is chart.drawings.draft is chart.drawings.selected is None
    chart.draw(Kind.RAY)
    chart.drawings.show_market("KRW-BTC")
    assert chart.list == (drawing,)


def test_a_new_one_looks_like_the_last_of_its_kind(chart):
    drawing = chart.draw(Kind.TREND)
    style = drawing.style._replace(color=Tint.FALL, width=4, dash=Dash.DOTTED)
    chart.drawings.set_style(drawing, style)
    assert chart.list[0].style == style
    assert chart.draw(Kind.TREND, QPoint(100, 100), QPoint(150, 300)).style == style
    assert chart.draw(Kind.RAY).style != style


def test_a_full_list_refuses_and_tells(chart):
    drawing = chart.draw(Kind.TREND)
    told = []
    chart.drawings.full.connect(lambda: told.append(1))
    for _ in range(MOST):
        chart.drawings.market.change(lambda some: some.add(drawing.kind, drawing.anchors, drawing.style))
    assert not told
    chart.drawings.choose_tool(Kind.RAY)
    chart.click(POINTS[0])
    chart.click(POINTS[1])
    chart.drawings.add_copy(drawing)
    assert len(told) == 2
    assert len(chart.list) == MOST


def test_what_is_removed_hidden_or_undone_is_no_longer_selected(chart):
    drawing = chart.draw(Kind.TREND)
    chart.drawings.hide(drawing)
    assert chart.drawings.selected is None
    chart.drawings.change_all(lambda some: some.undo())
    chart.drawings.select(drawing.id)
    chart.drawings.change_all(lambda some: some.undo())
    assert chart.drawings.selected is None


def test_one_comes_to_the_front(chart):
    first = chart.draw(Kind.TREND)
    chart.draw(Kind.RAY)
    chart.drawings.bring_to_front(first)
    assert chart.kinds == [Kind.RAY, Kind.TREND]


def test_a_level_line_through_a_place_and_no_tool_after_it(chart):
    chart.drawings.add_level(QPoint(300, 200))
    (drawing,) = chart.list
    assert drawing.kind is Kind.HORIZONTAL
    assert abs(chart.view.prices.y(drawing.anchors[0].price) - 200) <= 2
    assert chart.drawings.tool is None


def test_prices_are_prices_of_the_market(chart):
    chart.view.prices.stretch(50.0)
    chart.view.redraw()
    for kind in Kind:
        chart.draw(kind)
    assert all(at.price == round(at.price) for each in chart.list for at in each.anchors)


def test_nothing_is_selected_where_nothing_is(chart):
    assert not chart.drawings.select_next(is_backward=False)
    assert not chart.drawings.nudge(1, 1)
    assert chart.drawings.hit_at(QPoint(100, 100)) is None
    chart.drawings.finish()
    chart.drawings.write(77, "글")
    chart.drawings.replace(replace(sample(Kind.TREND), id=77))
    assert chart.list == ()


def test_what_is_drawn_elsewhere_while_the_chart_is_hidden_is_there_afterwards(chart):
    chart.panel.hide()
    for each in map(sample, Kind):
        chart.drawings.market.change(lambda some, each=each: some.add(each.kind, each.anchors, each.style, each.text))
    chart.panel.show()
    chart.settle()
    assert [each.drawing for each in chart.drawings.layer.placed(chart.view.prices.scale)] == list(chart.list)


def test_a_closed_chart_leaves_nothing_behind(application):
    everything = AllDrawings()
    chart = DrawnChart(everything)
    chart.draw(Kind.TREND)
    drawings, view = weakref.ref(chart.drawings), weakref.ref(chart.view)
    chart.close()
    del chart
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    gc.collect()
    assert drawings() is None
    assert view() is None
    everything.of("KRW-BTC").change(lambda some: some.undo())
