"""What a painted widget shows, as text: for the table of its values, and for tools that read the screen aloud."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable


class ValueRow(NamedTuple):
    """One row of figures."""

    key: Hashable
    """What the row is about, such as a price: a row with the same key is the same row later."""
    texts: tuple[str, ...]


class ValueTable(NamedTuple):
    """The values in the language of the window, in the order in which they are painted."""

    summary: str
    """The most important values as one sentence; empty if there are none yet."""
    titles: tuple[str, ...] = ()
    rows: Sequence[ValueRow] = ()
    words: frozenset[int] = frozenset()
    """The columns that hold words; the others hold figures, which are aligned at the right."""
    start: int = 0
    """The row where reading begins, such as the best price."""

    @property
    def sentence(self) -> str:
        """All of it in words: the summary, or else each row with its titles."""
        return self.summary or ". ".join(named(self.titles, row.texts) for row in self.rows)


@runtime_checkable
class HasValues(Protocol):
    """A widget that paints its values."""

    def shown_values(self) -> ValueTable | None:
        """Return the values shown; None if other widgets show all of them. Called only when somebody asks."""
        ...


def named(titles: Sequence[str], texts: Sequence[str]) -> str:
    """Return texts with their titles: `가격 100, 잔량 2`; empty texts are left out."""
    return ", ".join(f"{title} {text}".strip() for title, text in zip(titles, texts, strict=True) if text)
