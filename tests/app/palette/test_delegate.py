"""The right end of a row: keys, or price and change of a market where a watchlist knows them."""

from app.palette.delegate import ROW_HEIGHT
from app.palette.entry import Entry, Group
from core.market.watchlist import Watchlist
from waiting import eventually
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
    row.change = -1e-6
    assert texts(palette, code="KRW-ETH") == [("5,640,000", Ink.FALL), ("0.00%", Ink.TEXT)]


async def test_prices_that_are_not_of_now_are_faint_and_said_to_be(hand, palette):
    class Quotes:
        current = frozenset({"KRW-ETH"})

        def coming(self, codes):
            return self.current & set(codes)

    quotes, watchlist = Quotes(), Watchlist(hand.markets.markets)
    hand.markets.offer_figures(watchlist, quotes.coming)
    watchlist.row("KRW-ETH").price = watchlist.row("KRW-ETH").change = 1.0
    palette.field.setText("eth")
    await eventually(lambda: palette.chosen is not None and palette.chosen.code == "KRW-ETH")
    keys = palette._hint.text()
    inks = []
    for quotes.current in (frozenset(), frozenset({"KRW-ETH"})):
        palette._refresh_figures()
        (_, ink), _ = texts(palette, code="KRW-ETH")
        inks.append((ink, palette._hint.text() == keys))
    assert inks == [(Ink.STALE, False), (Ink.RISE, True)]


async def test_rows_grow_with_the_font(hand, palette):
    hand.window.look.set_font_percent(150)
    assert palette._delegate.row_height == ROW_HEIGHT * 3 // 2
    assert palette.list.sizeHintForRow(0) == palette._delegate.row_height
