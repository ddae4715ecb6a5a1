"""Any obstacle to REST becomes one of our errors, and the caller may try again."""

from __future__ import annotations

import threading

import pytest

from core.errors import ConnectionFailed, FatalConnection
from core.upbit.credentials import Credentials
from core.upbit.endpoints import endpoints_for
from core.upbit.rest import transport as rest_transport
from core.upbit.rest.account import PrivateRest
from core.upbit.rest.quotation import RestClient
from http_exchange import HttpExchange, served


def test_nothing_of_it_is_loaded_at_start(tmp_path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, core.upbit.rest.quotation, core.upbit.rest.account; "
        "print('httpx' in sys.modules, 'upbit' in sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("error", [ValueError("x"), ImportError("x"), FileNotFoundError("x"), RuntimeError("x")])
async def test_a_foreign_error_becomes_ours_and_the_next_request_tries_again(monkeypatch, error) -> None:
    async with served(HttpExchange()) as url:
        rest = RestClient(endpoints_for("simulated", url))
        with monkeypatch.context() as broken:

            def fail(*_: object, **__: object) -> None:
                raise error

            broken.setattr(rest_transport, "AsyncUpbit", fail)
            with pytest.raises(ConnectionFailed) as failure:
                await rest.candles("KRW-BTC", "1m")
        assert type(error).__name__ in failure.value.user_message
        assert await rest.candles("KRW-BTC", "1m") == []
        await rest.close()


async def test_no_thread_to_be_had_is_no_end_either(monkeypatch) -> None:
    async with served(HttpExchange()) as url:
        private = PrivateRest(endpoints_for("simulated", url), Credentials("access", "secret-" * 8))
        with monkeypatch.context() as broken:

            def no_thread(self: threading.Thread) -> None:
                raise RuntimeError("can't start new thread")

            broken.setattr(threading.Thread, "start", no_thread)
            with pytest.raises(ConnectionFailed):
                await private.accounts()
        assert await private.accounts() == []
        await private.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks://127.0.0.1:1080"),
        ("https_proxy", "socks5://127.0.0.1:1080"),
        ("SSL_CERT_FILE", "/gone.pem"),
        ("SSL_CERT_DIR", "/gone"),
    ],
)
async def test_a_variable_that_cannot_be_used_is_named_and_one_that_does_not_concern_us_is_not(
    monkeypatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    far = RestClient(endpoints_for("upbit", rest_url="https://exchange.invalid"))
    with pytest.raises(FatalConnection) as failure:
        await far.markets()
    await far.close()
    assert name in failure.value.user_message
    async with served(HttpExchange()) as url:
        near = RestClient(endpoints_for("simulated", url))
        assert await near.candles("KRW-BTC", "1m") == []
        await near.close()
