"""The cost of a frame of each panel: taking the change, layout and painting."""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Iterator

import frames
import msgspec
from figures import Figure
from frames import codes
from product import on_the_desks_loop
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from yardstick import Cost, frame_cost

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.bar_kind import BarKind
from core.market.market_summary import MarketSummary
from core.market.order_book import OrderBookView
from core.market.trades.gaps import TradeGaps
from core.market.trades.tape import TradeTape
from core.market.watchlist import Watchlist
from core.model.korean_time import KST
from core.model.markets import Market, MarketList
from core.model.messages import Trade
from core.simulator.streams.frames import Format
from core.upbit.wire.codec import Decoder
from core.upbit.wire.wire_format import WireFormat
from looks import LOOK
from widgets.chart.view import ChartView
from widgets.depth_chart.view import DepthView
from widgets.market_header.canvas import MarketHeaderCanvas
from widgets.market_header.fields import fields_of, time_left
from widgets.order_book.canvas import OrderBookCanvas
from widgets.order_book.choices import BookChoices
from widgets.trades.canvas import TradesCanvas
from widgets.trades.choices import TapeChoices
from widgets.watchlist.table.model import WatchlistModel
from widgets.watchlist.table.table import WatchlistTable

TRADES_A_FRAME = 160
"""Ten thousand a second at sixty frames."""
HISTORY = 1_000_000
CHUNK = 50_000
MINUTE = 60_000


def measure(seconds: float) -> Iterator[Figure]:
    """CPU of the GUI thread for the median frame, as `yardstick.py` says."""

    async def all_of_it() -> list[Figure]:
        return [*charts(), *order_book(), *depth_chart(), *trades(), *market_header(), *watchlist()]

    yield from on_the_desks_loop(all_of_it())


def charts() -> Iterator[Figure]:
    """The last candle changes at every frame."""
    small, large = series_of(2_000), series_of(HISTORY)
    few = _chart_frame(small, 300)
    yield few.judged("chart: live frame, 300 bars of 2 000", 1.0)
    many = _chart_frame(large, 300)
    yield many.judged("chart: live frame, 300 bars of 1 000 000", 1.0)
    yield Figure.judged("chart: 1 000 000 over 2 000", many.scaled / few.scaled, 1.2, "x")
    yield _chart_frame(large, 100_000).judged("chart: live frame, 100 000 bars in sight", 1.0)
    yield _chart_frame(large, 300, pan=3.0).judged("chart: panned frame, 300 bars in sight", None)
    yield _chart_frame(large, 100_000, pan=3.0).judged("chart: panned frame, 100 000 bars in sight", None)
    for kind in BarKind:
        if kind is not BarKind.CANDLES:
            name = f"chart as {kind}"
            yield _chart_frame(large, 300, kind=kind).judged(f"{name}: live frame, 300 bars", 1.0)
            yield _chart_frame(large, 100_000, kind=kind).judged(f"{name}: live, 100 000 bars", 1.0)
            # The closes here jump over the whole height at every bar, which no line does on a market.
            goal = None if kind.is_line else 3.0
            yield _chart_frame(large, 300, pan=3.0, kind=kind).judged(f"{name}: panned, 300 bars", goal)


def series_of(count: int) -> CandleSeries:
    """A random-looking walk of 1-minute candles."""
    series = CandleSeries(CandleUnit.MINUTE_1)
    for first in range(0, count, CHUNK):
        series.merge(bar(slot) for slot in range(first, min(first + CHUNK, count)))
    return series


def bar(slot: int) -> Bar:
    """Return the candle with number `slot`."""
    close = 1_000_000.0 + 1000 * ((slot * 7919) % 101) + slot % 50_000
    return Bar(slot * MINUTE, close - 3000, close + 5000, close - 6000, close, 1.0 + slot % 97, 1.0)


