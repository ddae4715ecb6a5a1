"""The right end of a row: keys, or price and change of a market where a watchlist knows them."""

from app.palette.delegate import ROW_HEIGHT
from app.palette.entry import Entry, Group
from core.market.watchlist import Watchlist
from widgets.look.theme import Ink


def texts(palette, **what):
    entry = Entry("", Group.COMMANDS, "a", lambda: None, **what)
    return [(text, ink) for text, ink, _ in palette._delegate.right_texts(entry)]


async def test_keys_and_figures(hand, palette):
    assert texts(palette) == []
    assert texts(palette, keys="Ctrl+N") == [("Ctrl+N", Ink.DIM)]
    assert texts(palette, code="KRW-ETH") == []
    watchlist = Watchlist(hand.markets.markets)
    hand.markets.offer_figures(watchlist)
    row = watchlist.row("KRW-ETH")
    row.price, row.change = 5_640_000.0, -0.0125
    (price, ink), (change, _) = texts(palette, code="KRW-ETH")
    assert price == "5,640,000"
    assert "-1.25%" in change
    assert ink is Ink.FALL


async def test_rows_grow_with_the_font(hand, palette):
    hand.window.look.set_font_percent(150)
    assert palette._delegate.row_height == ROW_HEIGHT * 3 // 2
    assert palette.list.sizeHintForRow(0) == palette._delegate.row_height
