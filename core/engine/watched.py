"""What the watch over the connection of a scope, and the cure of its streams, use of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from core.engine.deliver.intake import Intake
from core.link.link import Link
from core.model.subscription import Scope, StreamKey
from core.text import translatable

NO_DATA: Final = translatable("core", "데이터가 오지 않아 다시 연결합니다")
"""The reason shown while a connection is replaced that was given up for its data."""


class Watched(Protocol):
    """The connection of a scope."""

    scope: Scope
    link: Link
    intake: Intake
    sent: dict[StreamKey, int]

    def resend(self, lost: Iterable[StreamKey], unasked: Mapping[StreamKey, int]) -> object:
        """Request everything again, with snapshots for `lost`; the new request ends the `unasked` streams."""

    def exists(self, key: StreamKey) -> bool | None:
        """Whether the stream's code exists; None if unknown."""
