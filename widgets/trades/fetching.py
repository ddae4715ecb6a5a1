"""Fetches the missing trades of a tape by REST, page by page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, Protocol

from core.errors import BadReply, HogaError
from core.loop.deadline import Deadline
from core.market.trades.gaps import ENOUGH, OPENING
from core.timing.backoff import Backoff

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.market.trades.gaps import TradeGaps
    from core.upbit.rest.quotation import RestClient

_PAGE: Final = 500
"""Trades of a page that fills a gap; the tape opens with a smaller one, which comes sooner."""


class TapeOwner(Protocol):
    """The panel that trades are fetched for."""

    def page_ended(self, gaps: TradeGaps, pause: Deadline | None) -> None:
        """Called after each page.

        Args:
            gaps: the gaps that it was for.
            pause: after a failure or a doubt, until when no page is requested; the owner may bring it forward.
        """

    def count_skipped(self, count: int) -> None:
        """Called with the number of rows of a page that could not be read."""


async def fetch_missing(rest: RestClient, code: str, gaps: TradeGaps, owner: Callable[[], TapeOwner | None]) -> None:
    """Fetch pages until nothing is missing or all gaps are given up; wait longer after each failure or doubt.

    Args:
        rest: client for the requests.
        code: the market.
        gaps: tells what is missing, and takes the pages.
        owner: a weak reference: the panel can be closed before a page arrives, which ends the fetching.
    """
    backoff, clock = Backoff(), asyncio.get_running_loop().time
    while (page := gaps.next_page()) is not None:
        pause, spoiled = None, 0
        try:
            count = ENOUGH if page.gap == OPENING else _PAGE
            trades = await rest.trades(code, count, page.cursor, page.days_ago)
            spoiled = trades.spoiled
            if spoiled and not trades:
                raise BadReply(f"a page of {spoiled} unreadable trades")
        except HogaError as error:
            gaps.failed(page, error.user_message)
            pause = Deadline()
            pause.bring_forward(clock() + backoff.delay_after(error))
        else:
            if gaps.arrived(page, trades):
                pause = Deadline()
                pause.bring_forward(clock() + backoff.next_delay())
            elif trades:
                backoff.reset()
        if (alive := owner()) is None:
            return
        alive.page_ended(gaps, pause)
        alive.count_skipped(spoiled)
        del alive
        if pause is not None:
            await rest.lifted.wait(pause)
