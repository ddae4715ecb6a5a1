"""Follows the alerts that belong to one source on its data: a component of the engine, like a panel without a picture.

It takes each message as it arrives, not once a frame: two prices within a frame are two prices.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

from app.alerts.fill_check import Account, FillCheck
from app.alerts.price_check import PriceCheck
from core.engine.deliver.feed import FeedState
from core.market.alerts.alert import Alert, AlertKind
from core.market.alerts.evaluation import STREAMS, AlertEvaluator
from core.model.link_status import ConnectionState
from core.model.messages import DataMessage, Loss, MyOrder, Trade
from core.model.subscription import Scope, StreamKey, StreamType
from widgets.markets.alerts import ACCOUNT_COMPONENT, COMPONENT, Trouble, UserAlerts
from widgets.panel.private_access import KeyStage

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed, FeedStatus
    from core.market.account.told_fills import UntoldFill
    from core.market.alerts.firing import Firing
    from core.upbit.rest.quotation import RestClient
    from widgets.markets.directory import MarketDirectory

_SECOND_MS: Final = 1000
_GRACE: Final = 5.0
"""Seconds during which a missing connection or a missing first message is no trouble: they come and go at each start,
and when an alert is added."""
_CERTAIN: Final = frozenset({Trouble.NO_KEY, Trouble.UNKNOWN_MARKET, Trouble.LEARNING})
"""The troubles that are told at once, without a grace."""


class AlertWatch(QObject):
    """Follows the alerts until it is closed. Deleted with the objects of its source.

    Args:
        alerts: of the user.
        markets: of the source.
        account: of the user, there.
        rest: loads the candles of the time in which prices were missed.
        state: what `state` returned in an earlier run at the same source; empty for none.
        clock: seconds of a clock that never jumps.
    """

    def __init__(
        self,
        alerts: UserAlerts,
        markets: MarketDirectory,
        account: Account,
        rest: RestClient,
        state: Mapping[str, object],
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._alerts, self._engine, self._markets, self._access = alerts, account.engine, markets, account.private
        self._clock = clock
        self._evaluator = AlertEvaluator(state)
        self._is_closed = False
        self._last_state: dict[str, Any] = {}
        """The state when it was closed."""
        self._is_joining = False
        """Whether streams are being subscribed to, of which the newest messages may be known already."""
        self._doubted_since: dict[str, float] = {}
        """Since when something is missing for an alert, by alert id."""
        self._feed: Feed = self._engine.attach(COMPONENT, (), owner=self, on_data=self._take)
        self._account: Feed = self._engine.attach(ACCOUNT_COMPONENT, (), owner=self, on_data=self._take)
        self._fills = FillCheck(account, self._account, self, state.get("fills"))
        self._fills.found.connect(self._tell_late)
        self._prices = PriceCheck(self._evaluator, rest, account.tasks, self, state.get("prices"))
        self._prices.found.connect(self._tell)
        alerts.changed.connect(self._follow)
        self._access.changed.connect(self._follow)
        markets.loaded.connect(self._compare_markets)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_SECOND_MS)
        self._follow()

    def state(self, *, is_exact: bool = False) -> dict[str, Any]:
        """Return what has to be known to go on after a restart at the same source.

        Args:
            is_exact: whether prices are to be followed from the last one on; else from the full minute before it.
        """
        return self._last_state or {
            **self._evaluator.state(),
            "fills": self._fills.state(),
            "prices": self._prices.state(is_exact=is_exact),
        }

    def close(self) -> None:
        """Follow nothing from now on."""
        self._last_state = self.state(is_exact=True)
        self._is_closed = True
        self._timer.stop()
        self._prices.close()
        self._fills.set_wanted(is_wanted=False)
        self._feed.close()
        self._account.close()
        self._alerts.set_troubles({})

    def look(self) -> None:
        """Follow the connection, and what cannot be followed; called once a second."""
        if self._is_closed:
            return
        self._fills.look()
        now = self._clock()
        status = self._engine.link_status(Scope.PUBLIC)
        if status.state is not ConnectionState.IDLE:  # without subscriptions there is no connection to lose
            self._evaluator.set_connected(is_connected=status.state is ConnectionState.LIVE, now=now)
        for firing in self._evaluator.overdue(now, _now_ms()):
            self._tell(firing)
        public = self._feed.status()
        self._prices.doubt(key.code for key in public.doubted if key.type is StreamType.TRADE)
        self._alerts.set_troubles(self._troubles(now, public), self._evaluator.resting())

    def _follow(self) -> None:
        if self._is_closed:
            return
        self._evaluator.watch(self._alerts.here())
        self._prices.keep(self._evaluator.priced_codes())
        needed = self._evaluator.subscriptions()
        has_key = self._access.stage is KeyStage.READY
        self._is_joining = True
        self._feed.replace(each for each in needed if each.type.scope is Scope.PUBLIC)
        self._account.replace(each for each in needed if each.type.scope is Scope.PRIVATE and has_key)
        self._is_joining = False
        # What other panels have already seen comes at once. Only the newest says where the price is; what happened
        # before the alert was made is none of its business.
        for mail in {(mail.type, mail.code): mail for mail in self._mail()}.values():
            self._receive(mail)
        has_private = any(each.type.scope is Scope.PRIVATE for each in needed)
        self._fills.set_wanted(is_wanted=has_private)
        if has_private:
            self._access.needed.emit()

    def _take(self) -> None:
        if not self._is_joining:
            for mail in self._mail():
                self._receive(mail)

    def _mail(self) -> list[DataMessage]:
        feeds = [feed for feed in (self._feed, self._account) if feed.has_mail]
        return [mail for feed in feeds for mail in feed.take() if not isinstance(mail, Loss)]

    def _receive(self, message: DataMessage) -> None:
        if isinstance(message, MyOrder) and not self._fills.take(message):
            return
        if isinstance(message, Trade):
            self._prices.connected(self._engine.link_status(Scope.PUBLIC).epoch)
            self._prices.take(message)
        for firing in self._evaluator.receive(message):
            self._prices.told(firing)
            self._tell(firing)

    def _tell_late(self, fill: UntoldFill) -> None:
        for firing in self._evaluator.untold(fill, _now_ms()):
            self._tell(firing)

    def _compare_markets(self) -> None:
        if not self._is_closed and self._markets.markets is not None:
            for firing in self._evaluator.compare_markets(self._markets.markets, _now_ms()):
                self._tell(firing)

    def _tell(self, firing: Firing) -> None:
        self._alerts.tell(firing, _now_ms())

    def _troubles(self, now: float, public: FeedStatus) -> dict[str, Trouble]:
        found = {
            alert.id: trouble
            for alert in self._alerts.here()
            if alert.is_enabled and (trouble := self._trouble_of(alert, public)) is not None
        }
        self._doubted_since = {key: self._doubted_since.get(key, now) for key in found}
        return {
            key: trouble
            for key, trouble in found.items()
            if trouble in _CERTAIN or now - self._doubted_since[key] >= _GRACE
        }

    def _trouble_of(self, alert: Alert, public: FeedStatus) -> Trouble | None:
        if alert.kind is AlertKind.FILL:
            return self._trouble_of_account()
        if alert.kind in (AlertKind.LISTING, AlertKind.CAUTION):
            return Trouble.NO_DATA if self._markets.trouble or self._markets.markets is None else None
        return self._trouble_of_stream(alert, public) if alert.kind in STREAMS else None

    def _trouble_of_account(self) -> Trouble | None:
        if self._access.stage is KeyStage.MISSING:
            return Trouble.NO_KEY
        return None if self._account.status().state is FeedState.LIVE else Trouble.DISCONNECTED

    def _trouble_of_stream(self, alert: Alert, public: FeedStatus) -> Trouble | None:
        if self._markets.is_unknown(alert.code):
            return Trouble.UNKNOWN_MARKET
        if public.state in (FeedState.DISCONNECTED, FeedState.STOPPED):
            return Trouble.DISCONNECTED
        is_heard = public.state is FeedState.LIVE and StreamKey(STREAMS[alert.kind], alert.code) not in public.unheard
        if not is_heard:
            return Trouble.NO_DATA
        if public.spoiled or self._evaluator.is_blind(alert):
            return Trouble.DAMAGED
        return Trouble.LEARNING if self._evaluator.is_learning(alert) else None


def _now_ms() -> int:
    return round(time.time() * 1000)
