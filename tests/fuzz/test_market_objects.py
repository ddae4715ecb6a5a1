"""The data objects of panels with well-typed but senseless input: negative, infinite, missing, inverted.

Most of it is rejected while decoding; these objects do not rely on that. A valid message that follows is shown as
usual.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from core.market.account.balances import Balances
from core.market.account.orders import OwnOrders
from core.market.candle_history.history import CandleHistory
from core.market.candles.units import CandleUnit
from core.market.chart.price_scale import fitted
from core.market.figures import LARGEST
from core.market.order_book import OrderBookView
from core.market.order_book_grid import MOST_ROWS, OrderBookGrid
from core.market.trades.gaps import TradeGaps
from core.market.trades.tape import Print, TradeTape
from core.market.watchlist import SortKey, Watchlist, sort_rows
from core.model.markets import Market
from core.model.messages import (
    AssetBalance,
    Candle,
    Loss,
    MyAsset,
    MyOrder,
    OrderBook,
    OrderBookUnit,
    Ticker,
    Trade,
)
from core.upbit.trading_rules import tick_above, tick_below
from core.upbit.wire.codec import Decoder
from core.upbit.wire.wire_format import WireFormat
from hostile_frames import BOOK, CANDLE, TICKER, TRADE
from thorough import examples
from widgets.text import formats, money

FIGURES = st.one_of(
    st.sampled_from([0.0, -0.0, -1.0, 1e-9, 5e-324, 1e15, 1e24, 1e308, -1e308, math.inf, -math.inf, math.nan, 105.0]),
    st.floats(),
)
TIMES = st.one_of(
    st.sampled_from([0, -1, 1, 2**31, 2**53, 2**63 - 1, -(2**63), 253_402_300_800_000, 1_795_144_500_000]),
    st.integers(-(2**63), 2**63 - 1),
)
STARTS = st.sampled_from(
    ["", "now", "0001-01-01T00:00:00", "9999-12-31T23:59:00", "2026-11-20T03:15:00", "2026-11-20T03:15:01",
     "2026-11-20", "2026-11-20T03:15:00+09:00", "2026-11-20T03:16:00", "1969-12-31T23:59:00"]
)  # fmt: skip
UNITS = st.lists(
    st.builds(OrderBookUnit, ask_price=FIGURES, bid_price=FIGURES, ask_size=FIGURES, bid_size=FIGURES), max_size=5
).map(tuple)


@st.composite
def reported(draw: st.DrawFn, message: dict[str, Any]) -> Any:
    """Return a message like `message`, in which some fields have other values or are missing."""
    sound = _sound(message)
    defaults = {field.name: field.default for field in structs.fields(type(sound))}
    for name in draw(st.sets(st.sampled_from(sorted(message.keys() - {"type", "code"})))):
        if draw(st.booleans()) and name != "candle_date_time_utc":
            setattr(sound, name, defaults[name])
            continue
        match message[name]:
            case int():
                value = draw(TIMES)
            case float():
                value = draw(FIGURES)
            case list():
                value = draw(UNITS)
            case str() if name == "candle_date_time_utc":
                value = draw(STARTS)
            case _:
                value = draw(st.sampled_from(["SNAPSHOT", "REALTIME"])) if name == "stream_type" else "?"
        setattr(sound, name, value)
    return sound


def _sound(message: dict[str, Any]) -> Any:
    (decoded,) = Decoder(WireFormat.DEFAULT).decode(json.dumps(message))
    return decoded


def write(code: str, *, prices: Iterable[float | None] = (), others: Iterable[float | None] = ()) -> None:
    """Format figures as panels do; results derived from prices, and summed sizes, may exceed all limits."""
    for price in prices:
        formats.price(code, price)
        formats.size_decimals(code, price)
    for figure in (*prices, *others):
        formats.change(figure)
        formats.size(figure)
        formats.trimmed_size(figure)
        formats.turnover(code, figure)
        formats.value_of(code, figure)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(reported(BOOK) | reported(TICKER), max_size=8), st.sampled_from([1, 5, 30]), st.booleans())
def test_the_order_book(messages: list[OrderBook | Ticker], depth: int, is_laid_anew: bool) -> None:
    view = OrderBookView(depth)
    above, below = (partial(step, "KRW-BTC") for step in (tick_above, tick_below))
    grid = OrderBookGrid(above, below)
    for message in messages:
        if isinstance(message, OrderBook):
            view.apply_book(message)
        else:
            view.apply_ticker(message)
        (grid.lay_out if is_laid_anew else grid.fill)(view.asks, view.bids)
        grid.pad(-20, 20)
        rows = [grid.row(number) for number in grid.numbers]
        assert sum(row.levels for row in rows) == len(view.asks) + len(view.bids)
        assert len(rows) <= 2 * MOST_ROWS
        for row in (*view.asks, *view.bids):
            assert 0 < row.price <= LARGEST
            assert row.size is None or 0 <= row.size <= row.total <= 5 * LARGEST
            figures = [row.size, row.total, row.amount, row.total_amount, view.change(row.price)]
            write("KRW-BTC", prices=[row.price], others=figures)
        write("KRW-BTC", prices=[view.spread])
        formats.column_decimals("KRW-BTC", [row.price for row in (*view.asks, *view.bids)])
    view.apply_book(_sound(BOOK))
    assert (view.asks[0].price, view.bids[0].price, view.spread) == (106.0, 104.0, 2.0)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(reported(TRADE) | st.builds(Loss, st.integers(1, 5)), max_size=12))
def test_the_trade_tape_and_its_gaps(mail: list[Trade | Loss]) -> None:
    tape = TradeTape(limit=20)
    gaps = TradeGaps(tape)
    for message in mail:
        gaps.receive([message])
        if (page := gaps.next_page()) is not None:
            gaps.arrived(page, [])
        orders = [tape[n].order for n in range(len(tape))]
        assert orders == sorted(orders, reverse=True)
        for n in range(len(tape)):
            entry = tape[n]
            if isinstance(entry, Print):
                assert entry.value is None or 0 <= entry.value <= LARGEST * LARGEST
                formats.clock_time(entry.timestamp_ms)
                write("KRW-BTC", prices=[entry.price], others=[entry.size, entry.value])
    sound = _sound({**TRADE, "trade_timestamp": 2**63 - 1, "sequential_id": 42_424_242})
    gaps.receive([sound])
    assert tape.knows(sound)


@settings(max_examples=examples(150), deadline=None)
@given(st.sampled_from(CandleUnit), st.lists(reported(CANDLE) | reported(TICKER), max_size=8))
def test_candles(unit: CandleUnit, messages: list[Candle | Ticker]) -> None:
    history = CandleHistory("KRW-BTC", unit)
    series = history.series
    for message in messages:
        history.receive(message)
        history.next_request(-math.inf)
        assert (np.diff(series.slots) > 0).all()
        assert np.isfinite(series.closes).all()
        if not len(series):
            continue
        reach = series.extremes(np.array([0, len(series)]))
        scale = fitted(float(reach.low[0]), float(reach.high[0]), 400, 20, 20)
        assert math.isfinite(scale.y(float(series.closes[-1])))
        assert len(scale.ticks(scale.step(40))) < 100
        write("KRW-BTC", prices=series.last[1:5], others=series.last[5:7])
        formats.date_time(series.last.start_ms)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(reported(TICKER), max_size=8), st.sampled_from(SortKey), st.booleans())
def test_the_watchlist(messages: list[Ticker], key: SortKey, is_descending: bool) -> None:
    watchlist = Watchlist([Market("KRW-BTC", "비트코인"), Market("KRW-ETH", "이더리움")])
    for message in messages:
        row = watchlist.row(message.code)
        assert row is not None
        row.apply(message)
        rows = sort_rows(watchlist.select("KRW"), key, is_descending)
        assert len(rows) == 2
        assert all(figure is None or math.isfinite(figure) for figure in (row.price, row.high, row.low, row.change))
        write(row.code, prices=[row.price, row.high, row.low], others=[row.change, row.turnover])
    row = watchlist.row("KRW-BTC")
    row.apply(_sound(TICKER))
    assert row.price == 105.0


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.tuples(FIGURES, FIGURES, TIMES), max_size=8))
def test_balances(reported: list[tuple[float, float, int]]) -> None:
    balances = Balances()
    balances.load([], balances.begin_load())
    for balance, locked, time in reported:
        assets = tuple(AssetBalance(currency=name, balance=balance, locked=locked) for name in ("KRW", "BTC"))
        balances.apply(MyAsset(assets=assets, timestamp=time))
        valued = balances.valued({"KRW-BTC": Decimal("105.0")})
        total = balances.total(valued)
        assert all(each.value is not None and abs(each.value) < 211 * Decimal(LARGEST) for each in valued)
        for amount in (total.value, total.profit, *(each.value for each in valued)):
            money.money("KRW", amount)
    balances.apply(MyAsset(assets=(AssetBalance(currency="BTC", balance=1.0, locked=0.0),)))
    assert balances.valued({"KRW-BTC": Decimal(105)})[-1].value == 105


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["wait", "trade", "done", "", "?"]), FIGURES, FIGURES, TIMES), max_size=8))
def test_own_orders(reported: list[tuple[str, float, float, int]]) -> None:
    orders = OwnOrders()
    for number, (state, price, volume, time) in enumerate(reported):
        orders.apply(
            MyOrder(
                code="KRW-BTC", uuid=str(number % 2), state=state, price=price, volume=volume, executed_volume=volume,
                remaining_volume=price, timestamp=time, order_timestamp=time,
            )
        )  # fmt: skip
        for order in orders.orders():
            figures = (order.price, order.volume, order.remaining, order.executed, order.filled)
            assert all(figure is None or figure.is_finite() for figure in figures)


@pytest.mark.parametrize("unit", CandleUnit)
@pytest.mark.parametrize("time_ms", [-(2**63), -(2**53), -1, 0, 253_402_300_800_000, 2**53, 2**63 - 1])
def test_a_day_outside_every_calendar_breaks_no_chart(unit: CandleUnit, time_ms: int) -> None:
    history = CandleHistory("KRW-BTC", unit)
    history.arrived(history.next_request(-math.inf), [])
    history.receive(_sound({**TICKER, "timestamp": time_ms, "trade_timestamp": time_ms}))
    if len(history.series):
        formats.date_time(history.series.last.start_ms)
        assert len(history.series.starts_ms) == 1
    history.next_request(-math.inf)


@pytest.mark.parametrize("unit", CandleUnit)
def test_a_sound_candle_or_ticker_is_shown(unit: CandleUnit) -> None:
    history = CandleHistory("KRW-BTC", unit)
    if unit in {CandleUnit.MINUTE_1, CandleUnit.DAY}:
        assert history.receive(_sound(CANDLE if unit is CandleUnit.MINUTE_1 else TICKER))
        assert history.series.last.close == 105.0
