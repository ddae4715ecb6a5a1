"""Whether the panels in sight show what the exchange answers at the same moment."""

from __future__ import annotations

import asyncio
import json
import math
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from core.market.candles.units import CandleUnit
from core.market.order_book import Side
from widgets.chart.panel import ChartPanel
from widgets.order_book.panel import OrderBookPanel
from widgets.panel.panel import Panel
from widgets.text.formats import UNKNOWN
from widgets.text.value_table import ValueRow
from widgets.trades.panel import TradesPanel
from widgets.trades.values import MOST_ROWS
from widgets.watchlist.panel import WatchlistPanel

TRUE_WITHIN: Final = 20.0
"""Seconds in which each panel must once agree with the exchange: a frozen one never does in a lively market."""

ROUNDED: Final = 0.51e-8
"""By how much a figure may differ: it is shown with eight decimals."""
PAST: Final = 30
"""How many of the newest trades and candles are compared, each."""

_NO_SUCH_MARKET: Final = 404
_ROUND: Final = 0.5
"""Seconds between two looks, for the exchange's limit of ten requests a second."""
_MOST_MARKETS: Final = 50
_OF_MANY: Final = {"ticker", "orderbook"}
"""Paths that answer for many markets at once."""
_OTHER_UNITS: Final = {
    CandleUnit.SECOND_1: "seconds",
    CandleUnit.DAY: "days",
    CandleUnit.WEEK: "weeks",
    CandleUnit.MONTH: "months",
}
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")

_OF_TICKER: Final = ("trade_price", "high_price", "low_price", "acc_trade_volume_24h")
_OF_CANDLE: Final = ("opening_price", "high_price", "low_price", "trade_price", "candle_acc_trade_volume")

Answer = Sequence[Mapping[str, Any]]
"""The rows for one market."""


class Claim(NamedTuple):
    """What one panel must show about one market."""

    panel: Panel
    code: str
    path: str
    """Of the answer, such as `candles/minutes/1`."""

    def difference(self, rows: Sequence[ValueRow], answer: Answer, *, of_all: bool = False) -> str:
        """Return the figures of panel and exchange if they differ, else an empty text.

        Args:
            rows: what the panel shows.
            answer: what the exchange says.
            of_all: whether not only prices are compared: a panel without room leaves out the others.
        """
        if self.path == "orderbook":
            return _difference_of_book(rows, answer[0], 30 if of_all else 1)
        if self.path == "trades/ticks":
            return _difference_of_trades(rows, answer)
        if self.path != "ticker":
            return _difference_of_candles(rows, answer, _OF_CANDLE if of_all else _OF_CANDLE[:-1])
        if self.panel.kind == "watchlist":
            rows = [row for row in rows if row.key == self.code]
        if self.panel.kind == "assets":
            rows, of_all = _of_holding(rows, self.code), False
        return _difference_of_price(rows, answer[0], _OF_TICKER if of_all else _OF_TICKER[:1])