class Revisions:
    """Revises the newest candle again and again: another price, and more traded each time, as on a market.

    A revision of a smaller volume would be late, and change nothing.
    """

    def __init__(self, series: CandleSeries) -> None:
        self._series, self._newest = series, int(series.slots[-1])
        self._traded = float(series.volumes[-1])
        self._count = 0

    def next(self) -> None:
        """Make the next one."""
        self._count += 1
        plain = bar(self._newest)
        close = plain.open + 400.0 * (self._count % 20)
        is_taken = self._series.upsert(plain._replace(close=close, volume=self._traded + self._count / 1e6))
        assert is_taken


def paint_what_changed(widget: QWidget) -> None:
    """Paint what was asked to be painted, as Qt does once a frame."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendEvent(widget.window(), QEvent(QEvent.Type.UpdateRequest))


def _chart_frame(series: CandleSeries, visible: int, pan: float = 0.0, kind: BarKind = BarKind.CANDLES) -> Cost:
    view = ChartView(LOOK, "KRW-BTC", series)
    view.bars_layer.show_kind(kind, has_flat_holes=True)
    view.resize(1200, 700)
    view.show()
    QApplication.processEvents()
    window = view.window_of_time
    view.zoom((window.slot_at(window.width) - window.slot_at(0)) / visible, window.width)
    view.to_newest()
    QApplication.processEvents()
    revisions = Revisions(series)

    def paint(number: int) -> None:
        if pan:
            view.pan(pan if number % 40 < 20 else -pan)
        else:
            revisions.next()
            view.refresh()
        paint_what_changed(view)

    shown = window.slot_at(window.width) - window.slot_at(0)
    assert 0.8 * visible < shown < 1.3 * visible, shown
    cost = frame_cost(paint)
    view.close()
    view.deleteLater()
    return cost


def order_book() -> Iterator[Figure]:
    """Every size changes at every frame, and now and then all rows move; then one level of sixty changes."""
    view = OrderBookView()
    canvas = OrderBookCanvas(LOOK, view, "KRW-BTC")
    canvas.resize(420, 61 * 22 + 60)
    canvas.show()
    QApplication.processEvents()
    decode = Decoder(WireFormat.SIMPLE).decode
    books = [decode(frames.book("KRW-BTC", Format.SIMPLE, 157_195_000.0 + 1000 * n))[0] for n in range(50)]

    def paint(number: int) -> None:
        view.apply_book(books[number % len(books)])
        canvas.book_changed()
        paint_what_changed(canvas)

    yield frame_cost(paint).judged("order book: frame, 30 levels x 2 all changed", 1.0)
    rng = random.Random(1)
    kept, books = books, [copy.deepcopy(books[number // 100]) for number in range(500)]
    for unit in (unit for book in books for unit in book.orderbook_units):
        unit.ask_size, unit.bid_size = round(rng.uniform(0.001, 3.0), 8), round(rng.uniform(0.001, 3.0), 8)
    view.apply_book(books[0])
    canvas.to_spread()
    yield frame_cost(paint).judged("order book: all 60 in sight, sizes that do not return", 1.0)
    books = kept
    canvas.show_choices(BookChoices(is_amount=True, is_two_sided=True))
    yield frame_cost(paint).judged("order book: two sides in amounts, all changed", 1.0)
    canvas.show_choices(BookChoices())
    yield frame_cost(lambda _: canvas.repaint()).judged("order book: all of it painted again", None)
    one = [copy.deepcopy(books[0]) for _ in range(10)]
    for number, each in enumerate(one):
        each.orderbook_units[3].ask_size = 0.01 * (number + 1)

    def paint_one(number: int) -> None:
        view.apply_book(one[number % len(one)])
        canvas.book_changed()
        paint_what_changed(canvas)

    yield frame_cost(paint_one).judged("order book: frame, one level of 60 changed", 1.0)
    yield frame_cost(lambda _: canvas.book_changed()).judged("order book: frame, the same book again", 0.5)
    canvas.close()


def depth_chart() -> Iterator[Figure]:
    """Every level changes at every frame."""
    view = OrderBookView()
    plot = DepthView(LOOK, view, "KRW-BTC")
    plot.resize(460, 260)
    plot.show()
    QApplication.processEvents()
    decode = Decoder(WireFormat.SIMPLE).decode
    books = [decode(frames.book("KRW-BTC", Format.SIMPLE, 157_195_000.0 + 1000 * n))[0] for n in range(50)]

    def paint(number: int) -> None:
        view.apply_book(books[number % len(books)])
        plot.redraw()
        plot.viewport().repaint()

    yield frame_cost(paint).judged("depth chart: frame, 30 levels x 2 all changed", 2.0)
    plot.close()


def trades() -> Iterator[Figure]:
    """A flood of one market: many trades a frame on a full tape, as they are, and merged and filtered."""
    choices = {"as they are": TapeChoices(), "merged and filtered": TapeChoices(is_merging=True, least_tier=1)}
    for name, chosen in choices.items():
        gaps = TradeGaps(TradeTape())
        canvas = TradesCanvas(LOOK, gaps.tape, "KRW-BTC")
        canvas.show_choices(chosen)
        canvas.resize(420, 40 * 20 + 24)
        canvas.show()
        QApplication.processEvents()
        made = itertools.count(1)

        def paint(_: int, gaps: TradeGaps = gaps, canvas: TradesCanvas = canvas, made: Iterator[int] = made) -> None:
            gaps.receive([_trade(next(made)) for _ in range(TRADES_A_FRAME)])
            canvas.tape_changed()
            canvas.repaint()

        yield frame_cost(paint).judged(f"tape: frame, {TRADES_A_FRAME} trades, {name}", 3.0)
        canvas.close()


def _trade(number: int) -> Trade:
    """Four prints a millisecond, each second of them of the same taker; one in fifty is large."""
    return Trade(
        code="KRW-BTC",
        trade_price=157_195_000.0 + 1000 * (number % 9),
        trade_volume=0.5 if number % 50 == 0 else 0.00412345,
        ask_bid=("BID", "ASK")[number // 2 % 2],
        trade_timestamp=1_795_144_542_000 + number // 4,
        sequential_id=number,
        stream_type="REALTIME",
    )


def market_header() -> Iterator[Figure]:
    """Price and change are others at every frame; and a frame in which nothing is."""
    canvas = MarketHeaderCanvas(LOOK)
    canvas.resize(712, 46)
    canvas.show()
    QApplication.processEvents()
    ticker = next(iter(Decoder(WireFormat.SIMPLE).decode(frames.ticker("KRW-BTC", Format.SIMPLE))))
    left, _ = time_left(1_795_144_542_000, KST)

    def show(price: float) -> None:
        summary = MarketSummary.of(msgspec.structs.replace(ticker, trade_price=price))
        canvas.show_fields(fields_of("KRW-BTC", summary, (), (), left))

    def paint(number: int) -> None:
        show(157_195_000.0 + 1000 * number)
        canvas.repaint()

    yield frame_cost(paint).judged("market header: frame, another price", 1.0)
    yield frame_cost(lambda _: show(157_195_000.0)).judged("market header: frame, nothing changed", 0.2)
    canvas.close()


def watchlist() -> Iterator[Figure]:
    """Every visible market has a new price at every frame."""
    markets = MarketList(
        [Market(code, f"종목{n}", f"Market {n}") for n, code in enumerate(codes(300)) if code.startswith("KRW")]
    )
    model = WatchlistModel()
    table = WatchlistTable(LOOK, model)
    model.fill(Watchlist(markets))
    table.resize(360, 800)
    table.show()
    QApplication.processEvents()
    decode = Decoder(WireFormat.SIMPLE).decode
    tickers = [decode(frames.ticker(market.code, Format.SIMPLE))[0] for market in markets]

    def paint(number: int) -> None:
        model.apply([msgspec.structs.replace(each, trade_price=1_000_000.0 + number) for each in tickers])
        table.viewport().repaint()

    yield frame_cost(paint).judged(f"watchlist: frame, {len(tickers)} markets all changed", 3.0)
    table.close()
