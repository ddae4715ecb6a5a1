"""The options of the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.command_line.script import Step
from app.panels.spec import PanelSpec
from core.upbit.endpoints import SIMULATED


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """Options of the desk."""

    exchange: str = SIMULATED
    rest_url: str | None = None
    ws_url: str | None = None
    panels: tuple[PanelSpec, ...] = ()
    """Empty: the saved desk, or the default one."""
    script: tuple[Step, ...] = ()
    is_offscreen: bool = False
    run_for: float | None = None
    """Seconds; None runs until the user quits."""
    screenshot: Path | None = None
    report: Path | None = None
    log_level: str = "WARNING"
    debounce_delay: float = 0.1
    max_wait: float = 15.0
    heartbeat_interval: float = 30.0

    @property
    def embeds_exchange(self) -> bool:
        """Whether the exchange is a child process of this desk; with a given URL it runs elsewhere."""
        return self.exchange == SIMULATED and not self.rest_url and not self.ws_url


@dataclass(frozen=True, slots=True)
class SimulateOptions:
    """Options of `hoga simulate`."""

    host: str = "127.0.0.1"
    port: int = 0
    """0 chooses a free port."""
    seed: int = 1
    markets: int | None = None
    trades_per_second: float = 30.0
    """For all markets together; the history depends on it."""
    snapshot_delay: float | None = None
    replay: Path | None = None
