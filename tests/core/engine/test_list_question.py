"""One question at a time, through the gate, and only the answer to it counts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.engine.list_question import ListQuestion
from core.engine.websocket_manager import WebSocketManager
from core.model.control import SubscriptionList
from core.model.subscription import Scope, StreamType, subscribe
from core.timing.silence import ANSWER_WITHIN
from core.upbit.upbit import Upbit
from embedded import EmbeddedExchange
from engine_life import quiet
from virtual_time import until

pytestmark = pytest.mark.virtual_time


class Scene:
    """A desk with one ticker whose snapshot has arrived."""

    def __init__(self) -> None:
        self.exchange = EmbeddedExchange(quiet())
        self.engine = WebSocketManager(exchange=Upbit(), dials={Scope.PUBLIC: self.exchange.dial})
        self.engine.attach("desk", [subscribe(StreamType.TICKER, "KRW-BTC")])

    @property
    def question(self) -> ListQuestion:
        question = self.engine._scopes[Scope.PUBLIC]._question
        assert question is not None
        return question


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene()
    await until(2.0)
    yield scene
    await scene.engine.stop()
    scene.exchange.clock.stop()


async def test_the_exchange_lists_its_streams(scene: Scene) -> None:
    reply = await scene.question.ask()
    assert reply is not None
    assert [(part.type, part.codes) for part in reply.result] == [("ticker", ("KRW-BTC",))]
    assert scene.question.ended_at == pytest.approx(2.0, abs=0.1)


async def test_no_answer_is_waited_for_no_longer_than_that(scene: Scene) -> None:
    scene.exchange.faults.set("list_reply", 2.0, reply="none")
    asking = asyncio.ensure_future(scene.question.ask())
    await until(2.0 + ANSWER_WITHIN - 0.1)
    assert scene.question.is_pending
    await until(2.0 + ANSWER_WITHIN + 0.1)
    assert asking.done()
    assert await asking is None
    assert not scene.question.is_pending


async def test_the_answer_to_another_question_is_none(scene: Scene) -> None:
    scene.exchange.faults.set("list_reply", 2.0, reply="none")
    asking = asyncio.ensure_future(scene.question.ask())
    await until(3.0)
    scene.question.answered(SubscriptionList("somebody else's", ()))
    assert await asking is None


async def test_where_there_is_no_connection_there_is_no_answer(scene: Scene) -> None:
    link = scene.engine._scopes[Scope.PUBLIC].link
    lonely = ListQuestion(link, scene.engine._scopes[Scope.PUBLIC].gate, Upbit())
    await link.close()
    assert await lonely.ask() is None
