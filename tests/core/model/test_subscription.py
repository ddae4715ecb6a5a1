"""Valid and invalid subscriptions, and the streams they consist of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SubscriptionError
from core.model.subscription import ALL, Scope, StreamKey, StreamType, Subscription, depths_by_key, subscribe


@pytest.mark.parametrize("stream_type", StreamType)
def test_own_orders_and_balances_are_private_and_all_else_is_public(stream_type: StreamType) -> None:
    expected = Scope.PRIVATE if stream_type in ("myOrder", "myAsset") else Scope.PUBLIC
    assert stream_type.scope is expected


def test_each_candle_unit_is_a_type_of_its_own() -> None:
    assert len([stream_type for stream_type in StreamType if stream_type.is_candle]) == 9
    assert not StreamType.TICKER.is_candle


def test_each_code_is_a_stream() -> None:
    subscription = subscribe(StreamType.TICKER, "KRW-BTC", "KRW-ETH", "KRW-BTC")
    assert set(subscription.streams()) == {
        StreamKey(StreamType.TICKER, "KRW-BTC"),
        StreamKey(StreamType.TICKER, "KRW-ETH"),
    }


def test_a_grouped_book_is_another_stream_than_the_plain_one() -> None:
    (plain,) = subscribe(StreamType.ORDERBOOK, "KRW-BTC").streams()
    (grouped,) = subscribe(StreamType.ORDERBOOK, "KRW-BTC", level=10_000).streams()
    assert plain != grouped


def test_depth_makes_no_stream_of_its_own() -> None:
    shallow, deep = (subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=depth) for depth in (5, 30))
    assert list(shallow.streams()) == list(deep.streams())
    assert depths_by_key([shallow, deep]) == depths_by_key([deep, shallow]) == depths_by_key([deep])


def test_a_book_without_a_depth_is_requested_whole() -> None:
    assert subscribe(StreamType.ORDERBOOK, "KRW-BTC") == subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=30)


def test_every_market_with_single_ones_is_every_market() -> None:
    whole = subscribe(StreamType.MY_ORDER, ALL)
    assert subscribe(StreamType.MY_ORDER, "KRW-BTC", ALL) == whole
    assert depths_by_key([whole, subscribe(StreamType.MY_ORDER, "KRW-BTC")]) == depths_by_key([whole])


@pytest.mark.parametrize(
    "unusable",
    [
        lambda: subscribe(StreamType.TICKER),
        lambda: subscribe(StreamType.TICKER, "krw-btc"),
        lambda: subscribe(StreamType.TICKER, " "),
        lambda: subscribe(StreamType.TICKER, ""),
        lambda: subscribe(StreamType.TICKER, ALL),
        lambda: subscribe(StreamType.TICKER, "KRW-BTC", depth=5),
        lambda: subscribe(StreamType.TRADE, "KRW-BTC", level=1000),
        lambda: subscribe(StreamType.ORDERBOOK, "KRW-BTC", depth=7),
        lambda: subscribe(StreamType.ORDERBOOK, "KRW-BTC", level=-1),
        lambda: subscribe(StreamType.MY_ASSET, "KRW-BTC"),
        lambda: subscribe(StreamType.MY_ORDER),
    ],
)
def test_an_invalid_subscription_is_refused_when_it_is_made(unusable: object) -> None:
    with pytest.raises(SubscriptionError):
        unusable()


def test_codes_may_come_as_any_iterable() -> None:
    assert Subscription(StreamType.TICKER, ["KRW-BTC"]) == subscribe(StreamType.TICKER, "KRW-BTC")


@given(st.lists(st.tuples(st.sampled_from(["KRW-BTC", "KRW-ETH"]), st.sampled_from([0, 1, 5, 15, 30])), max_size=8))
def test_a_registration_has_each_book_at_its_deepest_in_any_order(subscriptions: list[tuple[str, int]]) -> None:
    expected: dict[StreamKey, int] = {}
    for code, depth in subscriptions:
        key = StreamKey(StreamType.ORDERBOOK, code)
        expected[key] = max(expected.get(key, 0), depth or 30)
    assert (
        depths_by_key(subscribe(StreamType.ORDERBOOK, code, depth=depth) for code, depth in subscriptions) == expected
    )
