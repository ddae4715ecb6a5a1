"""Components held by WeakRef -> one merged desired state and its revision.

Every change is merged and announced at once; a change that leaves the merged state as it was is not announced. There is
no await inside a change, so each is atomic on one event loop: it works in a widget's constructor and inside `close()`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import weakref
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from core.engine.decide.merge import MergedStreams
from core.engine.decide.metrics import SubscriptionFigures
from core.engine.decide.registration import Registration, ScopeChange
from core.engine.decide.wire_plan import Streams
from core.model.subscription import Scope, StreamKey, StreamType, Subscription, depths_by_key

logger = logging.getLogger(__name__)

HOLD_LIMIT = 5.0
"""Seconds after which a forgotten hold is released; otherwise it would block all changes."""


class _ScopeState:
    """The merged state of one scope and the counts of its changes."""

    __slots__ = ("changes", "duplicates_prevented", "held_changes", "merged", "state_before_hold")

    def __init__(self) -> None:
        self.merged = MergedStreams()
        self.changes = 0
        self.duplicates_prevented = 0
        self.held_changes = 0
        self.state_before_hold: dict[StreamKey, int] = {}


class SubscriptionManager:
    """Merges the subscriptions of all components.

    Attributes:
        listener: called synchronously with every change of the merged state.
        on_registrations: called when a component's subscriptions change, whether or not the merged state changes; once
            for all changes under a hold, and before the listener.
        on_ended: called with every registration that ends: detached, replaced under its id, or its owner died.
    """

    def __init__(self) -> None:
        self.listener: Callable[[Mapping[Scope, ScopeChange]], object] | None = None
        self.on_registrations: Callable[[], object] | None = None
        self.on_ended: Callable[[Registration], object] | None = None
        self._registrations: dict[str, Registration] = {}
        self._scopes = {scope: _ScopeState() for scope in Scope}
        self._dead: deque[Registration] = deque()
        self._holds: set[object] = set()

    def attach(
        self, component_id: str, subscriptions: Iterable[Subscription], owner: object | None = None
    ) -> Registration:
        """Register a component, in place of any older registration of its id.

        Args:
            component_id: names the component.
            subscriptions: all it needs; may be empty.
            owner: held by WeakRef only; its death has exactly the effect of `detach`.
        """
        self.reap()
        registration = Registration(component_id, depths_by_key(subscriptions))
        if owner is not None:
            registration.owner = weakref.ref(owner, self._death_notice(registration))
        replaced = self._registrations.get(component_id)
        self._registrations[component_id] = registration
        if replaced is not None:
            self._notify_ended(replaced)
        self._recalculate_subscriptions(replaced.streams if replaced else {}, registration.streams)
        return registration

    def replace(self, registration: Registration, subscriptions: Iterable[Subscription]) -> None:
        """Replace the subscriptions of a registration; no effect once it has ended."""
        self.reap()
        if not self.is_registered(registration):
            return
        before, registration.streams = registration.streams, depths_by_key(subscriptions)
        self._recalculate_subscriptions(before, registration.streams)

    def detach(self, registration: Registration) -> None:
        """End a registration; no effect once it has ended."""
        if not self.is_registered(registration):
            return
        del self._registrations[registration.component_id]
        self._notify_ended(registration)
        self._recalculate_subscriptions(registration.streams, {})

    async def register_component(
        self, component_id: str, subscriptions: Iterable[Subscription], owner: object | None = None
    ) -> Registration:
        """`attach` for callers that await."""
        return self.attach(component_id, subscriptions, owner)

    async def unregister_component(self, component_id: str) -> None:
        """End the registration of this id, if there is one."""
        self.reap()
        if (registration := self._registrations.get(component_id)) is not None:
            self.detach(registration)

    def is_registered(self, registration: Registration) -> bool:
        """Whether the registration is still in force."""
        return self._registrations.get(registration.component_id) is registration

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """Combine all changes inside into one announcement; holds nest.

        A hold of more than `HOLD_LIMIT` seconds on a running loop is released with a warning.
        """
        if not self._holds:
            for state in self._scopes.values():
                state.state_before_hold = dict(state.merged.desired)
        hold = object()
        self._holds.add(hold)
        cancel_limit = _call_later(HOLD_LIMIT, lambda: self._let_go(hold))
        try:
            yield
        finally:
            cancel_limit()
            self._holds.discard(hold)
            if not self._holds:
                self._announce_held()

    def nudge(self) -> dict[Scope, ScopeChange]:
        """Treat an unspecified change (the seeds' empty mapping) as one public addition."""
        self._scopes[Scope.PUBLIC].changes += 1
        return {Scope.PUBLIC: ScopeChange(1, is_addition=True)}

    def reap(self) -> None:
        """End the registrations whose owners have died."""
        while self._dead:
            self.detach(self._dead.popleft())

    def desired(self, scope: Scope) -> dict[StreamKey, int]:
        """A copy of the merged state of one scope."""
        self.reap()
        return dict(self._scopes[scope].merged.desired)

    def is_wanted(self, scope: Scope) -> bool:
        """Whether any stream of a scope is desired."""
        self.reap()
        return bool(self._scopes[scope].merged.desired)

    def revision(self, scope: Scope) -> int:
        """How often the merged state of a scope has changed."""
        return self._scopes[scope].merged.revision

    def registrations(self) -> list[Registration]:
        """All current registrations."""
        self.reap()
        return list(self._registrations.values())

    def get_public_subscriptions(self) -> dict[StreamType, set[str]]:
        """The desired streams of the public connection: a copy, stream type -> codes."""
        return self._codes_by_type(Scope.PUBLIC)

    def get_private_subscriptions(self) -> dict[StreamType, set[str]]:
        """The desired streams of the private connection: a copy, stream type -> codes."""
        return self._codes_by_type(Scope.PRIVATE)

    def get_subscription_stats(self) -> dict[str, Any]:
        """Components, streams, revision, changes, duplicates prevented: in total and per scope."""
        self.reap()
        scopes = {scope.value: self.figures(scope) for scope in Scope}
        totals = SubscriptionFigures(*map(sum, zip(*scopes.values(), strict=True)))
        by_scope = {name: figures._asdict() for name, figures in scopes.items()}
        return {"components": len(self._registrations), **totals._asdict(), **by_scope}

    def figures(self, scope: Scope) -> SubscriptionFigures:
        """The merged state of a scope in figures."""
        self.reap()
        state = self._scopes[scope]
        return SubscriptionFigures(
            len(state.merged.desired), state.merged.revision, state.changes, state.duplicates_prevented
        )

    def _codes_by_type(self, scope: Scope) -> dict[StreamType, set[str]]:
        codes: defaultdict[StreamType, set[str]] = defaultdict(set)
        for key in self.desired(scope):
            codes[key.type].add(key.code)
        return dict(codes)

    def _recalculate_subscriptions(self, removed: Streams, added: Streams) -> None:
        changes = self._calculate_changes(removed, added)
        self._notify_registrations()
        self._notify_changes(changes)

    def _calculate_changes(self, removed: Streams, added: Streams) -> dict[Scope, ScopeChange]:
        """Merge one change; returns a `ScopeChange` for each scope whose merged state changed."""
        changes: dict[Scope, ScopeChange] = {}
        for scope, state in self._scopes.items():
            removed_here, added_here = _of_scope(removed, scope), _of_scope(added, scope)
            if not removed_here and not added_here:
                continue
            state.changes += 1
            has_changed, has_grown = state.merged.change(removed_here, added_here)
            if has_changed:
                changes[scope] = ScopeChange(1, has_grown)
            else:
                state.duplicates_prevented += 1
        return changes

    def _notify_changes(self, changes: Mapping[Scope, ScopeChange]) -> None:
        if self._holds:
            for scope, change in changes.items():
                self._scopes[scope].held_changes += change.changes
        elif changes and self.listener is not None:
            self.listener(changes)

    def _notify_registrations(self) -> None:
        # Inside a hold a stream may have no component for a moment, so wait until the hold ends.
        if not self._holds and self.on_registrations is not None:
            self.on_registrations()

    def _announce_held(self) -> None:
        self._notify_registrations()
        changes: dict[Scope, ScopeChange] = {}
        for scope, state in self._scopes.items():
            held, state.held_changes = state.held_changes, 0
            desired, before = state.merged.desired, state.state_before_hold
            if held and desired == before:
                state.duplicates_prevented += held
            elif held:
                is_addition = any(depth > before.get(key, -1) for key, depth in desired.items())
                changes[scope] = ScopeChange(held, is_addition)
        self._notify_changes(changes)

    def _let_go(self, hold: object) -> None:
        if hold in self._holds:  # otherwise it was released already, together with another
            logger.warning("a hold of subscription changes lasted over %.0f s and was let go", HOLD_LIMIT)
            self._holds.clear()
            self._announce_held()

    def _notify_ended(self, registration: Registration) -> None:
        if self.on_ended is not None:
            self.on_ended(registration)

    def _death_notice(self, registration: Registration) -> Callable[[object], None]:
        """A callback for the owner's death; it may run on any thread, so it only records the death and wakes the loop.

        It holds neither the owner nor this manager strongly.
        """
        dead = self._dead
        reap = weakref.WeakMethod(self.reap)
        token = weakref.ref(registration)
        loop = _running_loop()

        def note(_: object) -> None:
            if (died := token()) is None or (wake := reap()) is None:
                return
            dead.append(died)
            if loop is not None:
                with contextlib.suppress(RuntimeError):  # the loop is closed: nothing is left to wake
                    loop.call_soon_threadsafe(wake)

        return note


def _of_scope(streams: Streams, scope: Scope) -> Streams:
    return {key: depth for key, depth in streams.items() if key.type.scope is scope}


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _call_later(delay: float, callback: Callable[[], object]) -> Callable[[], None]:
    """Schedule a callback if a loop is running; returns a function that cancels it."""
    loop = _running_loop()
    return loop.call_later(delay, callback).cancel if loop is not None else lambda: None
