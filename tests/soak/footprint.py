"""The resources of a process: memory, tasks, file descriptors, live objects."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import NamedTuple

from app.process.figures import rss_mb

_DESCRIPTORS = Path("/proc/self/fd")


class Footprint(NamedTuple):
    """The resources at one moment."""

    rss_mb: float
    tasks: int
    descriptors: int
    objects: int

    def growth_since(self, before: Footprint) -> Footprint:
        """Return the increase since an earlier moment."""
        return Footprint(*(now - then for now, then in zip(self, before, strict=True)))

    def __str__(self) -> str:
        return (
            f"{self.rss_mb:.1f} MB, {self.tasks} tasks, {self.descriptors} file descriptors, {self.objects:,} objects"
        )


ALLOWED = Footprint(rss_mb=15.0, tasks=0, descriptors=0, objects=3_000)
"""Growth that is ignored: the allocator's rounding, and caches that fill up once."""


def footprint() -> Footprint:
    """Return the resources of this process, after garbage collection."""
    gc.collect()
    descriptors = len(list(_DESCRIPTORS.iterdir())) if _DESCRIPTORS.exists() else 0
    return Footprint(rss_mb() or 0.0, len(asyncio.all_tasks()), descriptors, len(gc.get_objects()))
