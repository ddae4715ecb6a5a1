"""Loads the user's account over REST for one owner: until it succeeds, and again whenever changes were missed.

The stream sends changes only, and the exchange does not acknowledge a subscription request. So everything is loaded
again a moment after each request on a new connection: from then on no change is missed. An account is quiet for hours,
so that silence does not tell whether the exchange still sends its changes; each minute a load does (`StreamCheck`).
"""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from core.engine.deliver.left_out import RUN_ENDS_AFTER
from core.errors import AuthFailed, BadReply, DoubtedReply, HogaError
from core.loop.tasks import is_loop_running
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from core.timing.attempts import Attempts
from core.timing.backoff import Backoff
from widgets.panel.account.stream_check import Checked, StreamCheck

if TYPE_CHECKING:
    from core.engine.websocket_manager import WebSocketManager
    from core.loop.tasks import TaskOwner
    from core.model.link_status import LinkStatus
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.private_access import PrivateAccess

_FLOWING: Final = (ConnectionState.LIVE, ConnectionState.STALE)

_SETTLE_MS: Final = 500
"""Delay before loading over a new connection: only data loaded a moment after the request are certainly complete."""

_RELOAD_MS: Final = 1000
"""How long changes are collected that require a reload."""

_REPAIR_MS: Final = round(RUN_ENDS_AFTER * 1000) + 500
"""Delay before loading after a message that could not be used; one of the same run later brings another load."""

_CHECK_MS: Final = 60_000
"""How old the data can become if the exchange sends no changes any more over a connection that works."""

_RECHECK_MS: Final = 5000
"""The same after a list that was doubted, believed or replaced by another; then a quarter longer each time."""

_SOON: Final = 4.0
"""Seconds at most until a load is repeated whose answer was unreadable, in whole or in part, or contradicts what is
known: a bad moment may soon be over, and what is missing may be money.
"""


class Account(Protocol):
    """What is needed to load the user's account; the context of panels is one."""

    @property
    def engine(self) -> WebSocketManager:
        """The engine, which knows the state of the private link."""

    @property
    def private(self) -> PrivateAccess:
        """The access to the account: it has the REST client of the present key."""

    @property
    def tasks(self) -> TaskOwner:
        """The owner of the tasks in which loads run."""


class AccountOwner(Checked, Protocol):
    """The object that a loader loads the account for."""

    @property
    def is_sent(self) -> bool:
        """Whether its private streams were requested on the present connection."""

    @property
    def has_left_out(self) -> bool:
        """Whether messages of these streams could not be used, a moment ago."""

    async def load(self, rest: PrivateRest) -> int:
        """Load everything and merge it into the data shown.

        Returns:
            The number of rows that could not be read and are missing.

        Raises:
            HogaError: as `PrivateRest`.
        """

    def loaded(self, missing: int) -> None:
        """Show the data; `missing` rows could not be read."""

    def load_failed(self, error: HogaError) -> None:
        """Show why the data could not be loaded; after `AuthFailed` no other attempt follows."""


