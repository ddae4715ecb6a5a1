"""However long requests are on their way, the exchange counts no more in a second than the gate allows."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.loop.rate_gate import RateGate
from core.loop.request_gate import LONGEST_WAY, SECOND, RequestGate
from core.timing.slots import SlotLedger
from virtual_time import VirtualTimeLoop, elapsed

LIMIT = 4

ways = st.lists(st.tuples(st.floats(0.0, LONGEST_WAY), st.floats(0.0, 5.0)), min_size=1, max_size=30)
"""Of each request, the seconds until it arrives, and those until its answer is back."""


def fast_gate(limit: int = LIMIT) -> RequestGate:
    return RequestGate(RateGate(SlotLedger(burst=100, spacing=0.001)), limit)


@settings(max_examples=200)
@given(ways)
def test_the_exchange_counts_at_most_the_limit_in_any_second(ways: list[tuple[float, float]]) -> None:
    loop = VirtualTimeLoop()
    arrived: list[float] = []

    async def send(gate: RequestGate, out: float, back: float) -> None:
        async with gate.request():
            await asyncio.sleep(out)
            arrived.append(loop.time())
            await asyncio.sleep(back)

    async def main() -> None:
        gate = fast_gate()
        await asyncio.gather(*(send(gate, out, back) for out, back in ways))

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main())
    assert len(arrived) == len(ways)
    # A microsecond less than the second: sums of floats.
    assert max(sum(begin <= time < begin + SECOND - 1e-6 for time in arrived) for begin in arrived) <= LIMIT


@pytest.mark.virtual_time
class TestRequestGate:
    async def test_without_delays_the_pace_alone_holds_requests_back(self) -> None:
        gate = RequestGate(RateGate(SlotLedger(burst=3, spacing=0.15)), limit=9)
        for _ in range(30):
            async with gate.request():
                pass
        assert elapsed() == pytest.approx(27 * 0.15, abs=0.01)

    async def test_a_request_without_an_answer_makes_room_after_its_longest_way(self) -> None:
        gate, never = fast_gate(limit=1), asyncio.Event()

        async def hang() -> None:
            async with gate.request():
                await never.wait()

        hanging = asyncio.ensure_future(hang())
        await asyncio.sleep(0.0)
        async with gate.request():
            assert elapsed() == pytest.approx(LONGEST_WAY + SECOND, abs=0.01)
        hanging.cancel()

    async def test_one_that_fails_counts_as_one_that_is_answered(self) -> None:
        gate = fast_gate(limit=1)
        with pytest.raises(ConnectionError):
            async with gate.request():
                raise ConnectionError
        async with gate.request():
            assert elapsed() == pytest.approx(SECOND, abs=0.01)

    async def test_one_cancelled_before_its_sending_does_not_count(self) -> None:
        gate = RequestGate(RateGate(SlotLedger(burst=1, spacing=5.0)), limit=1)
        async with gate.request():
            pass

        async def send() -> None:
            async with gate.request():
                pytest.fail("it was cancelled before")

        waiting = [asyncio.ensure_future(send()) for _ in range(3)]
        await asyncio.sleep(SECOND + 0.5)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        async with gate.request():
            assert elapsed() == pytest.approx(5.0, abs=0.01)

    async def test_its_room_is_given_back_once_each(self) -> None:
        gate = fast_gate(limit=1)
        for answered_after in (0.0, 1.5, LONGEST_WAY, LONGEST_WAY + 3.0):
            async with gate.request():
                await asyncio.sleep(answered_after)
        await asyncio.sleep(10.0)
        async with gate.request():
            began = elapsed()
        async with gate.request():
            assert elapsed() == pytest.approx(began + SECOND, abs=0.01)
