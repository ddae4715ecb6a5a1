"""A property is tried with the same examples in every run of `make test`, whichever tests ran before it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st


def examples() -> list[int]:
    """Return what a property is tried with."""
    drawn: list[int] = []

    @given(st.integers())
    def draw(number: int) -> None:
        drawn.append(number)

    draw()
    return drawn


def test_no_example_depends_on_what_else_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = examples()
    path = tmp_path / "full_of_numbers.py"
    path.write_text(f"NUMBERS = {list(range(1_000_003, 1_000_203))}\n")
    spec = importlib.util.spec_from_file_location("full_of_numbers", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "full_of_numbers", module)
    spec.loader.exec_module(module)
    assert examples() == before
