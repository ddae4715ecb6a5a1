"""The marks of a chart in a panel: what they say, and when."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from account_in_hand import ACCOUNTS, ORDERS, account_of, held, placed
from alert_messages import alert
from chart_in_hand import mouse
from chart_panel_in_hand import LAST
from core.market.alerts.alert import Direction
from core.market.drawings.drawing import ANCHORS, Kind, Style, Tint
from core.market.drawings.drawing_list import DrawingList
from core.upbit.wire.codec import Decoder
from core.upbit.wire.wire_format import WireFormat
from desk_in_hand import ticker
from waiting import eventually
from widgets.chart.controls.newest_button import ReturnButton
from widgets.look.theme import Ink


async def settled(desk) -> None:
    await eventually(lambda: not desk.clock._beat.isActive())


async def test_the_highest_and_lowest_price_in_sight_say_how_far_the_last_one_is(panel, desk, charts) -> None:
    desk.deliver(charts.revision("KRW-BTC", 200_000_000.0))
    await settled(desk)
    high, low = panel.marks.overlay.marks
    assert high.text == "최고 200,000,000 (0.00%)"
    assert (high.ink, high.is_above, low.ink, low.is_above) == (Ink.RISE, True, Ink.FALL, False)
    assert low.text.startswith("최저 ")
    assert high.y < low.y
    desk.deliver(charts.revision("KRW-BTC", 190_000_000.0, LAST + 1, charts.pages.now_ms + 60_000))
    await settled(desk)
    assert panel.marks.overlay.marks[0].text == "최고 200,000,000 (-5.00%)"


async def test_a_mark_stands_over_the_wick_of_its_candle(panel, desk, charts) -> None:
    desk.deliver(charts.revision("KRW-BTC", 200_000_000.0))
    await settled(desk)
    view, slot = panel.view, int(panel.view.series.slots[-1])
    for _ in range(6):
        left, right = view.window_of_time.x(slot), view.window_of_time.x(slot + 1)
        assert abs(panel.marks.overlay.marks[0].x - (left + right) / 2) <= 1
        view.zoom(1.4, view.window_of_time.width)
    assert right - left > 8, "the middle is far from both sides"


async def test_they_follow_every_move_of_the_view(panel) -> None:
    before = panel.marks.overlay.marks
    panel.view.pan(60)
    moved = panel.marks.overlay.marks
    assert moved != before
    panel.view.prices.shift(20)
    panel.view.redraw()
    assert panel.marks.overlay.marks[0].y == moved[0].y + 20


async def test_the_previous_close_is_a_level(panel, desk) -> None:
    desk.deliver(ticker(price=158e6, prev=157_500_000.0))
    await settled(desk)
    (level,) = panel.marks.overlay.levels
    assert (level.text, level.ink) == ("전일 종가 157,500,000", Ink.DIM)
    assert level.y == int(panel.view.prices.y(157_500_000.0))
    desk.deliver(ticker(price=158e6, prev=157_500_000.0, prev_closing_price=None))
    await settled(desk)
    assert panel.marks.overlay.levels == (level,)


async def test_the_previous_close_goes_when_tickers_do_not_come_any_more(panel, desk, charts) -> None:
    desk.deliver(ticker(price=158e6, prev=157_500_000.0))
    await settled(desk)
    await desk.reconnected()
    desk.deliver(charts.revision("KRW-BTC", 158e6))
    await eventually(lambda: not panel.status_text and panel.marks.overlay.levels == ())


async def test_another_market_loses_the_levels_of_the_first(panel, desk) -> None:
    desk.deliver(ticker(price=158e6, prev=157_500_000.0))
    await settled(desk)
    panel.set_market("KRW-ETH")
    await eventually(lambda: len(panel.history.series))
    panel.refresh()
    assert panel.marks.overlay.levels == ()
    desk.deliver(ticker(price=158e6, prev=157_500_000.0))  # still on its way, of the market before
    await settled(desk)
    assert panel.marks.overlay.levels == ()


async def test_each_mark_can_be_hidden_and_that_is_kept(panel, desk, charts) -> None:
    desk.deliver(ticker(price=158e6, prev=157_500_000.0))
    await settled(desk)
    for name in ("extremes", "days", "previous_close", "own"):
        panel.marks.turn(name)
    assert panel.marks.overlay.marks == panel.marks.overlay.levels == ()
    assert [layer.pixels for layer in panel.marks.days] == [[], []]
    other = await charts.open()
    other.restore_state(panel.state())
    assert other.marks.choice == panel.marks.choice
    other.restore_state({})
    assert other.marks.choice.days
    other.release()


async def test_a_low_chart_has_levels_only(panel, desk) -> None:
    desk.deliver(ticker(price=158e6, prev=157_500_000.0))
    await settled(desk)
    panel.resize(700, 150)
    panel.view.redraw()
    assert panel.marks.overlay.marks == ()
    assert len(panel.marks.overlay.levels) == 1


async def test_the_own_price_and_orders_are_levels(desk, charts) -> None:
    async with account_of(desk) as account:
        account.http.replies[ACCOUNTS] = [held("BTC", "0.5", "100000000")]
        account.http.replies[ORDERS] = [placed("u1", "bid", "158000000", "0.25"), placed("u2", "ask", "159000000", "2")]
        panel = await charts.open(context=replace(charts.context, private=account.access))
        await account.unlock()
        await eventually(lambda: len(panel.marks.overlay.levels) == 3)
        desk.deliver(charts.revision("KRW-BTC", 150_000_000.0))
        await settled(desk)
        average, sell, buy = panel.marks.overlay.levels
        assert average.text == "평단 100,000,000 · 0.5 (+50.00%)"
        assert (sell.text, sell.ink) == ("매도 159,000,000 · 2", Ink.FALL)
        assert (buy.text, buy.ink) == ("매수 158,000,000 · 0.25", Ink.RISE)
        panel.release()
        panel.close()


@pytest.mark.parametrize(
    ("average", "written"),
    [("151539380.95238096", "151,539,381"), ("998.7654321", "998.77"), ("0.123456789", "0.12345679"), ("1", "1.00")],
)
async def test_the_own_price_is_as_fine_as_the_list_of_assets_writes_it(desk, charts, average, written) -> None:
    async with account_of(desk) as account:
        account.http.replies[ACCOUNTS] = [held("BTC", "0.5", average)]
        panel = await charts.open(context=replace(charts.context, private=account.access))
        await account.unlock()
        await eventually(lambda: panel.marks.overlay.levels)
        assert panel.marks.overlay.levels[0].text.startswith(f"평단 {written} · 0.5 ")
        panel.release()
        panel.close()


async def test_orders_of_one_side_at_one_price_are_one_level(desk, charts) -> None:
    orders = [("bid", 158, "0.25"), ("bid", 158, "0.5"), ("ask", 158, "1"), ("bid", 157, "2")]
    async with account_of(desk) as account:
        account.http.replies[ORDERS] = [
            placed(f"u{n}", side, f"{price}000000", volume) for n, (side, price, volume) in enumerate(orders)
        ]
        panel = await charts.open(context=replace(charts.context, private=account.access))
        await account.unlock()
        await eventually(lambda: len(panel.marks.overlay.levels) == 3)
        texts = {level.text for level in panel.marks.overlay.levels}
        assert texts == {"매수 158,000,000 · 0.75 (2건)", "매도 158,000,000 · 1", "매수 157,000,000 · 2"}
        panel.release()
        panel.close()


async def test_the_menu_has_an_entry_for_each(panel) -> None:
    entries = panel.marks.menu_entries()
    assert [entry.is_checked for entry in entries] == [True] * 5
    entries[1].run()
    assert [entry.is_checked for entry in panel.marks.menu_entries()] == [True, False, True, True, True]


async def test_the_ticker_of_another_market_says_nothing_of_this_one(panel) -> None:
    decode = Decoder(WireFormat.DEFAULT).decode
    other, own = (decode(json.dumps(ticker(code, 158e6, 157e6)).encode()) for code in ("KRW-ETH", "KRW-BTC"))
    assert not panel.marks.receive(other)
    assert panel.marks.receive(own)
    assert not panel.marks.receive(own)


async def test_price_alerts_are_levels_and_follow_every_edit(panel, desk) -> None:
    alerts = panel.context.alerts

    def shown() -> list[tuple[str, Ink]]:
        return [(level.text, level.ink) for level in panel.marks.overlay.levels if level.text.startswith("알림")]

    assert shown() == []
    alerts.put(alert(level=158_000_000.0, direction=Direction.UP))
    alerts.put(alert(key="elsewhere", code="KRW-ETH"))
    assert shown() == [("알림 158,000,000 이상", Ink.WARNING)]
    alerts.set_enabled("a", is_enabled=False)
    assert shown() == [("알림 158,000,000 이상", Ink.FAINT)]
    panel.marks.turn("alerts")
    assert shown() == []
    panel.marks.turn("alerts")
    alerts.remove("a")
    assert shown() == []


async def test_no_mark_lies_under_the_button_back_to_the_newest_candle(panel, desk, charts) -> None:
    panel.resize(520, 380)
    desk.deliver(charts.revision("KRW-BTC", 120_000_000.0))
    await settled(desk)
    for _ in range(120):
        panel.view.pan(7)
        marks = panel.marks.overlay.placed[1]
        assert not panel.newest_button.isHidden()
        button = panel.view.findChild(ReturnButton).geometry()
        assert not any(place.intersects(button) for _, place in marks)


@pytest.mark.parametrize("kind", Kind)
async def test_no_mark_lies_over_the_words_of_a_drawing(panel, desk, charts, kind) -> None:
    panel.resize(700, 480)
    desk.deliver(charts.revision("KRW-BTC", 200_000_000.0))
    await settled(desk)
    drawings, prices = panel.drawing_tools.drawings, panel.view.prices
    style = Style(Tint.ACCENT, 1)
    met = 0
    for mark in panel.marks.overlay.marks:
        for beside in (-70, -20, 0, 20, 70):
            points = ((mark.x + beside, mark.y), (mark.x + beside + 30, mark.y + 12), (mark.x, mark.y + 20))
            projection = drawings.layer.projection(prices.scale)
            anchors = tuple(projection.anchor(*point) for point in points[: ANCHORS[kind]])
            text = "지지선" if kind is Kind.TEXT else ""
            drawings.change_all(partial(DrawingList.add, kind=kind, anchors=anchors, style=style, text=text))
            words = drawings.layer.text_areas(prices.scale)
            placed = panel.marks.overlay.placed[1]
            assert not any(place.intersects(word) for _, place in placed for word in words)
            met += len(words)
    assert bool(met) is (kind in {Kind.VERTICAL, Kind.FIBONACCI, Kind.RANGE, Kind.TEXT})


async def test_no_mark_or_level_lies_under_the_values_at_the_crosshair(panel, desk, charts) -> None:
    panel.resize(560, 340)
    desk.deliver(charts.revision("KRW-BTC", 200_000_000.0), ticker(price=199e6, prev=199_900_000.0))
    await settled(desk)
    view, overlay = panel.view, panel.marks.overlay
    view.pan(200)
    view.redraw()
    area = view.prices.area
    met = set()
    for x in (*range(area.left() + 5, area.right(), 60), None):
        if x is None:
            QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
        else:
            mouse(view, QEvent.Type.MouseMove, x, area.center().y())
        legends = view.crosshair.legend_areas
        levels, marks = overlay.placed
        assert not any(place.intersects(legend) for _, place in (*levels, *marks) for legend in legends)
        shown = levels, marks
        met.add(str(marks))
        view.redraw()
        assert overlay.placed == shown, "a redraw changes nothing"
    assert len(met) > 1, "the values made marks move"
