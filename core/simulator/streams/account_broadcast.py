"""Tells what happens to the account to every connection that listens to it. Pure.

Each change of an order is told as `myOrder`, and what it changed of the balances as `myAsset` right after. Who listens
to an order both by its market and by all markets is told once.
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
    """The account as it is told.

    Args:
        ids: where the ids of asset events come from.
    """

    def __init__(self, ids: Ids) -> None:
        self._audiences: dict[Topic, dict[tuple[Listener, Format], None]] = {}
        self._ids = ids

    def join(self, listener: Listener, topic: Topic, form: Format, _now: float) -> None:
        """Tell `listener` from now on what changes in `topic`."""
        self._audiences.setdefault(topic, {})[listener, form] = None

    def leave(self, listener: Listener, topic: Topic, form: Format) -> None:
        """Undo a `join`; nothing if there was none."""
        audience = self._audiences.get(topic, {})
        audience.pop((listener, form), None)
        if not audience:
            self._audiences.pop(topic, None)

    def snapshot(self, _topic: Topic, _form: Format, _now: float) -> None:
        """Nothing: these streams know changes only; how things stand is told by REST."""

    def tell(self, change: Change, now: float, now_ms: int) -> None:
        """Tell everybody concerned of a change, published at `now_ms`."""
        code = change.order.wish.market
        self._say((code, EVERY), MY_ORDER, partial(order_frame, change.order, change.execution, now_ms), now)
        if change.balances:
            event = self._ids.new(now_ms)
            self._say((EVERY,), MY_ASSET, partial(asset_frame, event, change.balances, change.time_ms, now_ms), now)

    def _say(self, codes: tuple[str, ...], stream: str, encode: Callable[[Format], bytes], now: float) -> None:
        listeners = dict.fromkeys(pair for code in codes for pair in self._audiences.get(Topic(stream, code), ()))
        frames: dict[Format, bytes] = {}
        for listener, form in listeners:
            if form not in frames:
                frames[form] = encode(form)
            listener.hear(frames[form], now)
