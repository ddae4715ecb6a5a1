from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.trades.tape import Gap, Print, TradeTape
from core.model.messages import Trade


def trade(time: int, sequence: int | None = None, **more: object) -> Trade:
    more = {"trade_price": 100.0, "trade_volume": 2.0, "ask_bid": "BID"} | more
    return Trade(code="KRW-BTC", trade_timestamp=time, sequential_id=sequence, **more)


def times(tape: TradeTape) -> list[int]:
    return [tape[index].order[0] for index in range(len(tape))]


def test_the_newest_trade_is_first():
    tape = TradeTape()
    assert tape.extend([trade(1), trade(2), trade(3)])
    assert times(tape) == [3, 2, 1]


def test_its_ends_are_trades_also_beside_a_gap():
    tape = TradeTape()
    assert (tape.oldest, tape.newest) == (None, None)
    tape.extend([trade(2, 20_000), trade(3, 30_000)])
    tape.mark(Gap((0, 0, 1), (2, 20_000, 0)))
    assert (tape.oldest, tape.newest) == ((2, 20_000, 0), (3, 30_000, 0))


def test_a_late_trade_is_put_where_it_was_made():
    tape = TradeTape()
    tape.extend([trade(10), trade(30)])
    assert tape.extend([trade(20)])
    assert times(tape) == [30, 20, 10]


def test_trades_of_one_millisecond_go_by_sequence():
    tape = TradeTape()
    tape.extend([trade(1, 7), trade(1, 5), trade(1, 6)])
    assert [tape[index].order[1] for index in range(3)] == [7, 6, 5]


def test_a_print_has_the_taker_side_and_the_value():
    tape = TradeTape()
    tape.extend(
        [trade(1), trade(2, ask_bid="ASK"), trade(3, ask_bid=None, trade_price=None), trade(4, trade_volume=0.0)]
    )
    of_nothing, unknown, sell, buy = (tape[index] for index in range(4))
    assert (of_nothing.size, of_nothing.value) == (None, None)
    assert isinstance(buy, Print)
    assert (buy.is_buy, buy.value, buy.timestamp_ms) == (True, 200.0, 1)
    assert sell.is_buy is False
    assert (unknown.is_buy, unknown.value) == (None, None)


def gap(time: int, until: int, **more: object) -> Gap:
    return Gap((time, time * 10_000, 1), (until, until * 10_000, 0), **more)


def test_a_trade_is_added_once_however_often_it_arrives():
    tape = TradeTape()
    tape.extend([trade(1, 10_000), trade(2, 20_000)])
    assert not tape.extend([trade(1, 10_000), trade(2, 20_000)])
    assert times(tape) == [2, 1]
    assert tape.knows(trade(2, 20_000))


def test_trades_without_an_id_are_all_kept():
    tape = TradeTape()
    nameless = Trade(code="KRW-BTC", trade_timestamp=1)
    tape.extend([nameless, nameless])
    assert len(tape) == 2


def test_a_gap_lies_behind_its_trade_and_stays_there():
    tape = TradeTape()
    tape.extend([trade(1, 10_000), trade(2, 20_000), trade(5, 50_000)])
    tape.mark(gap(2, 5))
    assert tape[1] == gap(2, 5)
    tape.extend([trade(1, 10_005), trade(3, 30_000)])
    assert tape[2] == gap(2, 5)
    assert tape.gaps == {gap(2, 5).order: gap(2, 5)}


def test_a_gap_can_become_another_and_be_closed():
    tape = TradeTape()
    tape.extend([trade(2, 20_000), trade(5, 50_000)])
    tape.mark(gap(2, 5))
    tape.mark(gap(2, 4, reason="x"))
    assert (len(tape), tape[1]) == (3, gap(2, 4, reason="x"))
    tape.close(gap(2, 4))
    tape.close(gap(2, 4))
    assert times(tape) == [5, 2]
    assert not tape.gaps


def test_gaps_take_no_trades_place_and_go_with_the_last_trade_before_them():
    tape = TradeTape(limit=2)
    tape.extend([trade(2, 20_000), trade(5, 50_000)])
    tape.mark(gap(2, 5))
    assert len(tape) == 3
    tape.extend([trade(6, 60_000)])
    assert times(tape) == [6, 5]
    assert not tape.gaps


def test_missing_trades_are_added_but_none_older_than_the_tape():
    tape = TradeTape()
    tape.extend([trade(5, 50_000), trade(9, 90_000)])
    tape.fill([trade(8, 80_000), trade(6, 60_000), trade(4, 40_000)])
    assert times(tape) == [9, 8, 6, 5]
    assert tape.newest == (9, 90_000, 0)


def test_the_previous_close_is_that_of_the_newest_trade():
    tape = TradeTape()
    tape.extend([trade(5, 50_000, prev_closing_price=7.0), trade(6, 60_000), trade(4, 40_000, prev_closing_price=1.0)])
    assert tape.prev_close == 7.0


def test_the_oldest_trades_are_dropped_and_older_ones_change_nothing():
    tape = TradeTape(limit=3)
    tape.extend(trade(time) for time in range(10, 15))
    assert times(tape) == [14, 13, 12]
    assert not tape.extend([trade(1)])
    assert times(tape) == [14, 13, 12]


