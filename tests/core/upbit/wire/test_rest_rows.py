"""Rows of REST replies in the stream's words."""

from __future__ import annotations

import pytest
from msgspec import json

from core.upbit.wire.rest_rows import TradeRow


@pytest.mark.parametrize(
    ("signed", "change"), [(-40000.0, "FALL"), (-0.01, "FALL"), (0.0, "EVEN"), (0.01, "RISE"), (40000.0, "RISE")]
)
def test_the_sign_of_a_trades_change_becomes_its_direction(signed, change):
    trade = json.decode(json.encode({"market": "KRW-BTC", "change_price": signed}), type=TradeRow)
    assert (trade.change, trade.change_price) == (change, abs(signed))


def test_a_trade_without_a_change_has_no_direction():
    trade = json.decode(b'{"market":"KRW-BTC","timestamp":5}', type=TradeRow)
    assert (trade.change, trade.change_price, trade.timestamp, trade.trade_timestamp) == (None, None, 5, 5)
