"""The rows in sight; how they are painted and scrolled by hand is tested with the canvas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.order_book import OrderBookView, Side
from core.model.messages import OrderBook, OrderBookUnit
from widgets.order_book.visible_rows import VisibleRows


def book(mid: float, depth: int = 15, step: float = 1.0) -> OrderBook:
    units = [
        OrderBookUnit(ask_price=mid + n * step, ask_size=1.0, bid_price=mid - n * step, bid_size=1.0)
        for n in range(1, depth + 1)
    ]
    return OrderBook(code="KRW-A", orderbook_units=units)


class Shown:
    def __init__(self, count: int = 11, level: float = 0.0) -> None:
        self.view = OrderBookView()
        self.rows = VisibleRows(self.view, "KRW-A", level)
        self.rows.resize(count)

    def show(self, mid: float, **more: float) -> None:
        self.view.apply_book(book(mid, **more))
        self.rows.book_changed()

    @property
    def prices(self) -> list[float | None]:
        rows = (self.rows.row(number) for number in self.rows.numbers)
        return [row.price for row in rows if row is not None]


@pytest.mark.parametrize(("count", "highest"), [(1, 1000.0), (3, 1001.0), (4, 1001.0), (10, 1004.0), (11, 1005.0)])
def test_the_spread_is_in_the_middle(count, highest):
    shown = Shown(count)
    shown.show(1000.0)
    assert shown.prices == [highest - n for n in range(count)]


def test_a_position_has_a_number_and_a_price_has_a_position():
    shown = Shown()
    shown.show(1000.0)
    for place, price in enumerate(shown.prices):
        assert shown.rows.row(shown.rows.number_at(place)).price == price
        assert shown.rows.index_of(price, Side.ASK) == place
    assert [shown.rows.number_at(place) for place in (-1, 11)] == [None, None]
    assert shown.rows.index_of(2000.0, Side.ASK) is None


@given(st.lists(st.integers(-400, 400), min_size=1, max_size=30), st.integers(5, 40))
def test_held_rows_never_move_and_the_way_back_shows_every_best_price(moves, count):
    shown = Shown(count)
    shown.show(1000.0)
    before = shown.prices
    shown.rows.is_held = True
    for move in moves:
        shown.show(2000.0 + move)
        assert shown.prices == before
    shown.rows.to_spread()
    assert shown.rows.shows_spread
    assert {2000.0 + moves[-1] + 1, 2000.0 + moves[-1] - 1} <= set(shown.prices)


@given(st.lists(st.integers(-400, 400), min_size=1, max_size=30), st.integers(4, 40))
def test_rows_that_are_not_held_always_show_the_spread(moves, count):
    shown = Shown(count)
    for move in moves:
        before = shown.prices
        shown.show(2000.0 + move)
        assert shown.rows.shows_spread
        best = {2000.0 + move + 1, 2000.0 + move - 1}
        assert best <= set(shown.prices)
        if best <= set(before):
            asks, bids = before.index(2000.0 + move + 1) + 1, count - before.index(2000.0 + move - 1)
            if min(asks, bids) > count // 4:
                assert shown.prices == before, "nothing moves as long as both sides have half of their rows"


def test_a_long_run_leaves_no_more_rows_than_are_needed():
    shown = Shown()
    for mid in range(1000, 9000, 3):
        shown.show(float(mid))
    assert len(shown.rows.grid) <= 700


@pytest.mark.parametrize("count", [11, 12, 30, 5])
def test_another_height_keeps_the_spread_in_the_middle_or_held_rows_where_they_are(count):
    shown = Shown()
    shown.show(1000.0)
    shown.rows.is_held = True
    shown.rows.scroll(4)
    before = shown.prices
    shown.rows.resize(count)
    assert len(shown.prices) == count
    least = min(count, len(before))
    assert shown.prices[:least] == before[:least], "somebody may be about to click one of them"
    shown.rows.is_held = False
    shown.rows.resize(count + 2)
    assert shown.rows.shows_spread


def test_an_empty_book_that_fills_is_shown_from_its_spread():
    shown = Shown()
    shown.view.day = shown.view.day._replace(last_price=5000.0)
    shown.view.apply_book(OrderBook(code="KRW-A", orderbook_units=()))
    shown.rows.to_spread()
    assert 5000.0 in shown.prices
    shown.show(1000.0)
    assert shown.prices[5] == 1000.0


def test_a_grouped_book_has_the_steps_of_its_grouping():
    shown = Shown(5, level=10.0)
    shown.show(1000.0, step=10.0)
    assert shown.prices == [1020.0, 1010.0, 1000.0, 990.0, 980.0]


def rows_of_sides(shown: Shown) -> tuple[int, int]:
    """How many rows in sight lie among the asks, and among the bids."""
    bid, ask = shown.rows.grid.spread
    return sum(n >= ask for n in shown.rows.numbers), sum(n <= bid for n in shown.rows.numbers)


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=40), st.integers(2, 40), st.integers(1, 30))
def test_a_market_that_moves_never_leaves_one_side_almost_out_of_sight(moves, count, depth):
    """While the spread only had to be in sight, it wandered to the edge: of one side a single level was left."""
    shown, mid = Shown(count), 2000
    for move in moves:
        mid += move
        shown.show(float(mid), depth=depth)
        centred = (count - 1) // 2  # the spread of this book has one price between its sides
        least = max(min((centred + 1) // 2, depth), min(count // 2, 1))
        assert min(rows_of_sides(shown)) >= least


@pytest.mark.parametrize("count", range(2, 12))
@pytest.mark.parametrize("width", [1, 2, 3, 4, 5, 6, 7, 8, 50])
def test_the_best_prices_of_both_sides_are_in_sight_however_wide_the_spread_and_short_the_panel(count, width):
    shown = Shown(count)
    shown.view.apply_book(spread_of(width))
    shown.rows.book_changed()
    assert {1000.0, 1000.0 + width} <= set(shown.prices)
    assert min(rows_of_sides(shown)) >= 1
    shown.rows.resize(30)
    shown.rows.resize(count)
    assert {1000.0, 1000.0 + width} <= set(shown.prices)


def test_a_panel_that_grows_shows_the_prices_in_the_spread_again():
    shown = Shown(4)
    shown.view.apply_book(spread_of(5))
    shown.rows.book_changed()
    assert 1003.0 not in shown.prices
    shown.rows.resize(12)
    assert {1000.0 + n for n in range(6)} <= set(shown.prices)


def spread_of(width: int) -> OrderBook:
    units = [
        OrderBookUnit(ask_price=1000.0 + width + n, ask_size=1.0, bid_price=1000.0 - n, bid_size=1.0) for n in range(5)
    ]
    return OrderBook(code="KRW-A", orderbook_units=units)
