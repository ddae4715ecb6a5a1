"""Which addresses are on this computer."""

import pytest

from core.link.this_computer import is_on_this_computer


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1:80", "[::1]:9", "localhost", "desk.localhost:1"])
def test_its_own_addresses(host):
    assert is_on_this_computer(f"http://{host}/v1")


@pytest.mark.parametrize("url", ["https://api.upbit.com", "wss://10.0.0.1", "http://localhost.example", "", "x"])
def test_any_other(url):
    assert not is_on_this_computer(url)
