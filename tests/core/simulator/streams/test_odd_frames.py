import json

import pytest

from core.simulator.faults.faults import Faults
from core.simulator.streams.odd_frames import bend, bend_frame, identity_of

TRADE = {"type": "trade", "code": "KRW-BTC", "timestamp": 1_795_144_541_873, "trade_price": 1.5}


def with_fault(name, **parameters):
    faults = Faults()
    faults.set(name, 0.0, **parameters)
    return faults


@pytest.mark.parametrize(
    ("frame", "identity"),
    [
        (TRADE, ("trade", "KRW-BTC")),
        ([{"ty": "candle.1m", "cd": "KRW-ETH"}], ("candle", "KRW-ETH")),
        ({"ty": "myOrder", "cd": "KRW-ETH"}, ("order", "KRW-ETH")),
        ({"type": "myAsset"}, ("asset", "")),
    ],
)
def test_a_frame_has_a_type_and_a_code(frame, identity):
    assert identity_of(json.dumps(frame).encode()) == identity


@pytest.mark.parametrize(
    ("parameters", "is_bent"),
    [
        ({}, True),
        ({"where": "stream"}, True),
        ({"where": "rest"}, False),
        ({"rows": "trade"}, True),
        ({"rows": "ticker"}, False),
    ],
)
def test_only_the_chosen_rows_are_changed(parameters, is_bent):
    faults = with_fault("odd_field", field="trade_price", **parameters)
    row = bend(faults, "stream", "trade", TRADE, 1.0)
    assert (row is TRADE) is not is_bent
    assert (row["trade_price"] is None) is is_bent


def test_every_third_row_is_bent_and_only_so_often():
    faults = with_fault("odd_field", field="trade_price", every=3, count=2)
    rows = [bend(faults, "rest", "trade", TRADE, 1.0)["trade_price"] for _ in range(12)]
    assert rows == [1.5, 1.5, None, 1.5, 1.5, None, *[1.5] * 6]
    assert faults.is_calm


def test_a_row_that_has_nothing_to_bend_does_not_count():
    faults = with_fault("odd_value", value="side", count=1)
    assert bend(faults, "rest", "trade", TRADE, 1.0) is TRADE
    assert not faults.is_calm
    assert bend(faults, "rest", "trade", {"ask_bid": "BID"}, 1.0) != {"ask_bid": "BID"}
    assert faults.is_calm


def test_faults_add_up():
    faults = with_fault("odd_field", field="trade_price")
    faults.set("odd_time", 0.0, by=1.0)
    assert bend(faults, "rest", "trade", TRADE, 1.0) == {
        **TRADE, "trade_price": None, "timestamp": 1_795_144_542_873
    }  # fmt: skip


def test_a_frame_keeps_its_form_and_is_the_very_same_while_nothing_is_odd():
    frame = json.dumps([TRADE]).encode()
    assert bend_frame(Faults(), frame, 1.0) is frame
    assert bend_frame(with_fault("odd_field", rows="ticker"), frame, 1.0) is frame
    odd = bend_frame(with_fault("odd_field", field="trade_price"), frame, 1.0)
    assert json.loads(odd) == [{**TRADE, "trade_price": None}]


def test_a_ticker_from_the_future_comes_once():
    faults = with_fault("odd_time", by=86_400.0, count=1)
    first, second = (json.loads(bend_frame(faults, json.dumps(TRADE).encode(), 1.0)) for _ in range(2))
    assert first["timestamp"] - TRADE["timestamp"] == 86_400_000
    assert second == TRADE
