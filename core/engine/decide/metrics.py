"""The pending task's account of itself. The figures are identities that tests check, and reading them costs nothing.

Per scope: changes = duplicate requests prevented + pending tasks created + pending tasks skipped. The first two are
counted where changes are merged, the last two where they are acted on.
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
    """One scope's."""

    pending_task_created: int = 0
    """Changes that found no task and got one."""
    pending_task_skipped: int = 0
    """Changes that rode along with a task already there."""
    resubscriptions: int = 0
    """Tasks that a new connection created, not a change."""
    total_messages: int = 0
    """Request frames written."""
    changes_carried: int = 0
    """Changes that those requests took to the exchange."""
    failures: int = 0
    """Errors the pending task got over."""


@dataclass(slots=True)
class PendingFigures(PendingMetrics):
    """The seeds' metrics of one scope, or of all together."""

    changes: int = 0
    """Registrations, replacements, removals and owners' deaths."""
    duplicate_requests_prevented: int = 0
    """Changes that left the merged state as it was."""
    rate_limiter_waits: int = 0
    rate_limiter_wait_seconds: float = 0.0

    @property
    def batch_efficiency(self) -> float:
        """The share of announced changes that needed no task of their own; 0 before any."""
        return _ratio(self.pending_task_skipped, self.pending_task_created + self.pending_task_skipped)

    @property
    def avg_batch_size(self) -> float:
        """Changes a request carried on average; 0 before any."""
        return _ratio(self.changes_carried, self.total_messages)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
