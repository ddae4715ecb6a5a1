from __future__ import annotations

import pytest

from core.market.watchlist import WON, SortKey, WatchRow
from core.model.markets import Market
from core.model.messages import Ticker
from desk_in_hand import MARKETS
from widgets.text.language import speak
from widgets.watchlist.table.columns import COLUMNS, ListContext, TurnoverUnit, cell_tip, column_of, names, title_of

WON_LIST = ListContext(frozenset({WON}))


@pytest.fixture
def row() -> WatchRow:
    made = WatchRow(MARKETS.get("KRW-XRP"))
    made.apply(
        Ticker(
            code="KRW-XRP",
            timestamp=1_795_144_543_000,
            trade_price=900.0,
            opening_price=1000.0,
            prev_closing_price=1000.0,
            signed_change_rate=-0.1,
            signed_change_price=-100.0,
            acc_trade_volume_24h=1234.5,
            acc_trade_price_24h=987_000_000.0,
            highest_52_week_price=1300.0,
            lowest_52_week_price=800.0,
        )
    )
    return made


@pytest.mark.parametrize(
    ("key", "text", "ink"),
    [
        (SortKey.CHANGE_PRICE, "-100", "fall"),
        (SortKey.VOLUME, "1,234.5", "text"),
        (SortKey.TURNOVER, "9.9", "text"),
        (SortKey.YEAR, "20%", "text"),
        (SortKey.CAUTION, "유의", "bad"),
        (SortKey.DAY, "-10.00%", "fall"),
    ],
)
def test_a_figure_of_each_column(row, key, text, ink):
    assert column_of(key).text(row, WON_LIST) == text
    assert column_of(key).ink(row) == ink
    nothing = column_of(key).text(WatchRow(Market("KRW-NEW")), WON_LIST)
    assert nothing == ("" if key is SortKey.CAUTION else "–")


@pytest.mark.parametrize(
    ("code", "price", "close", "text"),
    [
        ("KRW-BTC", 150_005_000.0, 150_004_000.0, "+1,000"),
        ("KRW-XRP", 800.0, 805.0, "-5"),
        ("KRW-CARV", 12.5, 12.0, "+0.5"),
        ("USDT-BTC", 90_000.5, 90_000.0, "+0.50"),
        ("KRW-CARV", 12.5, 12.5, "0.0"),
    ],
)
def test_a_change_of_price_has_no_more_decimals_than_the_price_beside_it(code, price, close, text):
    row = WatchRow(Market(code))
    row.apply(Ticker(code=code, timestamp=1, trade_price=price, prev_closing_price=close))
    assert column_of(SortKey.CHANGE_PRICE).text(row, WON_LIST) == text
    shown = column_of(SortKey.PRICE).text(row, WON_LIST)
    assert len(shown.partition(".")[2]) == len(text.partition(".")[2])


def test_every_column_has_a_name_in_both_languages():
    for language in ("ko", "en"):
        speak(language)
        try:
            assert set(names()) == {column.key for column in COLUMNS}
            assert len(set(names().values())) == len(COLUMNS)
        finally:
            speak("ko")


def test_badges_and_the_52_weeks_say_all_in_the_tool_tip(row):
    assert cell_tip(SortKey.CAUTION, row) == "유의 종목"
    assert cell_tip(SortKey.YEAR, row) == "52주 최저 800, 최고 1,300"
    assert cell_tip(SortKey.PRICE, row) == ""


@pytest.mark.parametrize(
    ("quotes", "unit", "title"),
    [
        ({"KRW"}, TurnoverUnit.HUNDRED_MILLION, "대금(억)"),
        ({"KRW"}, TurnoverUnit.MILLION, "대금(백만)"),
        ({"USDT"}, TurnoverUnit.MILLION, "대금(USDT)"),
        ({"KRW", "BTC"}, TurnoverUnit.MILLION, "거래대금"),
        (set(), TurnoverUnit.MILLION, "거래대금"),
    ],
)
def test_the_title_of_the_turnover_has_the_unit_of_all_its_figures(quotes, unit, title):
    assert title_of(SortKey.TURNOVER, "거래대금", ListContext(frozenset(quotes), unit)) == title


@pytest.mark.parametrize(
    ("won", "text"), [(4_512_345.6, "4,512,346"), (123.456, "123.5"), (1.23456, "1.23"), (0.0123456, "0.0123")]
)
def test_a_converted_price_has_no_more_figures_than_its_rate_is_good_for(won, text):
    row = WatchRow(Market("BTC-ETH"))
    row.won = won
    assert column_of(SortKey.WON).text(row, ListContext()) == text
    assert cell_tip(SortKey.PRICE, row) == f"약 {text}원"


def test_a_large_converted_price_has_room_by_its_unit_and_is_whole_in_the_tool_tip():
    row = WatchRow(Market("USDT-BTC"))
    row.won = 153_684_321.7
    assert column_of(SortKey.WON).text(row, ListContext()) == "1.5368억"
    assert cell_tip(SortKey.PRICE, row) == "약 153,684,322원"
