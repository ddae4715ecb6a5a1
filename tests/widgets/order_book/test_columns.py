from __future__ import annotations

import pytest

from core.market.order_book import Row, Side
from looks import LOOK
from widgets.look.fonts import FontRole
from widgets.order_book.choices import BookChoices
from widgets.order_book.columns import BookColumns
from widgets.paint.cells import PADDING, CellText
from widgets.paint.steady_widths import SpareRoom

ALL = 1000


@pytest.fixture
def cells(application) -> tuple[CellText, CellText]:
    return CellText(LOOK, FontRole.NUMBER), CellText(LOOK, FontRole.SMALL)


def laid(cells, width: int, *, price: float = 3_000.0, code: str = "KRW-A", **choices: bool) -> BookColumns:
    made = BookColumns(*cells, code)
    made.lay_out(width, price, 0, BookChoices(**choices))
    return made


@pytest.mark.parametrize("is_two_sided", [False, True])
def test_the_narrower_the_fewer_columns_and_the_last_is_the_price(cells, is_two_sided):
    counts = [len(laid(cells, width, is_two_sided=is_two_sided)._by_name) for width in range(ALL, 20, -1)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 1
    assert laid(cells, 20, is_two_sided=is_two_sided)["price"] is not None


@pytest.mark.parametrize("width", range(150, ALL, 53))
@pytest.mark.parametrize("is_two_sided", [False, True])
def test_columns_fill_the_width_side_by_side(cells, width, is_two_sided):
    columns = list(laid(cells, width, is_two_sided=is_two_sided)._by_name.values())
    assert (columns[0].left, columns[-1].right) == (0, width)
    assert [column.left for column in columns[1:]] == [column.right for column in columns[:-1]]


@pytest.mark.parametrize("width", range(20, ALL, 53))
@pytest.mark.parametrize("is_two_sided", [False, True])
def test_the_spans_of_figures_are_what_prices_marks_and_changes_leave(cells, width, is_two_sided):
    made = laid(cells, width, is_two_sided=is_two_sided)
    inside = {x for left, right in made.figure_spans for x in range(left, right)}
    others = [column for name in ("marks", "price", "change") if (column := made[name])]
    assert inside == set(range(width)) - {x for column in others for x in range(column.left, column.right)}


def test_both_sides_lose_their_sums_together(cells):
    for width in range(150, ALL, 7):
        made = laid(cells, width, is_two_sided=True)
        assert (made["ask_total"] is None) == (made["bid_total"] is None)
        assert (made["ask_size"] is None) == (made["bid_size"] is None)


def test_only_prices_that_gain_a_digit_move_anything(cells):
    made, choices, now = BookColumns(*cells, "KRW-A"), BookChoices(), 0.0
    made.spare = SpareRoom(lambda: now)
    assert made.lay_out(ALL, 3_000.0, 0, choices)
    before = made._by_name
    assert not made.lay_out(ALL, 3_000.0, 0, choices)
    assert not made.lay_out(ALL, 4_999.0, 0, choices)
    assert made.lay_out(ALL, 5_000.0, 0, choices), "twice that has five digits"
    assert not made.lay_out(ALL, 100.0, 0, choices), "a narrower price leaves the room"
    assert made.decimals == 4
    assert made.lay_out(ALL - 1, 100.0, 0, choices)
    made.forget()
    assert made.lay_out(ALL - 1, 100.0, 0, choices)
    assert made.lay_out(ALL, 3_000.0, 0, choices)
    assert made._by_name != before
    now += 60.0
    assert made.lay_out(ALL, 3_000.0, 0, choices), "it was narrower for long enough"
    assert made._by_name == before
    assert not made.lay_out(ALL, 4_999.0, 0, choices)


@pytest.mark.parametrize(
    ("code", "price", "is_amount", "decimals"),
    [
        ("KRW-BTC", 158e6, False, 8),
        ("KRW-XRP", 3_000.0, False, 4),
        ("KRW-SHIB", 0.0164, False, 0),
        ("KRW-BTC", 158e6, True, 0),
        ("BTC-ETH", 0.034, True, 6),
        ("USDT-BTC", 104_000.0, True, 2),
    ],
)
def test_figures_have_the_decimals_that_are_worth_something(cells, code, price, is_amount, decimals):
    made = laid(cells, ALL, price=price, code=code, is_amount=is_amount)
    assert made.decimals == decimals


@pytest.mark.parametrize("value", [0.0, 1.0, 12_345.678912, 9_876_543_210.5, 1e15, 1e24, 1e48])
@pytest.mark.parametrize("width", [200, 300, 500])
@pytest.mark.parametrize("is_amount", [False, True])
def test_a_figure_fits_its_column_and_loses_decimals_before_digits(cells, value, width, is_amount):
    made = laid(cells, width, is_amount=is_amount)
    column = made["size"]
    text, wide = made.figure(Row(1.0, Side.ASK, value, value, value, value), column, is_total=False)
    room = column.right - column.left - 2 * PADDING
    assert wide == cells[0].width(text) <= room
    if cells[0].width(f"{value:,.0f}") <= room:
        assert text.partition(".")[0] in {f"{value:,.0f}", f"{int(value):,}"}
    else:
        assert text[-1] in "KMBT…"


def test_a_market_that_moves_changes_no_decimals(cells):
    made = laid(cells, ALL, price=900.0)
    assert made.decimals == 3
    made.lay_out(ALL - 1, 3_000.0, 0, BookChoices())
    assert made.decimals == 3


def test_both_sides_have_as_much_room_at_any_width(cells):
    for width in range(150, ALL):
        made = laid(cells, width, price=158e6, is_two_sided=True)
        if (ask := made["ask_size"]) and (bid := made["bid_size"]):
            assert abs((ask.right - ask.left) - (bid.right - bid.left)) <= 1, width
