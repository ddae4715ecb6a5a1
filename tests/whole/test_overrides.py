"""Every method of ours that Qt calls is guarded: found by syntax, and executed in a separate process."""

from __future__ import annotations

import ast
import builtins
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView

from overrides import PACKAGES, ROOT, Override, is_qts, overrides, python_overrides

FOUND = overrides()

NOT_VIRTUAL = {"addItem", "close", "removeItem", "render", "scale", "setData", "translate"}
"""Qt methods that pyqtgraph overrides but Qt's documentation does not call virtual: Qt itself never calls them."""


def test_overrides_are_found() -> None:
    """The other tests of this file would pass on an empty list."""
    names = {str(each) for each in FOUND}
    assert len(names) > 80
    assert {
        "widgets.chart.pane_view.PaneView.resizeEvent",
        "widgets.watchlist.table.model.WatchlistModel.data",
        "widgets.panel.data_state.overlay.Overlay.eventFilter",
        "widgets.paint.plotting.GraphicsView.paintEvent",
        "app.process.qt_loop._Timers.timerEvent",
        "app.window.main_window.MainWindow.createPopupMenu",
    } <= names


@pytest.mark.parametrize("override", FOUND, ids=str)
def test_an_override_is_guarded(override: Override) -> None:
    assert override.guard, f"{override.place}: {override.name} is called by Qt; see widgets/guard/guard.py"


@pytest.mark.parametrize("override", [each for each in FOUND if each.answers], ids=str)
def test_the_harmless_answer_is_of_the_type_qt_expects(override: Override) -> None:
    name, _, written = override.guard.partition("(")
    if override.answers == "None":
        assert not written
        return
    assert name == "guarded_or"
    module = importlib.import_module(override.owner.__module__)
    harmless = eval(written[:-1], vars(module))
    expected = {**vars(builtins), **vars(module)}[override.answers]
    is_pointer = expected is object or issubclass(expected, QObject)
    assert isinstance(harmless, expected) or (harmless is None and is_pointer)


@pytest.mark.parametrize("override", [each for each in FOUND if each.name in {"paint", "paintEvent"}], ids=str)
def test_what_paints_says_that_it_could_not(override: Override) -> None:
    is_cell = issubclass(override.owner, QAbstractItemDelegate)
    assert override.guard == ("guarded_cell" if is_cell else "guarded_paint")


def test_a_view_whose_cells_a_delegate_of_ours_paints_measures_them_all_at_once() -> None:
    """A delegate has no time limit: one cell is never slow, and reading the time costs as much as painting the cell."""
    assert any(issubclass(each.owner, QAbstractItemDelegate) for each in FOUND)
    views = [each.owner for each in FOUND if issubclass(each.owner, QAbstractItemView)]
    measured = [each.owner for each in FOUND if each.name == "paintEvent"]
    assert set(views) <= set(measured)


@pytest.mark.parametrize("owner", sorted({each.owner for each in FOUND}, key=str), ids=lambda owner: owner.__name__)
def test_what_a_library_overrides_is_guarded_too(owner: type) -> None:
    ours = {each.name for each in FOUND if issubclass(owner, each.owner)}
    assert not python_overrides(owner).keys() - ours - NOT_VIRTUAL


def test_no_override_is_hung_on_an_object() -> None:
    """Qt would also call a function assigned as `label.paintEvent = draw`."""
    hung = []
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
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


@pytest.fixture(scope="module")
def attempts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The problem with each override when it raises; the process tries all of them and ends normally."""
    home = tmp_path_factory.mktemp("home")
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
@pytest.mark.parametrize("override", FOUND, ids=str)
def test_an_override_that_raises_costs_nothing_but_itself(attempts: dict[str, str], override: Override) -> None:
    assert attempts[str(override)] == ""
