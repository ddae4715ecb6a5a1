"""Loads the market list: at the start, every ten minutes, after each reconnect, and on the user's request.

Markets are listed, delisted and designated while a desk is open for weeks. If loading fails, the older list stays.
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
from core.timing.backoff import Backoff
from widgets.paint import formats

if TYPE_CHECKING:
    from core.model.link_status import LinkStatus
    from core.model.markets import MarketList
    from core.upbit.rest.quotation import RestClient
    from widgets.panel.market_directory import MarketDirectory

logger = logging.getLogger(__name__)

INTERVAL: Final = 600.0
"""Seconds until a list is loaded again."""
_LOOK: Final = 1.0
"""Seconds between checks of the connection, which sends no signal when it is back."""
_NOT_LOADED: Final = translatable("MarketLoading", "종목 목록을 불러오지 못함")
_NOT_RELOADED: Final = translatable("MarketLoading", "종목 목록을 새로 고치지 못함")
_FLOWING: Final = (ConnectionState.LIVE, ConnectionState.STALE)


class MarketLoading(QObject):
    """Keeps the market directory up to date; one request at a time.

    Args:
        rest: client for the requests.
        markets: receives the list or the error.
        link: returns the status of the public connection.
    """

    def __init__(self, rest: RestClient, markets: MarketDirectory, link: Callable[[], LinkStatus]) -> None:
        super().__init__(markets)
        self._rest = rest
        self._markets = markets
        self._link = link
        self._is_requested = asyncio.Event()
        self._backoff = Backoff()
        self._logged = ""
        markets.reload_requested.connect(self._on_requested)

    async def run(self) -> None:
        """Load repeatedly, for ever."""
        while True:
            self._is_requested.clear()
            epoch = max(self._link().epoch, 1)  # the first connection is no reconnect
            wait = await self._load()
            await self._wait(wait, epoch)

    async def _load(self) -> float:
        """Load once; return the seconds until the next time."""
        try:
            self._markets.fill(_sound(await self._rest.markets()))
        except HogaError as error:
            wait = self._backoff.delay_after(error)
            self._log(error, wait)
            return wait
        self._backoff.reset()
        self._logged = ""
        return INTERVAL

    async def _wait(self, seconds: float, epoch: int) -> None:
        """Return after the given seconds, on a request of the user, or on a new connection."""
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        while (left := until - clock()) > 0:
            try:
                async with asyncio.timeout(min(left, _LOOK)):
                    await self._is_requested.wait()
            except TimeoutError:
                link = self._link()
                if link.epoch > epoch and link.state in _FLOWING:
                    return
            else:
                return

    def _on_requested(self) -> None:
        self._rest.lift_blocks()
        self._backoff.reset()
        self._is_requested.set()

    def _log(self, error: HogaError, wait: float) -> None:
        if str(error) != self._logged:
            self._logged = str(error)
            logger.warning("market list: %s", error)
        is_there = self._markets.markets is not None
        what = _NOT_RELOADED if is_there else _NOT_LOADED
        when = formats.clock_time(round((time.time() + wait) * 1000))
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
