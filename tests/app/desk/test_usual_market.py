"""The usual market: one that the source does not have gives way to one it has, and so do panels opened without any."""

from dataclasses import replace

import pytest

from app.panels.spec import DEFAULT_DESK, PanelSpec
from core.model.markets import Market, MarketList
from desk_in_hand import MARKETS
from widgets.markets.directory import MarketDirectory
from widgets.panel.source_access import SourceAccess
from widgets.text.language import wording


@pytest.fixture
def at(hand):
    """Returns what moves the desk to a source with this own market, where the user has set another."""
    said = []
    hand.desk.usual.replaced.connect(said.append)

    def moved(own, code):
        markets = MarketDirectory(hand.window)
        quotes = SourceAccess(hand.window, default_market=own)
        hand.desk.move_out()
        hand.desk.move_in(replace(hand.desk._context, markets=markets, source=quotes), code)
        return markets, said

    return moved


def markets_of(hand):
    return {dock.panel.code for dock in hand.desk.docks() if dock.panel.code}


@pytest.mark.parametrize(("own", "instead"), [("KRW-BTC", "KRW-BTC"), ("SGD-BTC", "KRW-BTC"), ("KRW-XRP", "KRW-XRP")])
async def test_one_that_does_not_exist_gives_way_once_and_takes_the_default_desk_with_it(hand, at, own, instead):
    markets, said = at(own, "KRW-ZZZZ")
    hand.desk.open_all(DEFAULT_DESK)
    assert markets_of(hand) == {"KRW-ZZZZ"}, "no list is known"
    markets.fill(MARKETS)
    assert markets_of(hand) == {instead}
    assert hand.desk.usual_market == hand.desk.market == instead
    assert hand.desk.open(PanelSpec("chart")).panel.code == instead
    markets.fill(MARKETS)
    (text,) = said
    assert "KRW-ZZZZ" in wording(text)
    assert instead in wording(text)


async def test_panels_that_were_opened_for_it_keep_it_as_another_source_may_have_it(hand, at):
    markets, said = at("KRW-BTC", "KRW-ZZZZ")
    chart = hand.desk.open(PanelSpec("chart", "KRW-ZZZZ"))
    trades = hand.desk.open(PanelSpec("trades"))
    hand.desk.linking.link(trades, "")
    chosen = hand.desk.open(PanelSpec("orderbook"))
    hand.desk.linking.link(chosen, "")
    hand.desk.linking.choose_market(chosen, "KRW-ETH")
    markets.fill(MARKETS)
    assert [dock.panel.code for dock in (chart, trades, chosen)] == ["KRW-ZZZZ", "KRW-BTC", "KRW-ETH"]
    assert len(said) == 1


async def test_one_that_exists_stays_and_one_that_is_delisted_meanwhile_too(hand, at):
    markets, said = at("KRW-BTC", "KRW-ETH")
    panel = hand.desk.open(PanelSpec("chart")).panel
    markets.fill(MarketList([]))
    markets.fill(MARKETS)
    markets.fill(MarketList([Market("KRW-BTC", "비트코인", "Bitcoin")]))
    assert (hand.desk.usual_market, panel.code, said) == ("KRW-ETH", "KRW-ETH", [])
