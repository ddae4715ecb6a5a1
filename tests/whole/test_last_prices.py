"""Chart, order book, tape, watchlist and header show one last price: none is more than a frame behind another."""

from __future__ import annotations

import asyncio

import pytest

from app.command_line.options import DeskOptions
from app.panels.spec import PanelSpec
from app.settings.declared import DEBOUNCE_DELAY
from app.settings.store import Settings
from app.source.source import Source
from app.start.wiring import wire
from app.window.main_window import MainWindow
from core.market.trades.tape import Order, Print
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.serve.server import serve
from core.simulator.streams.manners import Manners
from waiting import eventually
from widgets.panel.frame_clock import FrameClock

CODE = "KRW-BTC"
PANELS = ("watchlist", f"market-header:{CODE}", f"chart:{CODE}:1m", f"orderbook:{CODE}:15", f"trades:{CODE}")
SECONDS = 6


class Prices:
    """The last price in each panel, after each frame."""

    def __init__(self, panels: dict[str, object], markets: object) -> None:
        self._panels, self._markets = panels, markets
        self.frames: list[dict[str, float | None]] = []
        self.printed: list[set[float]] = []
        """The prices that came onto the tape with each frame."""
        self._newest: Order | None = None

    def note(self) -> None:
        panels = self._panels
        prints = [each for each in panels["trades"]._gaps.tape.latest(100) if isinstance(each, Print)]
        newest = max(prints, key=lambda each: each.order, default=None)
        self.printed.append({each.price for each in prints if self._newest is None or each.order > self._newest})
        self._newest = newest.order if newest is not None else None
        figures = self._markets.figures(CODE)
        self.frames.append(
            {
                "header": panels["market-header"]._summary.price if panels["market-header"]._summary else None,
                "chart": panels["chart"].history.series.last.close if len(panels["chart"].history.series) else None,
                "orderbook": panels["orderbook"]._view.last_price,
                "trades": newest.price if newest is not None else None,
                "watchlist": figures.price if figures is not None else None,
            }
        )


@pytest.mark.parametrize("unit", ["1m", "1s", "day"])
async def test_after_each_frame_all_panels_agree_within_one_frame(application, monkeypatch, unit):
    settings = Settings()
    settings.choose(DEBOUNCE_DELAY, 0.0)
    market = SyntheticSource(seed=3, markets=4, trades_per_second=60.0)
    async with serve(market, manners=Manners(snapshot_delay=(0.0, 0.0))) as server:
        source = Source("simulated", rest_url=server.rest_url)
        window = MainWindow()
        noted: list[Prices] = []
        beat = FrameClock._on_beat

        def observed(clock: FrameClock) -> None:
            beat(clock)
            for each in noted:
                each.note()

        monkeypatch.setattr(FrameClock, "_on_beat", observed)
        parts = wire(DeskOptions(), settings, source.endpoints(), window, lambda *_: None)
        try:
            parts.markets.fill(await parts.rest.markets())
            parts.desk.open_all([PanelSpec.parse(each.replace("1m", unit)) for each in PANELS])
            window.show()
            panels = {dock.panel.kind: dock.panel for dock in parts.desk.docks()}
            assert len(panels) == len(PANELS)
            prices = Prices(panels, parts.markets)
            await eventually(lambda: all(panel.has_data() for panel in panels.values()))
            await asyncio.sleep(1.5)  # the newest page, the first candle of the stream
            noted.append(prices)
            await asyncio.sleep(SECONDS)
            noted.clear()
        finally:
            parts.desk.close_all()
            parts.clock.stop()
            await parts.tasks.cancel()
            await parts.engine.stop()
            await parts.keys.close()
            await parts.rest.close()
            window.deleteLater()
    frames = prices.frames
    assert len({frame["header"] for frame in frames}) >= 5, "the market moves"
    for index in range(1, len(frames) - 1):
        near = {frames[at]["header"] for at in (index - 1, index, index + 1)}
        behind = {name: price for name, price in frames[index].items() if price not in near}
        printed = set().union(*prices.printed[index : index + 3])
        if behind.keys() == {"trades"} and frames[index + 1]["header"] in printed:
            continue  # of several trades in a frame the tickers show only the last
        assert not behind, f"frame {index}: {near}"
