"""Trades of the past, as the exchange's REST serves them."""

from __future__ import annotations

import asyncio

from desk_in_hand import trade
from http_exchange import HttpExchange, error


class PastTrades:
    """Serves the trades of `numbers` as `/v1/trades/ticks` would, `size` a page; waits while it is not open.

    The latest trades, requested without a cursor, are those up to `latest`; at first there are none.
    """

    def __init__(self, http: HttpExchange, numbers: range, size: int = 500) -> None:
        self.http = http
        self.numbers = numbers
        self.size = size
        self.latest = 0
        self.is_refusing = False
        self.is_open = asyncio.Event()
        self.is_open.set()
        http.replies["/v1/trades/ticks"] = self.page

    async def page(self) -> object:
        await self.is_open.wait()
        if self.is_refusing:
            return error(500, "server_error", "점검 중")
        query = self.http.requests[-1].query
        return self.page_of(int(query.get("cursor", self.latest + 1)))

    def page_of(self, cursor: int) -> list[dict[str, object]]:
        """Return the page of the trades before number `cursor`."""
        return [row(number) for number in reversed(self.numbers) if number < cursor][: self.size]


def row(number: int) -> dict[str, object]:
    frame = trade(number)
    return {
        "market": frame["code"], "timestamp": frame["trade_timestamp"], "trade_price": frame["trade_price"],
        "trade_volume": frame["trade_volume"], "prev_closing_price": frame["prev_closing_price"], "change_price": 1.0,
        "ask_bid": frame["ask_bid"], "sequential_id": number,
    }  # fmt: skip
