"""When the waits behind blocks end: once for each lifting, if the exchange answers a request that was sent since."""

from __future__ import annotations

import asyncio
import random

import pytest

from core.loop.deadline import Deadline
from core.upbit.rest.lifted_blocks import LiftedBlocks


class Listener:
    def __init__(self, lifted: LiftedBlocks) -> None:
        self.calls = 0
        lifted.listen(self.called)

    def called(self) -> None:
        self.calls += 1


@pytest.mark.parametrize("seed", range(20))
async def test_whatever_happens_each_lifting_is_told_at_most_once_and_only_after_an_answer_sent_since(seed: int):
    lifted, rng = LiftedBlocks(), random.Random(seed)
    listener = Listener(lifted)
    sent: list[int] = []
    tellable = liftings = 0
    for _ in range(200):
        before = listener.calls
        match rng.choice(("lift", "send", "answer", "answer", "block")):
            case "lift":
                lifted.lift()
                liftings += 1
                tellable = 1
                assert listener.calls == before
            case "send":
                sent.append(lifted.number)
                assert listener.calls == before
            case "block":
                lifted.blocked()
                tellable = 0
                assert listener.calls == before
            case "answer" if sent:
                number = sent.pop(rng.randrange(len(sent)))
                is_told = tellable and number == liftings
                lifted.answered(number)
                assert listener.calls == before + is_told
                tellable -= is_told
    assert 0 < listener.calls <= liftings


async def test_the_end_of_blocks_ends_every_pause_and_without_it_each_lasts():
    lifted, pause = LiftedBlocks(), Deadline()
    pause.bring_forward(asyncio.get_running_loop().time() + 1000.0)
    waits = [asyncio.ensure_future(wait) for wait in (lifted.wait(pause), lifted.wait_for(1000.0))]
    await asyncio.sleep(0)
    lifted.answered(lifted.number)
    await asyncio.sleep(0.01)
    assert not any(wait.done() for wait in waits)
    lifted.lift()
    lifted.answered(lifted.number)
    async with asyncio.timeout(5):
        await asyncio.gather(*waits, lifted.wait_for(0.0))
    assert not lifted._pauses


async def test_a_listener_that_is_gone_is_not_kept():
    lifted = LiftedBlocks()
    kept = Listener(lifted)
    for _ in range(100):
        Listener(lifted)
    assert len(lifted._listeners) <= 2
    lifted.lift()
    lifted.answered(lifted.number)
    assert kept.calls == 1
