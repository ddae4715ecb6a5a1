"""The names of the kinds of bars."""

from __future__ import annotations

from core.market.chart.bar_kind import BarKind
from widgets.chart.bar_kinds.names import kind_name


def test_each_kind_has_a_name_of_its_own() -> None:
    names = [kind_name(kind) for kind in BarKind]
    assert len(set(names)) == len(BarKind)
    assert all(names)
