"""The kind of bars of one chart: chosen by menu, button or command, and kept in its state."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from core.market.chart.bar_kind import BarKind
from widgets.chart.bar_kinds.names import kind_name
from widgets.chart.part import ChartPart
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import translate


class BarChoice(ChartPart):
    """Which kind the view draws, and whether slots without trades are flat or left out.

    Signals:
        changed: another kind was chosen.
    """

    changed = Signal()

    @property
    def kind(self) -> BarKind:
        """The present kind."""
        return self.view.bars_layer.kind

    @property
    def has_flat_holes(self) -> bool:
        """Whether slots without trades are drawn flat."""
        return self.view.bars_layer.has_flat_holes

    def choose(self, kind: BarKind) -> None:
        """Draw another kind."""
        self._show(kind, has_flat_holes=self.has_flat_holes)

    def turn_holes(self) -> None:
        """Draw slots without trades the other way."""
        self._show(self.kind, has_flat_holes=not self.has_flat_holes)

    def menu_entries(self) -> list[MenuEntry]:
        """Return an entry for each kind, and one for the holes."""
        kinds = [
            MenuEntry(kind_name(kind), partial(self.choose, kind), is_checked=kind is self.kind) for kind in BarKind
        ]
        flat = MenuEntry(translate("Chart", "거래 없는 구간을 선으로"), self.turn_holes, is_checked=self.has_flat_holes)
        return [*kinds, flat]

    def state(self) -> dict[str, Any]:
        """Return what the workspace keeps: what is not as usual."""
        kind = {} if self.kind is BarKind.CANDLES else {"bars": self.kind.value}
        return kind if self.has_flat_holes else kind | {"flat_holes": False}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore what is valid of it."""
        flat = state.get("flat_holes")
        self._show(BarKind.kept(state.get("bars")), has_flat_holes=flat if isinstance(flat, bool) else True)

    def _show(self, kind: BarKind, *, has_flat_holes: bool) -> None:
        if (kind, has_flat_holes) != (self.kind, self.has_flat_holes):
            self.view.bars_layer.show_kind(kind, has_flat_holes=has_flat_holes)
            self.view.redraw()
            self.changed.emit()
