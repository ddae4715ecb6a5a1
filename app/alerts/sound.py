"""Plays the sound of an alert, on a thread, so that a sound card that hangs holds nothing up."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Generator, Iterator
from typing import Any, Final

from core.errors import HogaError
from core.loop.daemon_thread import on_daemon_thread
from core.text import translatable

RATE: Final = 44_100
"""Samples a second."""
_SECONDS: Final = 0.9
_PARTIALS: Final = ((880.0, 0.6, 5.0), (1320.0, 0.3, 7.0), (2640.0, 0.1, 12.0))
"""Of a small bell: the frequency in Hz, its share, how fast it fades (per second)."""
_STRIKES: Final = (0.0, 0.16)
"""Seconds at which the bell is struck."""
_ATTACK: Final = 0.004
"""Seconds in which a strike swells: without, the loudspeaker cracks."""


class NoSound(HogaError):
    """This machine plays no sound."""


class Sounds:
    """Plays one sound at a time; another one meanwhile is left out."""

    def __init__(self, backends: list[Any] | None = None) -> None:
        self._backends = backends
        """The ways of miniaudio to reach a sound card; all of them if None."""
        self._busy = threading.Lock()

    async def play(self, volume: int) -> None:
        """Play the sound.

        Args:
            volume: in percent.

        Raises:
            NoSound: there is nothing that plays it.
        """
        try:
            await on_daemon_thread(lambda: self._play(volume), "sound")
        except Exception as error:  # no thread, no library, or whatever the sound card raises
            words = translatable("Alerts", "이 컴퓨터에서 소리를 낼 수 없습니다.")
            raise NoSound(f"no sound: {error!r}", words) from error

    def _play(self, volume: int) -> None:
        if not self._busy.acquire(blocking=False):
            return
        try:
            self._play_alone(bell(volume / 100))
        finally:
            self._busy.release()

    def _play_alone(self, samples: bytes) -> None:
        import miniaudio  # noqa: PLC0415 - 0.2 s, and most runs need none

        with contextlib.closing(self._device(miniaudio)) as device:
            stream = _stream(samples)
            next(stream)
            device.start(stream)
            time.sleep(_SECONDS + 0.2)

    def _device(self, miniaudio: Any) -> Any:  # noqa: ANN401 - miniaudio is untyped
        with _silent_stderr():
            return miniaudio.PlaybackDevice(
                nchannels=1, sample_rate=RATE, backends=self._backends, app_name="Hoga", buffersize_msec=100
            )


def bell(volume: float) -> bytes:
    """Return the sound as 16-bit samples of one channel; `volume` from 0 to 1."""
    import numpy as np  # noqa: PLC0415 - not before the first panel is opened

    time_ = np.arange(round(RATE * _SECONDS)) / RATE
    sound = np.zeros_like(time_)
    for strike in _STRIKES:
        since = np.maximum(time_ - strike, 0.0)
        swell = np.minimum(since / _ATTACK, 1.0)
        for frequency, share, fading in _PARTIALS:
            sound += swell * share * np.exp(-fading * since) * np.sin(2 * np.pi * frequency * since)
    sound *= min(max(volume, 0.0), 1.0) / max(float(np.max(np.abs(sound))), 1e-9)
    return (sound * 32_000).astype("<i2").tobytes()


def _stream(samples: bytes) -> Generator[bytes, int, None]:
    """Give the sound card as many frames as it asks for, then silence."""
    place, wanted = 0, (yield b"")
    while True:
        size = 2 * wanted
        piece, place = samples[place : place + size], place + size
        wanted = yield piece.ljust(size, b"\0")


@contextlib.contextmanager
def _silent_stderr() -> Iterator[None]:
    """While a sound card is opened ALSA writes many lines about cards that are not there, past Python."""
    try:
        kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:
        yield
        return
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)
