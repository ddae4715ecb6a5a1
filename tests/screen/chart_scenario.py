"""User actions on a chart; the screen is compared after each."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import numpy as np
from PySide6.QtCore import QPoint, Qt

from candle_pages import EveryUnit
from core.market.candles.units import CandleUnit
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from desk_in_hand import MARKETS
from http_exchange import HttpExchange, error, served
from waiting import eventually
from whole_repaint import Hand
from widgets.chart.panel import ChartPanel
from widgets.chart.panes.curves import BandLayer, DotsLayer, HistogramLayer, LineLayer
from widgets.look.theme import Ink

NOW_MS = int(datetime(2026, 11, 28, 3, 15, 30, tzinfo=UTC).timestamp()) * 1000
MINUTE = CandleUnit.MINUTE_1
LAST = MINUTE.slot(NOW_MS)


def reported(pages: EveryUnit, slot: int, close: float, timestamp: int) -> dict[str, object]:
    """A frame of the minute stream."""
    row = pages.row("KRW-BTC", MINUTE, slot)
    figures = {"trade_price": close, "high_price": max(close, row["high_price"]), "timestamp": timestamp}
    low = {"low_price": min(close, row["low_price"]), "candle_acc_trade_volume": 3.0 + timestamp % 9}
    return {**row, "type": "candle.1m", "code": row.pop("market"), "stream_type": "REALTIME", **figures, **low}


@asynccontextmanager
async def candles(hand: Hand, price: float) -> AsyncIterator[tuple[RestClient, EveryUnit]]:
    """Seven hundred minutes of one market over REST; its chart is released before the server ends."""
    pages = EveryUnit(HttpExchange(), {"KRW-BTC": price}, MINUTE.start_ms(LAST - 700), NOW_MS)
    async with served(pages.http) as url:
        rest = RestClient(endpoints_for("simulated", url))
        try:
            yield rest, pages
        finally:
            hand.panel.release()
            await hand.desk.tasks.cancel()
            await rest.close()


async def chart(hand: Hand) -> None:
    async with candles(hand, 158_000_000.0) as (rest, pages):
        await _used(hand, rest, pages)


async def _used(hand: Hand, rest: RestClient, pages: EveryUnit) -> None:
    hand.desk.markets.fill(MARKETS)
    panel = ChartPanel(dataclasses.replace(hand.desk.context, rest=rest), "KRW-BTC", "1m")
    await hand.open(panel, 643, 401)
    view = panel.view

    async def loaded() -> None:
        await eventually(lambda: len(panel.history.series) and panel.history.pending is None)

    await loaded()
    await hand.check("the first pages")
    below = view.viewport()
    for x in range(40, 560, 37):
        await hand.move(below, x, 30 + x // 2)
    for y in (300, 305, 331, 90):
        await hand.move(below, 333, y)
    for number, close in enumerate((158.1e6, 159.3e6, 161.7e6, 157.2e6, 163e6)):
        hand.desk.deliver(reported(pages, LAST, close, NOW_MS + number))
        await hand.check(f"a last price of {close:,.0f} under the pointer")
    hand.desk.deliver(reported(pages, LAST + 1, 163.5e6, NOW_MS + 60_000))
    await hand.check("a new candle")
    for angle in (120, 360, -120, -840, 40, 40, -2400, 1200):
        await hand.wheel(below, angle, 211, 97)
        await hand.move(below, 200 + angle // 40, 97)
    await loaded()
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
    await hand.key(view, *keys)
    await loaded()
    await hand.drag(below, QPoint(300, 100), QPoint(333, 120), QPoint(410, 90), QPoint(250, 111))
    await hand.drag(below, QPoint(100, 60), QPoint(433, 61), what="dragged away from the live edge")
    hand.desk.deliver(reported(pages, LAST + 1, 160.5e6, NOW_MS + 60_009))
    await hand.check("news away from the live edge")
    await hand.leave()
    for width, height in ((517, 333), (300, 260), (703, 452)):
        await hand.resize(width, height)
        await hand.move(below, width // 3, 77)
    await _hands(hand, panel)
    for unit in ("5m", "day", "1m"):
        await hand.do(unit, lambda unit=unit: panel.set_unit(unit))
        await loaded()
        await hand.check(f"{unit} loaded")
        await hand.move(below, 151, 83)
        await hand.move(below, 198, 135)
    pages.http.replies["/v1/candles/minutes/3"] = error(404, "not_found", "없는 마켓입니다")
    await hand.do("3m", lambda: panel.set_unit("3m"))
    await eventually(lambda: panel.requests.notice.text)
    await hand.check("pages that fail")
    await hand.leave()
    await hand.switch_look()


async def _hands(hand: Hand, panel: ChartPanel) -> None:
    """Stretch, move, measure and zoom, and use a pane below."""
    view, below, look = panel.view, panel.view.viewport(), hand.desk.context.look
    axis = view.width() - 20

    def swing(series):
        return 50 + 40 * np.sin(series.slots / 7.0)

    pane = view.add_pane("swing", lambda: "SWING")
    pane.layers += [
        BandLayer(look, (swing, lambda series: 100 - swing(series)), Ink.ACCENT, other=Ink.WARNING),
        HistogramLayer(look, lambda series: swing(series) - 50, Ink.RISE, below=Ink.FALL),
        LineLayer(look, swing, Ink.GOOD, name="swing", width=2),
        DotsLayer(look, lambda series: 100 - swing(series), Ink.BAD),
    ]
    view.prices.layers.append(LineLayer(look, lambda series: series.closes, Ink.ACCENT, name="close"))
    await hand.do("a pane below", view.redraw)
    for y in (pane.area.center().y(), view.volumes.area.center().y(), 90):
        await hand.move(below, 171, y)
    border = view.volumes.area.top()
    await hand.drag(below, QPoint(133, border), QPoint(140, border - 33), QPoint(140, border + 12), what="a border")
    await hand.drag(below, QPoint(axis, 80), QPoint(axis, 47), QPoint(axis, 111), what="the price axis")
    await hand.drag(below, QPoint(211, 80), QPoint(233, 97), what="prices moved by hand")
    times = view.height() - 9
    await hand.drag(below, QPoint(211, times), QPoint(177, times), QPoint(260, times), what="the time axis")
    await hand.key(view, Qt.Key.Key_L, Qt.Key.Key_L, Qt.Key.Key_L, Qt.Key.Key_0)
    view.ruler_hand.arm()
    await hand.drag(below, QPoint(111, 133), QPoint(177, 99), QPoint(222, 71), what="a measure")
    await hand.do("a measure panned", lambda: view.pan(31))
    view.zoom_hand.arm()
    await hand.drag(below, QPoint(111, 133), QPoint(177, 99), QPoint(222, 71), what="a span")
    await hand.do("a crosshair of a linked chart", lambda: view.follow_pointer(NOW_MS - 420_000, 158.2e6))
    await hand.do("it is gone", lambda: view.follow_pointer(None, None))
    await hand.do("moved up", lambda: view.move_pane(pane, -1))
    await hand.do("without volumes", lambda: view.show_volumes(is_shown=False))
    await hand.do("with volumes", lambda: view.show_volumes(is_shown=True))
    await hand.do("removed", lambda: view.ask_to_remove(pane))
