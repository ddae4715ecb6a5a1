"""Finds the price alerts that came true while nothing told the prices: the program was closed, or data did not come.

At the first trade afterwards the candles of the meantime are loaded. Until they are there, alerts follow the stream as
always; what it has told by then is not told again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from core.errors import HogaError
from core.market.alerts.alert import AlertKind
from core.market.alerts.firing import LATE, Firing
from core.market.alerts.missed_prices import Missed, MissedPrices
from core.timing.attempts import Attempts

if TYPE_CHECKING:
    from core.loop.tasks import TaskOwner
    from core.market.alerts.evaluation import AlertEvaluator
    from core.market.alerts.price_levels import PriceLevels
    from core.model.messages import Trade
    from core.upbit.rest.quotation import RestClient

MOST_ATTEMPTS: Final = 20
"""Of loading the candles of one gap, which take some minutes: a market that has left the exchange has none."""


class _Gap:
    """A gap in the prices of one market, until its candles are loaded.

    Args:
        missed: the span.
        levels: the market's alerts as they were at its beginning.
    """

    def __init__(self, missed: Missed, levels: PriceLevels) -> None:
        self.missed = missed
        self.levels = levels
        self.told: set[str] = set()
        """The ids of the alerts that the stream has made true since."""


class PriceCheck(QObject):
    """Follows which prices the alerts at one source have seen; it ends with its parent.

    Args:
        evaluator: of the alerts.
        rest: of the source.
        tasks: owns what loads.
        parent: the check ends with it.
        state: what `state` returned in an earlier run at the same source; anything else for none.

    Signals:
        found: an alert came true that the stream has not told (a `Firing`).
    """

    found = Signal(object)

    def __init__(
        self, evaluator: AlertEvaluator, rest: RestClient, tasks: TaskOwner, parent: QObject, state: object = None
    ) -> None:
        super().__init__(parent)
        self._evaluator, self._rest, self._tasks = evaluator, rest, tasks
        self._prices = MissedPrices(state)
        self._gaps: dict[str, _Gap] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._epoch: int | None = None

    def state(self, *, is_exact: bool) -> Mapping[str, Any]:
        """Return the state to save for a later run; what is still being loaded is missing as before."""
        missing = {code: gap.missed.since_ms for code, gap in self._gaps.items()}
        return {**self._prices.state(is_exact=is_exact), **missing}

    def keep(self, codes: Iterable[str]) -> None:
        """Follow these markets from now on, and forget others."""
        self._prices.keep(codes := set(codes))
        for code in self._gaps.keys() - codes:
            self._forget(code)

    def connected(self, epoch: int) -> None:
        """Note which connection it is; over another one prices may have been missed."""
        if epoch != self._epoch:
            self._epoch = epoch
            self._prices.doubt()

    def doubt(self, codes: Iterable[str]) -> None:
        """Note that streams do not tell the prices of these markets though they should."""
        self._prices.doubt(codes)

    def take(self, trade: Trade) -> None:
        """Note a trade, before the alerts follow it."""
        if (missed := self._prices.take(trade)) is None:
            return
        if (gap := self._gaps.get(trade.code)) is not None:
            gap.missed = gap.missed._replace(until_ms=missed.until_ms)
        elif (levels := self._evaluator.price_levels(trade.code)) is not None:
            self._gaps[trade.code] = _Gap(missed, levels)
            self._running[trade.code] = self._tasks.spawn(self._load(trade.code), f"prices of {trade.code}")

    def told(self, firing: Firing) -> None:
        """Note that the stream has made an alert true."""
        if firing.alert.kind is AlertKind.PRICE and (gap := self._gaps.get(firing.code)) is not None:
            gap.told.add(firing.alert.id)

    def close(self) -> None:
        """End all loads."""
        for code in [*self._gaps]:
            self._forget(code)

    def _forget(self, code: str) -> None:
        del self._gaps[code]
        self._running.pop(code).cancel()

    async def _load(self, code: str) -> None:
        """Load the candles until it succeeds, and find what came true."""
        attempts = Attempts(f"prices of {code} for alerts")
        gap, found = self._gaps[code], None
        for _ in range(MOST_ATTEMPTS):
            missed = gap.missed
            try:
                found = await self._found(missed, gap)
            except HogaError as error:
                await self._rest.lifted.wait_for(attempts.failed(error))
                continue
            if gap.missed == missed:  # else the connection was lost again meanwhile
                break
        del self._gaps[code], self._running[code]
        for firing, state in found or ():
            if firing.alert.id not in gap.told and self._evaluator.find_late(firing, state):
                self.found.emit(firing)

    async def _found(self, missed: Missed, gap: _Gap) -> list[tuple[Firing, object]]:
        """Return what came true first of each alert within the span, and the alert's state at its end."""
        from core.market.alerts.missed_candles import pages, path  # noqa: PLC0415 - with numpy, which a start is spared

        levels, first = gap.levels.known(), dict[str, Firing]()
        for page in pages(missed):
            rows = await self._rest.candles(missed.code, page.unit.rest_name, page.to, page.limit)
            for time_ms, price in path(page, rows):
                for firing in levels.follow(price, time_ms):
                    first.setdefault(firing.alert.id, firing._replace(words=(LATE,)))
        states = levels.states()
        return [(firing, states[key]) for key, firing in first.items()]
