"""A second of the watchlist: 855 markets, each with a new price, one sort, one conversion to won, fading tints."""

from __future__ import annotations

import time
from collections.abc import Iterator

import frames
import msgspec
from figures import Figure, percentile
from frames import codes
from product import on_the_desks_loop
from PySide6.QtWidgets import QApplication

from core.market.watchlist import SortKey, Watchlist
from core.model.markets import Market, MarketList
from core.model.messages import Ticker
from core.simulator.streams.frames import Format
from core.upbit.wire.codec import Decoder
from core.upbit.wire.wire_format import WireFormat
from looks import LOOK
from widgets.watchlist.table.columns import COLUMNS
from widgets.watchlist.table.model import WatchlistModel
from widgets.watchlist.table.table import WatchlistTable

MARKETS, FRAMES, SECONDS = 855, 12, 15
"""The messages of a second arrive in so many frames; the median of so many seconds counts."""

FADES = 5
GOAL_MS = 30.0


def measure(seconds: float) -> Iterator[Figure]:
    """CPU of the GUI thread in a second of messages."""

    async def all_of_it() -> list[Figure]:
        usual = _second_of(360, ())
        every = _second_of(1400, tuple(column.key for column in COLUMNS))
        return [
            Figure.judged(f"watchlist: a second of {MARKETS} messages", usual, GOAL_MS, "ms"),
            Figure.judged("the same with every column", every, None, "ms"),
        ]

    yield from on_the_desks_loop(all_of_it())


def _second_of(width: int, more: tuple[SortKey, ...]) -> float:
    model = WatchlistModel()
    table = WatchlistTable(LOOK, model)
    names = codes(MARKETS)
    model.fill(Watchlist(MarketList(Market(code, f"종목{n}", f"Market {n}") for n, code in enumerate(names))))
    model.choose("KRW", "")
    for key in more:
        if key not in table.choice.keys:
            table.choose_columns(table.choice.toggled(key))
    table.resize(width, 800)
    table.show()
    QApplication.processEvents()
    decode = Decoder(WireFormat.SIMPLE).decode
    tickers = [message for code in names for message in decode(frames.ticker(code, Format.SIMPLE))]
    took = []
    for number in range(SECONDS):
        began = time.thread_time()
        _pass(model, table, [message for message in tickers if isinstance(message, Ticker)], number)
        took.append((time.thread_time() - began) * 1000)
    table.close()
    return percentile(took, 0.5)


def _pass(model: WatchlistModel, table: WatchlistTable, tickers: list[Ticker], number: int) -> None:
    """Take and paint one second."""
    replace = msgspec.structs.replace
    for frame in range(FRAMES):
        batch = tickers[frame::FRAMES]
        model.apply([replace(each, trade_price=1e6 + number, acc_trade_price_24h=1e9 + number) for each in batch])
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    for _ in range(FADES):
        table._repaint.fade()
        QApplication.processEvents()
    model.resort()
    model.convert()
    QApplication.processEvents()
