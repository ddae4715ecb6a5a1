"""Loads the price grids and the groupings of all markets: once the market list is known, and each time it is loaded.

If that fails, what is known stays, and it is tried a few times more: until then prices keep to the table.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from core.errors import BadReply, HogaError
from core.timing.attempts import Attempts

if TYPE_CHECKING:
    from core.upbit.price_steps import PriceSteps
    from core.upbit.rest.quotation import RestClient
    from widgets.markets.directory import MarketDirectory

ATTEMPTS: Final = 6
"""How often one load is tried: a market that left the exchange since its list was loaded refuses all of them."""


class PriceStepsLoading(QObject):
    """Keeps the price grids up to date; one request at a time.

    Args:
        rest: client for the requests.
        markets: says which markets there are, and is told when their grids changed.
        steps: receives the grids.
    """

    def __init__(self, rest: RestClient, markets: MarketDirectory, steps: PriceSteps) -> None:
        super().__init__(markets)
        self._rest = rest
        self._markets = markets
        self._steps = steps
        self._attempts = Attempts("price grids")
        self._is_due = asyncio.Event()
        markets.loaded.connect(self._is_due.set)

    async def run(self) -> None:
        """Load after each load of the market list, for ever."""
        while True:
            await self._is_due.wait()
            self._is_due.clear()
            self._attempts.hurry()
            await self._load()

    async def _load(self) -> None:
        """Load; after failures, again until the next load of the market list is nearer."""
        for _ in range(ATTEMPTS):
            codes = [market.code for market in self._markets.markets or ()]
            try:
                instruments = await self._rest.instruments(codes)
                tickers = await self._rest.tickers(codes)
                if codes and not (instruments and tickers):
                    raise BadReply("no price grids, or no tickers")
            except HogaError as error:
                await self._rest.lifted.wait_for(self._attempts.failed(error))
                continue
            self._attempts.succeeded()
            prices = {row.code: row.trade_price for row in tickers if row.trade_price}
            if self._steps.state(instruments, prices):
                self._markets.steps_changed.emit()
            return
