"""The counted union equals the pure one, after every step of any history."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.engine.decide.merge import MergedStreams
from core.engine.decide.wire_plan import Streams
from core.model.subscription import ALL, StreamKey, StreamType

BOOK, ORDER, TICKER = StreamType.ORDERBOOK, StreamType.MY_ORDER, StreamType.TICKER
BTC = StreamKey(TICKER, "KRW-BTC")
BOOK_BTC = StreamKey(BOOK, "KRW-BTC")

KEYS = [
    *(StreamKey(TICKER, code) for code in ("KRW-BTC", "KRW-ETH")),
    *(StreamKey(BOOK, "KRW-BTC", level) for level in (0, 1000)),
    *(StreamKey(ORDER, code) for code in (ALL, "KRW-BTC", "KRW-ETH")),
]


@st.composite
def subscriptions(draw: st.DrawFn) -> Streams:
    keys = draw(st.sets(st.sampled_from(KEYS), max_size=4))
    return {key: draw(st.sampled_from([1, 5, 15, 30])) if key.type is BOOK else 0 for key in keys}


def union(subscriptions: list[Streams]) -> dict[StreamKey, int]:
    """As in the design: every stream that a subscription names, at the deepest depth; ALL with anything is ALL."""
    depths: dict[StreamKey, int] = {}
    for subscription in subscriptions:
        for key, depth in subscription.items():
            depths[key] = max(depths.get(key, 0), depth)
    whole = {key.type for key in depths if key.code == ALL}
    return {key: depth for key, depth in depths.items() if key.code == ALL or key.type not in whole}


@given(st.lists(st.tuples(st.integers(0, 5), subscriptions()), max_size=40))
def test_after_every_change_it_is_the_union_and_returns_whether_it_changed(
    history: list[tuple[int, Streams]],
) -> None:
    merged, wanted = MergedStreams(), dict[int, Streams]()
    for who, subscription in history:
        before, revision = dict(merged.desired), merged.revision
        has_changed, has_grown = merged.change(removed=wanted.get(who, {}), added=subscription)
        wanted[who] = subscription
        assert merged.desired == union(list(wanted.values()))
        assert has_changed == (merged.desired != before)
        assert has_grown == any(depth > before.get(key, -1) for key, depth in merged.desired.items())
        assert merged.revision == revision + has_changed
    for subscription in wanted.values():
        merged.change(subscription, {})
    assert not merged.desired
    assert not merged._depths


def test_a_stream_stays_until_its_last_subscription_ends() -> None:
    merged = MergedStreams()
    merged.change({}, {BTC: 0})
    assert merged.change({}, {BTC: 0}) == (False, False)
    assert merged.change({BTC: 0}, {}) == (False, False)
    assert merged.change({BTC: 0}, {}) == (True, False)
    assert not merged.desired


def test_a_book_has_the_deepest_depth_and_shrinks_when_that_subscription_ends() -> None:
    merged = MergedStreams()
    merged.change({}, {BOOK_BTC: 5})
    assert merged.change({}, {BOOK_BTC: 30}) == (True, True)
    assert merged.change({BOOK_BTC: 30}, {}) == (True, False)
    assert merged.desired == {BOOK_BTC: 5}


def test_single_codes_come_back_when_the_whole_type_goes() -> None:
    merged = MergedStreams()
    single, whole = StreamKey(ORDER, "KRW-BTC"), StreamKey(ORDER, ALL)
    merged.change({}, {single: 0})
    merged.change({}, {whole: 0})
    assert merged.desired == {whole: 0}
    assert merged.change({whole: 0}, {}) == (True, True)
    assert merged.desired == {single: 0}


def test_a_change_examines_only_the_streams_it_touches() -> None:
    class Counting(dict[StreamKey, int]):
        looked = 0

        def __getitem__(self, key: StreamKey) -> int:
            Counting.looked += 1
            return super().__getitem__(key)

        def get(self, key: StreamKey, default: int | None = None) -> int | None:  # type: ignore[override]
            Counting.looked += 1
            return super().get(key, default)

    merged = MergedStreams()
    for n in range(10_000):
        merged.change({}, {StreamKey(TICKER, f"KRW-{n}"): 0})
    merged._desired, merged._depths = Counting(merged._desired), Counting(merged._depths)  # type: ignore[assignment]
    merged.change({}, {BTC: 0})
    assert Counting.looked < 10
