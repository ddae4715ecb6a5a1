from __future__ import annotations

import gc
import weakref

import pytest

from core.errors import RateLimited
from core.upbit.refusal.block import SHORT, Block


def limited(seconds: float) -> RateLimited:
    return RateLimited("418", "blocked", 418, seconds, "막았습니다")


def left(block: Block, now: float) -> float:
    try:
        block.check(now)
    except RateLimited as limit:
        return limit.retry_after
    return 0.0


def test_it_repeats_the_refusal() -> None:
    block = Block()
    block.begin(limited(60.0), 0.0)
    with pytest.raises(RateLimited) as again:
        block.check(1.0)
    assert (again.value.name, again.value.status, again.value.user_message) == ("418", 418, "막았습니다")


def test_the_rest_of_a_block_shrinks_to_zero() -> None:
    block = Block()
    assert left(block, 0.0) == 0.0
    block.begin(limited(60.0), 100.0)
    assert [left(block, now) for now in (100.0, 130.0, 159.5, 160.0, 130.0)] == [60.0, 30.0, 0.5, 0.0, 0.0]


def test_a_shorter_one_does_not_end_it_early() -> None:
    block = Block()
    block.begin(limited(60.0), 0.0)
    block.begin(limited(10.0), 1.0)
    assert left(block, 20.0) == 40.0


@pytest.mark.parametrize("seconds", [0.0, 1.0, SHORT])
def test_a_short_one_is_for_the_gate(seconds: float) -> None:
    block = Block()
    block.begin(limited(seconds), 0.0)
    assert left(block, 0.0) == 0.0


def test_a_block_lifted_by_hand_may_begin_again() -> None:
    block = Block()
    block.begin(limited(3600.0), 0.0)
    block.lift()
    assert left(block, 1.0) == 0.0
    block.begin(limited(60.0), 1.0)
    assert left(block, 1.0) == 60.0


def test_a_block_keeps_no_caller_alive() -> None:
    class Panel:
        def ask(self, block: Block) -> None:
            try:
                raise RateLimited("too_many_requests", "wait", 429, 600.0)
            except RateLimited as limit:
                block.begin(limit, 0.0)

    block, panel = Block(), Panel()
    panel.ask(block)
    gone = weakref.ref(panel)
    del panel
    gc.collect()
    assert gone() is None
