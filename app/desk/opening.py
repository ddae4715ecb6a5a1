"""Makes the dock of a panel that is opened: its market, its links, its kept state and its name."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from app.dock.dock import LINKS, PanelDock
from app.panels.kinds import KINDS
from app.panels.links import FIRST_GROUP, links_of_kept, links_of_new, market_of, spec_in_groups
from app.panels.spec import PanelSpec

if TYPE_CHECKING:
    from widgets.panel.context import PanelContext


class Opening:
    """Makes the docks of one window.

    Args:
        window: the owner of the docks.
    """

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._numbers = itertools.count(1)

    def dock(
        self,
        spec: PanelSpec,
        others: Sequence[PanelDock],
        context: PanelContext,
        default_market: str,
        name: str | None,
        state: Mapping[str, Any] | None,
    ) -> PanelDock:
        """Return a new dock, which has no place yet.

        Args:
            spec: the panel; without a market it gets that of the first group, or the default one.
            others: the docks that are open.
            context: passed to the panel.
            default_market: see `spec`.
            name: of the dock; a new one if None.
            state: the saved result of the dock's `state`.
        """
        code = spec.code
        if not code and KINDS[spec.kind].has_market:
            code = market_of(others, FIRST_GROUP) or default_market
        kept = dict(state or {})
        links = links_of_kept(kept.pop(LINKS, None), spec.kind)
        if links is None:
            links = links_of_new(others, spec.kind, code)
        spec = spec_in_groups(others, PanelSpec(spec.kind, code, spec.option), links)
        panel = KINDS[spec.kind].load()(context, spec.code, spec.option)
        if kept:
            try:
                panel.restore_state(kept)
            except BaseException:  # also an exit: the panel has subscribed already, and nothing else would close it
                panel.release()
                raise
        number = next(self._numbers)
        return PanelDock(panel, name or self._new_name(number), number, self._window, links)

    def free_name(self, name: str) -> str | None:
        """Return `name`, or None if a dock has it, also one about to be deleted."""
        return None if self._has(QDockWidget, name) else name

    def _new_name(self, number: int) -> str:
        """Return a dock name that is unused in this window, also by docks about to be deleted."""
        return next(name for n in itertools.count(number) if not self._has(PanelDock, name := f"panel-{n}"))

    def _has(self, kind: type[QDockWidget], name: str) -> bool:
        return self._window.findChild(kind, name, Qt.FindChildOption.FindDirectChildrenOnly) is not None
