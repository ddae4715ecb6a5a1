"""The exchange in a separate process, queried and disturbed over its control endpoint."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from typing import Any

from core.model.subscription import StreamKey, StreamType


class ExchangeOutside:
    """The exchange's view of its connections, and control of its faults.

    Args:
        base: its REST base.

    Attributes:
        violations: messages beyond the limits seen so far, by connection.
        errors: names of the errors it sent.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self.violations: dict[int, int] = {}
        self.errors: dict[int, list[str]] = {}

    async def sessions(self) -> list[dict[str, Any]]:
        """Return every open connection."""
        sessions = await asyncio.to_thread(self._ask, "/simulator/sessions")
        for session in sessions:
            self.violations[session["number"]] = session["violations"]
            self.errors[session["number"]] = session["errors"]
        return sessions

    async def wanted(self) -> set[StreamKey]:
        """Return all streams, on any connection."""
        return {
            StreamKey(StreamType(topic["type"]), topic["code"], topic["level"])
            for session in await self.sessions()
            for topic in session["wanted"]
        }

    async def set(self, name: str, **parameters: object) -> None:
        """Set a fault."""
        await asyncio.to_thread(self._ask, "/simulator/faults", {"set": name, **parameters})

    async def mend(self) -> None:
        """End all faults."""
        await asyncio.to_thread(self._ask, "/simulator/faults", {"clear": None})

    async def codes(self) -> list[str]:
        """Return all markets."""
        return [row["market"] for row in await asyncio.to_thread(self._ask, "/v1/market/all")]

    def _ask(self, path: str, body: dict[str, object] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.base + path, data=data), timeout=10.0) as answer:
            return json.load(answer)
