from core.simulator.market.source import Market, Unit


def test_a_market_is_quoted_in_the_currency_before_the_dash():
    assert Market("USDT-BTC", "비트코인", "Bitcoin").quote == "USDT"


def test_units_are_spelled_as_the_streams_of_candles_are():
    assert [unit for unit in Unit if unit[-1] in "sm"] == ["1s", "1m", "3m", "5m", "10m", "15m", "30m", "60m", "240m"]
