"""Every source has its mirrored test, every module its README entry, and the installed code is ours."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import app
import core
import resources
import widgets
from rounds import Suites

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "core", "widgets", "resources")

WITHOUT_A_TEST = {
    "core/engine/parts.py": "plain data, executed by every test of the engine",
    "core/engine/settings.py": "plain data, executed by every test of the engine",
    "core/model/http_refusal.py": "plain data, executed by every test of what a refusal means",
    "core/model/control.py": "plain data, executed by every test of the codec",
    "core/simulator/serve/options.py": "plain data, executed by every test of the parser",
    "core/engine/decide/registration.py": "plain data, executed by every test of the subscription manager",
    "core/storage/candle_series.py": "plain data, executed by every test of the stored candles",
    "app/settings/command.py": "plain data, executed by every test of the commands",
    "core/link/socket.py": "a protocol: it has no code of its own",
    "core/market/candles/columns.py": "a protocol: it has no code of its own",
    "core/engine/watched.py": "plain declarations, executed by every test of the watch and the cure",
    "core/model/link_status.py": "plain data, executed by every test of the link",
    "core/simulator/streams/manners.py": "plain data, executed by every test of the session",
}

ABOUT_THE_WHOLE = (
    "tests/check/",
    "tests/fuzz/",
    "tests/hands/",
    "tests/matrix/",
    "tests/mutants/",
    "tests/package/",
    "tests/peers/",
    "tests/screen/",
    "tests/whole/",
)

WITHOUT_A_SOURCE = {
    "tests/test_layout.py": "is about the tree",
    "tests/core/engine/test_engine_model.py": "is about the engine as a whole",
    "tests/core/engine/test_engine_under_faults.py": "is about the engine as a whole, under faults",
    "tests/core/engine/test_engine_when_feeds_die.py": "is about the engine as a whole, when its feeds die",
    "tests/core/engine/test_engine_in_quiet_markets.py": "is about the engine as a whole, where little happens",
    "tests/core/engine/test_engine_at_every_await.py": "is about the engine as a whole, at every await of it",
    "tests/core/engine/test_engine_when_markets_leave.py": "is about the engine as a whole, when markets are delisted",
    "tests/core/market/trades/test_tape_against_model.py": "is about tape, gaps and opening together",
    "tests/widgets/chart/test_chart_screen.py": "is about the chart as a whole: what it shows, and where hands lead",
    "tests/widgets/chart/test_chart_ranges.py": "is about the chart as a whole, over all its ranges",
    "tests/widgets/chart/test_chart_gestures.py": "is about the chart as a whole, under random hands",
    "tests/widgets/panel/test_frames_under_load.py": "is about frame turns, mailboxes and the window's clock together",
    "tests/widgets/order_book/test_hovered_flood.py": "is about the book as a whole: under the pointer, in a flood",
    "tests/widgets/chart/indicators/test_indicator_pictures.py": "is about the look of every indicator",
    "tests/app/panels/test_example_panel.py": "is about the panel in widgets/README.md",
    "tests/core/test_seed_table.py": "is about the README's table",
    "tests/core/simulator/streams/test_session_under_faults.py": "is about what faults do to a session",
    "tests/core/simulator/test_odd_exchange.py": "is about what odd faults do to every call and stream",
    "tests/core/simulator/test_official_sdk.py": "an unmodified third-party client against the embedded exchange",
    "tests/core/upbit/test_against_exchange.py": "the client's wire against the embedded exchange's",
}

mirror_of = Suites.mirror_of


def sources() -> set[str]:
    """Return every module except the `__init__.py` files."""
    found = {path for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    return {path.relative_to(ROOT).as_posix() for path in found if path.name != "__init__.py"}


def suites() -> set[str]:
    """Return every test module except those of the whole product; benches are not tests."""
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    return {suite for suite in found if not suite.startswith(ABOUT_THE_WHOLE)}


def test_every_source_has_its_test() -> None:
    mirrors = {source: mirror_of(source) for source in sources() - WITHOUT_A_TEST.keys()}
    there = suites()
    assert not {source: mirror for source, mirror in mirrors.items() if mirror not in there}


def test_every_test_has_its_source() -> None:
    mirrors = {mirror_of(source) for source in sources()}
    assert not suites() - mirrors - WITHOUT_A_SOURCE.keys()


def test_no_exemption_outlives_its_reason() -> None:
    assert all((ROOT / exempt).exists() for exempt in (*WITHOUT_A_TEST, *WITHOUT_A_SOURCE))
    there = suites()
    assert not [source for source in WITHOUT_A_TEST if mirror_of(source) in there]
    assert not WITHOUT_A_SOURCE.keys() & {mirror_of(source) for source in sources()}


def test_the_wire_is_written_twice() -> None:
    """The embedded exchange and the client share nothing, so that an error in one cannot hide in the other."""
    shared = []
    for source in sorted(source for source in sources() if source.startswith("core/")):
        tree = ast.parse((ROOT / source).read_text("utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        ours = sorted(name for name in imported if name.split(".")[0] == "core")
        is_exchange = source.startswith("core/simulator/")
        shared += [f"{source} imports {name}" for name in ours if name.startswith("core.simulator") != is_exchange]
    assert not shared


def test_every_test_is_collected() -> None:
    """A test that an indentation error puts inside a function never runs, and pytest does not report it."""
    hidden = [
        f"{path.relative_to(ROOT)}: {inner.name}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for outer in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and inner is not outer
        if inner.name.startswith("test_")
    ]
    assert not hidden


def test_tests_are_no_package() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


@pytest.mark.parametrize("package", [app, core, widgets, resources], ids=PACKAGES)
def test_each_package_is_loaded_from_this_project(package: object) -> None:
    """Another distribution that ships a top-level `core` would win over an editable install, silently."""
    assert Path(package.__file__).parent == ROOT / package.__name__


def test_no_module_outgrows_its_idea_or_lacks_a_purpose() -> None:
    texts = {source: (ROOT / source).read_text("utf-8") for source in sorted(sources())}
    assert not [source for source, text in texts.items() if not ast.get_docstring(ast.parse(text))], (
        "what is its single responsibility?"
    )
    assert not [source for source, text in texts.items() if text.count("\n") > 400], (
        "past 400 lines there are two ideas in it"
    )