class Truth:
    """Asks the exchange.

    Args:
        base: its address.
        within: seconds in which each panel must once agree.
        of_all: whether volumes, sizes and the prices of the day are compared, too.
    """

    def __init__(self, base: str, within: float = TRUE_WITHIN, *, of_all: bool = False) -> None:
        self._base = base
        self._within = within
        self._of_all = of_all
        self._first: dict[tuple[str, str], Answer] = {}
        self.agreed = 0
        """Claims that were found true."""

    async def differences(self, panels: Iterable[Panel]) -> list[str]:
        """Return what never agreed with the exchange, each with the last figures of both."""
        open_claims = [claim for panel in panels if panel.isVisible() for claim in claims_of(panel)]
        deadline = time.monotonic() + self._within
        while True:
            differing = await self.look(open_claims)
            open_claims = list(differing)
            if not differing or time.monotonic() > deadline:
                return [
                    f"{panel.kind} {code}, {path}, says {panel.status_text!r}: {differing[panel, code, path]}"
                    for panel, code, path in differing
                ]
            await asyncio.sleep(_ROUND)

    async def look(self, claims: Sequence[Claim]) -> dict[Claim, str]:
        """Return the claims that differ now, each with both figures."""
        differing = {}
        for path in {claim.path for claim in claims}:
            here = [claim for claim in claims if claim.path == path]
            for codes in _parts(sorted({claim.code for claim in here}), _MOST_MARKETS if path in _OF_MANY else 1):
                answer = await asyncio.to_thread(self._ask, path, codes)
                shown: dict[Panel, Sequence[ValueRow]] = {}
                for claim in (claim for claim in here if claim.code in codes):
                    rows = self._settled(claim, [row for row in answer or () if row["market"] == claim.code])
                    if claim.panel not in shown:
                        shown[claim.panel] = rows_of(claim.panel)
                    if answer is None:
                        differing[claim] = "the exchange does not answer"
                    elif rows and (said := claim.difference(shown[claim.panel], rows, of_all=self._of_all)):
                        differing[claim] = said
                    else:
                        self.agreed += bool(rows)
        return differing

    def _settled(self, claim: Claim, rows: list[Mapping[str, Any]]) -> Answer:
        """Return the newest row, with the past of the first answer: what is missing there must not grow out of it.

        The newest candle of a second is none to compare: it is another one at each moment, and a frame shows the
        tickers that came since the one before as one, so that it lacks prices until the second is over.
        """
        first = self._first.setdefault((claim.path, claim.code), rows)
        if claim.path in _OF_MANY or not rows:
            return rows
        newest = rows[1:2] if claim.path == f"candles/{_OTHER_UNITS[CandleUnit.SECOND_1]}" else rows[:1]
        return [*newest, *first[1:]]

    def _ask(self, path: str, codes: Sequence[str]) -> Answer | None:
        """Return the rows of an answer, none of a market that does not exist; None without an answer."""
        names = f"markets={','.join(codes)}" if path in _OF_MANY else f"market={codes[0]}&count={PAST}"
        try:
            with urllib.request.urlopen(f"{self._base}/v1/{path}?{names}", timeout=5.0) as reply:
                return list(json.load(reply))
        except urllib.error.HTTPError as error:
            return [] if error.code == _NO_SUCH_MARKET else None
        except (OSError, ValueError):
            return None


def rows_of(panel: Panel) -> Sequence[ValueRow]:
    """Return what a panel shows, as text."""
    table = panel.shown_values()
    return table.rows if table is not None else ()


def claims_of(panel: Panel) -> list[Claim]:
    """Return what a panel must show; nothing where its choices leave it out, or it has no data."""
    if panel.kind == "watchlist":
        return [Claim(panel, str(row.key), "ticker") for row in rows_of(panel)]
    if panel.kind == "market-header":
        return [Claim(panel, panel.code, "ticker")]
    if isinstance(panel, OrderBookPanel) and not panel.level:
        return [Claim(panel, panel.code, "orderbook")]
    if isinstance(panel, TradesPanel) and not (panel._choices.least_tier or panel._choices.is_merging):
        return [Claim(panel, panel.code, "trades/ticks")]
    if isinstance(panel, ChartPanel):
        unit = panel._history.unit
        return [Claim(panel, panel.code, f"candles/{_OTHER_UNITS.get(unit) or f'minutes/{unit.length_ms // 60_000}'}")]
    return []


def claims_of_assets(panel: Panel) -> list[Claim]:
    """Return the prices that the panel of the account's assets must show, if it has room for them."""
    codes = {code for row in rows_of(panel) if isinstance(row.key, tuple) and "-" in (code := str(row.key[0]))}
    return [Claim(panel, code, "ticker") for code in sorted(codes)]


def is_marked(claim: Claim) -> bool:
    """Whether the panel says that what it shows of the market may be old or incomplete."""
    panel = claim.panel
    if isinstance(panel, WatchlistPanel) and panel._model.is_stale(panel._model.watchlist.row(claim.code)):
        return True
    if isinstance(panel, TradesPanel) and _gaps(rows_of(panel)):
        return True
    if isinstance(panel, ChartPanel) and (panel._history.pending is not None or panel._history.is_doubting):
        return True
    return bool(mark_of(panel))


