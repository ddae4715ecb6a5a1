"""The rows of a book against a plain model: every level in one row, at its price, and no row ever moves."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.market.order_book import Row, Side
from core.market.order_book_grid import MOST_EMPTY, MOST_ROWS, GridRow, OrderBookGrid
from core.upbit.trading_rules import tick_above, tick_below

CODE = "KRW-X"
EDGE = 10_000.0
"""Below it prices are 5 won apart, from it on 10."""


def grid() -> OrderBookGrid:
    return OrderBookGrid(partial(tick_above, CODE), partial(tick_below, CODE))


def price_at(step: int) -> float:
    return EDGE + (10 if step >= 0 else 5) * step


def side(side: Side, *steps: float) -> list[Row]:
    rows, total = [], 0.0
    for number, step in enumerate(steps, 1):
        total += number
        price = price_at(step) if isinstance(step, int) else step
        rows.append(Row(price, side, float(number), total))
    return rows


asks = partial(side, Side.ASK)
bids = partial(side, Side.BID)


def laid(asks: list[Row], bids: list[Row]) -> OrderBookGrid:
    made = grid()
    made.lay_out(asks, bids)
    return made


def prices(made: OrderBookGrid) -> list[float | None]:
    """From the highest down, as they stand on the screen."""
    return [made.row(number).price for number in reversed(made.numbers)]


@st.composite
def books(draw) -> tuple[list[Row], list[Row]]:
    """A book around a place near the edge of two ticks, with narrow and wide spreads, dense and sparse sides."""
    best = draw(st.integers(-60, 60))
    gap = draw(st.integers(1, 3) | st.integers(1, 400))
    steps = st.integers(1, 3) | st.integers(1, 300)
    up = draw(st.lists(steps, max_size=8))
    down = draw(st.lists(steps, max_size=8))
    ask_steps, bid_steps = [best + gap], [best]
    for step in up:
        ask_steps.append(ask_steps[-1] + step)
    for step in down:
        bid_steps.append(bid_steps[-1] - step)
    some = draw(st.sampled_from([(9, 9), (0, 9), (9, 0), (1, 1)]))
    return asks(*ask_steps[: some[0]]), bids(*(step for step in bid_steps[: some[1]] if step > -1900))


def steps_between(low: float, high: float) -> int:
    """The number of prices of the grid between two, by counting."""
    count = 0
    while (low := tick_above(CODE, low)) < high:
        count += 1
    return count


@settings(deadline=None)
@given(books())
def test_a_new_layout_has_a_row_of_its_own_for_each_level_and_no_long_stretch_of_empty_ones(book):
    made = laid(*book)
    assert not made.is_crowded
    levels = {level.price: level for each in book for level in each}
    rows = [made.row(number) for number in made.numbers]
    assert [row.price for row in rows if row.levels] == sorted(levels)
    for row in rows:
        if row.levels:
            assert row.level == levels[row.price]
    standing = [(row.price, row.is_gap) for row in rows]
    exact = [price for price, is_gap in standing if not is_gap]
    for low, high in pairwise(exact):
        gaps = standing.index((high, False)) - standing.index((low, False)) - 1
        between = steps_between(low, high)
        is_spread = bool(book[0] and book[1]) and (low, high) == (book[1][0].price, book[0][0].price)
        assert gaps == (0 if not between else 2 if is_spread else 1)
        assert not gaps or between > MOST_EMPTY
    assert len(rows) <= (MOST_EMPTY + 1) * len(levels) + 1


@settings(deadline=None)
@given(books(), st.lists(books(), min_size=1, max_size=6), st.integers(0, 40))
@example((asks(10), bids(0)), [(asks(5, 10), bids(0)), (asks(5, 6, 10), bids(4, 0))], 3)
def test_later_books_fill_the_rows_and_move_none(first, later, around):
    made = laid(*first)
    made.pad(-around, around)
    for book in later:
        before = {number: (made.row(number).is_gap, made._lows[number - made.numbers[0]]) for number in made.numbers}
        made.fill(*book)
        after = {number: (made.row(number).is_gap, made._lows[number - made.numbers[0]]) for number in made.numbers}
        assert {number: after[number] for number in before} == before
        _holds(made, book)


def _holds(made: OrderBookGrid, book: tuple[list[Row], list[Row]]) -> None:
    """By a plain search: each level is where its price belongs, and nothing else is anywhere."""
    lows = [(number, made._lows[number - made.numbers[0]], made.row(number).is_gap) for number in made.numbers]
    assert [low for _, low, _ in lows] == sorted(low for _, low, _ in lows)
    expected: dict[int, list[Row]] = {}
    for level in (*book[0], *book[1]):
        at = max(number for number, low, _ in lows if low <= level.price)
        is_exact = any(low == level.price and not is_gap for _, low, is_gap in lows)
        kinds = {number: is_gap for number, _, is_gap in lows}
        if not is_exact and kinds[at] and level.side is Side.BID and kinds.get(at - 1):
            at -= 1
        assert is_exact or kinds[at], "all of these prices are on the grid"
        expected.setdefault(at, []).append(level)
    around = range(made.numbers[0] - 2, made.numbers[-1] + 3)
    assert made.rows(around) == [(number, made.row(number), made.side_of(number)) for number in around]
    assert made.is_crowded == any(len(levels) > 1 for levels in expected.values())
    for number in made.numbers:
        row, levels = made.row(number), expected.get(number, [])
        assert row.levels == len(levels)
        for kind, level in ((Side.ASK, row.ask), (Side.BID, row.bid)):
            mine = [each for each in levels if each.side is kind]
            assert (level is None) == (not mine)
            if mine:
                assert level.size == sum(each.size for each in mine)
                assert (level.price, level.total) == (mine[0].price, mine[-1].total)
    assert made.is_crowded == any(len(levels) > 1 for levels in expected.values())


class TestTheRows:
    def test_empty_prices_between_levels_are_rows_too(self):
        made = laid(asks(2, 4), bids(0, -1))
        assert prices(made) == [10_040, 10_030, 10_020, 10_010, 10_000, 9_995]
        assert made.row(made.number_at(10_010.0, Side.ASK)) == GridRow(10_010.0)

    def test_a_new_level_fills_its_row(self):
        made = laid(asks(2, 4), bids(0))
        number = made.number_at(10_030.0, Side.ASK)
        made.fill(asks(2, 3, 4), bids(0))
        assert made.row(number).ask.size == 2.0
        assert prices(made) == [10_040, 10_030, 10_020, 10_010, 10_000]

    @pytest.mark.parametrize(("empty", "rows"), [(MOST_EMPTY, MOST_EMPTY), (MOST_EMPTY + 1, 1)])
    def test_the_longest_stretch_of_rows_and_the_shortest_gap(self, empty, rows):
        assert len(laid(asks(2, 3 + empty), bids(1))) == 3 + rows

    def test_a_wide_spread_has_a_gap_for_each_side(self):
        made = laid(asks(1000), bids(0))
        assert prices(made) == [20_000, None, None, 10_000]
        made.fill(asks(600, 1000), bids(300, 0))
        assert prices(made) == [20_000, 16_000, 13_000, 10_000]
        assert not made.is_crowded
        made.fill(asks(300, 1000), bids(299, 0))
        assert prices(made) == [20_000, 13_000, 12_990, 10_000]

    def test_levels_that_share_a_gap_are_told_by_the_best_price_with_all_their_sizes(self):
        made = laid(asks(2, 500), bids(1))
        made.fill(asks(2, 100, 200, 500), bids(1))
        row = made.row(made.number_at(price_at(100), Side.ASK))
        assert row == GridRow(price_at(100), True, Row(price_at(100), Side.ASK, 5.0, 6.0), None, 2)
        assert made.is_crowded
        made.lay_out(asks(2, 100, 200, 500), bids(1))
        assert not made.is_crowded

    def test_one_gap_can_hold_levels_of_both_sides(self):
        made = laid(asks(2, 500), bids(1))
        made.fill(asks(400), bids(300))
        row = made.row(made.number_at(price_at(300), Side.BID))
        assert (row.ask.price, row.bid.price, row.levels) == (price_at(400), price_at(300), 2)
        assert row.level is row.ask
        assert row.price == price_at(400)

    def test_a_price_off_the_grid_has_a_row_in_a_new_layout_and_shares_the_next_one_outwards_otherwise(self):
        made = laid([Row(10_013.0, Side.ASK, 1.0, 1.0)], bids(1))
        assert prices(made) == [10_013, 10_010]
        made = laid(asks(1, 2, 3), bids(0, -1))
        made.fill([Row(10_013.0, Side.ASK, 1.0, 1.0)], [Row(9_998.0, Side.BID, 2.0, 2.0)])
        assert made.row(made.number_at(10_020.0, Side.ASK)).ask.size == 1.0
        assert made.row(made.number_at(9_995.0, Side.BID)).bid.size == 2.0

    def test_a_side_is_from_its_best_level_to_its_deepest(self):
        made = laid(asks(3, 5), bids(0, -2))
        made.pad(-5, 15)
        sides = {made.row(number).price: made.side_of(number) for number in made.numbers}
        assert [price for price, each in sides.items() if each is Side.ASK] == [10_030, 10_040, 10_050]
        assert [price for price, each in sides.items() if each is Side.BID] == [9_990, 9_995, 10_000]
        bid, ask = made.spread
        assert (made.row(bid).price, made.row(ask).price) == (10_000, 10_030)

    @pytest.mark.parametrize(("book", "spread"), [((asks(3), []), (-1, 0)), (([], bids(0)), (0, 1))])
    def test_a_side_without_levels_begins_beside_the_other(self, book, spread):
        made = laid(*book)
        assert made.spread == spread
        assert [made.side_of(number) for number in (-1, 0, 1)].count(None) == 2

    def test_an_empty_book_has_rows_around_the_last_price(self):
        made = grid()
        made.lay_out([], [], EDGE)
        made.pad(-1, 1)
        assert prices(made) == [10_010, 10_000, 9_995]
        assert made.spread is None
        assert made.side_of(0) is None

    @pytest.mark.parametrize("anchor", [None, 0.0])
    def test_without_a_price_there_are_no_rows(self, anchor):
        made = grid()
        made.lay_out([], [], anchor)
        made.fill([], [])
        made.pad(-5, 5)
        assert (len(made), made.row(0), made.number_at(1.0, Side.ASK)) == (0, None, None)

    def test_the_first_book_lays_the_rows(self):
        made = grid()
        made.fill(asks(1), bids(0))
        assert prices(made) == [10_010, 10_000]

    def test_a_book_that_empties_leaves_its_rows(self):
        made = laid(asks(1), bids(0))
        made.fill([], [])
        assert prices(made) == [10_010, 10_000]
        assert made.spread is None

    def test_rows_are_padded_with_prices_of_the_grid_down_to_the_lowest_there_is(self):
        made = OrderBookGrid(partial(tick_above, "BTC-X"), partial(tick_below, "BTC-X"))
        made.lay_out([Row(3e-8, Side.ASK, 1.0, 1.0)], [Row(2e-8, Side.BID, 1.0, 1.0)])
        made.pad(-30, 2)
        assert prices(made) == [4e-8, 3e-8, 2e-8, 1e-8]

    def test_it_stops_to_grow_and_shows_no_level_less(self):
        made = laid(asks(1), bids(0))
        for start in range(0, 40 * MOST_ROWS, 40):
            made.fill(asks(*range(start + 2, start + 32)), bids(start + 1))
        assert len(made) <= MOST_ROWS + 32 * (MOST_EMPTY + 1)
        assert sum(made.row(number).levels for number in made.numbers) == 31
        made.pad(-(10**6), 10**6)
        assert len(made) <= MOST_ROWS + 32 * (MOST_EMPTY + 1)
        for start in range(-10, -1900, -10):
            made.fill(asks(start), bids(start - 1))
        assert made.row(made.numbers[0]).levels == 2

    def test_prices_beyond_the_rows_are_at_the_outermost(self):
        made = laid(asks(1), bids(0))
        assert made.row(made.number_at(1.0, Side.BID)).price == 10_000
        assert made.row(made.number_at(1e9, Side.ASK)).price == 10_010
