"""No module gives an object another class.

PySide keeps the addresses of a widget by the class that made it. With another class it forgets only the first of them
when the widget dies; the next widget there is taken for the dead one. That crashed the suite now and then, mostly at
the end of a process.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = "__class__"


def lines_that_give_a_class(source: str) -> list[int]:
    """The lines that assign to an attribute of that name; a text without the name is not parsed."""
    if NAME not in source:
        return []
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr == NAME and isinstance(node.ctx, ast.Store)
    ]


def test_no_object_is_given_another_class() -> None:
    paths = [path for package in ("app", "core", "widgets", "tests") for path in sorted((ROOT / package).rglob("*.py"))]
    assert len(paths) > 500
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in paths
        for line in lines_that_give_a_class(path.read_text("utf-8"))
    ]
    assert not found, "replace the method of the class for the test instead"


def test_what_is_searched_is_found() -> None:
    source = f"x.{NAME} = A\nx.{NAME}: type = A\nx.y, z.{NAME} = A, B\nprint(x.{NAME})\nx.y = 1\n"
    assert lines_that_give_a_class(source) == [1, 2, 3]
