"""A drawing that is being made: clicks, or a press and a drag, place its anchors one after the other."""

from __future__ import annotations

from core.market.drawings.drawing import ANCHORS, Anchor, Drawing, Kind, Style

NUMBER = 0
"""The number of a draft, which no drawing of a list has."""


class Draft:
    """The anchors placed so far, and a loose end that follows the pointer.

    Args:
        kind: what is being drawn.
        style: how it will look.
    """

    def __init__(self, kind: Kind, style: Style) -> None:
        self.kind = kind
        self.style = style
        self._placed: list[Anchor] = []
        self._loose: Anchor | None = None

    @property
    def has_begun(self) -> bool:
        """Whether an anchor is placed."""
        return bool(self._placed)

    @property
    def is_complete(self) -> bool:
        """Whether all anchors are placed."""
        return len(self._placed) == ANCHORS[self.kind]

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The anchors placed so far."""
        return tuple(self._placed)

    def place(self, at: Anchor) -> None:
        """Place the next anchor."""
        if not self.is_complete:
            self._placed.append(at)
        self._loose = at

    def shift_last(self, to: Anchor) -> None:
        """Move the anchor placed last, while the mouse button is still down."""
        if self._placed:
            self._placed[-1] = to
        self._loose = to

    def follow(self, to: Anchor) -> None:
        """Let the loose end follow the pointer."""
        self._loose = to

    def shown(self) -> Drawing | None:
        """The drawing with all missing anchors at the loose end; None before the first anchor."""
        if not self._placed:
            return None
        loose = self._loose or self._placed[-1]
        missing = ANCHORS[self.kind] - len(self._placed)
        return Drawing(NUMBER, self.kind, (*self._placed, *(loose for _ in range(missing))), self.style)
