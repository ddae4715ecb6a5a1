from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QSize

from core.market.order_book import OrderBookView
from core.model.messages import OrderBook, OrderBookUnit, Ticker
from looks import LOOK
from painted import Painted, read_part
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.order_book.choices import BookChoices
from widgets.order_book.footer import BookFooter, strength_text
from widgets.paint.cells import HEADER_HEIGHT, PADDING, CellText
from widgets.text import formats


@pytest.fixture
def small(application) -> CellText:
    return CellText(LOOK, FontRole.SMALL)


def widths(first: int, last: int, shift: int) -> list[int]:
    """Every third width and both ends; another `shift` takes those between."""
    return sorted({first, *range(first + shift % 3, last, 3), last})


def made(asks: float = 1.0, bids: float = 3.0, spread: float = 2.0) -> OrderBookView:
    view = OrderBookView()
    units = (OrderBookUnit(ask_price=999.0 + spread, ask_size=asks, bid_price=999.0, bid_size=bids),)
    view.apply_book(OrderBook(code="KRW-A", orderbook_units=units, total_ask_size=1e6, total_bid_size=2e6))
    view.apply_ticker(Ticker(code="KRW-A", acc_bid_volume=3.0, acc_ask_volume=2.0))
    return view


def painted(view: OrderBookView, width: int, *, is_amount: bool = False) -> Painted:
    footer, choices = BookFooter(LOOK, "KRW-A"), BookChoices(is_amount=is_amount)
    return read_part(lambda painter: footer.paint(painter, view, choices, 7, width), QSize(width, 60))


def test_where_room_is_short_strength_goes_first_and_the_spread_stays_beside_sums_of_fewer_decimals(small):
    seen = []
    for width in range(700, 60, -1):
        texts = [text.text for text in painted(made(1.5, 3.25), width).within(0, 60)]
        if len(texts) == 3:
            seen.append(tuple(texts))
    full, *others = dict.fromkeys(seen)
    assert full == ("매도 1.5000", "차이 2   체결강도 150.0%", "매수 3.2500")
    fewer = [(f"매도 {1.5:.{decimals}f}", "차이 2", f"매수 {3.25:.{decimals}f}") for decimals in range(4, -1, -1)]
    assert others == fewer


