"""One measured figure, and how it is printed."""

from __future__ import annotations

import json
from typing import NamedTuple

_MARK = "figure "
_WIDTHS = (58, 26, 24)


class Figure(NamedTuple):
    """One row of the bench."""

    name: str
    measured: str
    goal: str = ""
    verdict: str = ""

    @classmethod
    def judged(cls, name: str, value: float, goal: float | None, unit: str, is_valid: bool = True) -> Figure:
        """A figure with an upper limit `goal`; with None it is shown for comparison only."""
        measured = f"{_number(value)} {unit}"
        if not is_valid:
            return cls(name, measured, "" if goal is None else f"<= {goal:.3g} {unit}", "INVALID")
        if goal is None:
            return cls(name, measured, "", "for scale")
        return cls(name, measured, f"<= {goal:.3g} {unit}", "ok" if value <= goal else "MISSED")

    @classmethod
    def read(cls, line: str) -> Figure | None:
        """Parse the result of `as_line`; None for any other line."""
        return cls(*json.loads(line.removeprefix(_MARK))) if line.startswith(_MARK) else None


def as_line(figure: Figure) -> str:
    """Format for the process that prints the table."""
    return _MARK + json.dumps(figure, ensure_ascii=False)


def as_row(figure: Figure) -> str:
    """Format for the table."""
    return "  " + "".join(f"{text:{width}}" for text, width in zip(figure, _WIDTHS, strict=False)) + figure.verdict


def heading() -> str:
    """The table's first row."""
    return as_row(Figure("name", "measured", "goal", "verdict"))


def percentile(values: list[float], share: float) -> float:
    """Return the value that is not exceeded by `share` of the values; 0 without values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
