"""User actions with the drawing tools of a chart; the screen is compared after each."""

from __future__ import annotations

import dataclasses
from typing import Final

from PySide6.QtCore import QPoint, Qt
from screen.chart_scenario import LAST, NOW_MS, candles, reported

from core.market.drawings.drawing import ANCHORS, Dash, Kind, Tint
from core.market.drawings.tools import TOOLS
from core.upbit.rest.quotation import RestClient
from desk_in_hand import MARKETS
from waiting import eventually
from whole_repaint import Hand
from widgets.chart.drawings.icons import EYE, LOCK, MAGNET, UNDO
from widgets.chart.panel import ChartPanel

PRICE: Final = 158_000_000.0
PLACES: Final = (QPoint(123, 61), QPoint(301, 187), QPoint(233, 201))


async def opened(hand: Hand, rest: RestClient, width: int, height: int) -> ChartPanel:
    """A chart with its candles."""
    hand.desk.markets.fill(MARKETS)
    panel = ChartPanel(dataclasses.replace(hand.desk.context, rest=rest), "KRW-BTC", "1m")
    await hand.open(panel, width, height)
    await eventually(lambda: len(panel.history.series) and panel.history.pending is None)
    await hand.check("the first pages")
    return panel


async def drawings(hand: Hand) -> None:
    async with candles(hand, PRICE) as (rest, pages):
        panel = await opened(hand, rest, 643, 401)
        view, tools = panel.view, panel.drawing_tools
        below, keys = view.viewport(), Qt.Key
        for number, tool in enumerate(TOOLS):
            button = tools.bar.button(tool.kind)
            await hand.click(tools.bar, button.x() + 5, button.y() + 5, f"the tool {tool.kind}")
            places = [place + QPoint(3 * number, 2 * number) for place in PLACES[: ANCHORS[tool.kind]]]
            if tool.kind in {Kind.TREND, Kind.RECTANGLE}:
                await hand.drag(below, *places, what=f"{tool.kind} drawn")
            else:
                for place in places:
                    await hand.move(below, place.x() - 20, place.y() + 9)
                    await hand.click(below, place.x(), place.y(), f"an anchor of {tool.kind}")
            if tool.kind is Kind.TEXT:
                await hand.do("words", lambda: tools.field.setText("돌파"))
                await hand.key(tools.field, keys.Key_Return)
        drawings = tools.drawings
        await hand.do("dashes", lambda: restyle(tools.drawings))
        hand.desk.deliver(reported(pages, LAST, 158.9e6, NOW_MS + 9))
        await hand.check("a last price below drawings")
        for number in (1, 6, 8):
            await hand.do("selected", lambda number=number: drawings.select(number))
            await hand.key(view, keys.Key_Left, keys.Key_Down, keys.Key_Up)
        await hand.key(view, keys.Key_Tab, keys.Key_Delete)
        for name in (MAGNET, EYE, EYE, UNDO):
            button = tools.bar.button(name)
            await hand.click(tools.bar, button.x() + 5, button.y() + 5, name)
        await hand.do("selected", lambda: drawings.select(1))
        await hand.do("another selected", lambda: drawings.select(2))
        style = tools.style_bar
        button = style.button(LOCK)
        await hand.click(style, button.x() + 5, button.y() + 5, "locked")
        await hand.drag(below, QPoint(470, 70), QPoint(433, 61), QPoint(380, 90), what="the chart")
        await hand.wheel(below, 240, 211, 97)
        hand.desk.deliver(reported(pages, LAST + 1, 160.5e6, NOW_MS + 60_009))
        await hand.check("a new candle")
        for unit in ("5m", "1m"):
            await hand.do(unit, lambda unit=unit: panel.set_unit(unit))
            await eventually(lambda: panel.history.pending is None)
        for width, height in ((517, 333), (300, 260), (703, 152), (703, 452)):
            await hand.resize(width, height)
        await hand.do("the bar gone", tools.toggle_bar)
        await hand.leave()
        await hand.switch_look()


def restyle(drawings) -> None:
    """Give each drawing another colour, width and dash."""
    for number, each in enumerate(drawings.market.drawings):
        style = each.style._replace(color=list(Tint)[number % 8], width=number % 4 + 1, dash=list(Dash)[number % 3])
        drawings.set_style(each, style)
