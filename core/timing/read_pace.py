"""When to pause reading, so that small packets are read together. Pure: time is an argument.

The exchange sends one frame per packet. At its peak of 1 000 per second, each packet woke the event loop, which cost
far more than the frame itself. A pause after each read lets packets collect in the system's buffer. It delays a frame
by at most its own length, so there is no pause at low rates.
"""

from __future__ import annotations

from typing import Final

BUSY: Final = 500.0
"""Reads per second from which pauses pay; at 300 they gained nothing (measured)."""

CALM: Final = 400.0
"""Messages per second below which the pauses end. During pauses the number of reads is no measure."""

PAUSE: Final = 0.007
"""Seconds."""

WINDOW: Final = 0.1
"""Seconds over which reads and messages are counted."""


class ReadPace:
    """Decides on a pause after each read of one connection."""

    def __init__(self) -> None:
        self._is_paced = False
        self._began = 0.0
        self._reads = 0
        self._messages = 0

    def pause_after(self, messages: int, now: float) -> float:
        """Seconds to pause after a read.

        Args:
            messages: how many the read contained.
            now: the time of the read, in seconds.
        """
        self._reads += 1
        self._messages += messages
        if (elapsed := now - self._began) >= WINDOW:
            rate, least = (self._messages, CALM) if self._is_paced else (self._reads, BUSY)
            self._is_paced = rate > least * elapsed
            self._began, self._reads, self._messages = now, 0, 0
        return PAUSE if self._is_paced else 0.0
