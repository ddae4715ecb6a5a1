"""Which marks a chart shows, as its state keeps them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class MarkChoice:
    """Each mark, shown or not."""

    extremes: bool = True
    """The highest and the lowest price in sight."""
    days: bool = True
    """Where days begin."""
    previous_close: bool = True
    own: bool = True
    """The user's average price and open orders."""
    alerts: bool = True
    """The prices at which the user is told."""

    def state(self) -> dict[str, bool]:
        """Return what `restored` reads: the marks that are not shown."""
        return {name: shown for name, shown in asdict(self).items() if not shown}

    def turned(self, name: str) -> MarkChoice:
        """Return the choice with one mark the other way."""
        return replace(self, **{name: not getattr(self, name)})


def restored(state: object) -> MarkChoice:
    """Return the choice that a workspace kept; each mark that it does not name is shown."""
    known: dict[str, Any] = state if isinstance(state, dict) else {}
    names = [field.name for field in fields(MarkChoice)]
    return MarkChoice(**{name: known[name] for name in names if isinstance(known.get(name), bool)})
