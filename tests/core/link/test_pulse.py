"""A connection is lost when neither a pong nor a frame comes, and not while the loop itself stood still."""

from __future__ import annotations

import asyncio
import time

import pytest

from core.errors import ConnectionLost
from core.link.pulse import AGAIN, Pulse
from core.timing.heartbeat import PONG_TIMEOUT, QUIET, Heartbeat
from scripted_socket import ScriptedSocket
from virtual_time import elapsed, until


def pulse_of(socket: ScriptedSocket, doubts: list[bool] | None = None) -> tuple[Pulse, Heartbeat]:
    heartbeat = Heartbeat(30.0, asyncio.get_running_loop().time())
    return Pulse(socket, heartbeat, (doubts if doubts is not None else []).append), heartbeat


@pytest.mark.virtual_time
async def test_silence_ends_the_connection_with_a_reason() -> None:
    pulse, _ = pulse_of(ScriptedSocket(answers_pings=False))
    fault = await pulse.run()
    assert "no pong" in fault
    assert elapsed() == pytest.approx(QUIET + PONG_TIMEOUT)
    assert pulse.round_trip is None


@pytest.mark.virtual_time
async def test_a_connection_that_ends_during_a_ping_is_reported() -> None:
    socket = ScriptedSocket()
    pulse, _ = pulse_of(socket)
    socket.lose()
    with pytest.raises(ConnectionLost):
        await pulse.run()


@pytest.mark.virtual_time
async def test_doubt_comes_and_goes_once_each() -> None:
    doubts: list[bool] = []
    pulse, heartbeat = pulse_of(ScriptedSocket(answers_pings=False), doubts)
    running = asyncio.ensure_future(pulse.run())
    await until(9.0)
    assert doubts == [True]
    while asyncio.get_running_loop().time() < 20.0:
        heartbeat.heard(asyncio.get_running_loop().time())
        await asyncio.sleep(0.5)
    assert doubts == [True, False]
    running.cancel()


@pytest.mark.virtual_time
@pytest.mark.parametrize("before_the_end", [0.01, 0.2, 0.49, 0.51, 2.0])
async def test_a_frame_at_any_moment_before_the_pong_is_given_up_keeps_the_connection(before_the_end: float) -> None:
    pulse, heartbeat = pulse_of(ScriptedSocket(answers_pings=False))
    running = asyncio.ensure_future(pulse.run())
    heard = QUIET + PONG_TIMEOUT - before_the_end
    await until(heard)
    heartbeat.heard(heard)
    await until(heard + PONG_TIMEOUT - 0.01)
    assert not running.done()
    await until(heard + PONG_TIMEOUT + 0.01)
    assert running.done(), "nothing came after it"


@pytest.mark.virtual_time
async def test_cancelled_it_leaves_no_task_behind() -> None:
    pulse, _ = pulse_of(ScriptedSocket(answers_pings=False))
    running = asyncio.ensure_future(pulse.run())
    await until(7.0)
    running.cancel()
    await asyncio.wait([running])
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_blocked_loop_reads_waiting_frames_before_it_judges(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.timing.heartbeat.QUIET", 0.0)
    monkeypatch.setattr("core.timing.heartbeat.PONG_TIMEOUT", 0.6)
    came = asyncio.Event()

    class Answering(ScriptedSocket):
        async def ping(self) -> None:
            await super().ping()
            await came.wait()

    pulse, _ = pulse_of(Answering())
    running = asyncio.ensure_future(pulse.run())
    await asyncio.sleep(0.05)
    asyncio.get_running_loop().call_later(0.02, time.sleep, 1.0)
    asyncio.get_running_loop().call_later(1.05, came.set)  # the pong is read right after the stall
    await asyncio.sleep(1.2)
    assert not running.done()
    running.cancel()


@pytest.mark.virtual_time
async def test_a_shorter_interval_holds_at_once_for_a_connection_under_flow() -> None:
    socket = ScriptedSocket()
    pulse, heartbeat = pulse_of(socket)
    running = asyncio.ensure_future(pulse.run())
    while asyncio.get_running_loop().time() < 12.0:
        heartbeat.heard(asyncio.get_running_loop().time())
        await asyncio.sleep(0.5)
        if elapsed() == 5.0:
            pulse.set_interval(2.0)
    assert [round(each) for each in socket.pings] == [5, 7, 9, 11]  # at once, because 2 s were over
    running.cancel()


@pytest.mark.virtual_time
@pytest.mark.parametrize("before", [(), (0.04,)])
async def test_a_pong_that_was_late_once_is_soon_no_measure_of_the_way(before: tuple[float, ...]) -> None:
    """A connection that stood still for a moment under flow; what was measured then counted for 30 s, and more."""
    takes = [*before, 1.36]

    class Late(ScriptedSocket):
        async def ping(self) -> None:
            await super().ping()
            await asyncio.sleep(takes.pop(0) if takes else 0.05)

    pulse, heartbeat = pulse_of(Late())
    running = asyncio.ensure_future(pulse.run())
    while takes or asyncio.get_running_loop().time() < 32.0 * len(before) + 32.0:
        heartbeat.heard(asyncio.get_running_loop().time())
        await asyncio.sleep(0.5)
    assert pulse.round_trip == pytest.approx(1.36)
    assert pulse.shortest_round_trip == pytest.approx(before[0] if before else 1.36)
    await asyncio.sleep(AGAIN + 0.1)
    assert pulse.round_trip == pytest.approx(0.05)
    assert pulse.shortest_round_trip == pytest.approx(before[0] if before else 0.05)
    running.cancel()


@pytest.mark.virtual_time
async def test_a_way_that_became_longer_is_believed_after_two_minutes() -> None:
    class Longer(ScriptedSocket):
        async def ping(self) -> None:
            await super().ping()
            await asyncio.sleep(0.04 if elapsed() < 60.0 else 0.3)

    pulse, _ = pulse_of(Longer())
    running = asyncio.ensure_future(pulse.run())
    await until(170.0)
    assert pulse.shortest_round_trip == pytest.approx(0.04)
    await until(200.0)
    assert pulse.shortest_round_trip == pytest.approx(0.3)
    running.cancel()
