"""Many wishes -> one desired state, counted per stream so that a change costs what it changes.

Pure. A stream is desired while at least one wish names it, an order book at the deepest depth any wish names. ALL with
anything is ALL: once a whole type is wanted, its single codes are part of it and no streams of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from core.engine.decide.wire_plan import Streams
from core.model.subscription import ALL, StreamKey


class MergedStreams:
    """The union of all wishes of one scope.

    Attributes:
        revision: counts the changes that altered the union.
    """

    def __init__(self) -> None:
        self.revision = 0
        self._desired: dict[StreamKey, int] = {}
        self._depths: dict[StreamKey, Counter[int]] = {}

    @property
    def desired(self) -> Streams:
        """The union as it stands; it moves with the next change, so copy what is to be kept."""
        return self._desired

    def change(self, removed: Streams, added: Streams) -> tuple[bool, bool]:
        """Take wishes away and add others in one step.

        Args:
            removed: wishes as they were added before.
            added: wishes; may name the same streams.

        Returns:
            Whether the union has changed, and whether it holds anything it did not hold before.
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
        """The touched streams and, where a whole type came or went, every stream of that type."""
        whole_types = {key.type for key in touched if key.code == ALL}
        yield from touched
        if whole_types:
            yield from (key for key in {*self._depths, *self._desired} - touched if key.type in whole_types)

    def _desired_depth(self, key: StreamKey) -> int | None:
        is_absorbed = key.code != ALL and StreamKey(key.type, ALL) in self._depths
        depths = self._depths.get(key)
        return max(depths) if depths and not is_absorbed else None
