"""The WebSocket messages of the exchange, one struct per message type, with the wire's long field names.

Prices and sizes are `float`, as the exchange sends them; times are Unix milliseconds. Every field but the market code
may be missing on the wire, and is then None (0 for a time, so that times always compare).

`(message.type, message.code, message.level)` is the `StreamKey` of a message, whatever its class.

Source: Upbit WebSocket pages ticker, trade, orderbook, candle, myOrder, myAsset (September 2026).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, Struct

from core.model.control import ControlMessage
from core.model.price_field import Price
from core.model.subscription import ALL, StreamType
from core.model.traded import refuse_contradiction

StreamOrigin = Literal["SNAPSHOT", "REALTIME"]
"""Whether a frame answers a request with the current state, or reports a change."""


Int64 = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
"""JSON allows integers of any length; one beyond 64 bits is refused on decoding."""


_PAST_ALL_REASON = 1e24
"""An upper limit: no price, size or sum of any market is as large; below it even a product or a sum of thirty can be
written out."""

Figure = Annotated[float, Meta(ge=0, le=_PAST_ALL_REASON)]
"""A size or a sum: a message with a negative or too large one is refused on decoding. For prices see `price_field`."""

SignedFigure = Annotated[float, Meta(ge=-_PAST_ALL_REASON, le=_PAST_ALL_REASON)]
"""A change, or an amount of the user's own, which must not be dropped for its sign."""


class DataMessage(Struct, kw_only=True, tag_field="type", gc=False):
    """The fields that all stream messages share."""

    type: ClassVar[StreamType]
    code: str
    level: float = 0
    """Price grouping of an order book; 0 for every other type."""
    timestamp: Int64 = 0
    """When the exchange published it, ms."""
    stream_type: StreamOrigin | None = None


class Ticker(DataMessage, kw_only=True, tag="ticker"):
    """The state of one market: last price, the day since 09:00 KST (00:00 UTC), the last 24 hours."""

    type: ClassVar[StreamType] = StreamType.TICKER
    opening_price: Price | None = None
    high_price: Price | None = None
    low_price: Price | None = None
    trade_price: Price | None = None
    prev_closing_price: Price | None = None
    change: str | None = None
    change_price: SignedFigure | None = None
    signed_change_price: SignedFigure | None = None
    change_rate: SignedFigure | None = None
    signed_change_rate: SignedFigure | None = None
    trade_volume: Figure | None = None
    acc_trade_volume: Figure | None = None
    acc_trade_volume_24h: Figure | None = None
    acc_trade_price: Figure | None = None
    acc_trade_price_24h: Figure | None = None
    trade_date: str | None = None
    trade_time: str | None = None
    trade_timestamp: Int64 = 0
    ask_bid: str | None = None
    acc_ask_volume: Figure | None = None
    acc_bid_volume: Figure | None = None
    highest_52_week_price: Price | None = None
    highest_52_week_date: str | None = None
    lowest_52_week_price: Price | None = None
    lowest_52_week_date: str | None = None
    market_state: str | None = None
    is_trading_suspended: Any = None
    delisting_date: Any = None
    market_warning: str | None = None

    def __post_init__(self) -> None:
        """Refuse a trade without a price, and sums of which one says that something was traded and the other does not.

        Raises:
            ValueError: a field is damaged.
        """
        if self.trade_price is None and self.trade_timestamp > 0:
            raise ValueError("a trade without a price")
        if self.acc_trade_price_24h and self.acc_trade_volume_24h and self.acc_trade_price and self.acc_trade_volume:
            return  # nearly always
        for volume, turnover in (
            (self.acc_trade_volume_24h, self.acc_trade_price_24h),
            (self.acc_trade_volume, self.acc_trade_price),
        ):
            refuse_contradiction(volume, turnover, self.trade_price)


class Trade(DataMessage, kw_only=True, tag="trade"):
    """One execution. `ask_bid` is the taker's side: BID bought, ASK sold."""

    type: ClassVar[StreamType] = StreamType.TRADE
    trade_price: Price | None = None
    trade_volume: Figure | None = None
    ask_bid: str | None = None
    prev_closing_price: Price | None = None
    change: str | None = None
    change_price: SignedFigure | None = None
    trade_date: str | None = None
    trade_time: str | None = None
    trade_timestamp: Int64 = 0
    sequential_id: Int64 | None = None
    """Unique in a market, past 2**53, in no promised order."""
    best_ask_price: Price | None = None
    best_ask_size: Figure | None = None
    best_bid_price: Price | None = None
    best_bid_size: Figure | None = None


class OrderBookUnit(Struct, kw_only=True, gc=False):
    """One rank of the book, best first; a thin side is padded with price 0, size 0.

    The numbers (up to 120 per book) are not checked here; the painter leaves out an invalid rank.
    """

    ask_price: float = 0.0
    bid_price: float = 0.0
    ask_size: float = 0.0
    bid_size: float = 0.0


