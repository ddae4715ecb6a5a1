"""Each unknown market is printed once on stderr and sets the exit status."""

from app.automation.unknown_markets import UnknownMarkets
from app.process.shutdown import Shutdown
from core.model.markets import Market, MarketList

MARKETS = MarketList([Market("KRW-BTC", "비트코인"), Market("KRW-ETH", "이더리움")])


async def test_an_unknown_market_opened_before_the_list_is_reported_when_the_list_arrives(hand, capsys):
    shutdown = Shutdown()
    UnknownMarkets(hand.desk, hand.markets, shutdown)
    hand.open("trades:KRW-BTCC")
    assert shutdown.status == 0
    hand.markets.fill(MARKETS)
    shown = capsys.readouterr().err
    assert "unknown market 'KRW-BTCC'; the nearest are KRW-BTC" in shown
    assert shutdown.status == 2
    assert not shutdown.is_requested


async def test_an_unknown_market_opened_later_is_reported_at_once_and_only_once(hand, capsys):
    shutdown = Shutdown()
    UnknownMarkets(hand.desk, hand.markets, shutdown)
    hand.markets.fill(MARKETS)
    hand.open("trades:KRW-NONE", "orderbook:KRW-NONE", "trades:KRW-ETH")
    assert capsys.readouterr().err.count("unknown market") == 1
    assert shutdown.status == 2


async def test_known_markets_cost_nothing(hand, capsys):
    shutdown = Shutdown()
    UnknownMarkets(hand.desk, hand.markets, shutdown)
    hand.markets.fill(MARKETS)
    hand.open("trades:KRW-ETH", "watchlist", "engine")
    assert capsys.readouterr().err == ""
    assert shutdown.status == 0
