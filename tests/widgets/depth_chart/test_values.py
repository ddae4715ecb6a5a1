from __future__ import annotations

from core.market.order_book import OrderBookView
from core.market.order_book_depth import BookDepth
from core.model.messages import OrderBook, OrderBookUnit
from widgets.depth_chart.values import depth_values


def test_each_level_is_told_with_what_is_reached_up_to_it(application):
    view = OrderBookView()
    units = [OrderBookUnit(ask_price=1000.0 + n, ask_size=1.0, bid_price=1000.0 - n, bid_size=2.0) for n in (1, 2)]
    view.apply_book(OrderBook(code="KRW-A", orderbook_units=units))
    table = depth_values("KRW-A", BookDepth(view), "중간가 1,000")
    assert table.summary == "중간가 1,000"
    assert [row.texts for row in table.rows] == [
        ("매도", "1,002", "+0.20%", "2.0000", "2,003"),
        ("매도", "1,001", "+0.10%", "1.0000", "1,001"),
        ("매수", "999", "-0.10%", "2.0000", "1,998"),
        ("매수", "998", "-0.20%", "4.0000", "3,994"),
    ]
    assert table.start == 1


def test_without_levels_there_is_nothing_to_tell(application):
    table = depth_values("KRW-A", BookDepth(OrderBookView()), "")
    assert (table.summary, list(table.rows), table.start) == ("", [], 0)


def test_sizes_are_told_to_their_last_digit_for_who_copies_them(application):
    view = OrderBookView()
    units = [OrderBookUnit(ask_price=1001.0, ask_size=1.12345678, bid_price=999.0, bid_size=0.10000001)]
    view.apply_book(OrderBook(code="KRW-A", orderbook_units=units))
    table = depth_values("KRW-A", BookDepth(view), "")
    assert [row.texts[3] for row in table.rows] == ["1.12345678", "0.10000001"]
