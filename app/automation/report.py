"""The report of a run as JSON: subscriptions, requests, deliveries, frames and resources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import VERSION
from app.process.figures import cpu_seconds, rss_mb
from app.trouble.redaction import Redactor
from core.engine.report import ComponentReport, StreamReport
from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import Scope
from core.storage.whole_file import write_whole

if TYPE_CHECKING:
    from app.dock.dock import PanelDock
    from widgets.panel.frame_clock import FrameClock


def build_report(
    engine: WebSocketManager, clock: FrameClock, docks: Iterable[PanelDock], first_frame: float | None
) -> dict[str, Any]:
    """Read everything at once; sends nothing.

    Args:
        engine: what is reported on.
        clock: whose frames are counted.
        docks: the open panels.
        first_frame: seconds from the start of the process to the first frame with live data; None if there was none.
    """
    streams = engine.stream_report()
    frames = clock.stats()
    return {
        "subscriptions": engine.get_subscription_stats(),
        "connections": engine.get_connection_metrics(),
        "rate_limiter": engine.get_rate_limiter_status(),
        "desired": _codes(stream for stream in streams if stream.is_desired),
        "sent": _codes(stream for stream in streams if stream.is_sent),
        "panels": _panels(engine, docks),
        "frames": {"painted": frames.painted, "p50_ms": round(frames.p50_ms, 3), "p99_ms": round(frames.p99_ms, 3)},
        "process": {
            "cpu_seconds": round(cpu_seconds(), 3),
            "rss_mb": rss_mb(),
            "start_to_first_frame_s": first_frame,
        },
        "version": VERSION,
    }


def write_report(report: Mapping[str, Any], path: Path, redactor: Redactor) -> None:
    """Write a report as JSON without secrets; it contains texts of the exchange.

    Raises:
        OSError: it cannot be written; an earlier report is kept.
    """
    text = json.dumps(report, ensure_ascii=False, indent=2, default=_plain)
    write_whole(path, (redactor.clean(text) + "\n").encode())


def summary(report: Mapping[str, Any]) -> str:
    """Return the results of a run in a few lines for the terminal."""
    link = report["connections"]["links"][Scope.PUBLIC.value]
    frames, process = report["frames"], report["process"]
    first = process["start_to_first_frame_s"]
    return "\n".join(
        (
            f"panels: {', '.join(panel['panel'] for panel in report['panels']) or 'none'}",
            f"quotes: {link['messages']:,} messages, link {link['state']}",
            f"frames: {frames['painted']:,} painted, p50 {frames['p50_ms']:.1f} ms, p99 {frames['p99_ms']:.1f} ms; "
            + (f"the first after {first:.2f} s" if first is not None else "none with live data"),
            f"process: {process['cpu_seconds']:.1f} s of CPU"
            + (f", {process['rss_mb']:.0f} MB" if process["rss_mb"] is not None else ""),
        )
    )


def _codes(streams: Iterable[StreamReport]) -> dict[str, dict[str, list[str]]]:
    """Return scope -> stream type -> codes, sorted."""
    codes: dict[str, dict[str, list[str]]] = {scope.value: {} for scope in Scope}
    for stream in streams:
        codes[stream.key.type.scope.value].setdefault(stream.key.type.value, []).append(stream.key.code)
    return {scope: {kind: sorted(set(found)) for kind, found in types.items()} for scope, types in codes.items()}


def _panels(engine: WebSocketManager, docks: Iterable[PanelDock]) -> list[dict[str, Any]]:
    figures = {component.component_id: component for component in engine.component_report()}
    return [
        {"panel": str(dock.spec), "title": dock.windowTitle(), **_mail(figures.get(dock.panel.component_id))}
        for dock in docks
    ]


def _mail(figure: ComponentReport | None) -> dict[str, int]:
    """Return the delivery counts of a panel; empty before it has registered."""
    mail = figure or ComponentReport("", streams=0, delivered=0, coalesced=0, lost=0, errors=0)
    return {
        "delivered": mail.delivered,
        "coalesced": mail.coalesced,
        "lost": mail.lost,
        "errors": mail.errors,
        "slow": mail.slow,
    }


def _plain(value: object) -> object:
    """Convert sets to lists: the only type in the reports that JSON does not have."""
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in a report")
