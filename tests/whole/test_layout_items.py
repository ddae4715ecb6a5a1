"""No module asks a layout which items it has.

`QLayout.itemAt` gives an item that Qt made a wrapper in Python. Qt deletes the item with the widget it stands for, and
the wrapper does not hear of it: the next object at that address gets the old wrapper, and is deleted through it. That
crashed the desk about once in some minutes while alerts came and went. `takeAt` gives the item away, and is harmless.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASKED = {"itemAt", "itemAtPosition"}


def test_no_layout_is_asked_for_its_items() -> None:
    found, taken = [], 0
    for package in ("app", "widgets", "tests"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Attribute):
                    taken += node.attr == "takeAt"
                    if node.attr in ASKED:
                        found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.attr}")
    assert not found, "keep what was added to the layout yourself"
    assert taken, "what is searched is found by its name"
