"""A chart with indicators and drawings: frames, opening, closing; beside pyqtgraph's own chart and finplot's."""

from __future__ import annotations

import gc
import importlib.util
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from figures import Figure
from painting import HISTORY, Revisions, paint_what_changed, series_of
from product import on_the_desks_loop
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from yardstick import frame_cost

from app.process.figures import rss_mb
from core.market.candles.series import CandleSeries
from core.market.drawings.drawing import ANCHORS, USUAL_STYLES, Anchor, Kind
from looks import LOOK
from widgets.chart.drawings.chart_drawings import ChartDrawings
from widgets.chart.panes.curves import LineLayer
from widgets.chart.panes.value_scale import Fit
from widgets.chart.panes.values_layer import Values
from widgets.chart.view import ChartView
from widgets.look.theme import Ink
from widgets.markets.drawings import AllDrawings

VISIBLE = 300
SIZE = (1200, 700)
DRAWINGS = (Kind.TREND, Kind.CHANNEL, Kind.FIBONACCI, Kind.RECTANGLE, Kind.HORIZONTAL)
TIMES = 1_000
WARM_UP = 60
OPENINGS = 30


def measure(seconds: float) -> Iterator[Figure]:
    """CPU of the GUI thread for the median frame, as `yardstick.py` says; the same for the charts of others."""

    async def all_of_it() -> list[Figure]:
        series = series_of(HISTORY)
        return [*frames(series), *opening(series), *closing(), *peers(series)]

    yield from on_the_desks_loop(all_of_it())


KNOWN: dict[tuple[int, int, int], Any] = {}
"""The moving averages of the series that are measured: what computes them is measured elsewhere."""


def draw(view: ChartView) -> None:
    """Draw across most of what is in sight."""
    market = ChartDrawings(view, LOOK, AllDrawings(view), is_simulated=True).market
    last, series = len(view.series) - 1, view.series
    places = tuple(Anchor(series[last - back].start_ms + 30_000, series[last - back].close) for back in (260, 30, 150))
    for kind in DRAWINGS:
        market.change(lambda some, kind=kind: some.add(kind, places[: ANCHORS[kind]], USUAL_STYLES[kind]))


def mean(count: int) -> Values:
    """A moving average that is computed once for a series, and whose last value is computed at each call."""

    def of(series: CandleSeries) -> Any:
        key = (id(series), series.past_version, count)
        if key not in KNOWN:
            found = np.full(len(series), np.nan)
            found[count - 1 :] = np.convolve(series.closes, np.ones(count) / count, "valid")
            KNOWN[key] = found
        values = KNOWN[key]
        values[-1] = series.closes[-count:].mean()
        return values

    return of


def full_chart(series: CandleSeries) -> ChartView:
    """Three panes, five lines and five drawings."""
    view = ChartView(LOOK, "KRW-BTC", series)
    view.resize(*SIZE)
    for count, ink in ((5, Ink.GOOD), (20, Ink.WARNING), (60, Ink.ACCENT)):
        view.prices.layers.append(LineLayer(LOOK, mean(count), ink, name=f"MA {count}"))
    draw(view)
    below = view.add_pane("below", lambda: "RSI", fit=Fit(18, 6))
    for count, ink in ((9, Ink.RISE), (12, Ink.FALL)):
        below.layers.append(LineLayer(LOOK, mean(count), ink, name=str(count)))
    return view


def shown(view: ChartView, visible: int) -> ChartView:
    """Return the view on the screen, with so many candles in sight."""
    view.show()
    QApplication.processEvents()
    view.show_bars_of(view.window_of_time.width / visible)
    view.to_newest()
    QApplication.processEvents()
    return view


def frames(series: CandleSeries) -> Iterator[Figure]:
    """The last candle changes at every frame, or the chart is panned."""
    revisions = Revisions(series)
    for visible, name, live_goal, pan_goal in ((VISIBLE, f"{VISIBLE}", 1.5, 3.0), (100_000, "100 000", None, None)):
        view = shown(full_chart(series), visible)

        def live(number: int, view: ChartView = view) -> None:
            revisions.next()
            view.refresh()
            paint_what_changed(view)

        def pan(number: int, view: ChartView = view) -> None:
            view.pan(3.0 if number % 40 < 20 else -3.0)
            paint_what_changed(view)

        what = f"3 panes, 5 lines, 5 drawings, {name} of 1 000 000 bars"
        yield frame_cost(live).judged(f"{what}: live frame", live_goal)
        yield frame_cost(pan).judged(f"{what}: panned", pan_goal)
        close(view)


