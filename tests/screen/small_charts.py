"""Small pictures of a chart: each kind of drawing alone, and the tag of the last price with its countdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from screen.chart_scenario import LAST, NOW_MS, candles, reported
from screen.drawing_scenario import opened

from core.market.drawings.drawing import ANCHORS, Kind
from desk_in_hand import ticker
from waiting import eventually

if TYPE_CHECKING:
    from core.upbit.rest.quotation import RestClient
    from pictures import Camera
    from widgets.chart.panel import ChartPanel

PRICE = 158_000_000.0
PLACES = (QPoint(40, 60), QPoint(150, 120), QPoint(90, 70))


async def drawing(camera: Camera) -> None:
    """Each kind alone, selected, so that its handles are seen too."""
    async with candles(camera, PRICE) as (rest, pages):
        panel = await plain(camera, rest)
        await camera.desk.requested()
        camera.desk.deliver(reported(pages, LAST, PRICE, NOW_MS + 1), ticker(price=PRICE))
        tools, below = panel.drawing_tools, panel.view.viewport()
        for kind in Kind:
            await camera.do("a tool", lambda kind=kind: tools.choose(kind))
            for place in PLACES[: ANCHORS[kind]]:
                await camera.click(below, place.x(), place.y())
            if kind is Kind.TEXT:
                tools.field.setText("돌파 gyp")
                await camera.key(tools.field, Qt.Key.Key_Return)
            await camera.leave()
            await camera.shoot(f"drawing-{kind}", is_scaled=kind is Kind.FIBONACCI)
            await camera.do("gone", lambda: tools.drawings.remove(tools.drawings.market.drawings[0]))


async def price_tag(camera: Camera) -> None:
    """The last price in its direction, with the time until the candle closes."""
    async with candles(camera, PRICE) as (rest, pages):
        panel = await plain(camera, rest)
        await camera.desk.requested()
        for name, change in (("falling", -0.01), ("rising", 0.02)):
            price = PRICE * (1 + change)
            camera.desk.deliver(reported(pages, LAST, price, NOW_MS + 1), ticker(price=price))
            await eventually(lambda price=price: panel.history.series.last.close == price)
            await camera.check(name)
            panel.countdown.show(is_shown=False)  # it would count on
            panel.view.show_countdown("00:42")
            await camera.shoot(f"price_tag-{name}", is_scaled=name == "rising")


async def plain(camera: Camera, rest: RestClient) -> ChartPanel:
    """A small chart with nothing but its candles."""
    panel = await opened(camera, rest, 426, 190)
    panel.restore_state({"indicators": [], "has_volumes": False, "bar_width": 9.0})
    await camera.do("no bar", panel.drawing_tools.toggle_bar)
    panel.marks.turn("extremes")
    await camera.check("plain")
    return panel
