"""Messages of an exchange that are not market data: status, errors, and the list of subscriptions."""

from __future__ import annotations

from msgspec import Struct


class Status(Struct):
    """The answer to a text `PING`: `{"status": "UP"}`."""

    status: str


class ErrorReply(Struct):
    """The exchange refused a request; it names no subscription, and closes with code 1000 next."""

    name: str
    message: str


class ListedSubscription(Struct):
    """One type object in the exchange's list of the streams of this connection."""

    type: str
    codes: tuple[str, ...] = ()
    level: float = 0


class SubscriptionList(Struct):
    """The reply to LIST_SUBSCRIPTIONS."""

    ticket: str
    result: tuple[ListedSubscription, ...] = ()


ControlMessage = Status | ErrorReply | SubscriptionList
