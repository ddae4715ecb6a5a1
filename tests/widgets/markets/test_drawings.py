from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.market.drawings.drawing import Kind
from core.market.drawings.drawing_list import DrawingList
from core.market.drawings.record import MOST as MOST_OF_ONE
from core.market.drawings.record import to_record
from drawings_in_hand import sample
from widgets.markets.drawings import MOST, MOST_MARKETS, AllDrawings, MarketDrawings

RECORD = to_record(sample(Kind.TREND))


def draw(drawings: MarketDrawings, kind: Kind = Kind.TREND) -> object:
    each = sample(kind)
    return drawings.change(lambda some: some.add(kind, each.anchors, each.style, each.text))


def told(drawings: MarketDrawings | AllDrawings) -> list[bool]:
    signals: list[bool] = []
    drawings.changed.connect(lambda: signals.append(True))
    return signals


def test_every_chart_of_a_market_has_the_same_drawings_and_is_told_of_changes():
    everything = AllDrawings()
    one, other = everything.of("KRW-BTC"), everything.of("KRW-BTC")
    assert one is other
    signals, all_signals = told(other), told(everything)
    assert draw(one) in other.drawings
    assert (len(signals), len(all_signals)) == (1, 1)
    assert one.can_undo
    assert one.change(DrawingList.undo)
    assert (other.drawings, other.can_undo, other.can_redo) == ((), False, True)
    assert not one.change(DrawingList.undo)
    assert len(signals) == 2


def test_markets_and_simulated_prices_are_kept_apart():
    everything = AllDrawings()
    draw(everything.of("KRW-BTC"))
    draw(everything.of("KRW-BTC", is_simulated=True), Kind.RAY)
    assert everything.of("KRW-ETH").drawings == ()
    again = AllDrawings()
    assert again.fill(json.loads(json.dumps(everything.content()))) == 0
    assert [each.kind for each in again.of("KRW-BTC").drawings] == [Kind.TREND]
    assert [each.kind for each in again.of("KRW-BTC", is_simulated=True).drawings] == [Kind.RAY]
    assert again.content() == everything.content()


def test_a_market_without_drawings_is_not_kept():
    everything = AllDrawings()
    draw(everything.of("KRW-BTC"))
    everything.of("KRW-BTC").change(lambda some: some.remove({1}))
    assert everything.content() == {}


def test_there_is_a_limit_for_all_markets_together():
    many = {f"KRW-A{number}": [RECORD] * MOST_OF_ONE for number in range(MOST // MOST_OF_ONE + 1)}
    everything = AllDrawings()
    assert everything.fill({"markets": many}) == MOST_OF_ONE
    assert everything.count == MOST
    full = everything.of("KRW-BTC")
    assert not full.has_room
    everything.of("KRW-A0").change(lambda some: some.remove({1}))
    assert full.has_room
    assert not AllDrawings().of("KRW-BTC").can_redo


def test_there_is_a_limit_of_markets():
    everything = AllDrawings()
    many = {f"KRW-A{number}": [RECORD] for number in range(MOST_MARKETS + 3)}
    assert everything.fill({"markets": many}) == 3
    assert everything.count == MOST_MARKETS


@pytest.mark.parametrize(
    ("content", "dropped"),
    [({}, 0), ({"markets": 5}, 1), ({"simulated": []}, 1), ({"markets": {"x": [RECORD]}}, 1), ({"other": {}}, 0)],
)
def test_what_makes_no_sense_is_counted(content, dropped):
    everything = AllDrawings()
    assert everything.fill(content) == dropped
    assert everything.count == 0


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just(RECORD),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["KRW-BTC", "KRW-ETH", "x", "kind"]), inner, max_size=3)
    ),
    max_leaves=10,
)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(["markets", "simulated", "other"]), anything, max_size=3))
def test_values_of_any_kind_never_raise(content):
    assert AllDrawings().fill(content) >= 0
