"""Which mutants are drawn, and which tests are run for them."""

from __future__ import annotations

import known
from drawn import PACKAGES, all_of, check_harmless, draw, harmless, package_of

SOURCES = {
    "core/market/candles/bar.py": "def f(a, b):\n    return a < b\n",
    "core/link/link.py": "def f(a):\n    if a:\n        a.go()\n    return a.left\n",
    "widgets/panel/panel.py": "def f(a):\n    return not a\n",
}


def test_every_module_is_counted_in_one_package() -> None:
    assert {package_of(path) for path in known.sources_of()} == PACKAGES.keys()
    assert [package_of(path) for path in SOURCES] == ["market", "core", "widgets"]


def test_all_there_could_be_are_named_by_file_function_and_change() -> None:
    found = all_of(SOURCES, ["market", "core"])
    assert [each.name for each in found["market"]] == [
        "core/market/candles/bar.py f: return a < b -> return None",
        "core/market/candles/bar.py f: a < b -> a <= b",
    ]
    assert len(found["core"]) == 4
    assert "widgets" not in found
    assert [list(each.texts) for each in found["market"]] == [["core/market/candles/bar.py"]] * 2


def test_a_part_of_a_path_chooses_modules() -> None:
    assert {name: len(each) for name, each in all_of(SOURCES, PACKAGES, "link").items() if each} == {"core": 4}


def test_the_same_seed_draws_the_same_of_each_package_alike() -> None:
    found = all_of(SOURCES, PACKAGES)
    drawn = draw(found, 8, 7)
    assert drawn == draw(found, 8, 7)
    assert [each.group for each in drawn].count("core") == 2
    assert len({tuple(each.name for each in draw(found, 8, seed)) for seed in range(20)}) > 1


def test_every_harmless_mutant_could_still_be_made_and_has_a_reason() -> None:
    check_harmless(known.sources_of())
    assert all(reason.strip() for reason in harmless().values())
