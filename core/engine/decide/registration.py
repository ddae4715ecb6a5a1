"""The registration of a component, and the effect of its change on a scope. Pure."""

from __future__ import annotations

import weakref
from typing import NamedTuple

from core.engine.decide.wire_plan import Streams


class ScopeChange(NamedTuple):
    """The announced change of one scope."""

    changes: int
    """How many changes it covers: one, or all that were made under a hold."""
    is_addition: bool
    """Whether anything new is desired: an addition is sent soon, a pure removal may linger."""


class Registration:
    """One registration of one component. It is a token: events of an older registration are recognised and ignored."""

    __slots__ = ("__weakref__", "component_id", "owner", "streams")

    def __init__(self, component_id: str, streams: Streams) -> None:
        self.component_id = component_id
        self.streams = streams
        self.owner: weakref.ref[object] | None = None
