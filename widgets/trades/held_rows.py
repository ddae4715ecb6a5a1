"""Which rows of a tape are in sight: the newest, or those that are held while the user reads them. No Qt."""

from __future__ import annotations

from typing import Protocol

from core.market.trades.tape import Order


class HasOrder(Protocol):
    """A row."""

    @property
    def order(self) -> Order:
        """Its place on the tape."""
        ...


class Rows(Protocol):
    """The rows of a tape, newest first: single trades, or what is made of them."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> HasOrder: ...

    def newer_than(self, order: Order) -> int:
        """How many rows are newer than the one at `order`."""

    def hold(self, oldest: Order | None) -> None:
        """Keep the trades from `oldest` on; None ends this."""


class HeldRows:
    """Where in a tape its reader is.

    Args:
        tape: its rows, which it keeps while they are in sight and held.
    """

    def __init__(self, tape: Rows) -> None:
        self._tape = tape
        self._held: Order | None = None
        self._below = 0
        self._read_from: Order | None = None
        self.first = 0
        """The index on the tape of the entry in the first row."""
        self.is_leaving = False
        """Whether the tape has dropped rows that were in sight."""
        self.is_scrolled = False
        """Whether the user has scrolled away from the newest."""

    @property
    def is_held(self) -> bool:
        """Whether an entry is held, instead of following the market."""
        return self._held is not None

    def tape_changed(self, page: int) -> None:
        """Find the held entry again, or follow the market.

        Args:
            page: the number of rows in sight.
        """
        newer = 0 if self._held is None else self._tape.newer_than(self._held)
        # As many rows as were below it: if the tape dropped some, others fill the page.
        lowest = max(len(self._tape) - min(self._below, page), 0)
        self.is_leaving = self._held is not None and (self.is_leaving or self._has_lost_rows())
        self.first = min(newer, lowest) if self._held is not None else 0
        self._tell_tape(page)

    def scroll_to(self, first: int, page: int, *, is_hovered: bool) -> None:
        """Put entry `first` into the first row and hold it; entry 0 is held only while the pointer is there."""
        self.first = first
        self.is_scrolled = first > 0
        self._held = None
        self.is_leaving = False
        if self.is_scrolled or is_hovered:
            self.hold(page)
        self._tell_tape(page)

    def hold(self, page: int) -> None:
        """Hold the entry in the first row, unless one is held."""
        if self._held is None and len(self._tape):
            self._held = self._tape[self.first].order
            self._below = len(self._tape) - self.first
            self._tell_tape(page)

    def let_go(self) -> None:
        """Follow the market again, from the next change on."""
        self._held = None

    def _tell_tape(self, page: int) -> None:
        """Make the tape keep the rows in sight while they are held."""
        last = min(self.first + page, len(self._tape)) - 1
        self._read_from = self._tape[last].order if self._held is not None and last >= 0 else None
        self._tape.hold(self._read_from)

    def _has_lost_rows(self) -> bool:
        """Return whether the tape has dropped rows that were in sight."""
        return self._read_from is not None and (
            not len(self._tape) or self._tape[len(self._tape) - 1].order > self._read_from
        )
