"""Notices a feed that died though its socket answers: asks, tells again, and gives the connection up at last."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable

from core.deadline import RESOLUTION, sleep_for, sleep_until
from core.errors import ConnectionLost
from core.link import Link
from core.rate_limiter import RateGate
from core.silence import ANSWER_WITHIN, LAST_CHANCE, FeedSilence
from core.upbit.codec import WireFormat, encode_list_subscriptions

logger = logging.getLogger(__name__)

_LOOK_EVERY = 1.0


class FeedWatch:
    """One connection's, for as long as it lives.

    Args:
        link: the connection.
        gate: passed before the question, which counts as a request.
        wire_format: the running one: the question's format becomes that of the streams (Upbit LIST_SUBSCRIPTIONS page).
        resend: asks for everything again, with snapshots.
    """

    def __init__(self, link: Link, gate: RateGate, wire_format: WireFormat, resend: Callable[[], object]) -> None:
        self.silence = FeedSilence()
        self._link = link
        self._gate = gate
        self._wire_format = wire_format
        self._resend = resend
        self._answered = asyncio.Event()

    def answered(self) -> None:
        """The exchange said what it streams."""
        self._answered.set()

    async def run(self) -> None:
        """Watch until the feed is given up, or this task is cancelled with its connection."""
        clock = asyncio.get_running_loop().time
        look_at = clock()
        while True:
            try:
                await sleep_until(look_at)
                due = self.silence.suspicious_at()
                if due is None or due - clock() > RESOLUTION:
                    look_at = due if due is not None else clock() + _LOOK_EVERY
                elif fault := await self._fault(due):
                    self._link.give_up(fault, "데이터가 오지 않아 다시 연결합니다")
                    return
            except Exception:
                # A defect of ours must not leave the feed unwatched.
                logger.exception("%s: the watch over the feed failed in a way nobody foresaw", self._link.name)
                look_at = clock() + _LOOK_EVERY

    async def _fault(self, due: float) -> str:
        """What is wrong with a feed that was suspicious at `due`; empty if it speaks again."""
        if not await self._ask():
            return f"the feed is silent, and no answer came within {ANSWER_WITHIN:.0f} s"
        if self.silence.suspicious_at() != due:
            return ""
        self._resend()
        await sleep_for(LAST_CHANCE)
        if self.silence.suspicious_at() != due:
            return ""
        return "the feed stays silent though everything was asked for again"

    async def _ask(self) -> bool:
        """Whether the exchange says what it streams when asked."""
        await self._gate.acquire()
        self._answered.clear()
        try:
            await self._link.send(encode_list_subscriptions(str(uuid.uuid4()), self._wire_format))
            async with asyncio.timeout(ANSWER_WITHIN):
                await self._answered.wait()
        except (TimeoutError, ConnectionLost):
            return False
        return True
