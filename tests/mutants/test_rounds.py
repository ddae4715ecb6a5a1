"""Which tests are run for a mutant."""

from __future__ import annotations

import known
from operators import mutations
from rounds import Suites, stored_suites

SOURCES = {
    "core/bar.py": "",
    "core/series.py": "from core.bar import Bar",
    "core/single/__init__.py": "def f(): ...",
    "widgets/bar_view.py": "from core import series",
    "app/process/shutdown.py": "import core.bar",
}
TESTS = {
    "tests/core/test_bar.py": "from core.bar import Bar",
    "tests/core/test_series.py": "from core.series import Series",
    "tests/core/test_everything.py": "from core.bar import Bar\nfrom core.series import Series",
    "tests/widgets/test_bar_view.py": "def test():\n    import widgets.bar_view",
    "tests/widgets/test_chart.py": "from core.series import Series",
    "tests/app/process/test_shutdown.py": "from app.process.shutdown import leave\nimport core.bar",
    "tests/core/test_single.py": "from core.single import f",
}
SUITES = Suites(SOURCES, TESTS)


def test_the_mirror_comes_first_then_those_that_import_it_then_those_of_its_users() -> None:
    assert SUITES.rounds_of("core/bar.py") == [
        ["tests/core/test_bar.py"],
        ["tests/core/test_everything.py"],
        ["tests/core/test_series.py", "tests/widgets/test_chart.py"],
    ]


def test_what_is_imported_in_another_spelling_is_found_and_kin_come_first() -> None:
    assert SUITES.rounds_of("core/series.py") == [
        ["tests/core/test_series.py"],
        ["tests/core/test_everything.py", "tests/widgets/test_chart.py"],
        ["tests/widgets/test_bar_view.py"],
    ]
    assert SUITES.rounds_of("core/single/__init__.py") == [["tests/core/test_single.py"]]


def test_pictures_are_looked_at_for_what_is_painted_only() -> None:
    suites = Suites(SOURCES, {**TESTS, "tests/screen/test_pictures.py": ""})
    rounds = suites.rounds_of("widgets/bar_view.py")
    assert rounds == [["tests/widgets/test_bar_view.py"], ["tests/screen/test_pictures.py"]]
    assert ["tests/screen/test_pictures.py"] not in suites.rounds_of("core/bar.py")


def test_what_needs_the_machine_to_itself_is_for_its_own_module_only() -> None:
    assert SUITES.rounds_of("app/process/shutdown.py") == [["tests/app/process/test_shutdown.py"]]


def test_every_module_with_something_to_mutate_has_tests() -> None:
    sources = known.sources_of()
    suites = Suites(sources, stored_suites())
    assert not [path for path, text in sources.items() if not suites.rounds_of(path) and any(mutations(text))]
