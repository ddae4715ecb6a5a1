from __future__ import annotations

from core.engine.report import ComponentReport
from widgets.engine_monitor.panel_figures import PanelFigures, panel_columns, panel_rows
from widgets.paint.text_table import Tone


def report(name: str, lost: int = 0) -> ComponentReport:
    return ComponentReport(name, 1, delivered=1_234, coalesced=5, lost=lost, errors=0)


def test_each_panel_tells_its_age_its_latency_and_its_losses(application):
    figures = {"a": PanelFigures("체결", 3.2, 41.7), "b": PanelFigures("호가", None, None)}
    rows = panel_rows(figures, [report("a"), report("b", lost=7)])
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["체결", "3초", "42 ms", "1,234", "5", "0"],
        ["호가", "–", "–", "1,234", "5", "7"],
    ]
    assert len(panel_columns()) == len(rows[0].cells)


def test_what_is_too_late_or_lost_stands_out(application):
    (row,) = panel_rows({"a": PanelFigures("체결", 0.0, 1_000.0)}, [report("a", lost=1)])
    assert [cell.tone for cell in (row.cells[2], row.cells[5])] == [Tone.WARN, Tone.WARN]


def test_a_component_that_is_no_panel_has_its_word_or_keeps_its_id(application):
    rows = panel_rows({}, [report("alerts"), report("robot")])
    assert [row.cells[0].text for row in rows] == ["알림", "robot"]
