"""Loads the market list: at the start, every ten minutes, after each reconnect, and on the user's request.

Markets are listed, delisted and designated while a desk is open for weeks. If loading fails, the older list stays. A
list is doubted, and loaded again sooner, that lacks a market of the one before, or that a ticker contradicts.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from core.errors import BadReply, HogaError
from core.model.link_status import ConnectionState
from core.text import composed, translatable
from core.timing.attempts import Attempts
from widgets.text import formats

if TYPE_CHECKING:
    from core.model.link_status import LinkStatus
    from core.model.markets import MarketList
    from core.upbit.rest.quotation import RestClient
    from widgets.look.look import Look
    from widgets.markets.directory import MarketDirectory

INTERVAL: Final = 600.0
"""Seconds until a list is loaded again."""
DOUBTED: Final = 60.0
"""The same for a list that lacks a market of the one before; then twice as long each time."""
CONTRADICTED: Final = 30.0
"""The same for a list that a ticker contradicts, at the earliest."""
_LOOK: Final = 1.0
"""Seconds between checks of the connection, which sends no signal when it is back."""
SLOW: Final = 4.0
"""Seconds without an answer after which a first load is reported as failing; it goes on."""
_NOT_LOADED: Final = translatable("MarketLoading", "종목 목록을 불러오지 못함")
_NOT_RELOADED: Final = translatable("MarketLoading", "종목 목록을 새로 고치지 못함")
_FLOWING: Final = (ConnectionState.LIVE, ConnectionState.STALE)


class MarketLoading(QObject):
    """Keeps the market directory up to date; one request at a time.

    Args:
        rest: client for the requests.
        markets: receives the list or the error.
        link: returns the status of the public connection.
        look: has the zone of the times shown.
    """

    def __init__(self, rest: RestClient, markets: MarketDirectory, link: Callable[[], LinkStatus], look: Look) -> None:
        super().__init__(markets)
        self._rest = rest
        self._markets = markets
        self._link = link
        self._is_requested = asyncio.Event()
        self._attempts = Attempts("market list", logging.WARNING)
        self._interval = INTERVAL
        self._is_contradicted = False
        self._failure: tuple[HogaError, float] | None = None
        self._waits_after_failure = False
        self._look = look
        look.changed.connect(self._report)
        markets.reload_requested.connect(self._on_requested)
        markets.contradicted.connect(self._on_contradicted)
        rest.lifted.listen(self._on_blocks_ended)

    async def run(self) -> None:
        """Load repeatedly, for ever."""
        while True:
            self._is_requested.clear()
            self._is_contradicted = False
            epoch = self._link().epoch
            wait = await self._load()
            if self._failure is None:
                epoch = max(epoch, 1)  # the first connection is no reconnect, but it shows that the exchange is back
            self._waits_after_failure = self._failure is not None
            await self._wait(wait, epoch)
            self._waits_after_failure = False

    async def _load(self) -> float:
        """Load once; return the seconds until the next time."""
        slow = asyncio.get_running_loop().call_later(SLOW, self._tell_slow)
        gone = set(self._markets.gone)
        try:
            self._markets.fill(_sound(await self._rest.markets()))
        except HogaError as error:
            wait = self._attempts.failed(error)
            self._failure = (error, time.time() + wait)
            self._report()
            return wait
        finally:
            slow.cancel()
        self._attempts.succeeded()
        self._failure = None
        self._interval = min(DOUBTED if set(self._markets.gone) - gone else 2 * self._interval, INTERVAL)
        return self._interval

    async def _wait(self, seconds: float, epoch: int) -> None:
        """Return after the given seconds, or on a new connection, the user's request, or the word of a ticker."""
        clock = asyncio.get_running_loop().time
        earliest, until = clock() + CONTRADICTED, clock() + seconds
        while (left := until - clock()) > 0:
            try:
                async with asyncio.timeout(min(left, _LOOK)):
                    await self._is_requested.wait()
            except TimeoutError:
                if self._is_contradicted:
                    until = min(until, earliest)
                link = self._link()
                if link.epoch > epoch and link.state in _FLOWING:
                    return
            else:
                return

    def _on_requested(self) -> None:
        self._rest.lift_blocks()
        self._attempts.hurry()
        self._is_requested.set()

    def _on_blocks_ended(self) -> None:
        if self._waits_after_failure:
            self._is_requested.set()

    def _on_contradicted(self) -> None:
        self._is_contradicted = True

    def _tell_slow(self) -> None:
        """Give a reason while the first load is under way: a silent server would show no error for longer."""
        if self._markets.markets is None and not self._markets.trouble:
            self._markets.set_trouble(composed("{what}\n{why}", what=_NOT_LOADED, why=self._rest.no_answer))

    def _report(self) -> None:
        """Say why there is no list, and when it is tried again, in the zone of the screen."""
        if self._failure is None:
            return
        error, at = self._failure
        what = _NOT_LOADED if self._markets.markets is None else _NOT_RELOADED
        when = formats.clock_time(round(at * 1000), self._look.zone)
        again = translatable("MarketLoading", "{time}에 다시 시도").format(time=when)
        self._markets.set_trouble(composed("{what} · {again}\n{why}", what=what, again=again, why=error.user_message))


def _sound(markets: MarketList) -> MarketList:
    """Return the list if it is valid.

    Raises:
        BadReply: the list is empty.
    """
    if not len(markets):
        raise BadReply("an empty market list", translatable("MarketLoading", "거래소가 빈 목록을 보냈습니다"))
    return markets
