"""No module gives an object another class.

PySide keeps the addresses of a widget by the class that made it. With another class it forgets only the first of them
when the widget dies; the next widget there is taken for the dead one. That crashed the suite now and then, mostly at
the end of a process.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_object_is_given_another_class() -> None:
    found, taken = [], 0
    for package in ("app", "core", "widgets", "tests"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    attributes = [each.attr for each in targets if isinstance(each, ast.Attribute)]
                    taken += len(attributes)
                    if "__class__" in attributes:
                        found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not found, "replace the method of the class for the test instead"
    assert taken, "what is searched is found by its name"
