"""The record of one panel: what is kept of it, and what opens from it."""

import pytest

from app.desk.panel_record import open_recorded, record_of_panel
from core.errors import InputError


async def test_a_panel_opens_as_it_was_recorded(hand):
    (dock,) = hand.open("orderbook:KRW-ETH:5")
    record = record_of_panel(dock)
    assert record["panel"] == "orderbook:KRW-ETH:5"
    again, is_restored = open_recorded(hand.desk, record, None)
    assert str(again.spec) == "orderbook:KRW-ETH:5"
    assert is_restored
    assert record_of_panel(again) == {**record, "name": again.objectName()}


async def test_a_record_of_another_version_opens_nothing(hand):
    with pytest.raises(InputError):
        open_recorded(hand.desk, {"panel": "footprint"}, None)
    assert hand.desk.docks() == []


async def test_a_state_that_raises_costs_the_state_alone(hand, monkeypatch, caplog):
    def broken(_panel, _state):
        raise ZeroDivisionError("of the state")

    monkeypatch.setattr("widgets.trades.panel.TradesPanel.restore_state", broken)
    dock, is_restored = open_recorded(hand.desk, {"panel": "trades:KRW-ETH", "state": {"x": 1}}, "panel-9")
    assert not is_restored
    assert dock.objectName() == "panel-9"
    assert "of the state" in caplog.text