@pytest.mark.parametrize("digits", range(1, 10))
@pytest.mark.parametrize("sums", [(1.0, 3.0), (0.91542485, 1.00115075), (123_456.75, 1.5e12)])
def test_the_spread_is_said_at_every_width_that_has_room_for_it_however_wide_it_is(small, digits, sums):
    spread = f"{10**digits - 1:,}"
    view = made(*sums, spread=10.0**digits - 1)
    footer = BookFooter(LOOK, "KRW-A")
    for width in widths(20, 699, digits):
        asks, bids, between = footer.texts(view, BookChoices(), width)
        if small.width(f"차이 {spread}") + 2 * PADDING <= width:
            assert between.split("   ")[0] == f"차이 {spread}"
        for text in filter(None, (asks, bids)):  # the middle one is centred
            if between:
                assert PADDING + small.width(text) + PADDING <= (width - small.width(between)) / 2 + 1
        assert between or width < 200, "there was something to see"


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("is_amount", [False, True])
@pytest.mark.parametrize("spread", [1.0, 1_000.0, 1e6])
@pytest.mark.parametrize("sums", [(1.5, 3.25), (0.91542485, 1.00115075), (41_234.5, 389_123.75), (205_123_456.0, 7e11)])
def test_no_sum_is_ever_cut_and_none_is_left_out_where_its_shortest_form_has_room(
    application, percent, is_amount, spread, sums
):
    look = Look()
    look.set_font_percent(percent)
    small, footer, view = CellText(look, FontRole.SMALL_NUMBER), BookFooter(look, "KRW-A"), made(*sums, spread=spread)
    best = [view.asks[0], view.bids[0]]
    totals = [level.total_amount if is_amount else level.total for level in best]
    forms = [{formats.size(each, at) for at in range(9)} | {formats.shortened(each)} for each in totals]
    seen = set()
    for width in widths(40, 700, percent // 50 + is_amount):
        *said, between = footer.texts(view, BookChoices(is_amount=is_amount), width)
        assert "…" not in "".join((*said, between)), width
        assert bool(said[0]) == bool(said[1])
        if not said[0]:
            assert not seen, "more room shows no less"
            continue
        if between:
            seen.add(tuple(said))
        for text, word, known in zip(said, ("매도 ", "매수 "), forms, strict=True):
            assert text.removeprefix(word) in known, width
        taken = 2 * max(map(small.width, said)) + small.width(between) + (4 if between else 3) * PADDING
        assert taken <= width
    shortest = min(seen, key=lambda pair: sum(map(len, pair)))
    wanted = [formats.size(each, 0) if each < 1_000 else formats.shortened(each) for each in totals]
    assert list(shortest) == [f"매도 {wanted[0]}", f"매수 {wanted[1]}"]


@pytest.mark.parametrize("sums", [(1.0, 1.0), (123_456.75, 1.0), (1.0, 123_456.75), (1.5e12, 1.5e12)])
@pytest.mark.parametrize("width", range(60, 400, 17))
def test_texts_never_run_into_each_other_and_lose_decimals_first(small, sums, width):
    texts = painted(made(*sums), width).within(0, 60)
    assert texts[0].left >= PADDING
    assert texts[-1].right <= width - PADDING
    for one, other in pairwise(texts):
        assert one.left + small.width(one.text) <= other.left
    whole = [f"매도 {sums[0]:,.0f}", f"매수 {sums[1]:,.0f}"]
    if 2 * max(map(small.width, whole)) + small.width("차이 2") + 4 * PADDING <= width:
        assert len(texts) == 3, "the figures before the point are all there"
        assert texts[0].text in {f"매도 {sums[0]:,.{decimals}f}" for decimals in range(9)}


def test_a_bar_is_divided_as_the_sizes_are():
    seen = painted(made(), 400)
    assert seen.areas("ASK_EDGE") == [(0, 7, 100, 10, "ASK_EDGE")]
    assert seen.areas("BID_EDGE") == [(100, 7, 400, 10, "BID_EDGE")]
    assert seen.areas("HEADER") == [(0, 7, 400, 7 + HEADER_HEIGHT, "HEADER")]
    assert not painted(OrderBookView(), 400).areas("ASK_EDGE")


@pytest.mark.parametrize("is_amount", [False, True])
@pytest.mark.parametrize("depth", [1, 2, 5])
def test_the_sums_are_those_of_the_levels_shown_like_the_bar(depth, is_amount):
    view = OrderBookView(depth)
    units = tuple(OrderBookUnit(ask_price=100 + n, ask_size=n, bid_price=100 - n, bid_size=3 * n) for n in (1, 2, 3))
    view.apply_book(OrderBook(code="KRW-A", orderbook_units=units, total_ask_size=1e6, total_bid_size=2e6))
    shown = units[:depth]
    asks = sum(each.ask_size * (each.ask_price if is_amount else 1) for each in shown)
    bids = sum(each.bid_size * (each.bid_price if is_amount else 1) for each in shown)
    seen = painted(view, 600, is_amount=is_amount)
    texts = [text.text.replace(",", "") for text in seen.within(0, 60)]
    assert [float(text.split()[1]) for text in (texts[0], texts[-1])] == [asks, bids]
    assert seen.areas("ASK_EDGE") == [(0, 7, 150, 10, "ASK_EDGE")]


def test_amounts_are_summed_where_amounts_are_shown():
    texts = [text.text for text in painted(made(), 600, is_amount=True).within(0, 60)]
    assert (texts[0], texts[-1]) == ("매도 1,001", "매수 2,997")


@pytest.mark.parametrize(("ratio", "text"), [(None, "–"), (0.0, "0.0%"), (1.0, "100.0%"), (1e9, "99,999.9%")])
def test_strength_is_a_percentage(ratio, text):
    assert strength_text(ratio) == text


def test_texts_are_made_once_and_again_for_anything_they_tell(small):
    footer, view = BookFooter(LOOK, "KRW-A"), made()
    said = footer.texts(view, BookChoices(), 700)
    assert footer.texts(view, BookChoices(), 700) is said
    assert footer.texts(view, BookChoices(), 180) != said, "another width"
    assert footer.texts(view, BookChoices(is_amount=True), 700) != said
    assert footer.texts(made(asks=2.0), BookChoices(), 700)[0] != said[0]
    assert footer.texts(made(bids=2.0), BookChoices(), 700)[1] != said[1]
    view.apply_ticker(Ticker(code="KRW-A", acc_bid_volume=3.0, acc_ask_volume=1.0))
    assert "300.0%" in footer.texts(view, BookChoices(), 700)[2]
    units = (OrderBookUnit(ask_price=1_003.0, ask_size=1.0, bid_price=999.0, bid_size=3.0),)
    view.apply_book(OrderBook(code="KRW-A", orderbook_units=units, total_ask_size=1.0, total_bid_size=1.0))
    assert "차이 4" in footer.texts(view, BookChoices(), 700)[2]
    grouped = OrderBook(code="KRW-A", orderbook_units=units, level=10.0)
    view.apply_book(grouped)
    assert "묶음 차이 4" in footer.texts(view, BookChoices(), 700)[2], "the best prices themselves may be nearer"
    before = footer.texts(view, BookChoices(), 700)
    footer.set_texts()
    assert footer.texts(view, BookChoices(), 700) is not before, "the language may be another one"
