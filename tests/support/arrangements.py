"""Random arrangements of panels."""

from __future__ import annotations

import random
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from app.arrangement.arrangement import Arrangement, Node, Place, Split, Tabs


def random_node(rng: random.Random, names: list[str], is_columns: bool = True) -> Node:
    """Columns, rows and tabs of `names`, in every nesting."""
    if len(names) <= 1 or rng.random() < 0.25:
        return Tabs(tuple(names), rng.choice(names))
    cuts = sorted(rng.sample(range(1, len(names)), rng.randint(1, min(3, len(names) - 1))))
    parts = [names[start:end] for start, end in zip([0, *cuts], [*cuts, len(names)], strict=True)]
    nodes = tuple(random_node(rng, part, not is_columns) for part in parts)
    return Split(is_columns, nodes, tuple(rng.randint(200, 600) for _ in parts))


def random_arrangement(seed: int) -> Arrangement:
    """An arrangement of one to twenty panels, some of them floating."""
    rng = random.Random(seed)
    names = [f"panel-{number}" for number in range(1, rng.randint(1, 20) + 1)]
    rng.shuffle(names)
    floating = {name: Place(40, 60, 400, 300) for name in names if rng.random() < 0.15}
    return Arrangement(random_node(rng, names, rng.random() < 0.5), floating)


def window_with(names: Iterable[str]) -> tuple[QMainWindow, dict[str, QDockWidget]]:
    """A window large enough for every share, and its docks by name."""
    window = QMainWindow()
    window.setDockNestingEnabled(True)
    window.resize(12000, 9000)
    docks = {}
    for name in names:
        dock = docks[name] = QDockWidget(name, window)
        dock.setObjectName(name)
        dock.setWidget(QWidget())
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock, Qt.Orientation.Horizontal)
        dock.show()
    window.show()
    return window, docks
