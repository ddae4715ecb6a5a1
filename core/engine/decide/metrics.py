"""The counts of the pending task. Tests check the identities between them; reading them costs nothing.

Per scope: changes = duplicate requests prevented + pending tasks created + pending tasks skipped. The first two are
counted when changes are merged, the last two when they are acted on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class SubscriptionFigures(NamedTuple):
    """The merged state of one scope, or of both together, and the changes that led to it."""

    streams: int
    revision: int
    """How often the merged state has changed."""
    changes: int
    """Registrations, replacements, removals and deaths of owners."""
    duplicates_prevented: int
    """Changes that left the merged state as it was."""


@dataclass(slots=True)
class PendingMetrics:
    """The counts of one scope (public or private)."""

    pending_task_created: int = 0
    """Changes that found no task, so one was created."""
    pending_task_skipped: int = 0
    """Changes that joined an existing task."""
    resubscriptions: int = 0
    """Tasks created by a new connection, not by a change."""
    total_messages: int = 0
    """Request frames written."""
    changes_carried: int = 0
    """Changes that those requests carried."""
    failures: int = 0
    """Errors that the pending task recovered from."""


@dataclass(slots=True)
class PendingFigures(PendingMetrics):
    """The seeds' metrics of one scope, or the sum of all."""

    changes: int = 0
    """Registrations, replacements, removals and owners' deaths."""
    duplicate_requests_prevented: int = 0
    """Changes that left the merged state as it was."""
    rate_limiter_waits: int = 0
    rate_limiter_wait_seconds: float = 0.0

    @property
    def batch_efficiency(self) -> float:
        """The share of announced changes that needed no new task; 0 before the first change."""
        return _ratio(self.pending_task_skipped, self.pending_task_created + self.pending_task_skipped)

    @property
    def avg_batch_size(self) -> float:
        """Changes per request on average; 0 before the first request."""
        return _ratio(self.changes_carried, self.total_messages)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
