"""The addresses of an exchange, from a user's input."""

from __future__ import annotations

import pytest

from core.errors import EndpointError
from core.upbit.endpoints import endpoints_for


@pytest.mark.parametrize(
    ("exchange", "host"),
    [
        ("upbit", "api.upbit.com"),
        ("upbit-sg", "sg-api.upbit.com"),
        ("upbit-id", "id-api.upbit.com"),
        ("upbit-th", "th-api.upbit.com"),
    ],
)
def test_every_region_has_its_own_host(exchange, host):
    endpoints = endpoints_for(exchange)
    assert endpoints.name == exchange
    assert endpoints.rest_url == f"https://{host}"
    assert endpoints.public_ws == f"wss://{host}/websocket/v1"
    assert endpoints.private_ws == f"wss://{host}/websocket/v1/private"
    assert not endpoints.is_simulated


@pytest.mark.parametrize(
    ("rest_url", "ws_url"),
    [("http://127.0.0.1:8123", None), (None, "ws://127.0.0.1:8123"), ("http://127.0.0.1:8123", "ws://127.0.0.1:8123")],
)
def test_one_url_derives_the_other(rest_url, ws_url):
    endpoints = endpoints_for("simulated", rest_url, ws_url)
    assert endpoints.rest_url == "http://127.0.0.1:8123"
    assert endpoints.ws_url == "ws://127.0.0.1:8123"


def test_a_secure_url_derives_a_secure_one():
    assert endpoints_for("upbit", "https://exchange.test").ws_url == "wss://exchange.test"
    assert endpoints_for("upbit", None, "wss://exchange.test").rest_url == "https://exchange.test"


def test_two_urls_may_point_to_two_places():
    endpoints = endpoints_for("upbit", "https://rest.test", "wss://stream.test:444")
    assert (endpoints.rest_url, endpoints.ws_url) == ("https://rest.test", "wss://stream.test:444")


@pytest.mark.parametrize("tail", ["", "/", "/v1", "/v1/", "//"])
@pytest.mark.parametrize("base", ["http://localhost:1", "http://[::1]:1", "https://proxy.test/upbit"])
def test_a_pasted_rest_path_does_no_harm(base, tail):
    assert endpoints_for("upbit", base + tail).rest_url == base


@pytest.mark.parametrize("tail", ["", "/", "/websocket", "/websocket/v1", "/websocket/v1/", "/websocket/v1/private"])
@pytest.mark.parametrize("base", ["ws://localhost:1", "wss://proxy.test/upbit"])
def test_a_pasted_websocket_path_does_no_harm(base, tail):
    assert endpoints_for("upbit", None, f" {base}{tail}\n").ws_url == base


def test_another_address_keeps_the_name_of_its_region():
    endpoints = endpoints_for("upbit-id", "https://mirror.test")
    assert endpoints.name == "upbit-id"
    assert endpoints.rest_url == "https://mirror.test"


def test_an_address_of_upbit_is_recognised():
    endpoints = endpoints_for("simulated", "https://SG-api.upbit.com/v1")
    assert endpoints == endpoints_for("upbit-sg")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8123", "http://localhost", "http://[::1]:9"])
def test_prices_from_this_machine_are_never_taken_for_real(url):
    assert endpoints_for("upbit", url).is_simulated
    assert endpoints_for("simulated", url).is_simulated


def test_an_unknown_host_under_the_simulated_name_stays_simulated():
    assert endpoints_for("simulated", "https://exchange.test").is_simulated


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("", "does not start with http:// or https://"),
        ("api.upbit.com", "does not start with http:// or https://"),
        ("localhost:8123", "does not start with http:// or https://"),
        ("wss://api.upbit.com", "does not start with http:// or https://"),
        ("http://", "names no host"),
        ("http://:80", "names no host"),
        ("http://host:0", "names no host"),
        ("http://a b", "names no host"),
        ("http://host:99999", "cannot be read"),
        ("http://host:port", "cannot be read"),
        ("http://[::1", "cannot be read"),
        ("http://host/?q=1", "carries more than an address"),
        ("http://user:pass@host", "carries more than an address"),
    ],
)
def test_an_unusable_url_is_refused_with_cause_and_cure(url, cause):
    with pytest.raises(EndpointError, match=cause) as refusal:
        endpoints_for("upbit", url)
    assert "https://host[:port]" in str(refusal.value)
    assert "pass@" not in str(refusal.value)


def test_a_rest_address_is_no_websocket_address():
    with pytest.raises(EndpointError, match=r"WebSocket URL .* ws:// or wss://"):
        endpoints_for("upbit", None, "https://api.upbit.com")


def test_an_unknown_exchange_is_refused_with_the_known_ones():
    with pytest.raises(EndpointError, match=r"bithumb.*simulated, upbit, upbit-sg, upbit-id, upbit-th"):
        endpoints_for("bithumb")


def test_the_embedded_exchange_has_no_address_of_its_own():
    with pytest.raises(EndpointError, match="no address"):
        endpoints_for("simulated")
