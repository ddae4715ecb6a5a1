"""core/README.md promises where each thing of the seed documents is, and which test guards it."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

from core.engine.websocket_manager import WebSocketManager

ROOT = Path(__file__).parents[2]
ROWS = re.findall(
    r"^\| (.+?) \| `(core\.[\w.]+)` \| `(tests/[\w/.:]+)` \|$", (ROOT / "core/README.md").read_text(), re.M
)


def test_the_table_is_read() -> None:
    assert len(ROWS) > 25


@pytest.mark.parametrize("place", sorted({place for _, place, _ in ROWS}))
def test_every_named_thing_exists(place: str) -> None:
    module_name, _, names = re.fullmatch(r"(core(?:\.[a-z_]+)+)(\.)([A-Z][\w.]*)", place).groups()
    thing = importlib.import_module(module_name)
    for name in names.split("."):
        thing = getattr(thing, name)


@pytest.mark.parametrize("guard", sorted({guard for _, _, guard in ROWS}))
def test_every_named_test_exists(guard: str) -> None:
    file, _, name = guard.partition("::")
    text = (ROOT / file).read_text()
    assert not name or re.search(rf"(def|class) {name}\b", text)


def test_the_seeds_defaults_are_ours() -> None:
    defaults = {name: p.default for name, p in inspect.signature(WebSocketManager).parameters.items()}
    assert (defaults["debounce_delay"], defaults["max_wait"], defaults["heartbeat_interval"]) == (0.1, 15.0, 30.0)
