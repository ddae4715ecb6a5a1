"""The tape against the ticker's sums: trades left out without a sign are found, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.trades.gaps import TradeGaps
from core.market.trades.tape import Print, TradeTape
from core.market.trades.volume_check import MOST_SELDOM, SETTLED, VolumeCheck
from core.model.messages import Ticker, Trade

MIDNIGHT = 1_795_132_800_000
EARLIER = 1e7
"""What was traded on that day before the first trade of these."""


def trade(place: int, time_ms: int, size: float) -> Trade:
    return Trade(
        code="KRW-BTC", trade_timestamp=MIDNIGHT + time_ms, sequential_id=place + 1, trade_price=100.0,
        trade_volume=size, ask_bid="BID", stream_type="REALTIME",
    )  # fmt: skip


def history(waits: list[int]) -> list[Trade]:
    """Trades of which no two choices come to the same."""
    made, time_ms = [], 1
    for place, wait in enumerate(waits):
        time_ms += wait
        made.append(trade(place, time_ms, 2**place * 1e-8))
    return made


def ticker(made: list[Trade], count: int) -> Ticker:
    """The ticker after so many trades."""
    sizes = [one.trade_volume or 0.0 for one in made[:count]]
    return Ticker(
        code="KRW-BTC",
        trade_price=100.0,
        trade_timestamp=made[count - 1].trade_timestamp,
        acc_trade_volume=EARLIER + sum(sizes),
    )


def opened(trades: list[Trade]) -> tuple[TradeGaps, VolumeCheck]:
    gaps = TradeGaps(TradeTape(), 0)
    gaps.receive(trades)
    return gaps, VolumeCheck(gaps)


def fill(gaps: TradeGaps, made: list[Trade]) -> None:
    """Answer with whatever is asked for."""
    while (page := gaps.next_page()) is not None:
        older = [one for one in made if page.cursor is None or one.sequential_id < page.cursor]
        gaps.arrived(page, older[::-1][:200])


WAITS = st.lists(st.sampled_from([0, 0, 1, 3, 2000]), min_size=6, max_size=24)


@given(WAITS, st.data())
def test_trades_are_missed_exactly_where_any_was_left_out_wherever_in_a_millisecond_the_tickers_were_sent(waits, data):
    made = history([0, 1, *waits])
    first = data.draw(st.integers(2, len(made) - 1), "trades before the first ticker")
    second = data.draw(st.integers(first + 1, len(made)), "trades before the second")
    left_out = data.draw(st.sets(st.integers(first, second - 1)), "left out")
    gaps, check = opened(made[:first])
    check.tell(ticker(made, first))
    assert check.is_due
    assert not check.look()
    assert not check.is_due
    gaps.receive([one for place, one in enumerate(made) if place >= first and place not in left_out])
    check.tell(ticker(made, second))
    is_later = made[first - 1].trade_timestamp < made[second - 1].trade_timestamp
    is_missed = bool(left_out) and is_later and made[0].trade_timestamp < made[first - 1].trade_timestamp
    assert check.look() == is_missed
    assert gaps.is_missing_trades == is_missed
    fill(gaps, made)
    assert not check.look()
    assert not check.is_due
    assert check.seconds == SETTLED
    if is_missed:
        known = {
            entry.order[1] for entry in map(gaps.tape.__getitem__, range(len(gaps.tape))) if isinstance(entry, Print)
        }
        assert known == {one.sequential_id for one in made}


def compared() -> tuple[TradeGaps, VolumeCheck, list[Trade]]:
    """A tape with the first three trades of some, which agrees with the ticker."""
    made = history([0] + [1] * 15)
    gaps, check = opened(made[:3])
    check.tell(ticker(made, 3))
    check.look()
    return gaps, check, made


def test_where_the_pages_have_no_more_it_looks_ever_more_seldom_until_it_agrees():
    gaps, check, made = compared()
    known, waits = made[:3], []
    for count in range(5, 16, 2):  # of every two trades the pages lack one
        known.append(made[count - 1])
        gaps.receive(known)
        fill(gaps, known)
        check.tell(ticker(made, count))
        assert check.look()
        fill(gaps, known)
        assert not check.look()
        assert not check.is_due
        waits.append(check.seconds)
    assert waits == [4.0, 8.0, 16.0, 32.0, MOST_SELDOM, MOST_SELDOM]
    gaps.receive(made[15:])
    fill(gaps, made)
    check.tell(ticker(made, 16))
    assert not check.look()
    assert check.seconds == SETTLED


def test_it_waits_for_pages_under_way():
    gaps, check, made = compared()
    gaps.doubt(made[0].trade_timestamp)
    check.tell(ticker(made, 5))
    assert gaps.is_missing_trades
    assert not check.look()
    assert check.is_due
    fill(gaps, made[:5])
    assert not check.look()
    assert not check.is_due


def test_the_newest_ticker_is_next_once_the_one_before_has_settled():
    gaps, check, made = compared()
    for count in (4, 5, 6):
        gaps.receive(made[:count])
        check.tell(ticker(made, count))
    check.look()
    assert check.is_due
    check.look()
    assert not check.is_due
    check.tell(ticker(made, 6))
    assert not check.is_due, "nothing was traded"


@pytest.mark.parametrize(
    "told",
    [
        Ticker(code="KRW-BTC"),
        Ticker(code="KRW-BTC", trade_price=100.0, trade_timestamp=MIDNIGHT + 9),
        Ticker(code="KRW-BTC", acc_trade_volume=1.0),
        Ticker(code="KRW-BTC", trade_price=100.0, acc_trade_volume=float("inf"), trade_timestamp=MIDNIGHT + 9),
    ],
)
def test_a_ticker_without_what_it_takes_says_nothing(told):
    _gaps, check, _made = compared()
    check.tell(told)
    assert not check.is_due


@pytest.mark.parametrize(
    ("volume", "last_ms"),
    [
        (EARLIER + 100.0, 86_400_000),  # another day
        (EARLIER - 1.0, 9),  # a sum that has become less
        (EARLIER + 100.0, 2),  # a clock that was set back
    ],
)
def test_what_cannot_be_compared_is_where_it_goes_on_from(volume, last_ms):
    gaps, check, _made = compared()
    check.tell(Ticker(code="KRW-BTC", trade_price=100.0, acc_trade_volume=volume, trade_timestamp=MIDNIGHT + last_ms))
    assert not check.look()
    assert not check.is_due
    assert check.seconds == SETTLED
    assert not gaps.is_missing_trades


def test_a_trade_of_unknown_size_accuses_nobody():
    gaps, check, made = compared()
    gaps.receive([made[3], trade(4, 5, 0.0)])
    check.tell(ticker(made, 6))
    assert not check.look()
    assert not check.is_due
