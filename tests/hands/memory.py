"""Whether the memory of a life grows, judged by what it was at its rests. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

GROWTH_MB: Final = 24.0
"""Maximum growth of memory from the middle third of the rests to the last third, by the median of each. Single rests
vary by up to 40 MB at scale 2, where the picture of a window takes 23 MB.
"""


def is_growing(rests_mb: Sequence[float]) -> bool:
    """Return whether memory has grown from the middle of a life to its end; None before six rests."""
    third = len(rests_mb) // 3
    return third >= 2 and median(rests_mb[-third:]) - median(rests_mb[third : 2 * third]) > GROWTH_MB
