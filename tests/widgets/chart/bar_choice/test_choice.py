"""The kind of bars of a chart: chosen, shown, kept."""

from __future__ import annotations

import pytest

from chart_in_hand import bar
from core.market.chart.bar_kind import BarKind
from widgets.chart.bar_kinds.names import kind_name
from widgets.chart.panel import ChartPanel


@pytest.fixture
def panel(application, desk):
    made = ChartPanel(desk.context, "KRW-BTC", "1m")
    made.history.series.merge(bar(slot) for slot in range(0, 500, 3))
    made.resize(700, 420)
    made.show()
    yield made
    made.release()
    made.close()


def test_each_kind_is_drawn_at_once(panel) -> None:
    changed = []
    panel.bars.changed.connect(lambda: changed.append(panel.bars.kind))
    images = {}
    for kind in (*BarKind, BarKind.CANDLES):
        panel.bars.choose(kind)
        images[kind] = panel.view.viewport().grab().toImage()
        assert panel.bars.kind is panel.view.bars_layer.kind is kind
    assert changed == [*BarKind, BarKind.CANDLES][1:]
    assert all(images[one] != images[other] for one in BarKind for other in BarKind if one is not other)


def test_holes_are_drawn_flat_or_left_out(panel) -> None:
    flat = panel.view.viewport().grab().toImage()
    panel.bars.turn_holes()
    assert panel.view.viewport().grab().toImage() != flat
    panel.bars.turn_holes()
    assert panel.view.viewport().grab().toImage() == flat


def test_kind_and_holes_are_kept_and_come_back(panel, desk) -> None:
    assert {"bars", "flat_holes"}.isdisjoint(panel.state())
    for kind in BarKind:
        for _ in range(2):
            panel.bars.choose(kind)
            panel.bars.turn_holes()
            other = ChartPanel(desk.context, "KRW-ETH", "5m")
            other.restore_state(panel.state())
            assert (other.bars.kind, other.bars.has_flat_holes) == (kind, panel.bars.has_flat_holes)
            other.release()


@pytest.mark.parametrize("state", [{"bars": "renko", "flat_holes": 0}, {"bars": 3, "flat_holes": "no"}, {"bars": None}])
def test_what_is_no_kind_becomes_candles_with_flat_holes(panel, state) -> None:
    panel.bars.choose(BarKind.LINE)
    panel.bars.turn_holes()
    panel.restore_state(state)
    assert (panel.bars.kind, panel.bars.has_flat_holes) == (BarKind.CANDLES, True)


def test_it_stays_with_another_market_and_unit(panel) -> None:
    panel.bars.choose(BarKind.HEIKIN_ASHI)
    panel.set_market("KRW-ETH")
    panel.set_unit("day")
    assert panel.bars.kind is BarKind.HEIKIN_ASHI


def test_the_menu_names_each_kind_and_checks_the_present_one(panel) -> None:
    panel.bars.choose(BarKind.AREA)
    entries = panel.bars.menu_entries()
    assert [entry.title for entry in entries[:-1]] == [kind_name(kind) for kind in BarKind]
    assert [entry.title for entry in entries if entry.is_checked] == [kind_name(BarKind.AREA), entries[-1].title]
    entries[0].run()
    assert panel.bars.kind is BarKind.CANDLES


def test_values_and_legend_stay_those_of_the_market(panel) -> None:
    before = panel.shown_values(), panel.view.crosshair.legend
    panel.bars.choose(BarKind.HEIKIN_ASHI)
    assert (panel.shown_values(), panel.view.crosshair.legend) == before
