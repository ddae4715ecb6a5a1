"""Decides which alerts come true, on every message, in constant time for a message that makes none true.

Whether and how a true alert is told to the user is decided elsewhere. So a snoozed alert is followed too: otherwise a
crossing during the snooze would be noticed, and told, only after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol

from core.market.account.told_fills import UntoldFill
from core.market.alerts.alert import Alert, AlertKind
from core.market.alerts.connection_loss import ConnectionLoss
from core.market.alerts.fills import Fills
from core.market.alerts.firing import Firing
from core.market.alerts.market_events import MarketEvents
from core.market.alerts.price_change import PriceChange
from core.market.alerts.price_levels import PriceLevels
from core.market.alerts.spread import Spread
from core.market.alerts.volume_spike import VolumeSpike
from core.model.markets import MarketList
from core.model.messages import DataMessage
from core.model.subscription import ALL, StreamType, Subscription, subscribe


class Watch(Protocol):
    """Follows the messages of one stream for one alert, or for several of one kind."""

    def take(self, message: DataMessage) -> list[Firing]:
        """Follow a message; return the alerts that came true."""
        ...

    def states(self) -> dict[str, Any]:
        """Return the state to save, by alert id, from which a later run can go on."""
        ...

    def resting(self) -> set[str]:
        """Return the ids of the alerts that cannot come true before their figure has left its level."""
        ...


STREAMS: Final = {
    AlertKind.PRICE: StreamType.TRADE,
    AlertKind.CHANGE: StreamType.TRADE,
    AlertKind.VOLUME: StreamType.TRADE,
    AlertKind.SPREAD: StreamType.ORDERBOOK,
}
"""The stream that each kind follows market by market. A ticker may leave out prices between two trades."""

_SINGLE: Final[Mapping[AlertKind, Callable[[Alert, object], Watch]]] = {
    AlertKind.CHANGE: PriceChange,
    AlertKind.VOLUME: VolumeSpike,
    AlertKind.SPREAD: Spread,
}
"""The kinds of which each alert has a watch of its own."""


def watched(alert: Alert) -> list[object]:
    """Return the parts of an alert that decide whether it comes true; as long as they are equal, its state is kept."""
    return [alert.kind.value, alert.code, alert.level, alert.seconds, alert.direction.value]


class AlertEvaluator:
    """Follows all alerts that are on. Knows no clock, no screen and no connection.

    Args:
        state: what `state` returned in an earlier run on the same exchange; empty for none.
    """

    def __init__(self, state: Mapping[str, object] | None = None) -> None:
        kept = state or {}
        entries = kept.get("alerts")
        self._restored: dict[str, object] = entries if isinstance(entries, dict) else {}
        """What was known of each alert in the earlier run, until the alerts themselves are known."""
        self._alerts: dict[str, Alert] = {}
        self._single: dict[str, Watch] = {}
        self._levels: dict[str, PriceLevels] = {}
        self._by_stream: dict[tuple[StreamType, str], list[Watch]] = {}
        self._fills = Fills()
        self._events = MarketEvents(kept.get("markets"))
        self._loss = ConnectionLoss()

    def watch(self, alerts: Iterable[Alert]) -> None:
        """Follow these alerts from now on; those that were followed already go on."""
        known = self._known_of(alerts := [alert for alert in alerts if alert.is_enabled and alert.fault is None])
        self._alerts = {alert.id: alert for alert in alerts}
        self._single = {
            alert.id: self._single[alert.id]
            if alert.id in self._single and alert.id in known
            else _SINGLE[alert.kind](alert, known.get(alert.id))
            for alert in alerts
            if alert.kind in _SINGLE
        }
        prices: dict[str, list[Alert]] = {}
        for alert in self._of(AlertKind.PRICE):
            prices.setdefault(alert.code, []).append(alert)
        self._levels = {code: PriceLevels(listed, known) for code, listed in prices.items()}
        self._loss.set_alerts(self._of(AlertKind.CONNECTION))
        self._fills.set_alerts(self._of(AlertKind.FILL))
        self._by_stream = {}
        for key, watch in self._single.items():
            alert = self._alerts[key]
            self._by_stream.setdefault((STREAMS[alert.kind], alert.code), []).append(watch)
        for code, levels in self._levels.items():
            self._by_stream.setdefault((StreamType.TRADE, code), []).append(levels)

    def subscriptions(self) -> list[Subscription]:
        """Return what has to be subscribed to for the alerts to be followed."""
        trades = {code for stream, code in self._by_stream if stream is StreamType.TRADE}
        books = {code for stream, code in self._by_stream if stream is StreamType.ORDERBOOK}
        needed = []
        if trades:
            needed.append(subscribe(StreamType.TRADE, *sorted(trades)))
        if books:
            needed.append(subscribe(StreamType.ORDERBOOK, *sorted(books), depth=1))
        if self._of(AlertKind.FILL):
            needed.append(subscribe(StreamType.MY_ORDER, ALL))
        return needed

    def receive(self, message: DataMessage) -> list[Firing]:
        """Follow one message; return the alerts that came true."""
        watches = self._by_stream.get((message.type, message.code))
        if watches is None:
            return self._fills.take(message) if message.type is StreamType.MY_ORDER else []
        if len(watches) == 1:
            return watches[0].take(message)
        return [firing for watch in watches for firing in watch.take(message)]

    def untold(self, fill: UntoldFill, now_ms: int) -> list[Firing]:
        """Return the alerts that an execution makes true of which the stream told nothing."""
        return self._fills.untold(fill, now_ms)

    def price_levels(self, code: str) -> PriceLevels | None:
        """Return a copy of the price alerts of a market that have seen a price, as they are now; None without any."""
        levels = self._levels.get(code)
        return levels.known() if levels is not None and levels.states() else None

    def priced_codes(self) -> Iterable[str]:
        """Return the markets with price alerts."""
        return self._levels.keys()

    def find_late(self, firing: Firing, state: object) -> bool:
        """Follow an alert on from another state, as it was found late to have come true.

        Args:
            firing: what came true.
            state: of `PriceLevels.states`.

        Returns:
            Whether the alert is followed as it was then; else nothing changes.
        """
        key = firing.alert.id
        if (alert := self._alerts.get(key)) is None or watched(alert) != watched(firing.alert):
            return False
        self._restored = {key: [watched(alert), state]}
        self.watch(list(self._alerts.values()))
        return True

    def compare_markets(self, markets: MarketList, now_ms: int) -> list[Firing]:
        """Compare a newer list of markets with the last one; return the alerts that came true."""
        alerts = [*self._of(AlertKind.LISTING), *self._of(AlertKind.CAUTION)]
        return self._events.compare(markets, alerts, now_ms)

    def set_connected(self, *, is_connected: bool, now: float) -> None:
        """Follow the connection; `now` in seconds of a clock that never jumps."""
        if not is_connected:
            for watch in self._single.values():
                if isinstance(watch, VolumeSpike):
                    watch.forget()
        self._loss.set_connected(is_connected=is_connected, now=now)

    def overdue(self, now: float, now_ms: int) -> list[Firing]:
        """Return the alerts of a lost connection whose time is over; call it about once a second."""
        return self._loss.overdue(now, now_ms)

    def resting(self) -> frozenset[str]:
        """Return the ids of the alerts that cannot come true before their figure has left its level."""
        return frozenset().union(*(watch.resting() for watch in (*self._single.values(), *self._levels.values())))

    def is_learning(self, alert: Alert) -> bool:
        """Return whether an alert cannot come true yet, because the usual turnover is not known."""
        watch = self._single.get(alert.id)
        return isinstance(watch, VolumeSpike) and watch.is_learning

    def is_blind(self, alert: Alert) -> bool:
        """Return whether an alert cannot come true at present, because what it follows arrives damaged."""
        watch = self._single.get(alert.id)
        return isinstance(watch, Spread) and watch.is_blind

    def state(self) -> dict[str, Any]:
        """Return the state to save, from which a later run on the same exchange can go on."""
        entries = {key: [watched(self._alerts[key]), state] for key, state in self._states().items()}
        has_events = bool(self._of(AlertKind.LISTING) or self._of(AlertKind.CAUTION))
        return {"alerts": entries, "markets": self._events.state() if has_events else {}}

    def _known_of(self, alerts: list[Alert]) -> dict[str, Any]:
        """Return what is known of those alerts that are watched as before, now or in the earlier run, by alert id."""
        states = self._states()
        before = {key: watched(self._alerts[key]) for key in states}
        for key, entry in self._restored.items():
            if isinstance(entry, list) and len(entry) == 2:
                before[key], states[key] = entry
        self._restored = {}
        return {alert.id: states[alert.id] for alert in alerts if before.get(alert.id) == watched(alert)}

    def _states(self) -> dict[str, Any]:
        states: dict[str, Any] = {}
        for watch in (*self._single.values(), *self._levels.values()):
            states.update(watch.states())
        return states

    def _of(self, kind: AlertKind) -> list[Alert]:
        return [alert for alert in self._alerts.values() if alert.kind is kind]
