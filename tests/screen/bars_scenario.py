"""Each kind of bars, the marks and a compared market, while prices move; the screen is compared after each action."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPoint, Qt
from screen.chart_scenario import LAST, MINUTE, NOW_MS, reported

from candle_pages import EveryUnit
from core.market.chart.bar_kind import BarKind
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from desk_in_hand import MARKETS, ticker
from http_exchange import HttpExchange, served
from waiting import eventually
from whole_repaint import Hand
from widgets.chart.panel import ChartPanel

CLOSES = (158.4e6, 163.1e6, 157.7e6)


async def bars(hand: Hand) -> None:
    pages = EveryUnit(HttpExchange(), {"KRW-BTC": 158e6, "KRW-ETH": 5.3e6}, MINUTE.start_ms(LAST - 400), NOW_MS)
    async with served(pages.http) as url:
        rest = RestClient(endpoints_for("simulated", url))
        try:
            await _used(hand, rest, pages)
        finally:
            hand.panel.release()
            await hand.desk.tasks.cancel()
            await rest.close()


async def _used(hand: Hand, rest: RestClient, pages: EveryUnit) -> None:
    hand.desk.markets.fill(MARKETS)
    panel = ChartPanel(dataclasses.replace(hand.desk.context, rest=rest), "KRW-BTC", "1m")
    await hand.open(panel, 641, 397)
    await eventually(lambda: len(panel.history.series) and panel.history.pending is None)
    await hand.desk.requested()
    hand.desk.deliver(ticker(price=158e6, prev=159e6))
    await hand.check("the previous close")
    below, stamp = panel.view.viewport(), NOW_MS
    for kind in (*BarKind, BarKind.CANDLES):
        await hand.do(kind, lambda kind=kind: panel.bars.choose(kind))
        for close in CLOSES:
            stamp += 1
            hand.desk.deliver(reported(pages, LAST, close, stamp))
            await hand.check(f"{kind} at {close:,.0f}")
        await hand.wheel(below, -1800, 500, 90)
        stamp += 1
        hand.desk.deliver(reported(pages, LAST, 160e6, stamp))
        await hand.check(f"{kind} narrower than pixels")
        await hand.wheel(below, 1800, 500, 90)
        await hand.drag(below, QPoint(300, 100), QPoint(361, 120), what=f"{kind} dragged")
        await hand.key(panel.view, Qt.Key.Key_End)
    await hand.do("holes left out", panel.bars.turn_holes)
    await hand.do("compared", lambda: panel.comparing.compare("KRW-ETH"))
    await eventually(lambda: panel.comparing.layer.base is not None)
    for close in CLOSES:
        stamp += 1
        hand.desk.deliver(reported(pages, LAST, close, stamp))
        await hand.check(f"compared at {close:,.0f}")
    await hand.move(below, 200, 100)
    for name in ("extremes", "days", "previous_close"):
        await hand.do(f"without {name}", lambda name=name: panel.marks.turn(name))
        await hand.do(f"with {name}", lambda name=name: panel.marks.turn(name))
    await hand.do("removed", panel.comparing.remove)
    await hand.do("hours", lambda: panel.set_unit("60m"))
    await hand.switch_look()
