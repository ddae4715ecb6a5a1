"""Rows of the panels: how old their data are, how long messages take until they are painted, and what was lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from core.engine.report import ComponentReport
from widgets.engine_monitor import units
from widgets.engine_monitor.names import component_name
from widgets.paint.text_table import Cell, Row, TextColumn, Tone
from widgets.text.delays import WIDEST_MS, delay_text
from widgets.text.language import translate

SLOW_MS = 1_000.0
"""Latency from which quotes are too old to trade by."""


class PanelFigures(NamedTuple):
    """What one panel tells of its data."""

    title: str
    age: float | None
    latency_ms: float | None


def panel_columns() -> tuple[TextColumn, ...]:
    """Return the columns of `panel_rows`."""
    return (
        TextColumn(
            translate("EngineMonitor", "구독자"),
            translate("EngineMonitor", "비트코인 BTC/KRW · 240분"),
            is_elastic=True,
        ),
        TextColumn(translate("EngineMonitor", "최근"), units.age(59), is_right=True),
        TextColumn(translate("EngineMonitor", "화면까지"), delay_text(WIDEST_MS), is_right=True),
        TextColumn(translate("EngineMonitor", "받음"), "9,999,999", is_right=True),
        TextColumn(translate("EngineMonitor", "합침"), "9,999,999", is_right=True),
        TextColumn(translate("EngineMonitor", "잃음"), "9,999", is_right=True),
    )


def panel_rows(panels: Mapping[str, PanelFigures], components: Iterable[ComponentReport]) -> list[Row]:
    """Return one row per panel.

    Args:
        panels: by component id.
        components: as the engine reports them.
    """
    rows = []
    for each in components:
        panel = panels.get(each.component_id, PanelFigures(component_name(each.component_id, {}), None, None))
        is_slow = (panel.latency_ms or 0.0) >= SLOW_MS
        rows.append(
            Row(
                (
                    Cell(panel.title),
                    Cell(units.age(panel.age), Tone.DIM),
                    Cell(delay_text(panel.latency_ms), Tone.WARN if is_slow else Tone.PLAIN),
                    Cell(f"{each.delivered:,}", Tone.DIM),
                    Cell(f"{each.coalesced:,}", Tone.DIM),
                    Cell(f"{each.lost:,}", Tone.WARN if each.lost else Tone.DIM),
                ),
                tip=translate("EngineMonitor", "거래소의 시각부터 이 패널의 화면까지 걸린 시간의 가운데값"),
            )
        )
    return rows
