from core.simulator.market.source import Candle, Unit
from core.simulator.rest.rows import book_row, candle_row, instrument_row, market_row, ticker_row, trade_row
from scripted_source import BTC, ETH, ScriptedSource, book, trade

NOON_MS = 1_795_144_541_873  # 2026-11-20 03:15:41.873 UTC
CANDLE = Candle("KRW-BTC", 1_795_132_800_000, 1.0, 4.0, 0.5, 2.0, 3.0, 6.0, NOON_MS, previous_close=2.5)


def test_market_details_spell_out_every_kind_of_caution():
    row = market_row(BTC, details=True)
    assert row["market_event"]["warning"] is True
    assert [kind for kind, holds in row["market_event"]["caution"].items() if holds] == ["PRICE_FLUCTUATIONS"]
    assert len(row["market_event"]["caution"]) == 5
    assert market_row(ETH, details=False) == {
        "market": "KRW-ETH",
        "korean_name": "이더리움",
        "english_name": "Ethereum",
    }


def test_a_candle_of_minutes_names_its_unit():
    assert candle_row(CANDLE, Unit.HOURS_4)["unit"] == 240
    assert "unit" not in candle_row(CANDLE, Unit.SECOND)


def test_a_candle_of_a_day_has_a_signed_change():
    row = candle_row(CANDLE, Unit.DAY)
    assert (row["prev_closing_price"], row["change_price"], row["change_rate"]) == (2.5, -0.5, -0.2)
    assert "converted_trade_price" not in row
    assert candle_row(CANDLE, Unit.DAY, conversion=10.0)["converted_trade_price"] == 20.0


def test_longer_candles_name_their_first_day():
    for unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR):
        assert candle_row(CANDLE, unit)["first_day_of_period"] == "2026-11-20"


def test_a_ticker_has_its_last_trade_in_both_zones():
    ticker = ScriptedSource(trades=[trade("KRW-BTC", NOON_MS, 81.0)]).ticker("KRW-BTC", NOON_MS)
    row = ticker_row(ticker)
    assert (row["trade_date"], row["trade_time"]) == ("20261120", "031541")
    assert (row["trade_date_kst"], row["trade_time_kst"]) == ("20261120", "121541")
    assert (row["change"], row["change_price"], row["signed_change_rate"]) == ("FALL", 9.0, -0.1)


def test_a_trade_has_a_signed_change_unlike_the_stream():
    row = trade_row(trade("KRW-BTC", NOON_MS, 81.0))
    assert row["change_price"] == -9.0
    assert (row["trade_date_utc"], row["trade_time_utc"]) == ("2026-11-20", "03:15:41")


def test_a_book_is_cut_to_the_count_requested():
    row = book_row(book("KRW-BTC", 7, levels=4), 2)
    assert [unit["ask_price"] for unit in row["orderbook_units"]] == [101.0, 102.0]
    assert (row["total_ask_size"], row["level"]) == (4.0, 0.0)


def test_tick_sizes_and_levels_are_plain_strings():
    assert instrument_row(BTC, 1e-8, (0.0, 10_000.0)) == {
        "market": "KRW-BTC",
        "quote_currency": "KRW",
        "tick_size": "0.00000001",
        "supported_levels": ["0", "10000"],
    }
