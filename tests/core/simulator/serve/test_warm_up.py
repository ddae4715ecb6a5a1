"""Values computed in advance cost nothing later, and computing them blocks nothing."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from core.simulator.market.synthetic import SyntheticSource
from core.simulator.serve.warm_up import warm_up


class Counted(SyntheticSource):
    """A source that records which markets it is called for."""

    def __init__(self) -> None:
        super().__init__(seed=3, markets=12)
        self.asked: list[str] = []

    def ticker(self, code, now_ms):  # type: ignore[no-untyped-def]
        self.asked.append(code)
        return super().ticker(code, now_ms)


async def test_every_market_is_computed_largest_first() -> None:
    source = Counted()
    await warm_up(source)
    assert source.asked == [market.code for market in source.markets]


async def test_a_request_that_comes_meanwhile_waits_for_one_market_at_most() -> None:
    source = Counted()
    warming = asyncio.ensure_future(warm_up(source))
    turns = []
    while not warming.done():
        turns.append(len(source.asked))
        await asyncio.sleep(0)
    assert turns == sorted(turns)
    assert max(after - before for before, after in pairwise(turns)) == 1
