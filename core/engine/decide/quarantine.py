"""Which streams are held back after a refused request, and which components are to blame. Pure.

A refusal names no stream (Upbit: the error frame carries a name and a message, no subscription). Streams that were
already answered are not suspect. All others of the request are suspect and held back until their components have been
tried one by one. A component that is refused alone is quarantined with the exchange's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.engine.decide.registration import Registration
from core.model.subscription import StreamKey


class Quarantine:
    """The quarantine of one scope (public or private)."""

    def __init__(self) -> None:
        self._held: set[StreamKey] = set()
        self._words: dict[Registration, str] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held back."""
        return not self._held

    def acceptable(self, desired: dict[StreamKey, int]) -> dict[StreamKey, int]:
        """The streams of `desired` that may be requested."""
        if not self._held:
            return desired
        return {key: depth for key, depth in desired.items() if key not in self._held}

    def suspect(self, keys: Iterable[StreamKey]) -> None:
        """Hold these streams back: one of them caused a refusal."""
        self._held.update(keys)

    def suspects(self, registrations: Iterable[Registration]) -> list[Registration]:
        """The components still to be tried: those with a held-back stream and no verdict."""
        return [
            registration
            for registration in registrations
            if registration not in self._words and not self._held.isdisjoint(registration.streams)
        ]

    def on_trial(self, registration: Registration) -> dict[StreamKey, int]:
        """The held-back streams of a component."""
        return {key: depth for key, depth in registration.streams.items() if key in self._held}

    def acquit(self, keys: Iterable[StreamKey]) -> None:
        """The exchange accepted these streams: they may be requested again."""
        self._held.difference_update(keys)
        self._forgive(self._words)

    def condemn(self, registration: Registration, words: str) -> None:
        """The exchange refused a request with only this component's streams, in these words."""
        self._words[registration] = words

    def pardon(self, registration: Registration) -> None:
        """Lift the quarantine, so that this component is tried again."""
        self._words.pop(registration, None)

    def words(self, registration: Registration) -> str:
        """Why a component is quarantined; empty if it is not."""
        return self._words.get(registration, "")

    def forget(self, desired: Mapping[StreamKey, int], registrations: Iterable[Registration]) -> None:
        """Keep only streams that are still desired: a component that subscribes again gets a new chance."""
        self._held.intersection_update(desired)
        self._forgive(registrations)

    def _forgive(self, remaining: Iterable[Registration]) -> None:
        """Keep only the verdicts on `remaining` components that have a held-back stream."""
        self._words = {
            registration: self._words[registration]
            for registration in remaining
            if registration in self._words and not self._held.isdisjoint(registration.streams)
        }