def opening(series: CandleSeries) -> Iterator[Figure]:
    """From the constructor to the painted picture."""
    opened: list[ChartView] = []

    def open_one(_: int) -> None:
        view = full_chart(series)
        view.show()
        view.grab()
        opened.append(view)

    def close_it() -> None:
        close(opened.pop())

    yield frame_cost(open_one, OPENINGS, after=close_it).judged("a chart of 3 panes opened and painted", 60.0)


def closing() -> Iterator[Figure]:
    """Opens and closes charts."""
    series = series_of(2_000)
    for _ in range(WARM_UP):
        _open_and_close(series)
    gc.collect()
    before = rss_mb()
    for _ in range(TIMES):
        _open_and_close(series)
    gc.collect()
    yield Figure.judged(f"memory after {TIMES:,} charts opened and closed", (rss_mb() or 0) - (before or 0), 5.0, "MB")


def _open_and_close(series: CandleSeries) -> None:
    view = full_chart(series)
    view.show()
    view.grab()
    close(view)


def close(view: ChartView) -> None:
    """Close a chart as its panel does."""
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def peers(series: CandleSeries) -> Iterator[Figure]:
    """The same candles in charts of others."""
    yield from _pyqtgraph(series)
    if importlib.util.find_spec("finplot") is None:
        yield Figure("finplot", "not installed")
        return
    yield from _finplot(series)


def _pyqtgraph(series: CandleSeries) -> Iterator[Figure]:
    """Closes as a line and volumes as bars, in two linked plots with its own axes: it has no candles of its own."""
    import pyqtgraph as pg

    layout = pg.GraphicsLayoutWidget()
    layout.resize(*SIZE)
    slots = np.asarray(series.slots[-VISIBLE:], np.float64)
    prices, volumes = layout.addPlot(0, 0), layout.addPlot(1, 0)
    volumes.setXLink(prices)
    line = prices.plot(slots, series.closes[-VISIBLE:].copy())
    bars = pg.BarGraphItem(x=slots, height=series.volumes[-VISIBLE:].copy(), width=0.7)
    volumes.addItem(bars)
    layout.show()
    QApplication.processEvents()

    def live(number: int) -> None:
        closes = series.closes[-VISIBLE:].copy()
        closes[-1] += number
        line.setData(slots, closes)
        bars.setOpts(height=series.volumes[-VISIBLE:].copy())
        paint_what_changed(layout)

    def pan(number: int) -> None:
        prices.getViewBox().translateBy(x=0.5 if number % 40 < 20 else -0.5)
        paint_what_changed(layout)

    yield from _scale("pyqtgraph: a line and bars, 2 panes", live, pan)
    layout.close()


def _finplot(series: CandleSeries) -> Iterator[Figure]:
    """Candles and volumes by its own functions."""
    import finplot as fplt
    import pandas as pd

    frame = pd.DataFrame(
        {
            "time": pd.to_datetime(series.starts_ms[-2 * VISIBLE :], unit="ms"),
            "open": series.opens[-2 * VISIBLE :],
            "close": series.closes[-2 * VISIBLE :],
            "high": series.highs[-2 * VISIBLE :],
            "low": series.lows[-2 * VISIBLE :],
            "volume": series.volumes[-2 * VISIBLE :],
        }
    )
    top, bottom = fplt.create_plot("", rows=2, maximize=False)
    candles = fplt.candlestick_ochl(frame[["time", "open", "close", "high", "low"]], ax=top)
    fplt.volume_ocv(frame[["time", "open", "close", "volume"]], ax=bottom)
    fplt.show(qt_exec=False)
    QApplication.processEvents()
    # A chart that shows all it has cannot be panned.
    fplt.set_x_pos(frame["time"].iloc[VISIBLE // 2], frame["time"].iloc[VISIBLE // 2 + VISIBLE - 1], ax=top)
    QApplication.processEvents()
    window = top.vb.win

    def live(number: int) -> None:
        frame.loc[frame.index[-1], "close"] += number
        candles.update_data(frame[["time", "open", "close", "high", "low"]])
        paint_what_changed(window)

    def pan(number: int) -> None:
        top.vb.pan_x(5 if number % 40 < 20 else -5)
        paint_what_changed(window)

    name = "finplot: candles and volumes, 2 panes"
    yield frame_cost(live).judged(f"{name}: live frame", None)
    before = top.vb.viewRect()
    top.vb.pan_x(-5)
    if top.vb.viewRect() == before:  # new candles made it show all it has: a frame of it would paint nothing
        yield Figure(f"{name}: panned", "stands still")
    else:
        yield frame_cost(pan).judged(f"{name}: panned", None)
    window.close()


def _scale(name: str, live: Callable[[int], None], pan: Callable[[int], None]) -> Iterator[Figure]:
    yield frame_cost(live).judged(f"{name}: live frame", None)
    yield frame_cost(pan).judged(f"{name}: panned", None)
