"""The options of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Values of settings for this run, by name, in place of those in the settings file."""

    @property
    def embeds_exchange(self) -> bool:
        """Whether the exchange is a child process of this desk; with a given URL it runs elsewhere."""
        return self.exchange == SIMULATED and not self.rest_url and not self.ws_url
