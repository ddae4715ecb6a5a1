"""Whether the panels in sight show what the exchange answers at the same moment, at a rest."""

from __future__ import annotations

import asyncio
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from core.market.candles.units import CandleUnit
from core.market.order_book import Side
from widgets.chart.panel import ChartPanel
from widgets.order_book.panel import OrderBookPanel
from widgets.panel.panel import Panel
from widgets.text.value_table import ValueRow, ValueTable
from widgets.trades.panel import TradesPanel

TRUE_WITHIN: Final = 20.0
"""Seconds in which each panel must once agree with the exchange: a frozen one never does in a lively market."""

NO_SUCH_MARKET: Final = 404

_OTHER_UNITS: Final = {
    CandleUnit.SECOND_1: "seconds",
    CandleUnit.DAY: "days",
    CandleUnit.WEEK: "weeks",
    CandleUnit.MONTH: "months",
}
_ROUND: Final = 0.5
"""Seconds between two looks, for the exchange's limit of ten requests a second."""
_MOST_MARKETS: Final = 20
_NUMBER: Final = re.compile(r"[-+]?[\d,]+(?:\.\d+)?")


class Claim(NamedTuple):
    """What one panel must show about one market."""

    panel: Panel
    code: str
    path: str
    """Of the answer, such as `candles/minutes/1`."""


class Truth:
    """Asks the exchange.

    Args:
        base: its address.
        within: seconds in which each panel must once agree.
    """

    def __init__(self, base: str, within: float = TRUE_WITHIN) -> None:
        self._base = base
        self._within = within
        self.agreed = 0
        """Claims that were found true."""

    async def differences(self, panels: Iterable[Panel]) -> list[str]:
        """Return what never agreed with the exchange, each with the last figures of both."""
        open_claims = [claim for panel in panels if panel.isVisible() for claim in claims_of(panel)]
        deadline = time.monotonic() + self._within
        while True:
            differing = await self._look(open_claims)
            open_claims = list(differing)
            if not differing or time.monotonic() > deadline:
                return [
                    f"{panel.kind} {code}, {path}: {differing[panel, code, path]}" for panel, code, path in differing
                ]
            await asyncio.sleep(_ROUND)

    async def _look(self, claims: Sequence[Claim]) -> dict[Claim, str]:
        """Return the claims that differ now, each with both figures."""
        differing = {}
        for path in {claim.path for claim in claims}:
            here = [claim for claim in claims if claim.path == path]
            for codes in _parts(sorted({claim.code for claim in here}), _MOST_MARKETS if path in _OF_MANY else 1):
                answer = await asyncio.to_thread(self._ask, path, codes)
                rows = {row["market"]: row for row in answer or ()}
                for claim in here:
                    if claim.code in codes and answer is None:
                        differing[claim] = "the exchange does not answer"
                    elif claim.code in rows and (said := _difference(claim, rows[claim.code])):
                        differing[claim] = said
                    elif claim.code in rows:
                        self.agreed += 1
        return differing

    def _ask(self, path: str, codes: Sequence[str]) -> list[dict[str, Any]] | None:
        """Return the rows of an answer, none of a market that does not exist; None without an answer."""
        names = f"markets={','.join(codes)}" if path in _OF_MANY else f"market={codes[0]}&count=1"
        try:
            with urllib.request.urlopen(f"{self._base}/v1/{path}?{names}", timeout=5.0) as reply:
                return list(json.load(reply))
        except urllib.error.HTTPError as error:
            return [] if error.code == NO_SUCH_MARKET else None
        except (OSError, ValueError):
            return None


_OF_MANY: Final = {"ticker", "orderbook"}
"""Paths that answer for many markets at once."""


def claims_of(panel: Panel) -> list[Claim]:
    """Return what a panel must show; nothing where its choices leave it out, or it has no data."""
    if panel.kind == "watchlist":
        return [Claim(panel, str(row.key), "ticker") for row in _table(panel).rows[:_MOST_MARKETS]]
    if panel.kind == "market-header":
        return [Claim(panel, panel.code, "ticker")]
    if isinstance(panel, OrderBookPanel) and not panel.level:
        return [Claim(panel, panel.code, "orderbook")]
    if isinstance(panel, TradesPanel) and not panel._choices.least_tier:
        return [Claim(panel, panel.code, "trades/ticks")]
    if isinstance(panel, ChartPanel):
        return [Claim(panel, panel.code, _candles_of(panel._history.unit))]
    return []


def _candles_of(unit: CandleUnit) -> str:
    """Return the path of a unit's candles."""
    return f"candles/{_OTHER_UNITS.get(unit) or f'minutes/{unit.length_ms // 60_000}'}"


def _difference(claim: Claim, row: Mapping[str, Any]) -> str:
    """Return both figures if they differ, else an empty text."""
    rows = _table(claim.panel).rows
    if claim.path == "orderbook":
        shown = tuple(
            best((row.key[1] for row in rows if isinstance(row.key, tuple) and row.key[0] is side), default=None)
            for side, best in ((Side.ASK, min), (Side.BID, max))
        )
        best_rank = row["orderbook_units"][0]
        told = (best_rank["ask_price"], best_rank["bid_price"])
        return "" if shown == told else f"shows {shown}, is {told}"
    if claim.panel.kind == "watchlist":
        rows = [each for each in rows if each.key == claim.code]
    elif claim.path != "ticker":
        rows = rows[:1]
    names = ("opening_price", "high_price", "low_price", "trade_price") if "candles" in claim.path else ("trade_price",)
    told = tuple(float(row[name]) for name in names)
    shown = {number for each in rows for number in _numbers(each)}
    return "" if rows and shown.issuperset(told) else f"shows {rows[:1]}, is {told}"


def _table(panel: Panel) -> ValueTable:
    return panel.shown_values() or ValueTable("")


def _numbers(row: ValueRow) -> set[float]:
    return {float(text.replace(",", "")) for each in row.texts for text in _NUMBER.findall(each) if text.strip(",+-")}


def _parts(codes: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (codes[at : at + size] for at in range(0, len(codes), size))
