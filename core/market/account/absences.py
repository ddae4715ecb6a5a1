"""When a list of REST is believed that lacks what is known: not at once, as an exchange may have a bad moment. Pure.

`EmptyPages` counts pages of candles likewise. But the stream may have lost the end of an order, or a withdrawal: a list
that goes on lacking them is believed after some time.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from core.errors import DoubtedReply
from core.market.candle_history.empty_pages import BELIEVED_AFTER


def contradicts(known: AbstractSet[str], listed: AbstractSet[str], *, is_cut_doubted: bool) -> bool:
    """Whether a list is so much too short that it is rather cut than news: one with something new is none.

    Args:
        known: what it should have, as far as the stream tells.
        listed: what it has.
        is_cut_doubted: whether half of what is known is too short; else only a list without anything.
    """
    if not listed:
        return bool(known)
    return is_cut_doubted and listed < known and len(known - listed) > 1 and 2 * len(listed) <= len(known)


class Absences:
    """What the last lists of one kind lacked.

    Args:
        seconds: how long lists must lack what is known, until that is believed.
        words: what the user is told meanwhile.
        is_cut_doubted: whether lists are doubted, too, that have up to half of what is known.
    """

    def __init__(self, seconds: float, words: str, *, is_cut_doubted: bool) -> None:
        self._seconds = seconds
        self._words = words
        self._is_cut_doubted = is_cut_doubted
        self._missing: AbstractSet[str] = frozenset()
        self._since = 0.0
        self._count = 0

    def forget(self) -> None:
        """Begin anew: a list had everything, or it is another account's."""
        self._missing, self._count = frozenset(), 0

    def told(self, key: str) -> None:
        """Note that the stream told that something is there: lists that lacked it before show nothing."""
        self._missing -= {key}

    def check(self, known: AbstractSet[str], listed: AbstractSet[str], now: float, *, is_first: bool) -> None:
        """Take a list.

        Args:
            known: what it should have.
            listed: what it has.
            now: in seconds.
            is_first: whether an empty list is doubted, too, where nothing is known: a few are believed.

        Raises:
            DoubtedReply: it is not believed yet.
        """
        is_contradiction = contradicts(known, listed, is_cut_doubted=self._is_cut_doubted)
        if not is_contradiction and (listed or known or not is_first):
            self.forget()
            return
        missing = known - listed
        if not self._count or not missing <= self._missing:
            self._since, self._count = now, 0
        self._missing = missing
        self._count += 1
        if self._count >= BELIEVED_AFTER and now - self._since >= (self._seconds if known else 0.0):
            self.forget()
            return
        raise DoubtedReply(f"a list of {len(listed)} lacks {len(missing)} of {len(known)} known", self._words)
