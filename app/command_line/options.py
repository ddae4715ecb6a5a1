"""What the program may be asked for at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.command_line.script import Step
from app.panels.spec import PanelSpec
from core.upbit.endpoints import SIMULATED


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """What the desk was asked for."""

    exchange: str = SIMULATED
    rest_url: str | None = None
    ws_url: str | None = None
    panels: tuple[PanelSpec, ...] = ()
    """Empty: the desk as it was left, or the default one."""
    script: tuple[Step, ...] = ()
    is_offscreen: bool = False
    run_for: float | None = None
    """Seconds; None runs until the user leaves."""
    screenshot: Path | None = None
    report: Path | None = None
    log_level: str = "WARNING"
    debounce_delay: float = 0.1
    max_wait: float = 15.0
    heartbeat_interval: float = 30.0

    @property
    def embeds_exchange(self) -> bool:
        """Whether the exchange is a child of this desk; a given URL means it runs somewhere else."""
        return self.exchange == SIMULATED and not self.rest_url and not self.ws_url


@dataclass(frozen=True, slots=True)
class SimulateOptions:
    """What `hoga simulate` was asked for."""

    host: str = "127.0.0.1"
    port: int = 0
    """0 takes a free one."""
    seed: int = 1
    markets: int | None = None
    trades_per_second: float = 30.0
    """Of all markets together; part of what determines the history."""
    snapshot_delay: float | None = None
    replay: Path | None = None