class AccountLoader(QObject):
    """The loads of one owner, which it holds weakly.

    Args:
        account: of the user.
        name: of the owner, for tasks and log lines.
        owner: what to load for.
        parent: the loader ends with it.
    """

    def __init__(self, account: Account, name: str, owner: AccountOwner, parent: QObject) -> None:
        super().__init__(parent)
        self.is_admitted = False
        """Whether REST has accepted the present key."""
        self._account = account
        self._name = name
        self._owner = weakref.ref(owner)
        self._seen_epoch = 0
        self._fresh_epoch: int | None = None
        self._running: set[asyncio.Task[None]] = set()
        running = self._running
        self.destroyed.connect(lambda *_: _cancel(running))
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._load_once_sent)
        self._reloading = QTimer(self, singleShot=True, interval=_RELOAD_MS)
        self._reloading.timeout.connect(self.load_now)
        self._repairing = QTimer(self, singleShot=True, interval=_REPAIR_MS)
        self._repairing.timeout.connect(self._repair)
        self._checking = QTimer(self, singleShot=True, interval=_CHECK_MS)
        self._checking.timeout.connect(self._check)
        self._check_ms = _CHECK_MS
        self._streams = StreamCheck(account.engine, owner, self)
        self._streams.requested_again.connect(self._settling.start)

    @property
    def is_fresh(self) -> bool:
        """Whether everything was loaded since the present connection's subscription request."""
        return self._fresh_epoch == self._link.epoch

    @property
    def is_loading(self) -> bool:
        """Whether a load is under way, or will be repeated."""
        return bool(self._running)

    def load_now(self) -> None:
        """Load everything, instead of a load that is under way."""
        self._reloading.stop()
        if not is_loop_running():
            self._settling.start()
            return
        _cancel(self._running)
        if (rest := self._account.private.rest) is not None:
            task = self._account.tasks.spawn(self._load(rest), f"{self._name} load")
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    def load_soon(self) -> None:
        """Schedule a load, for a change that only a load can complete."""
        if not self._reloading.isActive():
            self._reloading.start()

    def status_changed(self) -> None:
        """Load again over a new connection, and after messages that could not be used: changes are missing."""
        link, owner = self._link, self._owner()
        if not self.is_admitted or owner is None:
            return
        if link.state in _FLOWING and link.epoch != self._seen_epoch:
            self._seen_epoch = link.epoch
            self._streams.start_over()
            self._settling.start()
        if owner.has_left_out and not self._repairing.isActive():
            self._repairing.start()

    def forget(self) -> None:
        """Start anew with another key, or without one: nothing is admitted or under way."""
        self.stop()
        self.is_admitted = False
        self._fresh_epoch = None

    def stop(self) -> None:
        """End what is under way and scheduled."""
        if isValid(self):
            self._settling.stop()
            self._reloading.stop()
            self._repairing.stop()
            self._checking.stop()
            self._streams.start_over()
        _cancel(self._running)

    @property
    def _link(self) -> LinkStatus:
        return self._account.engine.link_status(Scope.PRIVATE)

    def _repair(self) -> None:
        """Load what messages that could not be used have left out, and once more while there are others."""
        if (owner := self._owner()) is not None:
            self.load_now()
            if owner.has_left_out:
                self._repairing.start()

    def _check(self) -> None:
        """Load again; without a connection the next one brings a load."""
        if self._link.state in _FLOWING:
            self.load_now()

    def _load_once_sent(self) -> None:
        if (owner := self._owner()) is None:
            return
        if owner.is_sent:
            self.load_now()
        else:
            self._settling.start()

    async def _load(self, rest: PrivateRest) -> None:
        """Load until it succeeds, and again while rows are missing; stop if the key is refused."""
        attempts, damaged, was_doubted = Attempts(f"{self._name} load"), Backoff(), False
        while (owner := self._owner()) is not None:
            epoch, began = self._seen_epoch, self._account.engine.time()
            try:
                missing = await owner.load(rest)
            except HogaError as error:
                delay = attempts.failed(error)
                owner.load_failed(error)
                if isinstance(error, AuthFailed):
                    return
                was_doubted = isinstance(error, DoubtedReply)
                if isinstance(error, BadReply):
                    delay = min(delay, _SOON)
            else:
                # Changes before the first load were not streamed to the owner: it is complete after the next one.
                self._fresh_epoch = epoch if self.is_admitted else None
                self.is_admitted = True
                if self.is_fresh:
                    self._streams.loaded(began)
                owner.loaded(missing)
                if not missing:
                    self._check_ms = min(_RECHECK_MS if was_doubted else self._check_ms * 5 // 4, _CHECK_MS)
                    self._checking.start(self._check_ms)
                    return
                attempts.succeeded()
                delay = min(damaged.next_delay(), _SOON)
            del owner  # it may end during the wait
            await rest.lifted.wait_for(delay)


def _cancel(tasks: set[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    tasks.clear()
