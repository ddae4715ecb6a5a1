"""Gestures as data: simulated user actions, drawn from a seed, kept as JSON, shortened when a life fails.

A gesture names its target by numbers between 0 and 1 (the window at 0.3 of the list, a point at 0.5 of its width), so
that a list of gestures keeps its meaning for the most part when some of them are taken out.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from core.simulator.faults.fault_parameters import Parameter, Value
from core.simulator.faults.fault_table import FAULTS as FAULT_TABLE

TEXTS: Final = (
    "비트코인",
    "이덜",
    "ㅂㅌㅋㅇ",
    "리플",
    "ＢＴＣ",
    "btc",
    "eth",
    "xrp/krw",
    "KRW-BTC",
    "USDT-ETH",
    "KRW-NOSUCH",
    "chart:KRW-BTC:1m",
    "a:b:c:d",
    ":",
    "&&파일(&F)",
    "<b>굵게</b>",
    '<img src="file:///dev/null">',
    "줄\n바꿈\t탭",
    "\u202eRTL\u202c",
    "🚀🌕👩‍👩‍👧‍👦",
    "가" * 300,
    "x" * 300,
    "%s %d {0} {name}",
    "1e308",
    "-0",
    "nan",
    "99999999999999999999",
    "0.000000001",
    "",
    " ",
    "\x00\x1b[31m",
)
"""Typed texts: names and codes as users write them, and texts that no field expects."""

PREEDITS: Final = ("빝", "ㄱ", "가각", "리")
"""The text an input method shows before the syllable is finished."""

KEYS: Final = (
    *("Left", "Right", "Up", "Down", "Home", "End", "PageUp", "PageDown", "Tab", "Backtab", "Return", "Enter"),
    *("Escape", "Space", "Backspace", "Delete", "Insert", "Menu", "Plus", "Minus", "Equal", "Slash", "Colon", "Comma"),
    *"0123489ACDFKNOPQTVWXZ",
    *("F1", "F2", "F5", "F6", "F10", "F11", "F12"),
)

MODIFIERS: Final = ((), (), (), (), ("Shift",), ("Control",), ("Alt",), ("Control", "Shift"), ("Control", "Alt"))

BUTTONS: Final = ("left", "left", "left", "left", "right", "middle", "back")

TARGETS: Final = (
    "anywhere",
    "anywhere",
    "button",
    "button",
    "field",
    "tab",
    "header",
    "menu",
    "title",
    "canvas",
    "canvas",
    "row",
    "star",
)
"""Kinds of gesture targets; the hand knows where to find them."""

KINDS: Final = (
    "watchlist",
    "market-header",
    "chart",
    "orderbook",
    "trades",
    "assets",
    "my-orders",
    "alerts",
    "depth",
    "engine",
    "faults",
)

MARKETS: Final = ("KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-DOGE", "BTC-ETH", "USDT-BTC", "KRW-NOSUCH")

UNITS: Final = ("", "1s", "1m", "3m", "5m", "10m", "15m", "30m", "60m", "240m", "day", "week", "month")

FAULTS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("drop", {}),
    ("close", {"code": 1000}),
    ("close", {"code": 1012, "reason": "restart"}),
    ("error", {"error": "WRONG_FORMAT"}),
    ("mute", {"reach": "open", "seconds": 4.0}),
    ("half_open", {"reach": "open"}),
    ("handshake", {"status": 503, "count": 1}),
    ("handshake", {"status": 403, "count": 1}),
    ("delay", {"by": 0.5}),
    ("slice", {"size": 256, "pause": 0.001}),
    ("garbage", {"chance": 0.2}),
    ("duplicate", {"chance": 0.3}),
    ("reorder", {"chance": 0.3, "lag": 0.3}),
)
"""Faults set meanwhile; none of them blocks the desk for longer than a life lasts."""

_AT_MOST: Final = {"lag": 5.0, "wait": 2.0, "keep": 5.0, "pour": 1, "frames": 10_000, "mebibytes": 20.0, "seconds": 5.0}
"""The largest values, by parameter, where the range goes beyond what a rest waits for or a machine likes to do."""
_AS_GIVEN: Final = {"code"}
"""Numbers that mean something, such as the code of a close frame."""


SETTING_WAYS: Final = ("enter",) * 14 + ("default", "search", "search", "section", "account", "reset", "close")
"""What is done in the settings window: `enter` gives the editor of one setting a value, as its kind wants it."""

WORKSPACE_WAYS: Final = (
    "key", "key", "key", "menu", "next", "previous", "duplicate", "rename", "reset", "delete", "undo", "undo", "file",
)  # fmt: skip
"""What is done with workspaces."""

PALETTE_WAYS: Final = (*("enter",) * 5, "aside", "move", "move", "click", "click", "type", "type", "close", "away")
"""What is done in the palette after a text was typed into it."""

PALETTE_TEXTS: Final = (
    "설정",
    "테마",
    "ㅌㅁ",
    "차트",
    "패널",
    "close",
    "글자",
    "source",
    "단축키",
    "언어",
    "ㄷ소",
    "qlxm",
)
"""Texts that find panels, commands and settings."""

SOURCE_WAYS: Final = ("real", "simulated", "banner", "again", "again", "other", "fail")
"""The buttons that switch the source, and the failure after which two of them are shown."""

LINK_WAYS: Final = ("market", "market", "unit", "pin", "search", "search", "chip")


@dataclass(frozen=True, slots=True)
class Gesture:
    """One gesture.

    Attributes:
        name: the name of a method of `Hand`.
        pause: seconds until the next one.
        words: its arguments.
    """

    name: str
    pause: float = 0.0
    words: dict[str, Any] = field(default_factory=dict)


def draw(seed: int, seconds: float, *, is_stormy: bool = False) -> list[Gesture]:
    """The gestures of one life: the same for the same seed.

    Args:
        seed: of this life.
        seconds: about how long they take, pauses included.
        is_stormy: whether the exchange is as bad as it can be, and the hands are calmer.
    """
    rng = random.Random(seed)
    makers, weights = zip(*(_STORM if is_stormy else _WEIGHTS), strict=True)
    gestures: list[Gesture] = []
    left = seconds
    while left > 0:
        maker = rng.choices(makers, weights)[0]
        pause = rng.choice((0.0, 0.0, 0.01, 0.02, 0.05, 0.1)) if rng.random() < 0.97 else rng.uniform(0.2, 1.0)
        if is_stormy:
            pause = rng.uniform(0.1, 1.0)
        gestures.append(Gesture(maker.__name__.strip("_"), round(pause, 3), maker(rng)))
        left -= pause + COST
    return gestures


COST: Final = 0.012
"""Approximate seconds that a gesture itself takes."""


def written(gestures: Sequence[Gesture]) -> str:
    """Write gestures as JSON, one per line."""
    return "\n".join(json.dumps(asdict(each), ensure_ascii=False) for each in gestures) + "\n"


def read(text: str) -> list[Gesture]:
    """Read the result of `written`."""
    return [Gesture(**json.loads(line)) for line in text.split("\n") if line]


def _at(rng: random.Random) -> dict[str, Any]:
    edge = rng.random() < 0.1
    place = (rng.choice((0.0, 1.0)), rng.choice((0.0, 1.0))) if edge else (rng.random(), rng.random())
    return {"target": rng.choice(TARGETS), "which": rng.random(), "x": place[0], "y": place[1]}


def _click(rng: random.Random) -> dict[str, Any]:
    return {
        **_at(rng),
        "button": rng.choice(BUTTONS),
        "modifiers": rng.choice(MODIFIERS),
        "times": rng.choice((1, 1, 1, 2, 3)),
    }


def _move(rng: random.Random) -> dict[str, Any]:
    return _at(rng)


def _wheel(rng: random.Random) -> dict[str, Any]:
    return {
        **_at(rng),
        "turns": rng.choice((1, 3, 10, 40)) * rng.choice((-1, 1)),
        "sideways": rng.random() < 0.15,
        "modifiers": rng.choice(MODIFIERS),
        "delta": rng.choice((120, 120, 15, 1, 100_000)),
    }


def _drag(rng: random.Random) -> dict[str, Any]:
    path = [(rng.uniform(-0.2, 1.2), rng.uniform(-0.2, 1.2)) for _ in range(rng.randint(1, 6))]
    return {**_at(rng), "button": rng.choice(("left", "left", "left", "right", "middle")), "path": path}


def _key(rng: random.Random) -> dict[str, Any]:
    return {"key": rng.choice(KEYS), "modifiers": rng.choice(MODIFIERS), "times": rng.choice((1, 1, 2, 5, 70))}


def _text(rng: random.Random) -> dict[str, Any]:
    preedit = rng.choice(PREEDITS) if rng.random() < 0.2 else ""
    return {"which": rng.random(), "text": rng.choice(TEXTS), "preedit": preedit, "enter": rng.random() < 0.4}


def _choose(rng: random.Random) -> dict[str, Any]:
    """Trigger an action of the window or of an open menu."""
    return {"which": rng.random()}


def _value(rng: random.Random) -> dict[str, Any]:
    """Set a control (box, spin box, slider, scroll bar) to a value at an end of its range, inside it or beyond it."""
    return {"which": rng.random(), "where": rng.choice((0.0, 1.0, -1e9, 1e9, rng.random()))}


def _resize(rng: random.Random) -> dict[str, Any]:
    width, height = rng.choice(((1600, 900), (1366, 768), (3840, 2160), (640, 360), (200, 100), (1, 1)))
    return {"which": rng.random(), "width": width, "height": height}


def _float(rng: random.Random) -> dict[str, Any]:
    return {"which": rng.random(), "x": rng.randint(-3000, 5000), "y": rng.randint(-3000, 3000)}


def _dock(rng: random.Random) -> dict[str, Any]:
    """Put a dock beside another one, as a tab or split, or hide or show it."""
    ways = ("tab", "split", "hide", "show", "close")
    return {"which": rng.random(), "other": rng.random(), "way": rng.choice(ways), "is_upright": rng.random() < 0.5}


def _open(rng: random.Random) -> dict[str, Any]:
    return {"kind": rng.choice(KINDS), "market": rng.choice(MARKETS), "unit": rng.choice(UNITS)}


def _fault(rng: random.Random) -> dict[str, Any]:
    name, parameters = rng.choice(FAULTS)
    return {"fault": name, "parameters": parameters, "is_off": rng.random() < 0.5}


def _any_fault(rng: random.Random) -> dict[str, Any]:
    """Set any fault that the exchange knows, its parameters anywhere in their ranges, or none any more."""
    fault = rng.choice(tuple(FAULT_TABLE.values()))
    parameters = {each.name: _value_of(each, rng) for each in fault.parameters}
    if fault.name == "delay":
        parameters["by"] = rng.uniform(0.0, 5.0)  # else the last frames are still under way when the hands rest
    return {"fault": fault.name, "parameters": parameters, "is_off": rng.random() < 0.3}


def _value_of(parameter: Parameter, rng: random.Random) -> Value:
    """Return a value of a fault's parameter that blocks the desk for no longer than a rest waits."""
    if parameter.kind == "flag":
        return rng.random() < 0.5
    if parameter.kind == "choice":
        return rng.choice(parameter.choices).value
    if parameter.kind == "text" or parameter.name in _AS_GIVEN:
        return parameter.default
    most = min(parameter.most, _AT_MOST.get(parameter.name, parameter.most))
    value = rng.choice((float(parameter.default), parameter.least, most, rng.uniform(parameter.least, most)))
    value = max(min(value, most), parameter.least)
    return round(value) if parameter.kind == "whole" else value


