"""The forming candle against a plain model of trades: the exchange's own candle wins, whatever came before it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.market.candle_history.forming import FormingCandle
from core.market.candles.bar import Bar
from core.market.candles.units import DAY_MS, CandleUnit
from core.model.messages import Trade

MINUTE = 60_000
START = 1_795_144_500_000 // DAY_MS * DAY_MS + 600 * MINUTE


@dataclass
class Market:
    """Trades as they happen; every figure is computed from all of them."""

    trades: list[tuple[int, float, float]] = field(default_factory=list)

    def candle(self, now_ms: int, start_ms: int) -> Bar | None:
        mine = [each for each in self.trades if start_ms <= each[0] < start_ms + MINUTE and each[0] <= now_ms]
        if not mine:
            return None
        prices = [price for _, price, _ in mine]
        volume = sum(volume for *_, volume in mine)
        turnover = sum(price * volume for _, price, volume in mine)
        return Bar(start_ms, prices[0], max(prices), min(prices), prices[-1], volume, turnover, mine[-1][0])

    def trade(self, index: int) -> Trade:
        time_ms, price, volume = self.trades[index]
        return Trade(
            code="KRW-BTC", trade_price=price, trade_timestamp=time_ms, timestamp=time_ms + 3, trade_volume=volume,
            sequential_id=index + 1,
        )  # fmt: skip


def same(one: Bar, other: Bar) -> bool:
    return one[:5] == other[:5] and one[5:7] == pytest.approx(other[5:7])


def shown(forming: FormingCandle, base: Bar) -> Bar:
    return forming.bars[-1] if forming.bars else base


TRADES = st.lists(
    st.tuples(st.integers(0, 9_000), st.integers(95, 105).map(float), st.sampled_from([0.25, 0.5, 1.0])),
    min_size=1,
    max_size=40,
)


def market_of(steps: list[tuple[int, float, float]], start_ms: int = START) -> Market:
    market = Market()
    time_ms = start_ms
    for step, price, volume in steps:
        time_ms += step
        market.trades.append((time_ms, price, volume))
    return market


@given(TRADES)
def test_with_every_trade_it_is_the_exchanges_candle_at_once(steps):
    market = market_of(steps)
    forming = FormingCandle(CandleUnit.MINUTE_1)
    forming.trade(market.trade(0))
    base = market.candle(market.trades[0][0], market.trades[0][0] // MINUTE * MINUTE)
    base = base._replace(revision_ms=market.trades[0][0])
    told = [at for at, each in enumerate(market.trades) if each[0] > base.revision_ms]  # the others are in that state
    forming.settle(base)
    for index in told:
        forming.trade(market.trade(index))
        time_ms = market.trades[index][0]
        now = Market(market.trades[: index + 1]).candle(time_ms, time_ms // MINUTE * MINUTE)
        assert same(shown(forming, base)._replace(revision_ms=0), now._replace(revision_ms=0))


@given(TRADES, st.data())
def test_in_whatever_order_they_come_it_is_the_same_candle(steps, data):
    market = market_of([(step + 1, price, volume) for step, price, volume in steps])
    order = data.draw(st.permutations(range(len(market.trades))))
    base = Bar(START - MINUTE, 100.0, 100.0, 100.0, 100.0, 1.0, 100.0, START - 5)
    forming, late = FormingCandle(CandleUnit.MINUTE_1), FormingCandle(CandleUnit.MINUTE_1)
    for each, indices in ((forming, range(len(market.trades))), (late, order)):
        each.settle(base)
        for index in indices:
            each.trade(market.trade(index), market.trades[-1][0])
    assert [bar[:5] for bar in late.bars] == [bar[:5] for bar in forming.bars]
    for one, other in zip(late.bars, forming.bars, strict=True):
        assert same(one, other)


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["trade", "trade", "trade", "late", "lost", "candle", "old candle", "page"]), st.integers(0, 5)
    ),
    max_size=60,
)


@settings(max_examples=100, deadline=None)
@given(TRADES, EVENTS)
def test_whatever_comes_late_or_never_the_next_state_of_the_exchange_puts_it_right(steps, events):  # noqa: C901
    # Within one millisecond the exchange publishes nothing: two trades of one are in the same state.
    market = market_of([(step + 1, price, volume) for step, price, volume in steps])
    forming = FormingCandle(CandleUnit.MINUTE_1)
    base: Bar | None = None
    at, lost = -1, set[int]()  # the newest trade that has been told, and those that have not
    for event, back in events:
        if event in {"trade", "lost"}:
            to = min(at + (1 if event == "trade" else 1 + back), len(market.trades) - 1)
            lost.update(range(at + 1, to))
            if to > at:
                forming.trade(market.trade(to))
            at = to
        elif at < 0:
            continue
        elif event == "late":
            if lost:
                forming.trade(market.trade(lost.pop()))
        else:
            # The exchange publishes what has happened so far, or some trades ago.
            behind = max(0, at - back) if event == "old candle" else at
            time_ms = market.trades[behind][0]
            state = Market(market.trades[: behind + 1]).candle(time_ms, time_ms // MINUTE * MINUTE)
            if base is not None and (state.start_ms, state.revision_ms) < (base.start_ms, base.revision_ms):
                continue  # a series refuses an older state
            if event == "page":
                forming.meet_page()
            base = state
            forming.settle(base)
        if at < 0 or base is None:
            continue
        time_ms, price, _ = market.trades[at]
        truth = Market(market.trades[: at + 1]).candle(time_ms, time_ms // MINUTE * MINUTE)
        bar = shown(forming, base)
        assert bar.start_ms == truth.start_ms
        assert bar.close == price, "the last price is that of the newest trade"
        assert truth.low <= bar.low <= bar.high <= truth.high
        assert bar.volume <= truth.volume + 1e-9
        if event == "candle":
            assert same(bar, truth), "right again"
    starts = [each.start_ms for each in forming.bars]
    assert starts == sorted(set(starts))


def first() -> tuple[FormingCandle, Bar]:
    forming = FormingCandle(CandleUnit.MINUTE_1)
    base = Bar(START, 100.0, 101.0, 99.0, 100.0, 5.0, 500.0, START + 5_000)
    forming.settle(base)
    return forming, base


def trade(time_ms: int, price: float, volume: float = 1.0) -> Trade:
    return Trade(
        code="KRW-BTC", trade_price=price, trade_timestamp=time_ms, timestamp=time_ms + 3, trade_volume=volume,
        sequential_id=time_ms,
    )  # fmt: skip


def test_a_trade_that_the_state_already_has_adds_nothing():
    forming, base = first()
    assert not forming.trade(trade(START + 5_000, 99.5))
    assert shown(forming, base) == base


def test_a_trade_of_the_previous_candle_adds_nothing():
    forming, base = first()
    assert not forming.trade(trade(START - 1, 90.0))
    assert shown(forming, base) == base


def test_a_trade_begins_a_candle_before_the_exchange_does():
    forming, _ = first()
    assert forming.trade(trade(START + 59_000, 100.5))
    assert forming.trade(trade(START + MINUTE, 105.0))
    assert [bar.start_ms for bar in forming.bars] == [START, START + MINUTE]
    assert forming.bars[-1][:7] == (START + MINUTE, 105.0, 105.0, 105.0, 105.0, 1.0, 105.0)
    begun = Bar(START + MINUTE, 105.0, 106.0, 105.0, 106.0, 3.0, 300.0, START + MINUTE + 10)
    forming.settle(begun)
    assert forming.bars == []


@pytest.mark.parametrize("time_ms", [0, -5, START + 60_000_000])
def test_a_time_that_cannot_be_is_not_believed(time_ms):
    forming, base = first()
    odd = trade(START + 6_000, 90.0)
    odd.trade_timestamp = time_ms
    assert not forming.trade(odd)
    assert shown(forming, base) == base


def test_a_trade_after_the_exchanges_clock_is_not_believed():
    forming, _ = first()
    assert not forming.trade(trade(START + 90_000, 105.0), now_ms=START + 6_000)
    assert forming.trade(trade(START + 8_000, 105.0), now_ms=START + 6_000)


@pytest.mark.parametrize("price", [None, 0.0, 1e-13, 1e16])
def test_a_price_that_cannot_be_is_not_believed(price):
    forming, _ = first()
    odd = trade(START + 6_000, 101.5)
    odd.trade_price = price
    assert not forming.trade(odd)


@pytest.mark.parametrize("volume", [None, 0.0, 1e300])
def test_without_a_volume_the_price_moves_and_the_volume_waits(volume):
    forming, base = first()
    assert forming.trade(trade(START + 6_000, 101.5, volume))
    assert forming.bars[-1].close == 101.5
    assert forming.bars[-1].volume == base.volume


def test_a_page_without_a_time_moves_by_price_only():
    forming = FormingCandle(CandleUnit.MINUTE_1)
    forming.settle(Bar(START, 100.0, 101.0, 99.0, 100.0, 5.0, 500.0))
    forming.trade(trade(START + 5, 100.5))
    forming.trade(trade(START + 9, 102.0))
    assert forming.bars == [Bar(START, 100.0, 102.0, 99.0, 102.0, 5.0, 500.0)]


def test_before_the_first_candle_nothing_is_made_of_trades():
    forming = FormingCandle(CandleUnit.MINUTE_1)
    assert not forming.trade(trade(START, 100.0))
    assert forming.bars == []
    forming.settle(None)
    assert forming.bars == []


def test_after_a_reconnect_earlier_trades_count_no_more():
    forming, base = first()
    forming.trade(trade(START + 6_000, 105.0))
    forming.forget()
    forming.settle(base)
    assert forming.bars == []
    assert forming.trade(trade(START + 5_500, 100.5)), "its clock may have been set back"


@pytest.mark.parametrize("ahead", [60_000, DAY_MS])
@pytest.mark.parametrize("by_candle", [True, False])
def test_a_trade_from_the_future_is_shown_no_longer_than_the_clock_is_wrong(ahead, by_candle):
    forming, base = first()
    assert forming.trade(trade(START + ahead, 150.0))
    assert forming.bars[-1].close == 150.0
    if by_candle:
        forming.settle(base, START + 6_000)
        assert forming.bars == []
    assert forming.trade(trade(START + 6_000, 100.5), START + 6_010)
    assert [bar.close for bar in forming.bars] == [100.5]


def test_what_a_page_may_have_is_not_counted_again_but_keeps_its_price():
    forming, base = first()
    forming.trade(trade(START + 6_000, 100.5))
    forming.trade(trade(START + 7_000, 101.5))
    assert forming.bars[-1].volume > base.volume
    forming.meet_page()
    forming.settle(base._replace(volume=8.0))
    assert (forming.bars[-1].close, forming.bars[-1].volume) == (101.5, 8.0)


def test_a_trade_that_adds_nothing_may_show_that_others_were_of_a_wrong_clock():
    forming, base = first()
    assert forming.trade(trade(START + 60_000, 150.0))
    assert forming.trade(trade(START + 5_000, 100.0), START + 6_000), "the states to show are others"
    assert shown(forming, base) == base
