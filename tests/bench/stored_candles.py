"""Candles on disk: reading 200 000 of them, a second start, and what a trade costs the forming candle."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from figures import Figure
from PySide6.QtWidgets import QApplication

from app.process.qt_loop import QtLoop
from candle_parts import part_of
from core.market.candle_history.history import CandleHistory
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.model.messages import Candle1m, Ticker
from core.storage.candle_file import CandleFile
from core.storage.candle_series import Series
from core.storage.candle_store import CandleStore, SourceCandles
from desk_in_hand import Desk
from widgets.chart.panel import ChartPanel

BTC = Series("upbit", "KRW-BTC", "1m")
STORED = 200_000
TIMES = 7
MINUTE = 60_000


def measure(seconds: float) -> Iterator[Figure]:
    """Yield the best of several times, since other work on the machine only adds."""
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "candles.sqlite"
        file = CandleFile(path)
        file.write([(BTC, part_of(0, STORED))])
        yield Figure("file of 200 000 candles", f"{file.size / 1e6:.1f} MB", "", "for scale")
        yield Figure.judged(f"{STORED:,} candles from disk into a series", _best(lambda: _read(file)), 30.0, "ms")
        file.close()
        with asyncio.Runner(loop_factory=lambda: QtLoop(app)) as runner:
            starts = [runner.run(_second_start(path)) for _ in range(TIMES)]
        yield Figure.judged("second start: from the window to the full chart", min(starts), 100.0, "ms")
        yield Figure.judged("the same, median", statistics.median(starts), None, "ms")
    yield Figure.judged("a trade moves the forming candle", _trade_cost(seconds / 4), 30.0, "us")


def _best(work: object) -> float:
    took = []
    for _ in range(TIMES):
        began = time.thread_time()
        work()  # type: ignore[operator]
        took.append((time.thread_time() - began) * 1000)
    return min(took)


def _read(file: CandleFile) -> None:
    part = file.read(BTC, None, STORED)
    assert part is not None
    series = CandleSeries(CandleUnit.MINUTE_1)
    assert series.fill(part.batch) == STORED


async def _second_start(path: Path) -> float:
    """Return the milliseconds from the shown panel until its stored candles are painted."""
    desk, store = Desk(), CandleStore(path, 10**9, print)
    panel = ChartPanel(replace(desk.context, candles=SourceCandles(store, "upbit")), "KRW-BTC", "1m")
    panel.resize(1200, 700)
    began = time.perf_counter()
    panel.show()
    while not len(panel.history.series) or not panel.view.layers_drawn:  # noqa: ASYNC110 - a turn of the loop each
        await asyncio.sleep(0)  # the work of others, such as the thread that reads
    panel.view.grab()
    took = (time.perf_counter() - began) * 1000
    panel.release()
    panel.deleteLater()
    await store.close()
    await desk.stop()
    return took


def _trade_cost(seconds: float) -> float:
    """Return the microseconds of one ticker, with a state of the exchange every 30 of them."""
    history = CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)
    history.series.merge_batch(part_of(0, 10_000).batch)
    start, count, spent = 10_000 * MINUTE, 0, 0.0
    while spent < seconds:
        messages: list[Ticker | Candle1m] = []
        for number in range(count, count + 3_000):
            at = start + number * 30
            price = 1000.0 + number % 13
            messages.append(
                Ticker(
                    code="KRW-BTC", trade_price=price, trade_volume=0.5, trade_timestamp=at, timestamp=at + 2,
                    acc_trade_volume=1.0 + number / 2, acc_trade_price=1000.0 + number * 500.0,
                )
            )  # fmt: skip
            if number % 30 == 29:
                minute = at // MINUTE * MINUTE
                messages.append(
                    Candle1m(
                        code="KRW-BTC", candle_date_time_utc=_utc(minute), opening_price=1000.0, high_price=1013.0,
                        low_price=999.0, trade_price=price, candle_acc_trade_volume=float(number), timestamp=at,
                        candle_acc_trade_price=float(number),
                    )
                )  # fmt: skip
        began = time.process_time()
        for message in messages:
            history.receive(message)
        spent += time.process_time() - began
        count += 3_000
    return spent / count * 1e6


def _utc(time_ms: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time_ms / 1000))
