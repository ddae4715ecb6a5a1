"""The pointer rests on a book while the exchange floods it: rows still, no level missing, the spread one key away.

After each frame what is painted is compared with the newest book, as a user would with a second screen.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.market.order_book import Side
from core.model.subscription import Scope
from core.simulator.market.source import Book
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.streams.frames import Format, book_frame
from desk_in_hand import Desk, ticker
from painted import read
from widgets.order_book.panel import OrderBookPanel
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT
from widgets.text import formats

T0 = 1_795_144_542_000
A_FRAME = 5
"""Messages between two frames: 100 ms of the exchange each, so a frame is half a second of a busy market."""


@pytest.fixture(scope="module")
def exchange() -> SyntheticSource:
    return SyntheticSource(markets=400, trades_per_second=2_000.0)


class Reader:
    """Reads the screen and the newest book, and says where they differ."""

    def __init__(self, panel: OrderBookPanel, code: str) -> None:
        self.canvas, self.code = panel._canvas, code
        self.panel = panel

    def painted(self) -> list[list[str]]:
        """The words of each row, from the top, without the marks of prices of the day."""
        seen = read(self.canvas)
        rows = []
        for place in range(self.canvas.rows.count):
            top = HEADER_HEIGHT + place * ROW_HEIGHT
            words = seen.words(top, top + ROW_HEIGHT)
            rows.append(words[1:] if words and words[0][0] in "시고저전" else words)
        return rows

    def check(self, book: Book) -> list[list[str]]:
        """Every level in sight is painted at its price with its size; the others have rows out of sight.

        Returns what is painted.
        """
        painted, rows = self.painted(), self.canvas.rows
        decimals = self.canvas._painter._price_decimals
        taken: dict[int, list[tuple[float, float]]] = {}
        for side, levels in ((Side.ASK, book.asks), (Side.BID, book.bids)):
            for price, size in levels:
                number = rows.grid.number_at(price, side)
                taken.setdefault(number, []).append((price, size))
        assert sum(rows.row(number).levels for number in rows.grid.numbers) == len(book.asks) + len(book.bids)
        for place, number in enumerate(rows.numbers):
            levels, words = taken.get(number, []), painted[place]
            if not levels:
                assert len(words) <= 2, f"a size where no level is: {words}"
                continue
            more = [f"+{len(levels) - 1}"] if len(levels) > 1 else []
            assert words[: len(more)] == more
            said = words[len(more) :]
            assert said[0] in {formats.price(self.code, price, decimals) for price, _ in levels}
            if len(levels) == 1:
                columns = self.canvas._painter.columns
                assert said[2] == columns.figure(rows.row(number).level, columns["size"], is_total=False)[0]
                assert rows.row(number).level.size == levels[0][1]
        return painted


@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-SHIB", "BTC-ETH", "USDT-BTC"])
async def test_hovered_for_minutes(desk: Desk, exchange: SyntheticSource, code: str) -> None:
    panel = OrderBookPanel(desk.context, code)
    panel.resize(460, 520)
    panel.show()
    canvas, reader = panel._canvas, Reader(panel, code)
    await desk.requested()

    stamps = itertools.count(T0, 100)

    def deliver(now_ms: int) -> Book:
        """Send the book of a time; its stamp goes on evenly, also where the market jumps."""
        book = replace(exchange.book(code, now_ms), changed_ms=next(stamps))
        desk.engine.receive(Scope.PUBLIC, book_frame(book, 30, Format.DEFAULT, "REALTIME"))
        return book

    first = exchange.ticker(code, T0)
    desk.deliver(ticker(code, first.last, first.previous_close))
    deliver(T0)
    panel.frame()
    for y in (canvas.height() // 2 + 1, canvas.height() // 2):  # the first may be where the pointer rests
        QTest.mouseMove(canvas, QPoint(40, y))
    assert canvas.rows.is_held
    columns = dict(canvas._painter.columns._by_name)
    before = [words[0] for words in reader.painted()]
    rng, now, book = random.Random(7), T0, None
    for frame in range(120):
        for _ in range(A_FRAME):
            now += 100
            book = deliver(now)
        if frame % 50 == 20:  # a jump to another hour, as after a crash of the price
            now += rng.randrange(3_600_000)
            book = deliver(now)
        panel.frame()
        for was, words in zip(before, reader.check(book), strict=True):
            assert was == "⋯" or was in words[:2], f"the row of {was} moved: {words}"
        assert dict(canvas._painter.columns._by_name) == columns
        assert len(canvas.rows.grid) < 2_000
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.shows_spread
    shown = {words[0] for words in reader.check(book) if words}
    decimals = canvas._painter._price_decimals
    for price, _ in (book.asks[0], book.bids[0]):
        assert formats.price(code, price, decimals) in shown
