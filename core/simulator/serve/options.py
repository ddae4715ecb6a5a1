"""The options of an exchange process, which its command line fills in before the exchange is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ExchangeOptions:
    """The options of an exchange process."""

    host: str = "127.0.0.1"
    port: int = 0
    """0 for any free port."""
    seed: int = 1
    markets: int | None = None
    """How many markets, largest first; all of them when None."""
    trades_per_second: float = 30.0
    """For all markets together; the history depends on it."""
    snapshot_delay: float | None = None
    """Seconds; the wire's own jitter when None."""
    replay: Path | None = None
    """A recording to play instead of the synthetic market."""
