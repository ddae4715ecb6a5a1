"""What a component has registered, and what a change of it means for a scope. Pure."""

from __future__ import annotations

import weakref
from typing import NamedTuple

from core.engine.decide.wire_plan import Streams


class ScopeChange(NamedTuple):
    """What an announcement tells of one scope."""

    changes: int
    """How many changes it stands for: one, or all that were made under a hold."""
    is_addition: bool
    """Whether anything is wanted now that was not before: additions hurry, removals may linger."""


class Registration:
    """One registration of one component: a token, so that whatever comes of an older one is told apart and ignored."""

    __slots__ = ("__weakref__", "component_id", "owner", "streams")

    def __init__(self, component_id: str, streams: Streams) -> None:
        self.component_id = component_id
        self.streams = streams
        self.owner: weakref.ref[object] | None = None
