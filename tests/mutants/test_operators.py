"""Each mutation is valid code and changes the one thing it says."""

from __future__ import annotations

import ast
import difflib

import pytest

import known
from operators import SWAPPED, mutations


def wrong(body: str) -> list[str]:
    """Return the mutations of the body of a function."""
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    return [each.what for each in mutations(f"def f(a, b, c):\n{indented}\n")]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("n = a < b", ["a < b -> a <= b"]),
        ("n = a < b < c", ["a < b < c -> a <= b < c"]),
        ("n = a is None", ["a is None -> a is not None"]),
        ("n = a + b // c", ["a + b // c -> a - b // c", "b // c -> b * c"]),
        ("n += a", ["n += a -> n -= a"]),
        ("n = a and b", ["a and b -> a or b", "a and b -> b"]),
        ("n = a or b", ["a or b -> a and b"]),
        ("n = not a", ["not a -> a"]),
        ("n = -a", ["-a -> a"]),
        ("n = -1", ["1 -> 2"]),
        ("n = 7", []),
        ("n = True", ["True -> False"]),
        ("n = b if a else c", ["b if a else c -> c if a else b"]),
        ("n = a.asks", ["a.asks -> a.bids"]),
        ("n = max(a)", ["max -> min"]),
        ("if a:\n    n = b", ["if a -> if not a"]),
        ("while a():\n    n = b", ["while a() -> while not a()"]),
        ("if a < b:\n    n = c", ["a < b -> a <= b"]),
        ("a()", ["a() -> pass"]),
        ("for n in a:\n    continue", ["continue -> break"]),
        ("return a", ["return a -> return None"]),
        ("return None", []),
    ],
)
def test_what_there_is_to_mutate(code: str, expected: list[str]) -> None:
    assert wrong(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        '"""A docstring."""',
        "logger.info(a + b)",
        "assert a < b",
        "raise ValueError(a - b)",
        "n: dict[int, 1]",
        "n = f'{a + b}'",
        "n = 'a' + b",
        "def g(a=1, *, b=True) -> min: ...",
    ],
)
def test_code_that_no_test_can_check_is_not_mutated(code: str) -> None:
    assert not wrong(code)


def test_what_is_outside_of_functions_is_left_alone() -> None:
    assert not list(mutations("LIMIT = 1 + 2\n\nclass A:\n    high = True\n"))


def test_two_equal_mutants_get_a_number_each() -> None:
    source = "class A:\n    def f(self, a):\n        n = a < 7\n        return [a < 7]\n"
    first, second = (each for each in mutations(source) if each.what.startswith("a < 7"))
    assert (first.where, first.what, second.what) == ("A.f", "a < 7 -> a <= 7", "a < 7 -> a <= 7 #2")
    assert first.text.splitlines()[2] == "        n = (a <= 7)"
    assert second.text.splitlines()[3] == "        return [(a <= 7)]"


def test_letters_of_several_bytes_move_nothing() -> None:
    (only,) = mutations('def f(a):\n    n = "호가", a < 7, "매도"\n')
    assert only.text == 'def f(a):\n    n = "호가", (a <= 7), "매도"\n'


def test_names_are_swapped_both_ways() -> None:
    assert all(SWAPPED[SWAPPED[name]] == name for name in SWAPPED)


@pytest.mark.parametrize(
    "path", ["core/engine/pending_task.py", "core/market/chart/time_window.py", "widgets/order_book/painter.py"]
)
def test_each_mutation_of_real_code_is_valid_differs_and_touches_one_place(path: str) -> None:
    source = known.sources_of()[path]
    lines, tree = source.splitlines(), ast.unparse(ast.parse(source))
    found = list(mutations(source))
    assert len({(each.where, each.what) for each in found}) == len(found) > 20
    for each in found:
        assert ast.unparse(ast.parse(each.text)) != tree, each.what
        blocks = difflib.SequenceMatcher(None, *unlike(lines, each.text.splitlines()), autojunk=False).get_opcodes()
        assert sum(tag != "equal" for tag, *_ in blocks) == 1, each.what


def unlike(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines between the first and the last that differ: the others are most of a module, and cost most."""
    shorter = min(len(old), len(new))
    first = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    last = next((n for n in range(shorter - first) if old[-1 - n] != new[-1 - n]), shorter - first)
    return old[first : len(old) - last], new[first : len(new) - last]
