"""A leak is found; a heap that warms up, and a single rest out of line, are none."""

from __future__ import annotations

import pytest

from memory import is_growing

ONE_DIP = [254.7, 271.5, 272.3, 276.0, 285.4, 285.5, 286.5, 267.7, 295.4, 295.4, 295.4, 295.5]
"""Of a real life without a leak."""


@pytest.mark.parametrize("rests", [6, 9, 12, 20])
def test_a_leak_is_found(rests: int) -> None:
    assert is_growing([250.0 + number * 100.0 / rests for number in range(rests)])


@pytest.mark.parametrize("place", range(12))
@pytest.mark.parametrize("out_of_line", [-40.0, 40.0])
def test_a_leak_is_found_whichever_single_rest_is_out_of_line(place: int, out_of_line: float) -> None:
    leaking = [250.0 + 9.0 * number for number in range(12)]
    leaking[place] += out_of_line
    assert is_growing(leaking)


@pytest.mark.parametrize("rests", [ONE_DIP, [250.0] * 12, [200.0, 240.0, 250.0, *[255.0] * 9], [250.0] * 5, []])
def test_what_comes_to_rest_is_no_leak(rests: list[float]) -> None:
    assert not is_growing(rests)
