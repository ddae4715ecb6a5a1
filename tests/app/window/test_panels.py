"""The list of panels covers the kinds the words know, and their options."""

import pytest

from app.window.panel_spec import CHART_UNITS, KINDS
from app.window.panels import PANELS
from core.market.candle_units import CandleUnit


def test_there_is_a_widget_behind_every_kind():
    assert list(PANELS) == ["watchlist", "chart", "orderbook", "trades", "assets", "my-orders", "engine", "faults"]
    assert set(PANELS) == set(KINDS)


def test_the_chart_reads_every_unit_of_the_command_line():
    assert [CandleUnit.parse(name) for name in CHART_UNITS] == list(CandleUnit)


async def test_every_kind_opens_with_each_of_its_options(hand):
    for kind, wanted in KINDS.items():
        for option in ("", *wanted.options):
            (dock,) = hand.open(f"{kind}::{option}".rstrip(":"))
            assert dock.windowTitle()
            assert option in ("", dock.spec.option)
            dock.close()


@pytest.mark.parametrize("kind", list(PANELS))
def test_a_widget_calls_itself_by_its_kind(kind):
    assert PANELS[kind].kind == kind
