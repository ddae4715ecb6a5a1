"""Everything the README files name exists: paths, modules, commands and options."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

import pytest

from app.command_line.parser import _desk_parser, _simulate_parser

ROOT = Path(__file__).parents[2]
ROOMS = ("core", "core/simulator", "widgets", "app", "tests")
OPTIONS = {option for parser in (_desk_parser(), _simulate_parser()) for option in parser._option_string_actions}
TARGETS = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M))

MADE_BY_COMMANDS = ("build/", "dist/", "_internal/", "~/", "%", ".venv")
"""Beginnings of paths that are not in the tree."""


def texts() -> dict[str, str]:
    """Every README by its folder, without its Python code blocks."""
    found = {"": ROOT / "README.md", **{room: ROOT / room / "README.md" for room in ROOMS}}
    return {room: re.sub(r"```python.*?```", "", path.read_text("utf-8"), flags=re.S) for room, path in found.items()}


def words(room: str, pattern: str) -> set[str]:
    """The code spans of one README that match a pattern."""
    return {word for word in re.findall(r"`([^`\n]+)`", texts()[room]) if re.fullmatch(pattern, word)}


def test_every_room_has_its_readme_and_none_is_forgotten() -> None:
    found = {path.parent.relative_to(ROOT).as_posix() for top in ("app", "core", "widgets", "tests", "resources")
             for path in (ROOT / top).rglob("README.md")}  # fmt: skip
    assert found == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_every_folder_below_a_room_is_in_its_table(room: str) -> None:
    below = {path.parent.name for path in (ROOT / room).glob("*/*.py")}
    if room == "tests":
        below |= {path.parent.parent.name for path in (ROOT / room).glob("*/*/*.py")}
    listed = {
        name for line in texts()[room].splitlines() if line.startswith("| `") for name in re.findall(r"`(\w+)`", line)
    }
    assert below - listed == set()


@pytest.mark.parametrize("room", ["", *ROOMS])
def test_every_path_exists(room: str) -> None:
    named = {word.partition("::")[0] for word in words(room, r"[\w.~%-][\w./~%:-]*(/[\w./:-]*|\.py|\.md|\.toml)")}
    named = {path for path in named if not path.startswith(MADE_BY_COMMANDS) and "NAME" not in path}
    assert named or not room
    missing = {path for path in named if not any((base / path).exists() for base in (ROOT, ROOT / room))}
    # A table about one folder omits the folder's name.
    missing = {path for path in missing if "/" in path or not list((ROOT / room).rglob(path))}
    assert not missing


@pytest.mark.parametrize("room", ["", *ROOMS])
def test_every_module_and_name_exists(room: str) -> None:
    named = words(room, r"(app|core|widgets|resources)(\.\w+)+")
    assert not [dotted for dotted in named if not resolves(dotted)]


@pytest.mark.parametrize("room", ["", *ROOMS])
def test_every_command_and_option_exists(room: str) -> None:
    text = texts()[room]
    assert set(re.findall(r"\bmake ([a-z]+)\b(?=[`\s]*[`#]|\s+ARGS)", text)) <= TARGETS
    reported = {option for line in re.findall(r"`([^`\n]*)`|^hoga (.+)$", text, re.M) for part in line
            for option in re.findall(r"(?<![\w-])--[a-z-]+", part) if part.startswith(("hoga", "--"))}  # fmt: skip
    assert reported <= OPTIONS


def test_the_commands_are_looked_at() -> None:
    """Otherwise the test above would prove nothing."""
    assert len(words("tests", r"make \w+")) >= 5
    assert {word.split()[1] for word in words("tests", r"make \w+")} <= TARGETS
    assert words("app", r"--\w+ FILE")


def test_what_ruff_recommends_exists() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    messages = " ".join(rule["msg"] for rule in rules["flake8-tidy-imports"]["banned-api"].values())
    named = re.findall(r"\b(?:core|widgets|app)(?:\.\w+)+", messages)
    assert named
    assert all(resolves(dotted) for dotted in named)


def resolves(dotted: str) -> bool:
    """Whether a name is a module, or a name in one."""
    parts = dotted.split(".")
    for split in range(len(parts), 0, -1):
        try:
            thing = importlib.import_module(".".join(parts[:split]))
        except ModuleNotFoundError:
            continue
        for name in parts[split:]:
            if not hasattr(thing, name):
                return False
            thing = getattr(thing, name)
        return True
    return False


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")), ids=lambda path: path.name)
def test_no_text_has_the_marks_of_a_merge_that_was_not_finished(path: Path) -> None:
    marks = [line for line in path.read_text("utf-8").splitlines() if re.match(r"(<{7}|>{7}) |={7}$", line)]
    assert not marks