def test_a_held_entry_is_found_again_below_newer_ones():
    tape = TradeTape()
    tape.extend([trade(10), trade(20)])
    held = tape[0].order
    tape.extend([trade(15), trade(30), trade(40)])
    assert tape.newer_than(held) == 2
    assert tape[2].order == held


def test_there_is_no_entry_beyond_the_ends():
    with pytest.raises(IndexError):
        TradeTape()[0]
    with pytest.raises(IndexError):
        TradeTape()[-1]


@given(st.lists(st.lists(st.integers(0, 50)), max_size=8), st.integers(1, 20))
def test_the_tape_is_the_newest_of_all_in_order_however_they_come(batches, limit):
    tape = TradeTape(limit)
    for batch in batches:
        tape.extend(trade(number // 3, number) for number in batch)
    everything = sorted({number for batch in batches for number in batch}, reverse=True)
    assert [tape[index].order[1] for index in range(len(tape))] == everything[:limit]


def test_held_entries_stay_until_the_tape_is_five_times_as_long():
    tape = TradeTape(limit=10)
    tape.extend(trade(time, time) for time in range(10))
    tape.hold(tape[7].order)
    for time in range(10, 50):
        tape.put(trade(time, time))
        assert times(tape)[-1] == max(2 if time > 11 else time - 9, 0)
    tape.extend([trade(50, 50), trade(51, 51)])
    assert times(tape) == list(range(51, 1, -1))
    tape.extend(trade(time, time) for time in range(52, 90))
    assert times(tape) == list(range(89, 39, -1))
    assert tape.knows(trade(40, 40))
    assert not tape.knows(trade(39, 39))
    tape.hold(None)
    tape.put(trade(90, 90))
    assert times(tape) == list(range(90, 80, -1))


@given(st.lists(st.tuples(st.integers(0, 200), st.booleans(), st.integers(0, 30)), max_size=60), st.integers(1, 8))
def test_with_any_hold_the_tape_stays_bounded_and_ordered_and_ends_with_a_trade(steps, limit):
    tape = TradeTape(limit)
    for time, marks, row in steps:
        tape.put(trade(time, time))
        if marks and len(tape) > 1:
            tape.mark(Gap((*tape[1].order[:2], 1), tape[0].order))
        tape.hold(tape[row].order if row < len(tape) else None)
        orders = [tape[index].order for index in range(len(tape))]
        assert orders == sorted(orders, reverse=True)
        assert len(tape) - len(tape.gaps) <= 5 * limit
        assert isinstance(tape[len(tape) - 1], Print)
        assert {entry.order for index in range(len(tape)) if isinstance(entry := tape[index], Gap)} == set(tape.gaps)
        assert all(tape.knows(trade(0, order[1])) for order in orders if not order[2])


class TestACorrectedTrade:
    def tape(self) -> TradeTape:
        tape = TradeTape()
        tape.extend([trade(time, time * 10_000) for time in (10, 20, 30, 40)])
        return tape

    def test_one_with_another_time_moves_there_and_only_it(self):
        tape = self.tape()
        assert tape.correct([trade(35, 200_000), trade(40, 400_000), trade(50, 500_000)]) == []
        assert [tape[index].order[:2] for index in range(4)] == [
            (40, 400_000), (35, 200_000), (30, 300_000), (10, 100_000),
        ]  # fmt: skip
        assert tape.rearranged > 0

    def test_gaps_beside_it_are_given_back_and_no_others(self):
        tape = self.tape()
        apart, before, after = gap(30, 40), gap(10, 20), gap(20, 30)
        for each in (apart, before, after):
            tape.mark(each)
        assert tape.correct([trade(35, 200_000)]) == [before, after]
        assert list(tape.gaps.values()) == [apart]

    def test_older_than_the_tape_it_leaves_it(self):
        tape = self.tape()
        tape.correct([trade(5, 200_000)])
        assert (times(tape), tape.knows(trade(20, 200_000))) == ([40, 30, 10], False)

    def test_it_counts_in_the_last_minute_once(self):
        tape = self.tape()
        before = tape.minute.sums(40)
        tape.correct([trade(35, 200_000)])
        assert tape.minute.sums(40) == before == (8.0, 0.0)

    def test_what_was_unknown_of_it_is_known(self):
        tape = TradeTape()
        tape.extend([trade(10, 1), trade(20, 2, ask_bid=None, trade_price=None), trade(30, 3, trade_volume=None)])
        before = tape.rearranged
        tape.correct([trade(20, 2), trade(30, 3, trade_volume=5.0)])
        assert [tape[index] for index in (1, 0)] == [
            Print((20, 2, 0), 100.0, 2.0, True),
            Print((30, 3, 0), 100.0, 5.0, True),
        ]
        assert tape.minute.sums(40) == (9.0, 0.0)
        assert tape.rearranged > before

    def test_a_page_that_knows_less_takes_nothing_away(self):
        tape = self.tape()
        before = tape.rearranged
        tape.correct([trade(20, 200_000, trade_price=None), trade(30, 300_000, ask_bid="?")])
        assert [tape[index].is_whole for index in range(4)] == [True] * 4
        assert tape.rearranged == before

    def test_where_nothing_differs_nothing_changes(self):
        tape = self.tape()
        before = tape.rearranged
        assert tape.correct([trade(20, 200_000), trade(99, 990_000)]) == []
        assert tape.rearranged == before
