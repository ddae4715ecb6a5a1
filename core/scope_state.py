"""What the engine knows of one scope: its link, its gate, what the exchange was last told, and the one pending task."""

from __future__ import annotations

import asyncio
from collections.abc import Container
from dataclasses import dataclass, field
from enum import StrEnum

from core.deadline import Deadline
from core.intake import Intake
from core.link import Link
from core.metrics import PendingMetrics
from core.rate_limiter import RateGate
from core.subscription import StreamKey


class PendingStage(StrEnum):
    """What the pending task is at."""

    NONE = "none"
    DEBOUNCING = "debouncing"
    WAITING_FOR_LINK = "waiting for link"
    WAITING_FOR_GATE = "waiting for gate"
    SENDING = "sending"


@dataclass(slots=True)
class ScopeState:
    """One scope's side of the engine; the decisions are elsewhere."""

    link: Link
    gate: RateGate
    intake: Intake
    metrics: PendingMetrics = field(default_factory=PendingMetrics)
    task: asyncio.Task[None] | None = None
    stage: PendingStage = PendingStage.NONE
    deadline: Deadline = field(default_factory=Deadline)
    """When what has changed since the last read of the desired state is to be sent."""
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever the link's status or the desired state has changed."""
    epoch: int = 0
    sent: dict[StreamKey, int] = field(default_factory=dict)
    """What this connection was last told; empty in a new epoch."""
    sent_revision: int = 0
    """The revision of the desired state that `sent` was read at."""
    unsent_changes: int = 0
    """Changes announced since that read."""
    rejected: dict[StreamKey, str] = field(default_factory=dict)
    """Streams held back because the exchange refused a request with them, and its words."""

    def acceptable(self, desired: dict[StreamKey, int]) -> dict[StreamKey, int]:
        """What of `desired` may be asked for: all but what the exchange has refused."""
        if not self.rejected:
            return desired
        return {key: depth for key, depth in desired.items() if key not in self.rejected}

    def forgive_departed(self, desired: Container[StreamKey]) -> None:
        """Hold back only what is wanted still: who asks for a refused stream anew gets a new chance."""
        self.rejected = {key: words for key, words in self.rejected.items() if key in desired}
