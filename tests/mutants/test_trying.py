"""A mutant is noticed if a test fails with it that passes without it, tried on a small separate project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bed import Bed
from mutant import Mutant
from trying import Court, Outcome

CODE = "def half(n):\n    return n / 2\n"
FILES = {
    "half.py": CODE,
    "tests/test_half.py": "from half import half\n\ndef test_half():\n    assert half(4) == 2\n",
    "tests/test_other.py": "def test_other():\n    assert True\n",
    "tests/test_red.py": "def test_red():\n    assert False\n",
    "tests/test_first.py": "import os\n\ndef test_first():\n    os.environ['FIRST'] = '1'\n",
    "tests/test_second.py": "import os\n\ndef test_second():\n    assert 'FIRST' not in os.environ\n",
    "tests/test_crash.py": "import os\nfrom half import half\n\ndef test_crash():\n    half(4) == 2 or os.abort()\n",
}


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Court]:
    root = tmp_path_factory.mktemp("project")
    for path, text in FILES.items():
        Path(root, path).parent.mkdir(exist_ok=True)
        Path(root, path).write_text(text, encoding="utf-8")
    bed = Bed(tmp_path_factory.mktemp("bed"), root)
    yield Court([bed])
    bed.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("rounds", "outcome", "by"),
    [
        pytest.param([["half"]], Outcome.NOTICED, "tests/test_half.py::test_half", id="a test fails"),
        pytest.param([["other"], ["half"]], Outcome.NOTICED, "tests/test_half.py::test_half", id="in a later round"),
        pytest.param([["other"]], Outcome.SURVIVED, "", id="none fails"),
        pytest.param([["red"]], Outcome.RED, "test_red fails without it, too", id="one fails anyway"),
        pytest.param([["first", "second"]], Outcome.SURVIVED, "", id="one fails in the company of another only"),
        pytest.param([["no such"]], Outcome.NOT_TRIED, "not found", id="there is no such test"),
        pytest.param([["crash"]], Outcome.NOTICED, "exit status -6", id="the process ends"),
    ],
)
def test_what_becomes_of_a_mutant(court: Court, rounds: list[list[str]], outcome: Outcome, by: str) -> None:
    paths = [[f"tests/test_{each}.py" for each in tests] for tests in rounds]
    verdict = court.verdict_on(Mutant("a third", "known", {"half.py": "def half(n):\n    return n / 3\n"}, paths))
    assert verdict.outcome is outcome
    assert by in verdict.by


@pytest.mark.timeout(300)
def test_the_code_is_as_before_afterwards(court: Court) -> None:
    harmless = Mutant("none", "known", {"half.py": f"{CODE}\n"}, [["tests/test_half.py"]])
    assert court.verdict_on(harmless).outcome is Outcome.SURVIVED
