from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.mailbox import Loss
from core.market.trade_tape import Gap, Print, TradeTape
from core.upbit.messages import Trade


def trade(time: int, sequence: int = 0, **more: object) -> Trade:
    more = {"trade_price": 100.0, "trade_volume": 2.0, "ask_bid": "BID"} | more
    return Trade(code="KRW-BTC", trade_timestamp=time, sequential_id=sequence, **more)


def times(tape: TradeTape) -> list[int]:
    return [tape[index].order[0] for index in range(len(tape))]


def test_the_newest_trade_is_first():
    tape = TradeTape()
    assert tape.extend([trade(1), trade(2), trade(3)])
    assert times(tape) == [3, 2, 1]


def test_a_late_trade_is_put_where_it_was_made():
    tape = TradeTape()
    tape.extend([trade(10), trade(30)])
    assert tape.extend([trade(20)])
    assert times(tape) == [30, 20, 10]


def test_trades_of_one_millisecond_go_by_sequence():
    tape = TradeTape()
    tape.extend([trade(1, 7), trade(1, 5), trade(1, 6)])
    assert [tape[index].order[1] for index in range(3)] == [7, 6, 5]


def test_the_taker_side_and_the_value_are_told():
    tape = TradeTape()
    tape.extend([trade(1), trade(2, ask_bid="ASK"), trade(3, ask_bid=None, trade_price=None)])
    unknown, sell, buy = (tape[index] for index in range(3))
    assert isinstance(buy, Print)
    assert (buy.is_buy, buy.value, buy.timestamp_ms) == (True, 200.0, 1)
    assert sell.is_buy is False
    assert (unknown.is_buy, unknown.value) == (None, None)


def test_a_loss_is_a_gap_behind_the_newest_trade_and_stays_there():
    tape = TradeTape()
    tape.extend([trade(1), trade(2), Loss(12), trade(3)])
    assert tape[1] == Gap((2, 0, 1), 12)
    tape.extend([trade(1, 5)])
    assert tape[1] == Gap((2, 0, 1), 12)


def test_a_loss_before_any_trade_is_shown_too():
    tape = TradeTape()
    assert tape.extend([Loss(3)])
    assert isinstance(tape[0], Gap)


def test_the_oldest_give_way_and_what_is_older_than_them_changes_nothing():
    tape = TradeTape(limit=3)
    tape.extend(trade(time) for time in range(10, 15))
    assert times(tape) == [14, 13, 12]
    assert not tape.extend([trade(1)])
    assert times(tape) == [14, 13, 12]


def test_an_entry_held_on_to_is_found_again_below_what_came_since():
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


@given(st.lists(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))), max_size=8), st.integers(1, 20))
def test_the_tape_is_the_newest_of_all_in_order_however_they_come(batches, limit):
    tape = TradeTape(limit)
    for batch in batches:
        tape.extend(trade(time, sequence) for time, sequence in batch)
    everything = sorted((pair for batch in batches for pair in batch), reverse=True)
    assert [tape[index].order[:2] for index in range(len(tape))] == everything[:limit]
