"""The user's favourite markets, in the user's own order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.model.markets import is_code

MOST: Final = 1000
"""More than any exchange lists; further ones are refused, whoever wrote them."""


class Favourites:
    """Market codes without doubles. Markets that the present exchange does not list stay in their places.

    Args:
        codes: in the user's order; what is no market code is left out.
    """

    def __init__(self, codes: Iterable[object] = ()) -> None:
        sound = (code for code in codes if isinstance(code, str) and is_code(code))
        self._codes = list(dict.fromkeys(sound))[:MOST]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in the user's order."""
        return tuple(self._codes)

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def toggle(self, code: str) -> bool:
        """Add `code` at the end, or remove it; return whether anything changed."""
        if code in self._codes:
            self._codes.remove(code)
        elif is_code(code) and len(self._codes) < MOST:
            self._codes.append(code)
        else:
            return False
        return True

    def move(self, code: str, to: str) -> bool:
        """Move `code` to the place of `to`, which makes room in the direction `code` comes from.

        Returns:
            Whether anything changed.
        """
        if code == to or code not in self._codes or to not in self._codes:
            return False
        place = self._codes.index(to)
        self._codes.remove(code)
        self._codes.insert(place, code)
        return True
