"""Subscriptions of many components -> one desired state, counted per stream so that a change costs only its own size.

Pure. A stream is desired while at least one subscription names it, an order book at the deepest depth named. ALL
absorbs single codes: once a whole type is subscribed, its single codes are no streams of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from core.engine.decide.wire_plan import Streams
from core.model.subscription import ALL, StreamKey


class MergedStreams:
    """The union of all subscriptions of one scope.

    Attributes:
        revision: counts the changes that altered the union.
    """

    def __init__(self) -> None:
        self.revision = 0
        self._desired: dict[StreamKey, int] = {}
        self._depths: dict[StreamKey, Counter[int]] = {}

    @property
    def desired(self) -> Streams:
        """The current union, not a copy: it changes with the next call, so copy it to keep it."""
        return self._desired

    def change(self, removed: Streams, added: Streams) -> tuple[bool, bool]:
        """Remove and add subscriptions in one step.

        Args:
            removed: subscriptions as they were added before.
            added: new subscriptions; may name the same streams.

        Returns:
            Whether the union has changed, and whether it has gained anything.
        """
        for key, depth in added.items():
            self._depths.setdefault(key, Counter())[depth] += 1
        for key, depth in removed.items():
            self._take_away(key, depth)
        return self._update({*removed, *added})

    def _take_away(self, key: StreamKey, depth: int) -> None:
        depths = self._depths[key]
        depths[depth] -= 1
        if not depths[depth]:
            del depths[depth]
        if not depths:
            del self._depths[key]

    def _update(self, touched: Set[StreamKey]) -> tuple[bool, bool]:
        has_changed = has_grown = False
        for key in self._with_absorbed(touched):
            before, after = self._desired.get(key), self._desired_depth(key)
            if after == before:
                continue
            has_changed = True
            if after is None:
                del self._desired[key]
            else:
                has_grown |= before is None or after > before
                self._desired[key] = after
        self.revision += has_changed
        return has_changed, has_grown

    def _with_absorbed(self, touched: Set[StreamKey]) -> Iterator[StreamKey]:
        """The touched streams and, if a whole type was added or removed, every stream of that type."""
        whole_types = {key.type for key in touched if key.code == ALL}
        yield from touched
        if whole_types:
            yield from (key for key in {*self._depths, *self._desired} - touched if key.type in whole_types)

    def _desired_depth(self, key: StreamKey) -> int | None:
        is_absorbed = key.code != ALL and StreamKey(key.type, ALL) in self._depths
        depths = self._depths.get(key)
        return max(depths) if depths and not is_absorbed else None
