"""Which rows are in sight, without a window."""

from __future__ import annotations

import pytest

from core.market.trades.tape import TradeTape
from core.model.messages import Trade
from widgets.trades.held_rows import HeldRows

PAGE = 3


def trades(first: int, last: int) -> list[Trade]:
    return [
        Trade(code="KRW-BTC", trade_timestamp=time, sequential_id=time, trade_price=1.0, trade_volume=1.0)
        for time in range(first, last + 1)
    ]


@pytest.fixture
def tape() -> TradeTape:
    made = TradeTape()
    made.extend(trades(1, 10))
    return made


def seen(rows: HeldRows, tape: TradeTape) -> list[int]:
    return [tape[index].order[0] for index in range(rows.first, min(rows.first + PAGE, len(tape)))]


def test_it_follows_the_market(tape: TradeTape) -> None:
    rows = HeldRows(tape)
    tape.extend(trades(11, 12))
    rows.tape_changed(PAGE)
    assert (seen(rows, tape), rows.is_held) == ([12, 11, 10], False)


def test_what_is_held_does_not_move_until_it_is_let_go(tape: TradeTape) -> None:
    rows = HeldRows(tape)
    rows.hold(PAGE)
    tape.extend(trades(11, 15))
    rows.tape_changed(PAGE)
    assert (seen(rows, tape), rows.is_held) == ([10, 9, 8], True)
    rows.let_go()
    rows.tape_changed(PAGE)
    assert seen(rows, tape) == [15, 14, 13]


@pytest.mark.parametrize(("first", "is_hovered", "is_held"), [(4, False, True), (0, True, True), (0, False, False)])
def test_who_scrolls_away_holds_and_who_comes_back_holds_while_the_pointer_is_there(
    tape: TradeTape, first: int, *, is_hovered: bool, is_held: bool
) -> None:
    rows = HeldRows(tape)
    rows.scroll_to(first, PAGE, is_hovered=is_hovered)
    assert (rows.first, rows.is_scrolled, rows.is_held) == (first, first > 0, is_held)
    tape.extend(trades(11, 11))
    rows.tape_changed(PAGE)
    assert rows.first == (first + 1 if is_held else 0)


def test_rows_that_the_tape_drops_while_they_are_read_are_told(tape: TradeTape) -> None:
    rows = HeldRows(tape)
    rows.scroll_to(2, PAGE, is_hovered=False)
    assert not rows.is_leaving
    latest = 11
    while not rows.is_leaving and latest < 1_000_000:
        tape.extend(trades(latest, latest + 999))
        latest += 1000
        rows.tape_changed(PAGE)
    assert rows.is_leaving
    assert len(seen(rows, tape)) == PAGE, "others fill the page"
    rows.scroll_to(0, PAGE, is_hovered=False)
    assert not rows.is_leaving


def test_an_empty_tape_holds_nothing() -> None:
    rows = HeldRows(TradeTape())
    rows.hold(PAGE)
    rows.tape_changed(PAGE)
    assert (rows.first, rows.is_held) == (0, False)
