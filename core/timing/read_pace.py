"""When to leave the network unread for a moment, so that small packets are read together. Pure: time is an argument.

The exchange sends one frame a packet. At its peak of 1 000 a second each packet woke the event loop, which cost far
more than the frame itself. A pause after each read lets packets pile up in the system's buffer. It delays a frame by
the length of the pause at most, so there is none where little comes.
"""

from __future__ import annotations

from typing import Final

BUSY: Final = 500.0
"""Reads a second from which on pauses pay: measured at 300 a second, they gained nothing."""

CALM: Final = 400.0
"""Messages a second below which they end. While there are pauses, the number of reads says nothing."""

PAUSE: Final = 0.007
"""Seconds."""

WINDOW: Final = 0.1
"""Seconds over which reads and messages are counted."""


class ReadPace:
    """Decides after each read of one connection."""

    def __init__(self) -> None:
        self._is_paced = False
        self._began = 0.0
        self._reads = 0
        self._messages = 0

    def pause_after(self, messages: int, now: float) -> float:
        """Seconds to leave the network unread after a read.

        Args:
            messages: how many the read brought.
            now: the time of the read, in seconds.
        """
        self._reads += 1
        self._messages += messages
        if (elapsed := now - self._began) >= WINDOW:
            rate, least = (self._messages, CALM) if self._is_paced else (self._reads, BUSY)
            self._is_paced = rate > least * elapsed
            self._began, self._reads, self._messages = now, 0, 0
        return PAUSE if self._is_paced else 0.0
