"""Several runs over the same candles whose outputs make up one indicator."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from core.market.indicators.declaration import Floats, Row, Run, Started


class JointRun(Run):
    """Passes each candle to several runs, and joins their outputs.

    Args:
        parts: the runs, each with its outputs so far.
        combine: makes the outputs of the indicator from all outputs of the parts and the figures of the candle, whether
            these are numbers or columns; None if the outputs of the parts are those of the indicator.
    """

    def __init__(self, parts: list[Run], combine: Callable[..., tuple[float, ...]] | None) -> None:
        self._parts = parts
        self._peeks = [part.peek for part in parts]
        self._combine = combine

    def peek(self, row: Row) -> tuple[float, ...]:
        """Return the outputs at a candle that is not finished."""
        outputs: list[float] = []
        for peek in self._peeks:
            outputs += peek(row)
        return self._combine(row.figures, *outputs) if self._combine is not None else tuple(outputs)

    def update(self, row: Row) -> tuple[float, ...]:
        """Take a finished candle; return the outputs there."""
        outputs = chain.from_iterable([part.update(row) for part in self._parts])
        return self._combine(row.figures, *outputs) if self._combine is not None else tuple(outputs)


def side_by_side(parts: list[Started]) -> Started:
    """Join started runs whose outputs, one after the other, are those of an indicator."""
    return JointRun([run for run, _ in parts], None), tuple(chain.from_iterable(columns for _, columns in parts))


def joined(
    parts: list[Started],
    figures: Floats,
    of_columns: Callable[..., tuple[Floats, ...]],
    of_numbers: Callable[..., tuple[float, ...]],
) -> Started:
    """Join started runs.

    Args:
        parts: the runs and their outputs.
        figures: of the candles they have taken.
        of_columns: makes the outputs of the indicator from the figures and all outputs of the parts, as columns.
        of_numbers: does the same for one candle.
    """
    outputs = of_columns(figures, *chain.from_iterable(columns for _, columns in parts))
    return JointRun([run for run, _ in parts], of_numbers), outputs
