"""Which panels get a frame at one beat, when the frames of all that have news would take too long. Pure.

A panel with news is left waiting for one beat at most. So whatever one panel shows, every other shows it, or something
newer, at the next beat: two panels never show different prices of one market for longer than a frame. A longer wait
would let more panels keep the budget, and would break this; a desk that needs more than two budgets gets longer frames,
each half of all there is to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

BUDGET: Final = 0.007
"""CPU seconds of a frame within which panels are added to it: less than half of a 60 Hz frame, because receiving
messages and other programs need time too."""

MOST_WAITED: Final = 1
"""Beats that a panel with news may be left waiting."""

_WEIGHT: Final = 0.125
"""The weight of the newest measurement in an average of costs."""


class Rank(IntEnum):
    """The order of panels at one beat: the lowest rank first."""

    MARKET = 0
    """Shows the newest price of one market."""
    LIST = 1
    """Shows many markets, or something else."""


class Turn:
    """What the frames of one panel cost, and how long it has been waiting for the next one.

    Attributes:
        rank: see `Rank`.
        waited: beats since the panel asked at which others got a frame.
        last: the number of its last frame among those of all panels; 0 before the first.
        painted: CPU seconds in which its parts were painted in this frame.
    """

    __slots__ = ("_painting", "_taking", "last", "painted", "rank", "waited")

    def __init__(self, rank: Rank = Rank.LIST) -> None:
        self.rank = rank
        self.waited = 0
        self.last = 0
        self._taking: float | None = None
        self._painting: float | None = None
        self.painted = 0.0

    @property
    def cost(self) -> float:
        """The CPU seconds that a frame of the panel is expected to take; 0 before the first."""
        return (self._taking or 0.0) + (self._painting or 0.0)

    def took(self, seconds: float) -> None:
        """Note how long the panel took its messages, at the beginning of a frame."""
        self._taking = _average(self._taking, seconds)
        self.painted = 0.0

    def add_painting(self, seconds: float) -> None:
        """Note that a part of the panel was painted."""
        self.painted += seconds

    def ended(self, share: float = 1.0) -> None:
        """Note that the frame is over; one in which nothing was painted says nothing about the cost of painting.

        Args:
            share: how much longer all the painting of the frame took than the parts of panels by themselves.
        """
        if self.painted:
            self._painting = _average(self._painting, self.painted * share)


class FrameTurns:
    """Chooses who gets a frame.

    Args:
        budget: CPU seconds that a frame should take.
    """

    def __init__(self, budget: float = BUDGET) -> None:
        self.budget = budget
        self._frames = 0

    def choose(self, waiting: Sequence[Turn]) -> list[int]:
        """Choose who gets a frame at this beat, and let the others wait.

        First come all that have waited long enough, then others as far as the budget goes: those that show one
        market's price before lists, and of equal ones who had no frame for the longest time.

        Args:
            waiting: the panels with news, in the order in which they asked.

        Returns:
            Their indices in `waiting`, in order of the frames; never empty unless `waiting` is.
        """
        total = sum(turn.cost for turn in waiting)
        # Where two budgets are not enough, each of the two beats gets half.
        limit = max(self.budget, total / (MOST_WAITED + 1))
        result: list[int] = []
        spent = 0.0
        for index in sorted(range(len(waiting)), key=lambda at: _order(waiting[at])):
            turn = waiting[index]
            if turn.waited >= MOST_WAITED or not result or spent + turn.cost <= limit:
                result.append(index)
                spent += turn.cost
                self._frames += 1
                turn.waited, turn.last = 0, self._frames
            else:
                turn.waited += 1
        return result


def _order(turn: Turn) -> tuple[int, Rank, int]:
    return -turn.waited, turn.rank, turn.last


def _average(before: float | None, newest: float) -> float:
    return newest if before is None else before + (newest - before) * _WEIGHT
