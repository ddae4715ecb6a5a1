from __future__ import annotations

from core.market.order_book import OrderBookView, Side
from core.model.messages import OrderBook, OrderBookUnit, Ticker
from widgets.order_book.choices import BookChoices
from widgets.order_book.marks import mark_of_order, marks_of_day
from widgets.order_book.values import book_values


def unit(ask: float, bid: float, ask_size: float, bid_size: float) -> OrderBookUnit:
    return OrderBookUnit(ask_price=ask, bid_price=bid, ask_size=ask_size, bid_size=bid_size)


def view(depth: int = 3) -> OrderBookView:
    made = OrderBookView(30)
    units = [unit(100.0 + n, 100.0 - n, float(n), 2.0 * n) for n in range(1, depth + 1)]
    made.apply_book(OrderBook(code="KRW-A", orderbook_units=units))
    return made


def test_rows_run_from_the_highest_ask_to_the_lowest_bid(application):
    table = book_values("KRW-A", view())
    assert [row.texts[1] for row in table.rows] == ["103.0", "102.0", "101.0", "99.0", "98.0", "97.0"]
    assert [row.texts[0] for row in table.rows] == ["매도"] * 3 + ["매수"] * 3
    assert table.rows[table.start].texts == ("매도", "101.0", "–", "1.000", "1.000", "")
    assert table.rows[-1].texts[3:5] == ("6.000", "12.000")


def test_without_a_book_there_is_nothing_to_say(application):
    table = book_values("KRW-A", OrderBookView(30))
    assert (table.summary, list(table.rows), table.start) == ("", [], 0)


def test_a_side_without_orders_is_left_out(application):
    made = OrderBookView(30)
    made.apply_book(OrderBook(code="KRW-A", orderbook_units=[unit(0.0, 99.0, 0.0, 1.0)]))
    assert book_values("KRW-A", made).summary == "최우선 매수 99.0 잔량 1.00"


def test_a_spread_of_groups_is_read_as_one(application):
    units = [unit(101.0, 99.0, 1.0, 2.0)]
    for level, said in ((0.0, "차이 2.0"), (10.0, "묶음 차이 2.0")):
        made = OrderBookView(30)
        made.apply_book(OrderBook(code="KRW-A", orderbook_units=units, level=level))
        assert book_values("KRW-A", made).summary.rpartition(", ")[2] == said


def test_the_change_of_each_price_is_from_the_close_before(application):
    made = view(1)
    made.apply_ticker(Ticker(code="KRW-A", trade_price=100.0, prev_closing_price=50.0))
    table = book_values("KRW-A", made)
    assert [row.texts[2] for row in table.rows] == ["+102.00%", "+98.00%"]
    assert table.summary.startswith("현재가 100.0 ▲ +100.00%, ")


def test_amounts_are_read_where_amounts_are_shown(application):
    table = book_values("KRW-A", view(2), BookChoices(is_amount=True))
    assert table.titles[3:5] == ("금액", "누적")
    assert table.rows[0].texts[3:5] == ("204", "305")


def test_marked_prices_are_read_with_their_level(application):
    made = view(2)
    made.apply_ticker(
        Ticker(code="KRW-A", opening_price=101.0, high_price=101.0, acc_bid_volume=3.0, acc_ask_volume=2.0)
    )
    table = book_values("KRW-A", made, marks=[*marks_of_day(made.day), mark_of_order(99.0, Side.BID)])
    assert [row.texts[5] for row in table.rows] == ["", "시가, 고가", "내 매수 주문", ""]
    assert table.summary.endswith("체결강도 150.0%")


def test_sizes_are_told_to_their_last_digit_for_who_copies_them(application):
    made = OrderBookView(30)
    units = [unit(158_000_000.0, 157_900_000.0, 0.12345678, 1.5), unit(158_100_000.0, 0.0, 1_234_567_890.1, 0.0)]
    made.apply_book(OrderBook(code="KRW-BTC", orderbook_units=units))
    rows = book_values("KRW-BTC", made).rows
    assert [row.texts[3] for row in rows] == ["1,234,567,890.10000000", "0.12345678", "1.50000000"]
