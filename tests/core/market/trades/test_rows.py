"""The rows of a tape, followed step by step, are those that a plain look at the whole tape would make."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.market.trades.rows import MergedPrint, TapeRows
from core.market.trades.tape import Gap, Print, TradeTape
from core.model.messages import Trade
from thorough import examples


def trade(time: int, place: int = 0, side: str = "BID", price: float = 100.0, size: float | None = 1.0) -> Trade:
    return Trade(
        code="KRW-BTC", trade_timestamp=time, sequential_id=time * 10_000 + place, trade_price=price, trade_volume=size,
        ask_bid=side,
    )  # fmt: skip


def tape_of(*trades: Trade) -> TradeTape:
    made = TradeTape()
    made.extend(trades)
    return made


def plain(tape: TradeTape, *, is_merging: bool, least: float) -> list[tuple[object, ...]]:
    """The rows by the definition, oldest first."""
    entries = [tape[place] for place in reversed(range(len(tape)))]

    def taker(numbered: tuple[int, Print | Gap]) -> object:
        number, entry = numbered
        is_one = is_merging and isinstance(entry, Print) and entry.is_buy is not None and entry.timestamp_ms > 0
        return (entry.timestamp_ms, entry.is_buy) if is_one else number

    rows: list[tuple[object, ...]] = []
    for _, group in groupby(enumerate(entries), taker):
        members = [entry for _, entry in group]
        first = members[0]
        if isinstance(first, Gap):
            rows.append(first)
            continue
        values = [each.value for each in members]
        value = None if None in values else sum(values)
        if not least or value is None or value >= least:
            rows.append((first.order, members[-1].price, value, len(members)))
    return rows


def shown(rows: TapeRows) -> list[tuple[object, ...]]:
    entries = [rows[place] for place in reversed(range(len(rows)))]
    return [row if isinstance(row, Gap) else (row.order, row.price, row.value, row.trades) for row in entries]


def test_an_order_that_eats_several_levels_is_one_row_at_the_price_it_reached():
    rows = TapeRows(
        tape_of(trade(5, 0, price=100.0), trade(5, 1, price=101.0, size=2.0), trade(6, price=101.0)), is_merging=True
    )
    assert rows[1] == MergedPrint((5, 50_000, 0), (5, 50_001, 0), 101.0, 3.0, True, 302.0, 2)
    assert isinstance(rows[0], Print)
    assert rows[0].trades == 1


@pytest.mark.parametrize(
    "between",
    [trade(5, 1, "ASK"), trade(5, 1, "?")],
)
def test_an_other_side_between_them_parts_two_orders(between):
    rows = TapeRows(tape_of(trade(5, 0), between, trade(5, 2)), is_merging=True)
    assert [row.trades for row in (rows[0], rows[1], rows[2])] == [1, 1, 1]


def test_trades_without_a_time_are_never_one_order():
    nameless = [
        Trade(code="KRW-BTC", sequential_id=n, trade_price=1.0, trade_volume=1.0, ask_bid="BID") for n in (1, 2)
    ]
    assert len(TapeRows(tape_of(*nameless), is_merging=True)) == 2


def test_a_row_keeps_its_place_when_more_of_the_order_comes():
    tape = tape_of(trade(5, 0))
    rows = TapeRows(tape, is_merging=True)
    place = rows[0].order
    tape.put(trade(5, 1))
    rows.sync()
    assert (len(rows), rows[0].order, rows.newer_than(place)) == (1, place, 0)


def test_small_trades_that_are_one_large_order_are_shown_as_it_grows():
    tape = tape_of(trade(4), trade(5, 0))
    rows = TapeRows(tape, is_merging=True, least=250.0)
    assert len(rows) == 0
    for place, count in ((1, 0), (2, 1), (3, 1)):
        tape.put(trade(5, place))
        rows.sync()
        assert len(rows) == count
    assert rows[0].trades == 4


def test_a_gap_and_a_trade_of_unknown_value_are_never_left_out():
    tape = tape_of(trade(1), trade(2, size=None), trade(9, size=50.0))
    tape.mark(Gap((2, 20_000, 1), (9, 90_000, 0)))
    rows = TapeRows(tape, least=1_000.0)
    assert [type(rows[place]) for place in range(3)] == [Print, Gap, Print]
    assert len(rows) == 3


STEP = st.one_of(
    st.tuples(st.just("trade"), st.integers(0, 12), st.integers(0, 4), st.sampled_from("BSU"), st.integers(1, 4)),
    st.tuples(st.just("gap"), st.integers(0, 12)),
    st.tuples(st.just("close")),
    st.tuples(st.just("cut"), st.integers(0, 20)),
    st.tuples(st.just("look")),
)


@settings(max_examples=examples(500))
@given(st.lists(STEP, max_size=60), st.integers(1, 12), st.booleans(), st.sampled_from([0.0, 2.0, 5.0]))
def test_they_follow_every_change_of_the_tape(steps, limit, is_merging, least):
    tape, now = TradeTape(limit), 1
    rows = TapeRows(tape, is_merging=is_merging, least=least)
    for step in steps:
        match step:
            case ("trade", ago, place, side, size):
                now += 1 if place == 0 else 0
                side_word = {"B": "BID", "S": "ASK", "U": "?"}[side]
                tape.put(trade(max(now - (ago if ago > 9 else 0), 1), place, side_word, 1.0, float(size)))
            case ("gap", row) if len(tape) > row + 1 and isinstance(tape[row + 1], Print):
                tape.mark(Gap((*tape[row + 1].order[:2], 1), tape[row].order))
            case ("close",) if tape.gaps:
                tape.close(next(iter(tape.gaps.values())))
            case ("cut", time):
                tape.cut(time)
            case _:
                rows.sync()
                assert shown(rows) == plain(tape, is_merging=is_merging, least=least)
    rows.sync()
    assert shown(rows) == plain(tape, is_merging=is_merging, least=least)


def test_an_order_that_has_partly_left_the_tape_is_what_is_left_of_it():
    tape = TradeTape(limit=3)
    tape.extend(trade(5, place) for place in range(3))
    rows = TapeRows(tape, is_merging=True)
    tape.put(trade(6))
    rows.sync()
    assert shown(rows) == plain(tape, is_merging=True, least=0.0)
    assert [row.trades for row in (rows[0], rows[1])] == [1, 2]