def _link(rng: random.Random) -> dict[str, Any]:
    """Use the header of a panel: its chips, its pin, or its market as a search."""
    return {
        "which": rng.random(),
        "way": rng.choice(LINK_WAYS),
        "group": rng.random(),
        "text": rng.choice((*TEXTS, *MARKETS)),
        "enter": rng.random() < 0.7,
    }


def _empty(_rng: random.Random) -> dict[str, Any]:
    """Close all panels."""
    return {}


def _setting(rng: random.Random) -> dict[str, Any]:
    """Do something in the settings window, which is opened if necessary."""
    return {
        "way": rng.choice(SETTING_WAYS),
        "which": rng.random(),
        "where": rng.choice((0.0, 1.0, -1e9, 1e9, rng.random())),
        "text": rng.choice((*TEXTS, *MARKETS)),
        "key": rng.choice(KEYS),
        "modifiers": rng.choice(MODIFIERS),
    }


def _palette(rng: random.Random) -> dict[str, Any]:
    """Do something in the palette, which is opened if necessary."""
    return {
        "way": rng.choice(PALETTE_WAYS),
        "which": rng.random(),
        "text": rng.choice((*TEXTS, *MARKETS, *PALETTE_TEXTS, *PALETTE_TEXTS)),
        "preedit": rng.choice(PREEDITS) if rng.random() < 0.3 else "",
    }


