from __future__ import annotations

from widgets.markets.favourites import FavouriteMarkets


def test_it_tells_each_change_and_nothing_else(application):
    favourites, reported = FavouriteMarkets(), []
    favourites.changed.connect(lambda: reported.append(favourites.codes))
    favourites.set_codes(["KRW-BTC", "KRW-ETH", "nonsense"])
    favourites.set_codes(["KRW-BTC", "KRW-ETH"])
    favourites.toggle("nonsense")
    favourites.move("KRW-BTC", "KRW-BTC")
    assert reported == [("KRW-BTC", "KRW-ETH")]
    favourites.move("KRW-ETH", "KRW-BTC")
    favourites.toggle("KRW-ETH")
    assert reported[1:] == [("KRW-ETH", "KRW-BTC"), ("KRW-BTC",)]
    assert "KRW-BTC" in favourites
    assert "KRW-ETH" not in favourites
