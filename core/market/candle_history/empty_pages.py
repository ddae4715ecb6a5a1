"""When a page without a candle is believed: not at once, because an exchange may have a bad moment.

The beginning of a market looks like this too, and so costs two more requests.
"""

from __future__ import annotations

from typing import Final

from core.errors import BadReply
from core.text import translatable

BELIEVED_AFTER: Final = 3
"""So many empty pages in a row are believed where nothing known contradicts them."""
NEVER: Final = float("inf")
"""Where a known candle contradicts them."""

_EMPTY: Final = translatable("core", "거래소가 봉이 하나도 없는 목록을 보냈습니다")


def believed_after(*, is_of_past: bool, is_traded: bool, known: int, are_stored: bool) -> float:
    """How many empty pages in a row show that there are no candles.

    Args:
        is_of_past: whether they are of the time before known candles.
        is_traded: whether the market was seen to trade.
        known: how many candles are known.
        are_stored: whether all of these are of an earlier run.
    """
    if is_of_past:
        return BELIEVED_AFTER
    if is_traded:
        return NEVER
    if not known:
        return 1
    return BELIEVED_AFTER if are_stored else NEVER


class EmptyPages:
    """Counts the empty pages in a row."""

    def __init__(self) -> None:
        self.is_in_doubt = False
        """Whether the last page was empty and neither believed nor an error."""
        self._count = 0

    def forget(self) -> None:
        """Begin to count again: a page had candles, or the connection is another one."""
        self.is_in_doubt, self._count = False, 0

    def is_believed(self, after: float, *, is_error: bool) -> bool:
        """Count a page without a candle; return whether it shows that there are none.

        Args:
            after: how many in a row do.
            is_error: whether one that is not believed is an error, else a doubt.

        Raises:
            BadReply: the page cannot be true.
        """
        self._count += 1
        if self._count >= after:
            self.forget()
            return True
        if is_error:
            raise BadReply("a page without candles", _EMPTY)
        self.is_in_doubt = True
        return False
