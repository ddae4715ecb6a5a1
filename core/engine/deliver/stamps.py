"""The timestamps of a message. Pure."""

from __future__ import annotations

from core.model.messages import DataMessage, MyAsset, MyOrder, Trade


def latest_stamp(message: DataMessage) -> int:
    """The latest timestamp in a message, ms; 0 if it has none."""
    return max(message.timestamp, _event_time(message))


def put_back(message: DataMessage, time_ms: int) -> None:
    """Lower every timestamp of the message to at most `time_ms`."""
    message.timestamp = min(message.timestamp, time_ms)
    match message:
        case Trade():
            message.trade_timestamp = min(message.trade_timestamp, time_ms)
        case MyOrder(order_timestamp=int(placed)):
            message.order_timestamp = min(placed, time_ms)
        case MyAsset(asset_timestamp=int(changed)):
            message.asset_timestamp = min(changed, time_ms)


def _event_time(message: DataMessage) -> int:
    match message:
        case Trade():
            return message.trade_timestamp
        case MyOrder():
            return message.order_timestamp or 0
        case MyAsset():
            return message.asset_timestamp or 0
    return 0
