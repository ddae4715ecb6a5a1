from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path

import miniaudio
import numpy as np
import pytest

from app.alerts import sound
from app.alerts.sound import RATE, NoSound, Sounds, bell
from waiting import eventually

SILENT = [miniaudio.Backend.NULL]
"""A sound card that miniaudio itself provides, and that nobody hears."""


@pytest.mark.parametrize("volume", [0.0, 0.5, 1.0, 7.0, -1.0])
def test_the_bell_is_as_loud_as_asked_and_never_distorted(volume: float):
    samples = np.frombuffer(bell(volume), "<i2")
    loudest = np.max(np.abs(samples.astype(int)))
    assert abs(int(loudest) - 32_000 * min(max(volume, 0), 1)) <= 1
    assert abs(int(samples[0])) < 50
    assert np.max(np.abs(samples[-RATE // 100 :].astype(int))) < 0.05 * 32_000


async def test_it_is_played_off_the_loop(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sound, "_SECONDS", 0.1)
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0.01)

    turning = asyncio.create_task(turn())
    began = time.monotonic()
    await Sounds(SILENT).play(50)
    turning.cancel()
    assert time.monotonic() - began >= 0.1
    assert turns > 3


async def test_a_second_sound_meanwhile_is_left_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sound, "_SECONDS", 0.3)
    sounds = Sounds(SILENT)
    first = asyncio.create_task(sounds.play(50))
    await eventually(sounds._busy.locked)
    await sounds.play(50)
    assert not first.done()
    await first


async def test_a_machine_without_sound_says_so_and_writes_nothing(capfd: pytest.CaptureFixture[str]):
    with pytest.raises(NoSound) as caught:
        await Sounds([miniaudio.Backend.JACK]).play(50)
    assert "소리" in caught.value.user_message
    assert capfd.readouterr().err == ""


async def test_a_machine_without_a_thread_and_a_library_gone_wrong_have_no_sound_either(
    monkeypatch: pytest.MonkeyPatch,
):
    with pytest.raises(NoSound):
        await Sounds([object()]).play(50)  # no backend: the library raises an error that is not its own

    def fail(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", fail)
    with pytest.raises(NoSound):
        await Sounds().play(50)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_the_standard_error_is_open_again_afterwards(capfd: pytest.CaptureFixture[str]):
    before = open_files()
    with pytest.raises(NoSound):
        await Sounds([miniaudio.Backend.JACK]).play(50)
    os.write(2, b"still here\n")
    assert capfd.readouterr().err == "still here\n"
    assert open_files() == before
