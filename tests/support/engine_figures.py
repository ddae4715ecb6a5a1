"""Changes figures in an engine's report for tests; unknown names of figures raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.engine.report import EngineReport
from core.model.subscription import Scope

Figures = Mapping[str, object]


def with_scope(
    report: EngineReport,
    scope: Scope = Scope.PUBLIC,
    *,
    link: Figures | None = None,
    gate: Figures | None = None,
    subscriptions: Figures | None = None,
    pending: Figures | None = None,
    **changes: object,
) -> EngineReport:
    """Return `report` with other figures of one scope.

    Raises:
        ValueError, TypeError: there is no such figure.
    """
    scopes = report.connections.scopes
    before = scopes[scope]
    after = before._replace(
        link=before.link._replace(**(link or {})),
        gate=before.gate._replace(**(gate or {})),
        subscriptions=before.subscriptions._replace(**(subscriptions or {})),
        pending=replace(before.pending, **(pending or {})),
        **changes,
    )
    return with_connections(report, scopes={**scopes, scope: after})


def with_connections(report: EngineReport, **changes: object) -> EngineReport:
    """Return `report` with other figures that the scopes share."""
    return report._replace(connections=report.connections._replace(**changes))


def with_frames(report: EngineReport, **counts: int) -> EngineReport:
    """Return `report` with other counts of frames."""
    assert counts.keys() <= report.connections.frames.keys()
    return with_connections(report, frames={**report.connections.frames, **counts})
