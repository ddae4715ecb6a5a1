"""Rows of REST replies in the stream's words."""

from __future__ import annotations

import pytest
from msgspec import ValidationError, json

from core.upbit.wire.rest_rows import TradeRow


@pytest.mark.parametrize(
    ("signed", "change"), [(-40000.0, "FALL"), (-0.01, "FALL"), (0.0, "EVEN"), (0.01, "RISE"), (40000.0, "RISE")]
)
def test_the_sign_of_a_trades_change_becomes_its_direction(signed, change):
    trade = json.decode(json.encode({"market": "KRW-BTC", "sequential_id": 1, "change_price": signed}), type=TradeRow)
    assert (trade.change, trade.change_price) == (change, abs(signed))


def test_a_trade_without_a_change_has_no_direction():
    trade = json.decode(b'{"market":"KRW-BTC","sequential_id":1,"timestamp":5}', type=TradeRow)
    assert (trade.change, trade.change_price, trade.timestamp, trade.trade_timestamp) == (None, None, 5, 5)


@pytest.mark.parametrize("field", ["", '"sequential_id":null,', '"sequential_id":0,', '"sequential_id":-5,'])
def test_a_trade_without_an_id_is_no_trade(field):
    with pytest.raises(ValidationError, match="without an id"):
        json.decode(f'{{"market":"KRW-BTC",{field}"timestamp":5}}', type=TradeRow)
