"""The subscriptions of a component, in the engine's terms.

A component states `Subscription`s; the engine splits each into `StreamKey`s, the unit for merging, the wire, routing,
last values and metrics. This module knows no wire field, clock or I/O.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from core.errors import SubscriptionError

ALL: Final = "*"
"""The code that stands for every market (`myOrder`) or for the whole account (`myAsset`)."""

ORDERBOOK_DEPTHS: Final = (1, 5, 15, 30)
"""Allowed price levels per side of a frame. Source: Upbit WebSocket order book page; any other value is served as
30."""


class Scope(StrEnum):
    """The connection that carries a stream."""

    PUBLIC = "public"
    PRIVATE = "private"


class StreamType(StrEnum):
    """A kind of stream, spelled as on the wire."""

    TICKER = "ticker"
    TRADE = "trade"
    ORDERBOOK = "orderbook"
    CANDLE_1S = "candle.1s"
    CANDLE_1M = "candle.1m"
    CANDLE_3M = "candle.3m"
    CANDLE_5M = "candle.5m"
    CANDLE_10M = "candle.10m"
    CANDLE_15M = "candle.15m"
    CANDLE_30M = "candle.30m"
    CANDLE_60M = "candle.60m"
    CANDLE_240M = "candle.240m"
    MY_ORDER = "myOrder"
    MY_ASSET = "myAsset"

    @property
    def scope(self) -> Scope:
        """The connection this type is served on."""
        return Scope.PRIVATE if self in _PRIVATE else Scope.PUBLIC

    @property
    def is_candle(self) -> bool:
        """Whether frames of this type revise a candle, named by its start time."""
        return self.startswith("candle.")

    @property
    def candle_ms(self) -> int:
        """The length of its candles, ms; only for a type of candles."""
        length = self.removeprefix("candle.")
        return int(length[:-1]) * {"s": 1_000, "m": 60_000}[length[-1]]


_PRIVATE: Final = frozenset({StreamType.MY_ORDER, StreamType.MY_ASSET})


class StreamKey(NamedTuple):
    """One stream of the exchange: the unit of merging, routing and accounting.

    Depth is not part of it: two depths of one book are one stream with the deeper depth; panels cut locally.
    """

    type: StreamType
    code: str
    level: float = 0
    """Order book only: the price grouping step in quote currency, 0 for none."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One component's subscription to one stream type.

    Raises:
        SubscriptionError: codes are empty or not upper case; or `ALL`, a depth or a level is not valid for the type.
    """

    type: StreamType
    codes: frozenset[str]
    depth: int = 0
    """Order book only: price levels per side, one of `ORDERBOOK_DEPTHS`; 0 requests all 30."""
    level: float = 0
    """Order book only: the price grouping step in quote currency, 0 for none."""

    def __post_init__(self) -> None:
        codes = frozenset(self.codes)
        object.__setattr__(self, "codes", frozenset((ALL,)) if ALL in codes else codes)
        if not codes:
            raise SubscriptionError(f"{self.type}: no codes; to watch every market say ALL")
        if self.type.scope is Scope.PUBLIC and ALL in codes:
            raise SubscriptionError(f"{self.type}: the exchange has no 'every market' for this type; name the codes")
        if self.type is StreamType.MY_ASSET and ALL not in codes:
            raise SubscriptionError("myAsset: takes no codes; say ALL")
        for code in codes - {ALL}:
            if code != code.upper() or not code.strip():
                raise SubscriptionError(f"{self.type}: {code!r} is not a market code; codes are upper case")
        if self.type is StreamType.ORDERBOOK:
            object.__setattr__(self, "depth", self.depth or ORDERBOOK_DEPTHS[-1])
            if self.depth not in ORDERBOOK_DEPTHS:
                raise SubscriptionError(f"orderbook: depth {self.depth} is none of {ORDERBOOK_DEPTHS}")
            if self.level < 0:
                raise SubscriptionError(f"orderbook: level {self.level} is negative")
        elif self.depth or self.level:
            raise SubscriptionError(f"{self.type}: only an order book has a depth or a level")

    def streams(self) -> Iterator[StreamKey]:
        """The streams of this subscription."""
        return (StreamKey(self.type, code, self.level) for code in self.codes)


def subscribe(stream_type: StreamType, *codes: str, depth: int = 0, level: float = 0) -> Subscription:
    """A `Subscription` from plain codes: `subscribe(StreamType.TICKER, "KRW-BTC", "KRW-ETH")`.

    Raises:
        SubscriptionError: as `Subscription`.
    """
    return Subscription(stream_type, frozenset(codes), depth, level)


def depths_by_key(subscriptions: Iterable[Subscription]) -> dict[StreamKey, int]:
    """The streams of one registration, each with its deepest depth (0 for types without depth).

    A whole type is one stream; single codes of it are ignored.
    """
    depths: dict[StreamKey, int] = {}
    for subscription in subscriptions:
        for key in subscription.streams():
            depths[key] = max(depths.get(key, 0), subscription.depth)
    whole = {key.type for key in depths if key.code == ALL}
    return {key: depth for key, depth in depths.items() if key.code == ALL or key.type not in whole}
