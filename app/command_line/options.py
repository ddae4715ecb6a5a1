"""The options of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.command_line.script import Step
from app.panels.spec import PanelSpec
from app.source.source import Source
from core.upbit.endpoints import SIMULATED


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """Options of the desk."""

    exchange: str = ""
    """Empty: the source chosen last in the window, at first the embedded exchange."""
    rest_url: str | None = None
    ws_url: str | None = None
    panels: tuple[PanelSpec, ...] = ()
    """Empty: the saved desk, or the default one."""
    workspace: str = ""
    """Empty: the one that was on the screen last."""
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
    def source(self) -> Source | None:
        """The source that these options name; None if they name none."""
        if not self.exchange and not self.rest_url and not self.ws_url:
            return None
        return Source(self.exchange or SIMULATED, self.rest_url, self.ws_url)

    @property
    def is_unattended(self) -> bool:
        """Whether nobody is there to press a button."""
        return self.is_offscreen or self.run_for is not None
