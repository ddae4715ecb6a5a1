"""Sources of quotes: their addresses, their words, and the market each opens with."""

import pytest

from app.source.source import EMBEDDED, REAL, Source, default_market
from core.errors import EndpointError
from core.upbit.endpoints import EXCHANGES


def test_every_exchange_is_offered_once():
    assert {str(source) for source in (*REAL, EMBEDDED)} == set(EXCHANGES)


def test_the_embedded_exchange_has_the_address_of_its_port_and_no_other():
    assert EMBEDDED.is_embedded
    assert EMBEDDED.endpoints(7).ws_url == "ws://127.0.0.1:7"
    with pytest.raises(EndpointError):
        EMBEDDED.endpoints()


@pytest.mark.parametrize("source", REAL)
def test_a_region_has_its_own_host(source):
    assert not source.is_embedded
    assert not source.has_address
    assert source.endpoints().rest_url.endswith("api.upbit.com")


@pytest.mark.parametrize("url", [{"rest_url": "http://127.0.0.1:9"}, {"ws_url": "ws://127.0.0.1:9"}])
def test_a_server_at_an_address_is_not_embedded_whatever_it_is_called(url):
    source = Source("simulated", **url)
    assert source.has_address
    assert not source.is_embedded
    assert source.endpoints().ws_url == "ws://127.0.0.1:9"
    assert str(source) == f"simulated {next(iter(url.values()))}"


@pytest.mark.parametrize(
    ("exchange", "market"),
    [
        ("simulated", "KRW-BTC"),
        ("upbit", "KRW-BTC"),
        ("upbit-sg", "SGD-BTC"),
        ("upbit-id", "IDR-BTC"),
        ("upbit-th", "THB-BTC"),
    ],
)
def test_a_region_has_a_default_market_of_its_own(exchange, market):
    assert default_market(exchange) == market


@pytest.mark.parametrize(
    ("exchange", "chosen", "market"),
    [
        ("upbit", "KRW-ETH", "KRW-ETH"),
        ("simulated", "KRW-ETH", "KRW-ETH"),
        ("upbit", "SGD-ETH", "KRW-BTC"),
        ("upbit-sg", "KRW-BTC", "SGD-BTC"),
        ("upbit-sg", "SGD-XRP", "SGD-XRP"),
        ("upbit-id", "KRW-BTC", "IDR-BTC"),
        ("upbit-th", "IDR-BTC", "THB-BTC"),
        *((name, "USDT-ETH", "USDT-ETH") for name in ("upbit", "upbit-sg", "upbit-id", "upbit-th")),
    ],
)
def test_a_market_chosen_for_one_region_is_not_opened_at_another_that_cannot_have_it(exchange, chosen, market):
    assert default_market(exchange, chosen) == market
