"""The rate limits of each address. They outlive a switch of the source.

A user who switches to and fro would otherwise start each time with fresh limits, and send more than the exchange
allows; and a block of the exchange would be forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from core.loop.rate_gate import RateGate
from core.loop.request_gate import RequestGate
from core.timing.slots import CONNECT_SPACING, SlotLedger
from core.upbit.endpoints import Endpoints
from core.upbit.rest.quotation import Group, quotation_gates

MOST_KEPT: Final = 8
"""Addresses whose limits are kept: every region of Upbit, and the latest ports of the embedded exchange."""


class Counted(NamedTuple):
    """The gates of one address."""

    connects: RateGate
    requests: Mapping[Group, RequestGate]


class Limits:
    """The gates of each address that this run has used.

    Args:
        max_wait: seconds of waiting for a connect after which a warning is logged.
    """

    def __init__(self, max_wait: float) -> None:
        self._max_wait = max_wait
        self._by_address: dict[str, Counted] = {}

    def of(self, endpoints: Endpoints) -> Counted:
        """Return the gates of an exchange."""
        address = " ".join(urlsplit(url).netloc for url in (endpoints.rest_url, endpoints.ws_url))
        counted = self._by_address.pop(address, None) or self._fresh()
        self._by_address[address] = counted  # the latest is last
        if len(self._by_address) > MOST_KEPT:
            del self._by_address[next(iter(self._by_address))]
        return counted

    def _fresh(self) -> Counted:
        return Counted(RateGate(SlotLedger(spacing=CONNECT_SPACING), max_wait=self._max_wait), quotation_gates())
