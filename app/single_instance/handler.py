"""What a desk does when the program is started once more: it comes forward and opens what that start asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from app.desk.desk import Desk
from app.panels.spec import PanelSpec
from app.process.leaving import Leaving
from app.single_instance.messages import Reply, Request
from app.window.main_window import MainWindow


class Handler:
    """Welcomes later starts at one desk.

    Args:
        source: where its quotes come from, as a request says it.
        desk: opens what they ask for.
        window: comes forward.
        leaving: the wish to leave this desk.
    """

    def __init__(self, source: str, desk: Desk, window: MainWindow, leaving: Leaving) -> None:
        self._source = source
        self._desk = desk
        self._window = window
        self._leaving = leaving

    def handle(self, request: Request) -> Reply | None:
        """Promise what is asked, and do it in the loop's next turn: a start waits for no panel.

        Panels meant for another exchange are not opened: on this one they would show something else.

        Returns:
            None from a desk that is about to go: the start is to wait for that, and open its own.
        """
        if self._leaving.is_requested:
            return None
        panels = request.panels if request.source == self._source else ()
        asyncio.get_running_loop().call_soon(self._receive, panels, request.activation_token)
        return Reply(self._source, len(panels))

    def _receive(self, panels: Iterable[PanelSpec], activation_token: str) -> None:
        self._window.come_forward(activation_token)
        for spec in panels:
            self._desk.open(spec)
