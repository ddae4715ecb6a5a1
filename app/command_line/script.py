"""A script of the desk: timed steps as JSON lines, for demonstrations and for tests from outside.

Each line is one step: `{"at": 3.0, "do": "open", "panel": "chart:KRW-BTC:1m"}`. The whole file is read before the desk
opens, so that a mistake is reported at once and not after a minute.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from app.panels.kinds import KINDS, MARKET_GROUPS, UNIT_GROUPS
from app.panels.spec import PanelSpec
from core.errors import InputError
from core.model.markets import is_code
from core.model.one_line import one_line, quoted
from core.text import composed, in_english
from core.upbit.endpoints import EXCHANGES

LONGEST: Final = 7 * 24 * 3600.0
"""Latest time of a step in seconds; timers have an upper limit."""

_LONGEST_PATH: Final = 200
"""Maximum number of characters of a path in a message; a path may contain anything."""


class Action(StrEnum):
    """The action of a step."""

    OPEN = "open"
    CLOSE = "close"
    FLOAT = "float"
    DOCK = "dock"
    TAB = "tab"
    HIDE = "hide"
    SHOW = "show"
    SOURCE = "source"
    WORKSPACE = "workspace"
    MARKET = "market"
    LINK = "link"
    QUIT = "quit"


class Step(NamedTuple):
    """One line of a script."""

    at: float
    """Seconds after the desk and its panels are open."""
    action: Action
    panel: PanelSpec | None
    """None for `quit`, `source` and `workspace`."""
    place: str
    """Path and line, for error messages."""
    source: str = ""
    """The exchange to switch to, for `source`."""
    workspace: str = ""
    """The name of the workspace to show, for `workspace`."""
    market: str = ""
    """The market to show in the panel and all that are linked to it, for `market`."""
    group: str = ""
    """For `link`: the group of markets or of units in which the panel is put; empty takes it out of that of markets."""


def read_script(path: Path) -> tuple[Step, ...]:
    """Read a script, in order of time; lines of the same time keep their order. Empty lines are skipped.

    Raises:
        InputError: the file cannot be read, or a line is malformed: says path, line and cure.
    """
    place = one_line(str(path), _LONGEST_PATH)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            in_english("terminal", "script {place}: cannot be read: {reason}").format(
                place=place, reason=_reason(error)
            )
        ) from error
    steps = [_read_line(line, f"{place}:{number}") for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return tuple(sorted(steps, key=lambda step: step.at))


async def play(
    steps: Sequence[Step], perform: Callable[[Step], object], ready: Callable[[], Awaitable[object]]
) -> None:
    """Perform each step at its time, but not before `ready` returns; the first time counts from now."""
    import asyncio  # noqa: PLC0415 - the command line is read before anything slow is loaded

    loop = asyncio.get_running_loop()
    start = loop.time()
    for step in steps:
        await asyncio.sleep(max(0.0, start + step.at - loop.time()))
        await ready()
        perform(step)


def _reason(error: OSError | UnicodeDecodeError) -> str:
    """Return the reason without the path, which the message already contains."""
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else str(error)


_KEYS: Final = dict.fromkeys(("at", "do", "panel", "source", "workspace", "market", "group"))


def _quoted(value: object) -> str:
    """Return a wrong value as written, shortened."""
    return quoted(value) if isinstance(value, str) else one_line(repr(value))


def _read_line(line: str, place: str) -> Step:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(
            in_english("terminal", "script {place}: not JSON: {error}").format(place=place, error=error)
        ) from error
    if not isinstance(fields, dict):
        raise InputError(
            in_english("terminal", "script {place}: a step is an object like {example}").format(
                place=place, example='{"at": 1.0, "do": "quit"}'
            )
        )
    if unknown := fields.keys() - _KEYS:
        raise InputError(
            in_english("terminal", "script {place}: unknown key {key}; a step has {keys}").format(
                place=place, key=quoted(min(unknown)), keys=", ".join(_KEYS)
            )
        )
    action = _action(fields.get("do"), place)
    panel, source = _panel(fields, action, place), _source(fields, action, place)
    workspace = _workspace(fields, action, place)
    market, group = _market(fields, action, place), _group(fields, action, panel, place)
    return Step(_time(fields.get("at"), place), action, panel, place, source, workspace, market, group)


def _time(at: object, place: str) -> float:
    if isinstance(at, bool) or not isinstance(at, int | float) or not 0 <= at <= LONGEST:
        raise InputError(
            in_english(
                "terminal", "script {place}: 'at' is {value}; give the seconds since the start, 0 to {most:.0f}"
            ).format(place=place, value=_quoted(at), most=LONGEST)
        )
    return float(at)


def _action(do: object, place: str) -> Action:
    if not isinstance(do, str) or do not in tuple(Action):
        raise InputError(
            in_english("terminal", "script {place}: 'do' is {value}; use one of {actions}").format(
                place=place, value=_quoted(do), actions=", ".join(Action)
            )
        )
    return Action(do)


def _panel(fields: dict[str, Any], action: Action, place: str) -> PanelSpec | None:
    panel = fields.get("panel")
    if panel is None and action in (Action.QUIT, Action.SOURCE, Action.WORKSPACE):
        return None
    if not isinstance(panel, str):
        raise InputError(
            in_english("terminal", "script {place}: 'panel' is {value}; name it like {example}").format(
                place=place, value=_quoted(panel), example='"chart:KRW-BTC:1m"'
            )
        )
    try:
        return PanelSpec.parse(panel)
    except InputError as error:
        raise InputError(composed("script {place}: {error}", place=place, error=error.user_message)) from error


def _source(fields: dict[str, Any], action: Action, place: str) -> str:
    source = fields.get("source")
    if action is not Action.SOURCE and source is None:
        return ""
    if action is not Action.SOURCE or source not in EXCHANGES:
        text = in_english(
            "terminal", "script {place}: 'source' is {value}; use one of {choices}, and only to do 'source'"
        )
        raise InputError(text.format(place=place, value=_quoted(source), choices=", ".join(EXCHANGES)))
    return str(source)


def _workspace(fields: dict[str, Any], action: Action, place: str) -> str:
    name = fields.get("workspace")
    if action is not Action.WORKSPACE and name is None:
        return ""
    if action is not Action.WORKSPACE or not isinstance(name, str) or not name.strip():
        text = in_english("terminal", "script {place}: 'workspace' is {value}; name one, and only to do 'workspace'")
        raise InputError(text.format(place=place, value=_quoted(name)))
    return name


def _market(fields: dict[str, Any], action: Action, place: str) -> str:
    code = fields.get("market")
    if action is not Action.MARKET and code is None:
        return ""
    if action is not Action.MARKET or not isinstance(code, str) or not is_code(code.upper()):
        text = in_english(
            "terminal", "script {place}: 'market' is {value}; write a code like KRW-BTC, and only to do 'market'"
        )
        raise InputError(text.format(place=place, value=_quoted(code)))
    return code.upper()


def _group(fields: dict[str, Any], action: Action, panel: PanelSpec | None, place: str) -> str:
    group = fields.get("group")
    if action is not Action.LINK and group is None:
        return ""
    kind = KINDS[panel.kind] if action is Action.LINK and panel is not None else None
    choices: tuple[str, ...] = ()
    if kind is not None:
        choices += ("", *MARKET_GROUPS) if kind.has_market or kind.chooses_market else ()
        choices += UNIT_GROUPS if kind.has_unit else ()
    if group not in choices:
        text = in_english("terminal", "script {place}: 'group' is {value}; use one of {choices}, and only to do 'link'")
        listed = ", ".join(choice or '""' for choice in choices) or in_english("terminal", "none for this panel")
        raise InputError(text.format(place=place, value=_quoted(group), choices=listed))
    return str(group)
