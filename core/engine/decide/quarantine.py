"""Which streams are held back because the exchange refused a request with them, and whose fault it was. Pure.

A refusal names nobody (Upbit: the error frame carries a name and words, no subscription). What was live before it is
beyond doubt; all else in the request is suspect and held back until its components have been tried one by one. A
component refused alone is quarantined with the exchange's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.engine.decide.registration import Registration
from core.model.subscription import StreamKey


class Quarantine:
    """One scope's."""

    def __init__(self) -> None:
        self._held: set[StreamKey] = set()
        self._words: dict[Registration, str] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held back."""
        return not self._held

    def acceptable(self, desired: dict[StreamKey, int]) -> dict[StreamKey, int]:
        """What of `desired` may be asked for."""
        if not self._held:
            return desired
        return {key: depth for key, depth in desired.items() if key not in self._held}

    def suspect(self, keys: Iterable[StreamKey]) -> None:
        """Hold these streams back: one of them got a request refused."""
        self._held.update(keys)

    def suspects(self, registrations: Iterable[Registration]) -> list[Registration]:
        """The components still to be tried: those with a stream held back and no verdict."""
        return [
            registration
            for registration in registrations
            if registration not in self._words and not self._held.isdisjoint(registration.streams)
        ]

    def on_trial(self, registration: Registration) -> dict[StreamKey, int]:
        """What of a component's streams is held back."""
        return {key: depth for key, depth in registration.streams.items() if key in self._held}

    def acquit(self, keys: Iterable[StreamKey]) -> None:
        """The exchange took these streams: they may be asked for again."""
        self._held.difference_update(keys)
        self._forgive(self._words)

    def condemn(self, registration: Registration, words: str) -> None:
        """The exchange refused this component alone, in these words."""
        self._words[registration] = words

    def pardon(self, registration: Registration) -> None:
        """Try this component again."""
        self._words.pop(registration, None)

    def words(self, registration: Registration) -> str:
        """Why a component is quarantined; empty if it is not."""
        return self._words.get(registration, "")

    def forget(self, desired: Mapping[StreamKey, int], registrations: Iterable[Registration]) -> None:
        """Keep only what is wanted still: who asks for a refused stream anew gets a new chance."""
        self._held.intersection_update(desired)
        self._forgive(registrations)

    def _forgive(self, remaining: Iterable[Registration]) -> None:
        """Quarantine only those that remain and have a stream held back."""
        self._words = {
            registration: self._words[registration]
            for registration in remaining
            if registration in self._words and not self._held.isdisjoint(registration.streams)
        }
