"""A plan carries exactly the desired state, and nothing is sent if nothing is needed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.engine.decide.wire_plan import Close, Nothing, Send, Streams, plan
from core.model.exchange import RequestPart
from core.model.subscription import ALL, Scope, StreamKey, StreamType

TICKER, BOOK, ORDER = StreamType.TICKER, StreamType.ORDERBOOK, StreamType.MY_ORDER
BTC, ETH = StreamKey(TICKER, "KRW-BTC"), StreamKey(TICKER, "KRW-ETH")
BOOK_BTC = StreamKey(BOOK, "KRW-BTC")

KEYS = [
    *(StreamKey(kind, code) for kind in (TICKER, StreamType.TRADE, StreamType.CANDLE_1M) for code in ("A", "B")),
    *(StreamKey(BOOK, code, level) for code in ("A", "B") for level in (0, 10.0, 1000.0)),
]


@st.composite
def streams(draw: st.DrawFn) -> Streams:
    keys = draw(st.sets(st.sampled_from(KEYS)))
    return {key: draw(st.sampled_from([1, 5, 15, 30])) if key.type is BOOK else 0 for key in keys}


def asked_of(parts: tuple[RequestPart, ...]) -> dict[StreamKey, tuple[int, bool]]:
    """The parts as the exchange reads them: stream -> depth, realtime only."""
    read: dict[StreamKey, tuple[int, bool]] = {}
    for part in parts:
        for wire_code in part.codes:
            code, _, depth = wire_code.partition(".")
            key = StreamKey(part.type, code, part.level)
            assert key not in read, "each stream once"
            read[key] = (int(depth or 30) if part.type is BOOK else 0, part.is_only_realtime)
    return read


@given(streams(), streams(), st.sets(st.sampled_from(KEYS)))
def test_from_any_sent_state_the_plan_leads_to_the_desired_state(
    desired: Streams, sent: Streams, answered: set[StreamKey]
) -> None:
    step = plan(desired, sent, answered)
    if not desired:
        assert step == Close()
    elif desired == sent:
        assert step == Nothing()
    else:
        assert isinstance(step, Send)
        read = asked_of(step.parts)
        assert {key: depth for key, (depth, _) in read.items()} == desired
        for key, (depth, is_only_realtime) in read.items():
            assert is_only_realtime == (key in answered and sent.get(key) == depth)
            assert (key in step.with_snapshot) != is_only_realtime


@given(streams(), st.randoms())
def test_order_is_irrelevant(desired: Streams, random: object) -> None:
    shuffled = list(desired.items())
    random.shuffle(shuffled)
    assert plan(dict(shuffled), {}, set()) == plan(desired, {}, set())


def test_an_unanswered_stream_is_requested_with_its_snapshot_again() -> None:
    step = plan({BTC: 0, ETH: 0}, {BTC: 0}, answered=set())
    assert step == Send((RequestPart(TICKER, ("KRW-BTC", "KRW-ETH")),), frozenset({BTC, ETH}))


def test_an_answered_stream_is_requested_without_a_snapshot() -> None:
    step = plan({BTC: 0, ETH: 0}, {BTC: 0}, answered={BTC})
    assert step == Send(
        (RequestPart(TICKER, ("KRW-ETH",)), RequestPart(TICKER, ("KRW-BTC",), is_only_realtime=True)), frozenset({ETH})
    )


def test_another_depth_is_another_wire_code_and_needs_its_snapshot() -> None:
    step = plan({BOOK_BTC: 5}, {BOOK_BTC: 30}, answered={BOOK_BTC})
    assert step == Send((RequestPart(BOOK, ("KRW-BTC.5",)),), frozenset({BOOK_BTC}))


def test_levels_of_one_book_are_objects_of_their_own() -> None:
    step = plan({BOOK_BTC: 30, StreamKey(BOOK, "KRW-BTC", 1000): 15}, {}, set())
    assert isinstance(step, Send)
    assert step.parts == (RequestPart(BOOK, ("KRW-BTC",)), RequestPart(BOOK, ("KRW-BTC.15",), 1000))


def test_a_whole_type_names_no_codes_and_a_private_type_no_flag() -> None:
    whole = StreamKey(ORDER, ALL)
    step = plan({whole: 0, StreamKey(StreamType.MY_ASSET, ALL): 0}, {whole: 0}, answered={whole})
    assert isinstance(step, Send)
    assert step.parts == (RequestPart(StreamType.MY_ASSET, ()), RequestPart(ORDER, ()))
    assert all(part.type.scope is Scope.PRIVATE for part in step.parts)
