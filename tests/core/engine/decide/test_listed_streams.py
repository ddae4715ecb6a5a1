"""The exchange's list is compared with the request, in every spelling it may have."""

from __future__ import annotations

import pytest

from core.engine.decide.listed_streams import compare
from core.model.control import ListedSubscription, SubscriptionList
from core.model.subscription import ALL, StreamKey, StreamType

TICKER = StreamKey(StreamType.TICKER, "KRW-BTC")
BOOK = StreamKey(StreamType.ORDERBOOK, "KRW-BTC")
GROUPED = StreamKey(StreamType.ORDERBOOK, "KRW-BTC", 10_000)
ORDERS, ASSETS = StreamKey(StreamType.MY_ORDER, ALL), StreamKey(StreamType.MY_ASSET, ALL)


def reply(*rows: tuple[str, tuple[str, ...], float]) -> SubscriptionList:
    return SubscriptionList("ticket", tuple(ListedSubscription(*row) for row in rows))


@pytest.mark.parametrize(
    ("sent", "rows"),
    [
        ([TICKER], [("ticker", ("KRW-BTC",), 0)]),
        ([BOOK], [("orderbook", ("KRW-BTC.5",), 0)]),
        ([BOOK], [("orderbook", ("KRW-BTC",), 0)]),
        ([GROUPED], [("orderbook", ("KRW-BTC.15",), 10_000)]),
        ([GROUPED], [("orderbook", ("KRW-BTC.15",), 0)]),
        ([ORDERS, ASSETS], [("myOrder", (), 0), ("myAsset", (), 0)]),
        ([ORDERS], [("myOrder", ("KRW-BTC", "KRW-ETH"), 0)]),
        ([TICKER], [("ticker", ("KRW-BTC",), 0), ("announcement", (), 0)]),
        ([], []),
    ],
)
def test_a_stream_listed_as_requested_is_not_a_difference(
    sent: list[StreamKey], rows: list[tuple[str, tuple[str, ...], float]]
) -> None:
    difference = compare(dict.fromkeys(sent, 0), reply(*rows))
    assert difference.missing == frozenset()
    assert not difference.unasked or sent == [ORDERS]


def test_missing_and_unrequested_streams_are_named() -> None:
    sent = {TICKER: 0, BOOK: 5, ORDERS: 0}
    listed = reply(("ticker", ("KRW-ETH",), 0), ("trade", ("KRW-BTC",), 0), ("orderbook", ("KRW-BTC.5",), 0))
    missing, unasked = compare(sent, listed)
    assert missing == {TICKER, ORDERS}
    assert unasked == {StreamKey(StreamType.TICKER, "KRW-ETH"): 0, StreamKey(StreamType.TRADE, "KRW-BTC"): 0}


def test_an_empty_list_lacks_everything() -> None:
    assert compare({TICKER: 0, ORDERS: 0}, reply()).missing == {TICKER, ORDERS}