class OrderBook(DataMessage, kw_only=True, tag="orderbook"):
    """A whole book, never a difference. `timestamp` is its last change and may be minutes old."""

    type: ClassVar[StreamType] = StreamType.ORDERBOOK
    total_ask_size: Figure | None = None
    total_bid_size: Figure | None = None
    orderbook_units: tuple[OrderBookUnit, ...] = ()


class Candle(DataMessage, kw_only=True):
    """A revision of one candle, identified by its start. No frame says that a candle is closed."""

    candle_date_time_utc: str
    """The candle's start, `yyyy-MM-ddTHH:mm:ss`, UTC."""
    candle_date_time_kst: str | None = None
    opening_price: Price | None = None
    high_price: Price | None = None
    low_price: Price | None = None
    trade_price: Price | None = None
    candle_acc_trade_volume: Figure | None = None
    candle_acc_trade_price: Figure | None = None

    def __post_init__(self) -> None:
        """Refuse sums that contradict each other, as those of a ticker.

        Raises:
            ValueError: they do.
        """
        if not (self.candle_acc_trade_volume and self.candle_acc_trade_price):  # seldom: spares most a call
            refuse_contradiction(self.candle_acc_trade_volume, self.candle_acc_trade_price, self.trade_price)


class Candle1s(Candle, kw_only=True, tag="candle.1s"):
    """A revision of a 1-second candle."""

    type: ClassVar[StreamType] = StreamType.CANDLE_1S


class Candle1m(Candle, kw_only=True, tag="candle.1m"):
    """A revision of a 1-minute candle."""

    type: ClassVar[StreamType] = StreamType.CANDLE_1M


class Candle3m(Candle, kw_only=True, tag="candle.3m"):
    """A revision of a 3-minute candle."""

    type: ClassVar[StreamType] = StreamType.CANDLE_3M


class Candle5m(Candle, kw_only=True, tag="candle.5m"):
    """A revision of a 5-minute candle."""

    type: ClassVar[StreamType] = StreamType.CANDLE_5M


class Candle10m(Candle, kw_only=True, tag="candle.10m"):
    """A revision of a 10-minute candle."""

    type: ClassVar[StreamType] = StreamType.CANDLE_10M


class Candle15m(Candle, kw_only=True, tag="candle.15m"):
    """A revision of a 15-minute candle."""

    type: ClassVar[StreamType] = StreamType.CANDLE_15M


class Candle30m(Candle, kw_only=True, tag="candle.30m"):
    """A revision of a 30-minute candle."""

    type: ClassVar[StreamType] = StreamType.CANDLE_30M


class Candle60m(Candle, kw_only=True, tag="candle.60m"):
    """A revision of a 60-minute candle."""

    type: ClassVar[StreamType] = StreamType.CANDLE_60M


class Candle240m(Candle, kw_only=True, tag="candle.240m"):
    """A revision of a 240-minute candle."""

    type: ClassVar[StreamType] = StreamType.CANDLE_240M


class MyOrder(DataMessage, kw_only=True, tag="myOrder"):
    """A change of one of the user's orders. In state `trade`, `price` and `volume` are the execution's."""

    type: ClassVar[StreamType] = StreamType.MY_ORDER
    uuid: str | None = None
    ask_bid: str | None = None
    order_type: str | None = None
    state: str | None = None
    trade_uuid: str | None = None
    price: Price | None = None
    avg_price: Price | None = None
    volume: SignedFigure | None = None
    remaining_volume: SignedFigure | None = None
    executed_volume: SignedFigure | None = None
    trades_count: Int64 | None = None
    reserved_fee: SignedFigure | None = None
    remaining_fee: SignedFigure | None = None
    paid_fee: SignedFigure | None = None
    locked: SignedFigure | None = None
    executed_funds: SignedFigure | None = None
    time_in_force: str | None = None
    trade_fee: SignedFigure | None = None
    is_maker: bool | None = None
    identifier: str | None = None
    smp_type: str | None = None
    prevented_volume: SignedFigure | None = None
    prevented_locked: SignedFigure | None = None
    trade_timestamp: Int64 | None = None
    order_timestamp: Int64 | None = None


class AssetBalance(Struct, kw_only=True, gc=False):
    """The new balance of one currency."""

    currency: str
    balance: SignedFigure | None = None
    """Available, not counting `locked`."""
    locked: SignedFigure | None = None


class MyAsset(DataMessage, kw_only=True, tag="myAsset"):
    """Balances that changed: a patch, not the whole account."""

    type: ClassVar[StreamType] = StreamType.MY_ASSET
    code: str = ALL
    asset_uuid: str | None = None
    assets: tuple[AssetBalance, ...] = ()
    asset_timestamp: Int64 | None = None


Message = DataMessage | ControlMessage


@dataclass(frozen=True, slots=True)
class Loss:
    """Marks a gap: this many messages are missing because the component did not take them in time."""

    count: int
