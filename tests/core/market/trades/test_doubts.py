"""What makes trades doubtful, and what is requested again then."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from core.market.trades.clock_steps import UNTOLD_MS
from core.market.trades.doubts import TradeDoubts
from core.market.trades.gaps import LATEST, TradeGaps
from core.market.trades.tape import Print, TradeTape
from core.model.messages import Ticker, Trade
from core.timing.exchange_clock import DISORDER_MS

NOW = 1_795_144_542_000
STEP = 10 * DISORDER_MS


def trade(time_ms: int) -> Trade:
    return Trade(
        code="KRW-BTC", trade_timestamp=time_ms, sequential_id=time_ms, trade_price=100.0, trade_volume=1.0,
        ask_bid="BID", stream_type="REALTIME",
    )  # fmt: skip


def tape_gaps(*ages_ms: int) -> TradeGaps:
    """A tape of trades so much earlier than `NOW`, of which none is missing."""
    gaps = TradeGaps(TradeTape())
    gaps.receive([trade(NOW - age_ms) for age_ms in ages_ms])
    assert not gaps.is_missing_trades
    return gaps


def doubted(gaps: TradeGaps) -> list[tuple[int, int]]:
    """From which age to which one trades are requested again."""
    return [(NOW - gap.from_ms, NOW - gap.to_ms) for gap in gaps.tape.gaps.values()]


def arrive(gaps: TradeGaps, trades: list[Trade]) -> None:
    """Request the latest trades, and get these."""
    gaps.doubt(NOW - 1)
    while (page := gaps.next_page()) is not None:
        gaps.arrived(page, trades)


def times(gaps: TradeGaps) -> list[int]:
    """Of the trades, the oldest first."""
    return [entry.order[0] for entry in gaps.tape.latest(100) if isinstance(entry, Print)]


class TestDamage:
    def test_what_came_since_just_before_it_is_requested_once_it_has_ended(self):
        gaps = tape_gaps(60_000, UNTOLD_MS + 1, UNTOLD_MS - 1, 0)
        doubts = TradeDoubts(gaps)
        assert not doubts.meet_damage(is_damaged=False)
        assert not doubts.is_damaged
        assert not doubts.meet_damage(is_damaged=True)
        gaps.receive([trade(NOW + 10_000)])
        assert not doubts.meet_damage(is_damaged=True), "it goes on"
        assert doubts.is_damaged
        assert not gaps.is_missing_trades
        assert doubts.meet_damage(is_damaged=False)
        assert not doubts.is_damaged
        assert doubted(gaps) == [(UNTOLD_MS + 1, -10_000)]
        assert gaps.next_page().gap == LATEST
        assert not doubts.meet_damage(is_damaged=False), "once"

    def test_so_is_what_pages_told_meanwhile(self):
        """An exchange that tells wrong times states them by REST, too; later pages do not reach as far back."""
        ages = range(60_000, 0, -5_000)
        gaps = tape_gaps(*ages)
        doubts = TradeDoubts(gaps)
        arrive(gaps, [trade(NOW - 60_000)])  # before it
        doubts.meet_damage(is_damaged=True)
        wrong = replace(trade(NOW - 40_000), trade_timestamp=NOW - 7_000)
        arrive(gaps, [trade(NOW - 10_000), wrong, trade(NOW - 45_000)])
        arrive(gaps, [trade(NOW - 15_000)])
        assert wrong.trade_timestamp in times(gaps)
        assert doubts.meet_damage(is_damaged=False)
        assert doubted(gaps) == [(50_000, 5_000)]
        while (page := gaps.next_page()) is not None:  # of two trades
            older = [age for age in ages if not page.cursor or NOW - age < page.cursor]
            gaps.arrived(page, [trade(NOW - age) for age in older[-1:-3:-1]])
        assert times(gaps) == [NOW - age for age in ages]

    def test_before_the_first_trade_it_makes_all_that_follow_doubtful(self):
        gaps = TradeGaps(TradeTape())
        doubts = TradeDoubts(gaps)
        doubts.meet_damage(is_damaged=True)
        gaps.receive([trade(NOW - 60_000), trade(NOW)])
        assert doubts.meet_damage(is_damaged=False)
        assert doubted(gaps) == [(60_000, 0)]

    def test_another_tape_has_none_of_it(self):
        doubts, other = TradeDoubts(tape_gaps(60_000, 0)), tape_gaps(50_000, 0)
        doubts.meet_damage(is_damaged=True)
        doubts.begin(other)
        assert not doubts.is_damaged
        assert not doubts.meet_damage(is_damaged=False)
        assert not other.is_missing_trades


class TestClock:
    def test_what_it_skipped_is_requested(self):
        gaps = tape_gaps(60_000, 20_000, 0)
        doubts = TradeDoubts(gaps)
        assert not doubts.meet_clock(NOW, 0, 0)
        assert not doubts.meet_clock(NOW + 1_000, 1_000, 0)
        assert not gaps.is_missing_trades
        assert doubts.meet_clock(NOW + 2_000 + STEP, 2_000, 0)
        assert doubted(gaps) == [(20_000, 0)]

    @pytest.mark.parametrize("is_of_another_tape", [False, True])
    def test_trades_told_while_it_was_ahead_go_once_it_is_right(self, is_of_another_tape):
        """They may be on a tape that was begun meanwhile: other panels have heard them."""
        gaps = tape_gaps(60_000, 20_000, -STEP)
        doubts = TradeDoubts(tape_gaps(0) if is_of_another_tape else gaps)
        doubts.meet_clock(NOW + STEP, 0, 0)
        if is_of_another_tape:
            doubts.begin(gaps)
        assert doubts.meet_clock(NOW, 0, 1)
        assert gaps.tape.newest[0] == NOW - 20_000
        assert gaps.is_missing_trades


def test_trades_that_the_ticker_counts_are_looked_for_on_the_tape_of_now():
    def tell(age_ms: int, volume: float) -> None:
        doubts.volume.tell(
            Ticker(code="KRW-BTC", trade_price=100.0, trade_timestamp=NOW - age_ms, acc_trade_volume=volume)
        )

    doubts = TradeDoubts(tape_gaps(60_000, 20_000, 0))
    doubts.begin(gaps := tape_gaps(60_000, 20_000, 0))
    tell(20_000, 5.0)
    assert not doubts.volume.look()
    tell(0, 7.0)
    assert doubts.volume.look()
    assert doubted(gaps) == [(60_000, 0)]
