"""A source of quotes: Upbit in one of its regions, the embedded exchange, or a server at a given address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.upbit.endpoints import EXCHANGES, SIMULATED, Endpoints, endpoints_for


@dataclass(frozen=True, slots=True)
class Source:
    """Where quotes come from."""

    exchange: str = SIMULATED
    """One of `EXCHANGES`."""
    rest_url: str | None = None
    ws_url: str | None = None

    @property
    def is_embedded(self) -> bool:
        """Whether it is a child process of this desk; with a given URL it runs elsewhere."""
        return self.exchange == SIMULATED and not self.has_address

    @property
    def has_address(self) -> bool:
        """Whether it is a server at an address from the command line, which no menu offers."""
        return bool(self.rest_url or self.ws_url)

    def endpoints(self, port: int | None = None) -> Endpoints:
        """Return the addresses.

        Args:
            port: of the embedded exchange, which has no other address.
        """
        if self.is_embedded and port is not None:
            return endpoints_for(self.exchange, rest_url=f"http://127.0.0.1:{port}")
        return endpoints_for(self.exchange, self.rest_url, self.ws_url)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.exchange, self.rest_url, self.ws_url)))


EMBEDDED: Final = Source()
UPBIT: Final = Source("upbit")

REAL: Final = tuple(Source(name) for name in EXCHANGES if name != SIMULATED)
"""Upbit and its regions, in the order of the menu."""

_DEFAULT_MARKETS: Final = {"upbit-sg": "SGD-BTC", "upbit-id": "IDR-BTC", "upbit-th": "THB-BTC"}
DEFAULT_MARKET: Final = "KRW-BTC"


def default_market(exchange: str, chosen: str = "") -> str:
    """Return the market of a panel that is opened without one at this exchange.

    Args:
        exchange: the name of the exchange.
        chosen: the user's own default market. One in the currency of another region does not exist here.
    """
    main = _DEFAULT_MARKETS.get(exchange, DEFAULT_MARKET)
    foreign = {each.partition("-")[0] for each in (DEFAULT_MARKET, *_DEFAULT_MARKETS.values())} - {
        main.partition("-")[0]
    }
    return main if not chosen or chosen.partition("-")[0] in foreign else chosen
