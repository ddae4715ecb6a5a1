"""The kinds of bars, as a workspace names them."""

from __future__ import annotations

import pytest

from core.market.chart.bar_kind import BarKind


@pytest.mark.parametrize("kind", BarKind)
def test_a_kind_that_was_kept_comes_back(kind) -> None:
    assert BarKind.kept(kind.value) is kind
    assert BarKind.kept(str(kind)) is kind


@pytest.mark.parametrize("value", [None, "", "renko", "CANDLES", 3, True, 1.5, [], {}, ["line"], {"kind": "line"}])
def test_what_is_no_kind_becomes_candles(value) -> None:
    assert BarKind.kept(value) is BarKind.CANDLES


def test_only_closes_are_drawn_by_line_and_area() -> None:
    assert [kind for kind in BarKind if kind.is_line] == [BarKind.LINE, BarKind.AREA]
