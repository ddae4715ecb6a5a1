"""Every method of ours that Qt calls is guarded: found by syntax, and executed in a separate process."""

from __future__ import annotations

import ast
import builtins
import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView

from overrides import PACKAGES, ROOT, Override, is_qts, overrides, python_overrides
from widgets.controls.whole_rows import WholeRowList

NOT_VIRTUAL = {"addItem", "close", "removeItem", "render", "scale", "setData", "translate"}
"""Qt methods that pyqtgraph overrides but Qt's documentation does not call virtual: Qt itself never calls them."""


PAINTED_BY_QT = {WholeRowList}
"""Views with Qt's own delegate, which paints without Python."""


@pytest.fixture(scope="module")
def found() -> list[Override]:
    """All of them; looked for once, and only where these tests run: it takes a second."""
    return overrides()


def test_overrides_are_found(found: list[Override]) -> None:
    """The other tests of this file would pass on an empty list."""
    names = {str(each) for each in found}
    assert len(names) > 80
    assert {
        "widgets.chart.pane_view.PaneView.resizeEvent",
        "widgets.watchlist.table.model.WatchlistModel.data",
        "widgets.paint.cover.Cover.eventFilter",
        "widgets.paint.plotting.GraphicsView.paintEvent",
        "app.process.qt_loop._Timers.timerEvent",
        "app.window.main_window.MainWindow.createPopupMenu",
    } <= names


def test_every_override_is_guarded(found: list[Override]) -> None:
    assert [f"{each.place}: {each.name}" for each in found if not each.guard] == [], "see widgets/guard/guard.py"


def is_harmless(override: Override) -> bool:
    """Whether what the guard returns instead of an answer is of the type that Qt expects."""
    name, _, written = override.guard.partition("(")
    if override.answers == "None":
        return not written
    if name != "guarded_or":
        return False
    module = importlib.import_module(override.owner.__module__)
    harmless = eval(written[:-1], vars(module))
    expected = eval(override.answers, {**vars(builtins), **vars(module)})
    if (parts := get_args(expected)) and isinstance(harmless, tuple):
        return len(harmless) == len(parts) and all(map(isinstance, harmless, parts))
    is_pointer = expected is object or issubclass(expected, QObject)
    return isinstance(harmless, expected) or (harmless is None and is_pointer)


def test_each_harmless_answer_is_of_the_type_qt_expects(found: list[Override]) -> None:
    answering = [each for each in found if each.answers]
    assert answering
    assert [str(each) for each in answering if not is_harmless(each)] == []


def test_what_paints_says_that_it_could_not(found: list[Override]) -> None:
    painting = [each for each in found if each.name in {"paint", "paintEvent"}]
    assert painting
    wrong = []
    for each in painting:
        is_cell = issubclass(each.owner, QAbstractItemDelegate)
        if each.guard != ("guarded_cell" if is_cell else "guarded_paint"):
            wrong.append(f"{each}: {each.guard}")
    assert wrong == []


def test_a_view_whose_cells_a_delegate_of_ours_paints_measures_them_all_at_once(found: list[Override]) -> None:
    """A delegate has no time limit: one cell is never slow, and reading the time costs as much as painting the cell."""
    assert any(issubclass(each.owner, QAbstractItemDelegate) for each in found)
    views = {each.owner for each in found if issubclass(each.owner, QAbstractItemView)} - PAINTED_BY_QT
    measured = tuple({each.owner for each in found if each.name == "paintEvent"})
    assert [view for view in views if not issubclass(view, measured)] == [], "nor inherit it"


def test_what_a_library_overrides_is_guarded_too(found: list[Override]) -> None:
    open_ones = []
    for owner in sorted({each.owner for each in found}, key=str):
        ours = {each.name for each in found if issubclass(owner, each.owner)}
        open_ones += [f"{owner.__name__}.{name}" for name in python_overrides(owner).keys() - ours - NOT_VIRTUAL]
    assert open_ones == []


def test_no_override_is_hung_on_an_object() -> None:
    """Qt would also call a function assigned as `label.paintEvent = draw`."""
    hung, named = [], re.compile(r"\.(\w+Event|sizeHint|data)\b.*=")
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        source = path.read_text("utf-8")
        for node in ast.walk(ast.parse(source)) if named.search(source) else ():
            targets = node.targets if isinstance(node, ast.Assign) else []
            names = [each.attr for each in targets if isinstance(each, ast.Attribute)]
            hung += [
                f"{path}:{node.lineno}" for name in names if name.endswith("Event") or name in {"sizeHint", "data"}
            ]
    assert not hung


def test_only_names_of_qts_are_looked_for() -> None:
    from widgets.panel.panel import Panel

    assert is_qts(Panel, "resizeEvent")
    assert not is_qts(Panel, "consume")
    assert not is_qts(Panel, "__init__")


def attempts(home: Path) -> dict[str, str]:
    """The problem with each override when it raises; the process tries all of them and ends normally."""
    run = subprocess.run(
        [sys.executable, "-X", "faulthandler", Path(__file__).parents[1] / "support" / "raise_in_overrides.py"],
        capture_output=True,
        check=False,
        text=True,
        timeout=150,  # 15 s on a quiet machine
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            **{f"XDG_{name}_HOME": str(home) for name in ("CONFIG", "STATE", "CACHE")},
        },
    )
    lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    assert run.returncode == 0, f"{lines[-1:]}\n{run.stderr[-3000:]}"
    return {line["tried"]: line["wrong"] for line in lines if "tried" in line}


@pytest.mark.timeout(160)
def test_an_override_that_raises_costs_nothing_but_itself(tmp_path: Path, found: list[Override]) -> None:
    wrong = attempts(tmp_path)
    assert {str(each): wrong.get(str(each), "not tried") for each in found if wrong.get(str(each)) != ""} == {}
