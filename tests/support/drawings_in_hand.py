"""Drawings, panes to show them in, and random ones of both."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hypothesis import strategies as st

from core.market.candles.units import CandleUnit
from core.market.chart.price_scale import Scale
from core.market.drawings.drawing import (
    ANCHORS,
    FIRST_MS,
    LAST_MS,
    WIDTHS,
    Anchor,
    Dash,
    Drawing,
    Kind,
    Style,
    Tint,
)
from core.market.drawings.projection import Area, Projection, SlotTimes
from core.model.price import LARGEST_PRICE, LEAST_PRICE

MINUTE = 60_000
START = CandleUnit.MINUTE_1.slot(1_795_000_000_000)


@dataclass(frozen=True)
class LogScale:
    """A logarithmic scale of prices."""

    low: float
    high: float
    height: int

    def y(self, value: float) -> float:
        low, high = math.log(self.low), math.log(self.high)
        return (high - math.log(value)) / (high - low) * self.height

    def value(self, y: float) -> float:
        low, high = math.log(self.low), math.log(self.high)
        return math.exp(min(max(high - y / self.height * (high - low), -700.0), 700.0))


class Plain:
    """Writes values as they are; every letter is six pixels wide."""

    def price(self, price: float) -> str:
        return f"{price:g}"

    def time(self, time_ms: int) -> str:
        return str(time_ms)

    def change(self, before: float, after: float) -> str:
        return f"{after - before:+g}"

    def level(self, share: float, price: float) -> str:
        return f"{share:g} ({price:g})"

    def size(self, text: str) -> tuple[float, float]:
        return 6.0 * len(text), 12.0


PLAIN = Plain()


def pane(unit: CandleUnit = CandleUnit.MINUTE_1, width: float = 8.0, *, is_log: bool = False) -> Projection:
    """A pane of 800 by 400 pixels over prices from 100 to 200, with START (for minutes) at its left edge."""
    left = unit.position(START * MINUTE)
    scale = LogScale(100.0, 200.0, 400) if is_log else Scale(100.0, 200.0, 400)
    return Projection(Area(0.0, 0.0, 800.0, 400.0), SlotTimes(unit, left, width), scale)


def at(x: float, y: float, projection: Projection | None = None) -> Anchor:
    """The anchor at a point of the usual pane."""
    return (projection or pane()).anchor(x, y)


def drawing(kind: Kind, *points: tuple[float, float], number: int = 1, width: int = 1) -> Drawing:
    """A drawing through points of the usual pane."""
    anchors = tuple(at(*point) for point in points)
    return Drawing(number, kind, anchors, Style(Tint.ACCENT, width), "지지선" if kind is Kind.TEXT else "")


POINTS = {
    1: ((200.0, 100.0),),
    2: ((200.0, 100.0), (400.0, 300.0)),
    3: ((200.0, 100.0), (400.0, 300.0), (300.0, 260.0)),
}


def sample(kind: Kind, number: int = 1) -> Drawing:
    """A drawing in the middle of the usual pane."""
    return drawing(kind, *POINTS[ANCHORS[kind]], number=number)


def anchors(*, is_near: bool = False) -> st.SearchStrategy[Anchor]:
    """Any anchor, or one in the usual pane."""
    if is_near:
        times = st.integers(START * MINUTE, (START + 100) * MINUTE)
        return st.builds(Anchor, times, st.floats(101.0, 199.0))
    return st.builds(Anchor, st.integers(FIRST_MS, LAST_MS), st.floats(LEAST_PRICE, LARGEST_PRICE))


@st.composite
def drawings(draw: st.DrawFn, *, is_near: bool = False, number: int = 1) -> Drawing:
    """Any drawing that is not hidden."""
    kind = draw(st.sampled_from(Kind))
    places = draw(st.tuples(*[anchors(is_near=is_near)] * ANCHORS[kind]))
    style = Style(draw(st.sampled_from([*Tint, "#12ab00"])), draw(st.sampled_from(WIDTHS)), draw(st.sampled_from(Dash)))
    return Drawing(number, kind, places, style, "글" if kind is Kind.TEXT else "", draw(st.booleans()))


def panes() -> st.SearchStrategy[Projection]:
    """Any pane that shows about the same time and prices, of any unit, linear or logarithmic."""
    return st.builds(
        lambda unit, width, is_log: pane(unit, width, is_log=is_log),
        st.sampled_from(CandleUnit),
        st.floats(0.01, 90.0),
        st.booleans(),
    )
