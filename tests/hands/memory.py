"""Whether the memory of a life grows, judged by what it was at its rests. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

GROWTH_MB: Final = 24.0
"""What memory may grow by from the middle third of the rests to the last, by the median of each: single rests lie up
to 40 MB apart at scale 2, where a window's picture takes 23 MB, and come down again."""


def is_growing(rests_mb: Sequence[float]) -> bool:
    """Whether memory has grown from the middle of a life to its end; not known before six rests."""
    third = len(rests_mb) // 3
    return third >= 2 and median(rests_mb[-third:]) - median(rests_mb[third : 2 * third]) > GROWTH_MB
