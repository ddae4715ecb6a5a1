"""Every timestamp of a message counts, and each can be lowered."""

from __future__ import annotations

import pytest

from core.engine.deliver.stamps import latest_stamp, put_back
from core.model.messages import DataMessage, MyAsset, MyOrder, Ticker, Trade


@pytest.mark.parametrize(
    ("message", "latest"),
    [
        (Ticker(code="A", trade_price=100.0, timestamp=5, trade_timestamp=9), 5),
        (Trade(code="A", timestamp=5, trade_timestamp=3), 5),
        (Trade(code="A", timestamp=5, trade_timestamp=9), 9),
        (Trade(code="A"), 0),
        (MyOrder(code="A", timestamp=5, order_timestamp=9), 9),
        (MyOrder(code="A", timestamp=5), 5),
        (MyAsset(timestamp=5, asset_timestamp=9), 9),
        (MyAsset(timestamp=5), 5),
    ],
)
def test_the_latest_time_a_message_claims(message: DataMessage, latest: int) -> None:
    assert latest_stamp(message) == latest
    put_back(message, 4)
    assert latest_stamp(message) == min(latest, 4)


def test_an_older_timestamp_stays_as_it_is() -> None:
    message = Trade(code="A", timestamp=9, trade_timestamp=2)
    put_back(message, 4)
    assert (message.timestamp, message.trade_timestamp) == (4, 2)
    order = MyOrder(code="A", timestamp=9, order_timestamp=2)
    put_back(order, 4)
    assert (order.timestamp, order.order_timestamp) == (4, 2)
    nothing = MyAsset(timestamp=9)
    put_back(nothing, 4)
    assert (nothing.timestamp, nothing.asset_timestamp) == (4, None)