def mark_of(panel: Panel) -> str:
    """Return what a panel says is wrong with its data; empty if nothing is."""
    return panel.status_text or (panel._loading.trouble if isinstance(panel, ChartPanel) else "")


def _of_holding(rows: Iterable[ValueRow], code: str) -> list[ValueRow]:
    return [row for row in rows if isinstance(row.key, tuple) and row.key[0] == code]


def _gaps(rows: Sequence[ValueRow]) -> list[ValueRow]:
    """Return the rows of a tape that say that trades are missing there."""
    return [row for row in rows if row.texts[0] and not any(row.texts[1:])]


def _difference_of_price(rows: Iterable[ValueRow], told: Mapping[str, Any], names: Sequence[str]) -> str:
    shown = {number for row in rows for number in _numbers(row)}
    figures = [told[name] for name in names]
    return "" if all(_is_among(shown, each) for each in figures) else f"shows {sorted(shown)}, is {figures}"


def _difference_of_book(rows: Sequence[ValueRow], told: Mapping[str, Any], levels: int) -> str:
    """Compare the best levels: a row's key is its side and price. Of one level only the price is compared."""
    for side, name in ((Side.ASK, "ask"), (Side.BID, "bid")):
        shown = [(row.key[1], row.texts[3]) for row in rows if row.key[0] is side]
        shown.sort(reverse=side is Side.BID)
        best = [(unit[f"{name}_price"], unit[f"{name}_size"]) for unit in told["orderbook_units"]]
        for (price, size), (told_price, told_size) in zip(shown[:levels] or [(0.0, "")], best, strict=False):
            if price != told_price or not (levels == 1 or _is_among(_numbers_in(size), told_size)):
                return f"shows {price, size}, is {told_price, told_size}"
    return ""


def _difference_of_trades(rows: Sequence[ValueRow], told: Answer) -> str:
    """Compare each trade: a row's key is time and id, and the place among trades of that id; its side is known.

    A table has its newest rows only: what has left it at its end is not missing.
    """
    known = [row for row in rows if isinstance(row.key, tuple) and row.texts[1] != UNKNOWN]
    shown = {row.key[1]: _numbers(row) for row in known}
    oldest_ms = min((row.key[0] for row in known), default=0) if len(rows) >= MOST_ROWS else 0
    missing = [
        trade
        for trade in told
        if trade["timestamp"] >= oldest_ms
        and not {trade["trade_price"], trade["trade_volume"]} <= shown.get(trade["sequential_id"], set())
    ]
    return "" if not missing else f"{len(missing)} missing, such as {missing[0]}, shows {rows[:1]}, gaps {_gaps(rows)}"


def _difference_of_candles(rows: Sequence[ValueRow], told: Answer, names: Sequence[str]) -> str:
    """Compare each candle: a row's key is the start."""
    shown = {row.key: _numbers(row) for row in rows}
    for candle in told:
        start_ms = int(datetime.fromisoformat(candle["candle_date_time_utc"] + "+00:00").timestamp() * 1000)
        if not all(_is_among(shown.get(start_ms, set()), candle[name]) for name in names):
            return f"shows {shown.get(start_ms)} at {start_ms}, is {candle}"
    return ""


def _is_among(shown: Iterable[float], told: float) -> bool:
    """Whether a figure is shown, rounded as volumes are."""
    return any(math.isclose(each, told, rel_tol=1e-9, abs_tol=ROUNDED) for each in shown)


def _numbers(row: ValueRow) -> set[float]:
    return {number for text in row.texts for number in _numbers_in(text)}


def _numbers_in(text: str) -> set[float]:
    return {float(number.replace(",", "")) for number in _NUMBER.findall(text)}


def _parts(codes: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (codes[at : at + size] for at in range(0, len(codes), size))
