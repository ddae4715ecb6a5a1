from core.simulator.market.listings import LISTED_BY, OPENED, listings
from core.simulator.market.source import CAUTIONS


def test_there_are_about_two_hundred_krw_markets_and_some_in_btc_and_usdt():
    quotes = [listing.market.quote for listing in listings()]
    assert 190 <= quotes.count("KRW") <= 210
    assert quotes.count("BTC") >= 20
    assert quotes.count("USDT") >= 10


def test_codes_are_unique_and_names_are_filled_in():
    markets = [listing.market for listing in listings()]
    assert len({market.code for market in markets}) == len(markets)
    assert all(market.korean_name and market.english_name.isascii() for market in markets)


def test_the_first_markets_are_the_majors():
    assert {"KRW-BTC", "KRW-ETH", "KRW-XRP"} <= {listing.market.code for listing in listings(5)}
    assert len(listings(5)) == 5


def test_a_few_markets_carry_a_warning_and_many_a_caution():
    markets = [listing.market for listing in listings()]
    assert 0 < sum(market.warning for market in markets) < 20
    assert 30 < sum(bool(market.caution) for market in markets) < 120
    assert all(market.caution <= set(CAUTIONS) for market in markets)


def test_activity_is_heavy_tailed():
    weights = sorted(listing.activity for listing in listings())
    assert weights[-1] > 0.1 * sum(weights)
    assert weights[-1] > 1_000 * weights[0]


def test_every_market_has_the_day_it_was_listed_the_majors_the_first():
    days = {listing.market.code: listing.first_day for listing in listings()}
    assert all(OPENED <= day < LISTED_BY for day in days.values())
    assert days["KRW-BTC"] == days["KRW-ETH"] == days["KRW-XRP"] == OPENED
    assert len(set(days.values())) > len(days) * 0.7
    assert days == {listing.market.code: listing.first_day for listing in listings()}
    assert [listing.first_day for listing in listings(20)] == list(days.values())[:20]
