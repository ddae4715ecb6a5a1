"""Known bugs are found in the code by syntax."""

from __future__ import annotations

import ast

import pytest

import known
from known import Bug, Change, changed, mutant_of, parsed
from mutant import StaleError

SOURCE = '''
LIMIT = 3

def near(a, b):
    """Close enough."""
    # because
    if (
        a < b and b - a < LIMIT
    ):
        return True
    return False

class Gate:
    def near(self, a):
        self.count()
        self.tell(a)
        if a:
            self.count()
        elif a > 2:
            self.tell(2)
'''
SOURCES = {"core/gate.py": SOURCE, "core/other.py": "def far(a, b):\n    return a > b\n"}


def body(text: str) -> str:
    return ast.unparse(ast.parse(text))


@pytest.mark.parametrize(
    ("scope", "old", "new", "there"),
    [
        pytest.param("gate.near", "a < b and b-a < LIMIT", "a < b", "if a < b:\n        return True", id="expression"),
        pytest.param("gate.near", "b - a", "a - b", "a < b and a - b < LIMIT", id="part of an expression"),
        pytest.param("Gate.near", "self.count()\nself.tell(a)", "", "pass\n        if a:", id="statements in a row"),
        pytest.param("Gate.near", "self.tell(a)", "self.x = 1\nself.tell(a)", "self.x = 1", id="something put before"),
        pytest.param("Gate", "a > 2", "a > 3", "elif a > 3:", id="condition of an elif"),
        pytest.param("core.gate", "LIMIT = 3", "LIMIT = 4", "LIMIT = 4", id="statement of a module"),
        pytest.param("far", "a > b", "a >= b", "return a >= b", id="wherever the function lives"),
    ],
)
def test_code_gives_way_to_other_code(scope: str, old: str, new: str, there: str) -> None:
    path, text = changed(SOURCES, Change(scope, old, new))
    before = body(SOURCES[path])
    assert there in text
    assert there not in before


def test_nothing_else_changes() -> None:
    _, text = changed(SOURCES, Change("gate.near", "b - a", "a - b"))
    assert body(text).replace("a - b", "b - a") == body(SOURCE)


@pytest.mark.parametrize(
    ("scope", "old", "words"),
    [
        pytest.param("Gate.far", "a > b", "there is none", id="no such scope"),
        pytest.param("near", "a", "there are 2: core/gate.py, core/gate.py", id="two such scopes"),
        pytest.param("ear", "a < b", "there is none", id="half a name"),
        pytest.param("gate.near", "a > b", "found 0 times", id="code that is gone"),
        pytest.param("Gate.near", "self.count()", "found 2 times", id="code that is there twice"),
    ],
)
def test_what_does_not_fit_is_stale_and_says_why(scope: str, old: str, words: str) -> None:
    with pytest.raises(StaleError, match=words):
        changed(SOURCES, Change(scope, old, "pass"))


TEXT = """
Bug: it is wrong: very
Guard: tests/test_gate.py::TestNear
Guard: tests/test_gate.py -k "near or far"
Guard: tests/test_other.py

In: Gate.near
- self.tell(a)
+ if a:
+     self.tell(a)

- a > 2
+ a > 3

In: far
- return a > b
"""


def test_a_file_is_read_line_by_line() -> None:
    bug = parsed("07-wrong", TEXT)
    assert bug == Bug(
        "07-wrong",
        "it is wrong: very",
        ("tests/test_gate.py::TestNear", 'tests/test_gate.py -k "near or far"', "tests/test_other.py"),
        (
            Change("Gate.near", "self.tell(a)", "if a:\n    self.tell(a)"),
            Change("Gate.near", "a > 2", "a > 3"),
            Change("far", "return a > b", ""),
        ),
    )
    mutant = mutant_of(bug, SOURCES)
    assert mutant.texts.keys() == {"core/gate.py", "core/other.py"}
    assert "if a:\n            self.tell(a)" in mutant.texts["core/gate.py"]
    assert "elif a > 3" in mutant.texts["core/gate.py"], "two changes of one file add up"
    assert mutant.rounds == [
        ["tests/test_gate.py::TestNear", "tests/test_other.py"],
        ["tests/test_gate.py", "-k", "near or far"],
    ]


def test_a_line_that_is_neither_old_nor_new_is_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"'self\.tell'"):
        parsed("07", "Bug: x\nGuard: y\n\nIn: Gate\n- self\nself.tell")


@pytest.mark.parametrize("bug", known.bugs(), ids=lambda bug: bug.name)
def test_every_known_bug_fits_the_code(bug: Bug) -> None:
    mutant = mutant_of(bug, known.sources_of())
    assert mutant.rounds, "a test must notice"
    for path, text in mutant.texts.items():
        compile(text, path, "exec")
