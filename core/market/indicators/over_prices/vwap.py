"""VWAP: the mean price of everything traded since the session began, at 09:00 KST.

TA-Lib's VWAP counts from the first candle it is given, so it is not used: this one starts anew with each session. In
a session whose beginning is not loaded there is no value, because it would be another price than the VWAP. Nor is there
one where a candle is as long as a session.
"""

from __future__ import annotations

from itertools import pairwise
from math import nan
from typing import Final, NamedTuple, overload

import numpy as np

from core.market.candles.units import CandleUnit
from core.market.indicators.declaration import (
    CLOSE,
    HIGH,
    LOW,
    TURNOVER,
    VOLUME,
    Candles,
    Floats,
    Indicator,
    Ink,
    Output,
    Parameter,
    Place,
    Row,
    Run,
    Started,
    Values,
)
from core.text import translatable

_SESSIONS: Final = (CandleUnit.DAY, CandleUnit.WEEK, CandleUnit.MONTH)
"""The exchange's day begins at 00:00 UTC, which is 09:00 KST, and so do its weeks and months."""
_TURNOVER_BASIS: Final = 1
_ONE_SESSION: Final = 2
"""How many edges a single session has."""


class _Session(NamedTuple):
    """What was traded since a session began."""

    end_ms: int
    """When the next one begins."""
    money: float
    volume: float
    is_known: bool
    """Whether the candles since its beginning are known."""


class _Run(Run):
    """The session up to the last finished candle.

    Args:
        unit: of the session.
        is_exact: whether the money is the turnover, not the typical price times the volume.
        is_whole: whether no candle is older than the first one.
        session: what the candles taken so far make up; None before the first.
    """

    def __init__(self, unit: CandleUnit, *, is_exact: bool, is_whole: bool, session: _Session | None) -> None:
        self._unit = unit
        self._is_exact = is_exact
        self._is_whole = is_whole
        self._session = session

    def peek(self, row: Row) -> tuple[float, ...]:
        """Return the price at a candle that is not finished."""
        session = self._session
        if session is None or row.start_ms >= session.end_ms:
            session = self._begun(row, session)
        if not session.is_known:
            return (nan,)
        volume = session.volume + row.figures[VOLUME]
        return ((session.money + self._money(row)) / volume if volume > 0 else nan,)

    def update(self, row: Row) -> tuple[float, ...]:
        """Take a finished candle; return the price there."""
        values, session = self.peek(row), self._session
        if session is None or row.start_ms >= session.end_ms:
            session = self._begun(row, session)
        money, volume = session.money + self._money(row), session.volume + row.figures[VOLUME]
        self._session = session._replace(money=money, volume=volume)
        return values

    def _begun(self, row: Row, before: _Session | None) -> _Session:
        """Return the session of a candle that is the first one of it."""
        slot = self._unit.slot(row.start_ms)
        is_known = before is not None or self._is_whole or row.start_ms == self._unit.start_ms(slot)
        return _Session(self._unit.start_ms(slot + 1), 0.0, 0.0, is_known)

    def _money(self, row: Row) -> float:
        return row.figures[TURNOVER] if self._is_exact else _typical(row.figures) * row.figures[VOLUME]


class _NoRun(Run):
    """Of candles as long as a session."""

    def peek(self, row: Row) -> tuple[float, ...]:
        """Return that there is no price."""
        return (nan,)

    def update(self, row: Row) -> tuple[float, ...]:
        """Return that there is no price."""
        return (nan,)


@overload
def _typical(figures: tuple[float, ...]) -> float: ...
@overload
def _typical(figures: Floats) -> Floats: ...
def _typical(figures: tuple[float, ...] | Floats) -> float | Floats:
    return (figures[HIGH] + figures[LOW] + figures[CLOSE]) / 3


def _start(candles: Candles, values: Values) -> Started:
    session = _session(values)
    if candles.unit.length_ms >= session.length_ms:
        return _NoRun(), (np.full(candles.number, nan),)
    is_exact = values["basis"] == _TURNOVER_BASIS
    prices = np.full(candles.number, nan)
    last = None
    if candles.number:
        volume = candles.figures[VOLUME]
        money = candles.figures[TURNOVER] if is_exact else _typical(candles.figures) * volume
        slots = session.slots(candles.starts_ms)
        edges = [0, *(np.flatnonzero(np.diff(slots)) + 1).tolist(), candles.number]
        sums = np.empty((2, candles.number))
        for first, stop in pairwise(edges):
            # Summed within the session: a difference of longer sums would be another number in its last digits.
            np.cumsum(money[first:stop], out=sums[0, first:stop])
            np.cumsum(volume[first:stop], out=sums[1, first:stop])
        np.divide(sums[0], sums[1], out=prices, where=sums[1] > 0)
        is_known = candles.is_whole or int(candles.starts_ms[0]) == session.start_ms(int(slots[0]))
        if not is_known:
            prices[: edges[1]] = nan
        end_ms = session.start_ms(int(slots[-1]) + 1)
        last = _Session(end_ms, float(sums[0, -1]), float(sums[1, -1]), is_known or len(edges) > _ONE_SESSION)
    return _Run(session, is_exact=is_exact, is_whole=candles.is_whole, session=last), (prices,)


def _session(values: Values) -> CandleUnit:
    return _SESSIONS[int(values["session"])]


VWAP: Final = Indicator(
    id="vwap",
    title=translatable("Indicators", "거래량 가중 평균가 (VWAP)"),
    short="VWAP",
    place=Place.PRICES,
    parameters=(
        Parameter(
            "session",
            translatable("Indicators", "기준 기간 (오전 9시 시작)"),
            0,
            0,
            2,
            choices=(
                translatable("Indicators", "하루"),
                translatable("Indicators", "주"),
                translatable("Indicators", "월"),
            ),
        ),
        Parameter(
            "basis",
            translatable("Indicators", "가격 기준"),
            0,
            0,
            1,
            choices=(
                translatable("Indicators", "(고가+저가+종가)/3"),
                translatable("Indicators", "실제 거래대금"),
            ),
        ),
    ),
    outputs=(Output("vwap", translatable("Indicators", "VWAP"), Ink.LINE_8),),
    start=_start,
    session=_session,
    words=("Volume Weighted Average Price",),
)
