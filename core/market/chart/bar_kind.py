"""The ways a chart draws its candles, and what becomes of slots in which nobody traded."""

from __future__ import annotations

from enum import StrEnum


class BarKind(StrEnum):
    """How candles are drawn, spelled as in the workspace."""

    CANDLES = "candles"
    HOLLOW = "hollow"
    """Empty bodies rise from open to close, filled ones fall; the colour is of the change from the close before."""
    BARS = "bars"
    """A line from low to high, with the open at its left and the close at its right."""
    LINE = "line"
    """Through the closes."""
    AREA = "area"
    """The line, with the area below it filled."""
    HEIKIN_ASHI = "heikin-ashi"

    @classmethod
    def kept(cls, value: object) -> BarKind:
        """The kind that a workspace names; candles if it names none."""
        return cls(str(value)) if value in list(cls) else cls.CANDLES

    @property
    def is_line(self) -> bool:
        """Whether only closes are drawn."""
        return self in {BarKind.LINE, BarKind.AREA}
