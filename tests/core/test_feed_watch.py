"""A feed that died though its socket answers is asked for, told again, and given up at last."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.deadline import RESOLUTION
from core.feed_watch import FeedWatch
from core.link import Link
from core.rate_limiter import RateGate
from core.silence import ANSWER_WITHIN, LAST_CHANCE, SILENT_FOR
from core.upbit.codec import WireFormat
from scripted_socket import ScriptedPeer
from virtual_time import until

pytestmark = pytest.mark.virtual_time

SUSPICIOUS = 40.0 + SILENT_FOR


class Scene:
    """A watch over a link to a peer that says what a test lets it."""

    def __init__(self) -> None:
        self.peer = ScriptedPeer()
        self.resent: list[float] = []
        self.link = Link("public", self.peer.dial, RateGate(), 30.0, lambda frame, now: None, lambda: None)
        self.watch = FeedWatch(self.link, RateGate(), WireFormat.SIMPLE, self.resend)

    def resend(self) -> None:
        self.resent.append(asyncio.get_running_loop().time())

    async def busy_until(self, time: float) -> None:
        for second in range(int(time) + 1):
            await until(float(second))
            self.watch.silence.heard(float(second))

    @property
    def questions(self) -> list[str]:
        return [text for text in self.peer.socket.sent if "LIST_SUBSCRIPTIONS" in text]


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene()
    scene.link.open()
    task = asyncio.get_running_loop().create_task(scene.watch.run())
    yield scene
    task.cancel()
    await scene.link.close()


async def test_the_exchange_is_asked_in_the_running_format(scene: Scene) -> None:
    await scene.busy_until(40.0)
    await until(SUSPICIOUS - 0.1)
    assert scene.questions == []
    await until(SUSPICIOUS + 0.1)
    (question,) = scene.questions
    assert '"format":"SIMPLE"' in question


async def test_an_answer_brings_everything_to_be_asked_for_again_once(scene: Scene) -> None:
    await scene.busy_until(40.0)
    await until(SUSPICIOUS + 0.5)
    scene.watch.answered()
    await until(SUSPICIOUS + 1.0)
    assert scene.resent == [pytest.approx(SUSPICIOUS + 0.5)]
    scene.watch.silence.heard(SUSPICIOUS + 1.0)
    await until(200.0)
    assert len(scene.resent) == 1
    assert len(scene.peer.dials) == 1


async def test_no_answer_is_a_lost_connection(scene: Scene) -> None:
    await scene.busy_until(40.0)
    await until(SUSPICIOUS + ANSWER_WITHIN - 0.1)
    assert len(scene.peer.dials) == 1
    await until(SUSPICIOUS + ANSWER_WITHIN + 1.0)
    assert len(scene.peer.dials) == 2
    assert scene.resent == []


async def test_an_answer_and_then_nothing_is_a_lost_connection_too(scene: Scene) -> None:
    await scene.busy_until(40.0)
    await until(SUSPICIOUS + 0.5)
    scene.watch.answered()
    await until(SUSPICIOUS + 0.5 + LAST_CHANCE + 1.0)
    assert len(scene.peer.dials) == 2


async def test_a_feed_that_speaks_while_it_is_asked_is_left_in_peace(scene: Scene) -> None:
    await scene.busy_until(40.0)
    await until(SUSPICIOUS + 0.5)
    scene.watch.silence.heard(SUSPICIOUS + 0.5)
    scene.watch.answered()
    await until(SUSPICIOUS + 60.0)
    assert scene.resent == []
    assert len(scene.peer.dials) == 1


async def test_a_quiet_feed_is_never_asked(scene: Scene) -> None:
    for minute in range(60):
        await until(60.0 * minute)
        scene.watch.silence.heard(60.0 * minute)
    assert scene.questions == []


async def test_a_moment_that_is_all_but_there_is_not_waited_for_in_circles(scene: Scene) -> None:
    await scene.busy_until(40.0)
    await until(43.0)
    scene.watch.silence.heard(40.0 + RESOLUTION / 2)
    await until(SUSPICIOUS + 0.5)
    assert len(scene.questions) == 1
