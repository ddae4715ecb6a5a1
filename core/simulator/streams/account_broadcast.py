"""Sends the account's events to every connection that is subscribed to them. Pure.

Each change of an order is sent as `myOrder`, and its changes of balances as `myAsset` right after. A connection that is
subscribed both to one market and to all markets gets one frame.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from core.simulator.account.ids import Ids
from core.simulator.account.order_desk import Change
from core.simulator.streams.account_frames import asset_frame, order_frame
from core.simulator.streams.account_request import MY_ASSET, MY_ORDER
from core.simulator.streams.broadcast import Listener
from core.simulator.streams.frames import Format
from core.simulator.streams.request import EVERY, Topic


class PrivateBroadcast:
    """Broadcasts the events of the account.

    Args:
        ids: makes the ids of asset events.
    """

    def __init__(self, ids: Ids) -> None:
        self._audiences: dict[Topic, dict[tuple[Listener, Format], None]] = {}
        self._ids = ids

    def join(self, listener: Listener, topic: Topic, form: Format, _now: float) -> None:
        """Send `listener` the changes of `topic` from now on."""
        self._audiences.setdefault(topic, {})[listener, form] = None

    def leave(self, listener: Listener, topic: Topic, form: Format) -> None:
        """Undo a `join`; no effect without one."""
        audience = self._audiences.get(topic, {})
        audience.pop((listener, form), None)
        if not audience:
            self._audiences.pop(topic, None)

    def snapshot(self, _topic: Topic, _form: Format, _now: float) -> None:
        """None: these streams have only changes; REST returns the current state."""

    def publish(self, change: Change, now: float, now_ms: int) -> None:
        """Send a change, published at `now_ms`, to every listener concerned."""
        code = change.order.request.market
        self._send((code, EVERY), MY_ORDER, partial(order_frame, change.order, change.execution, now_ms), now)
        if change.balances:
            event = self._ids.new(now_ms)
            self._send((EVERY,), MY_ASSET, partial(asset_frame, event, change.balances, change.time_ms, now_ms), now)

    def _send(self, codes: tuple[str, ...], stream: str, encode: Callable[[Format], bytes], now: float) -> None:
        listeners = dict.fromkeys(pair for code in codes for pair in self._audiences.get(Topic(stream, code), ()))
        frames: dict[Format, bytes] = {}
        for listener, form in listeners:
            if form not in frames:
                frames[form] = encode(form)
            listener.hear(frames[form], now)