def _command(rng: random.Random) -> dict[str, Any]:
    """Perform any command that is enabled, whether a menu lists it or not."""
    return {"which": rng.random()}


def _workspace(rng: random.Random) -> dict[str, Any]:
    """Switch, copy, rename, reset or delete a workspace, or undo; by keys, the menu, or what a dialog asks."""
    return {"way": rng.choice(WORKSPACE_WAYS), "which": rng.random(), "text": rng.choice((*TEXTS, *PALETTE_TEXTS))}


def _source(rng: random.Random) -> dict[str, Any]:
    """Press a control that switches the source, or let the embedded exchange fail to start until the next rest."""
    return {"way": rng.choice(SOURCE_WAYS)}


def _dismiss(rng: random.Random) -> dict[str, Any]:
    """Close the topmost window: a menu, a box, a dialog."""
    return {"all": rng.random() < 0.5}


_WEIGHTS: Final[tuple[tuple[Callable[[random.Random], dict[str, Any]], float], ...]] = (
    (_click, 22),
    (_move, 10),
    (_wheel, 14),
    (_drag, 12),
    (_key, 16),
    (_text, 6),
    (_choose, 4),
    (_value, 4),
    (_resize, 2),
    (_float, 2),
    (_dock, 4),
    (_open, 3),
    (_fault, 1.5),
    (_link, 4),
    (_empty, 0.4),
    (_setting, 6),
    (_palette, 5),
    (_command, 3),
    (_workspace, 4),
    (_source, 1.5),
    (_dismiss, 5),
)

_STORM: Final[tuple[tuple[Callable[[random.Random], dict[str, Any]], float], ...]] = (
    (_any_fault, 10),
    (_link, 4),
    (_choose, 4),
    (_open, 3),
    (_click, 6),
    (_wheel, 4),
    (_workspace, 1),
    (_dismiss, 4),
)
"""Gestures of a life in which the exchange is as bad as it can be."""
