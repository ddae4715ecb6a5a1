from __future__ import annotations

import pytest

from core.market.trades.rows import MergedPrint
from core.market.trades.tape import Print
from looks import LOOK
from widgets.paint.steady_widths import SpareRoom
from widgets.trades.choices import TapeChoices
from widgets.trades.painter import TapePainter

TITLES = ("시각", "구분", "가격", "수량", "금액")
SIDES = {True: "매수", False: "매도", None: "–"}
TIME = 1_795_144_542_000


def painter(code: str = "KRW-BTC", **chosen: object) -> TapePainter:
    return TapePainter(LOOK, code, TapeChoices(**chosen), TITLES, SIDES)


@pytest.mark.parametrize(
    ("code", "price", "size", "texts"),
    [
        ("KRW-BTC", 158_000_000.0, 0.00631842, ("158,000,000", "0.006318", "998,310")),
        ("KRW-SHIB", 0.0186, 123_456.789, ("0.0186", "123,457", "2,296")),
        ("BTC-ETH", 0.0357, 0.12345678, ("0.03570000", "0.1235", "0.004407")),
        ("KRW-BTC", 158_000_000.0, 0.00000001, ("158,000,000", "<0.000001", "2")),
    ],
)
def test_no_noise_of_eight_decimals_is_shown(application, code, price, size, texts):
    made = painter(code)
    assert made.prepare([Print((TIME, 1, 0), price, size, True)], 600)[0][2:] == texts


def test_a_row_of_several_trades_says_how_many(application):
    row = MergedPrint((TIME, 1, 0), (TIME, 3, 0), 100.0, 3.0, False, 300.0, 3)
    assert painter().texts(row)[1] == "매도 ×3"


@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-SHIB", "BTC-ETH", "USDT-BTC"])
@pytest.mark.parametrize("is_merging", [True, False])
def test_no_trade_moves_a_column_and_every_text_has_room(application, code, is_merging):
    price = {"KRW-BTC": 158_000_000.0, "KRW-SHIB": 0.0186, "BTC-ETH": 0.0357, "USDT-BTC": 110_000.0}[code]
    for width in range(180, 700, 20):
        made = painter(code, is_merging=is_merging)
        made.prepare([Print((TIME, 1, 0), price, 0.001, True)], width)
        before = made.columns
        for worth in (1e-9, 1.0, 12.3456789, 9e3, 1.1e6, 9.87654e9, 5e14):
            for trades in (1, 7, 1234):
                size = worth / price
                row = MergedPrint((TIME, 1, 0), (TIME, 3, 0), price, size, False, worth, trades)
                (texts,) = made.prepare([row], width)
                assert made.columns == before, worth
                for place, (column, text) in enumerate(zip(made.columns, texts, strict=True)):
                    if column and (trades == 1 or is_merging):
                        assert made._strong.width(text) <= column.right - column.left or place == 2, text


def test_a_price_that_gains_a_digit_widens_its_column_until_it_has_lost_it_for_some_time(application):
    made, now = painter(), 0.0
    made.spare = SpareRoom(lambda: now)
    made.prepare([Print((TIME, 1, 0), 49_000.0, 1.0, True)], 500)
    before = made.columns
    made.prepare([Print((TIME, 1, 0), 99_000.0, 1.0, True)], 500)
    assert made.columns == before
    made.prepare([Print((TIME, 1, 0), 1_000_000.0, 1.0, True)], 500)
    wider = made.columns
    assert wider != before
    made.prepare([Print((TIME, 1, 0), 49_000.0, 1.0, True)], 500)
    assert made.columns == wider
    now += 60.0
    made.prepare([Print((TIME, 1, 0), 600_000.0, 1.0, True)], 500)
    now += 1.0
    made.prepare([], 500)
    made.prepare([Print((TIME, 1, 0), 49_000.0, 1.0, True)], 500)
    assert made.columns == wider, "twice the price would have needed it a second ago"
    now += 60.0
    made.prepare([Print((TIME, 1, 0), 49_000.0, 1.0, True)], 500)
    assert made.columns == before


def test_bold_figures_of_large_trades_fit_into_their_columns(application):
    made = painter()
    row = Print((TIME, 1, 0), 158_000_000.0, 12.345678, True)
    for width in range(200, 700, 7):
        (texts,) = made.prepare([row], width)
        for column, text in zip(made.columns, texts, strict=True):
            if column:
                assert made._strong.width(text) <= column.right - column.left
