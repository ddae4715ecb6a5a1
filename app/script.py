"""A script of the desk: what happens when, as JSON lines, for demonstrations and for tests from outside.

One line, one step: `{"at": 3.0, "do": "open", "panel": "chart:KRW-BTC:1m"}`. The whole file is read before the desk
opens, so that a mistake in it is told at once and not after a minute.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from app.window.panel_spec import PanelSpec
from core.errors import InputError


class Action(StrEnum):
    """What a step does."""

    OPEN = "open"
    CLOSE = "close"
    FLOAT = "float"
    DOCK = "dock"
    TAB = "tab"
    HIDE = "hide"
    SHOW = "show"
    QUIT = "quit"


class Step(NamedTuple):
    """One line of a script."""

    at: float
    """Seconds after the desk stands with its panels."""
    action: Action
    panel: PanelSpec | None
    """None for `quit` alone."""
    place: str
    """Path and line, for whoever has to mend it."""


def read_script(path: Path) -> tuple[Step, ...]:
    """Read a script, in order of time; lines of the same time keep their order. Empty lines are skipped.

    Raises:
        InputError: the file cannot be read, or a line is malformed: says path, line and cure.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"script {path}: cannot be read: {error}") from error
    steps = [_read_line(line, f"{path}:{number}") for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return tuple(sorted(steps, key=lambda step: step.at))


async def play(steps: Sequence[Step], perform: Callable[[Step], object]) -> None:
    """Have each step performed at its time, the first counted from now."""
    import asyncio  # noqa: PLC0415 - the command line is read before anything slow is loaded

    loop = asyncio.get_running_loop()
    start = loop.time()
    for step in steps:
        await asyncio.sleep(max(0.0, start + step.at - loop.time()))
        perform(step)


def _read_line(line: str, place: str) -> Step:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"script {place}: not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise InputError(f'script {place}: a step is an object like {{"at": 1.0, "do": "quit"}}')
    if unknown := fields.keys() - {"at", "do", "panel"}:
        raise InputError(f"script {place}: unknown key {sorted(unknown)[0]!r}; a step has at, do and panel")
    action = _action(fields.get("do"), place)
    return Step(_time(fields.get("at"), place), action, _panel(fields, action, place), place)


def _time(at: object, place: str) -> float:
    if isinstance(at, bool) or not isinstance(at, int | float) or not math.isfinite(at) or at < 0:
        raise InputError(f"script {place}: 'at' is {at!r}; give the seconds since the start, 0 or more")
    return float(at)


def _action(do: object, place: str) -> Action:
    if not isinstance(do, str) or do not in tuple(Action):
        raise InputError(f"script {place}: 'do' is {do!r}; use one of {', '.join(Action)}")
    return Action(do)


def _panel(fields: dict[str, Any], action: Action, place: str) -> PanelSpec | None:
    panel = fields.get("panel")
    if panel is None and action is Action.QUIT:
        return None
    if not isinstance(panel, str):
        raise InputError(f"script {place}: 'panel' is {panel!r}; name it like \"chart:KRW-BTC:1m\"")
    try:
        return PanelSpec.parse(panel)
    except InputError as error:
        raise InputError(f"script {place}: {error}") from error
