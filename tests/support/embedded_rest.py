"""The quotation REST API of an embedded exchange without a socket: it answers at once, on the exchange's own clock."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from core.simulator.rest.quotation import ENDPOINTS, Query
from core.upbit.endpoints import endpoints_for
from core.upbit.rest import client
from core.upbit.rest.quotation import RestClient
from embedded import EmbeddedExchange


class EmbeddedTransport:
    """A `core.upbit.rest.transport.Transport`; good requests only."""

    def __init__(self, exchange: EmbeddedExchange) -> None:
        self._exchange = exchange

    async def get(self, path: str, params: Mapping[str, object]) -> bytes:
        exchange = self._exchange.exchange
        (endpoint,) = (each for each in ENDPOINTS if each.path == path)
        given = {name: str(value) for name, value in params.items()}
        query = Query(exchange.source, given, exchange.now_ms(self._exchange.clock.now))
        return msgspec.json.encode(list(endpoint.answer(query)))

    async def close(self) -> None: ...


def rest_of(exchange: EmbeddedExchange, monkeypatch: pytest.MonkeyPatch) -> RestClient:
    """A client of an embedded exchange."""

    async def open_transport(*_: object) -> EmbeddedTransport:
        return EmbeddedTransport(exchange)

    monkeypatch.setattr(client, "open_transport", open_transport)
    return RestClient(endpoints_for("simulated", rest_url="http://127.0.0.1:9"))
