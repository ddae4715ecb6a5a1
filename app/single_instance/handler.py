"""Handles the request of a second start: brings the window to the front and opens the requested panels."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from app.desk.desk import Desk
from app.panels.spec import PanelSpec
from app.process.shutdown import Shutdown
from app.single_instance.messages import Reply, Request
from app.window.main_window import MainWindow


class Handler:
    """Handles requests of later starts at one desk.

    Args:
        source: returns the source of its quotes, in the words of a request.
        desk: opens the requested panels.
        window: comes to the front.
        shutdown: the request to quit; once it is made, later starts get no reply.
    """

    def __init__(self, source: Callable[[], str], desk: Desk, window: MainWindow, shutdown: Shutdown) -> None:
        self._source = source
        self._desk = desk
        self._window = window
        self._shutdown = shutdown

    def handle(self, request: Request) -> Reply | None:
        """Reply at once and carry the request out in the loop's next turn: a start does not wait for panels.

        Panels for another exchange are not opened: here they would show different data.

        Returns:
            None if this desk is about to quit: the second start waits for that and opens its own desk.
        """
        if self._shutdown.is_requested:
            return None
        source = self._source()
        panels = request.panels if request.source in ("", source) else ()
        asyncio.get_running_loop().call_soon(self._receive, panels, request.activation_token)
        return Reply(source, len(panels))

    def _receive(self, panels: Iterable[PanelSpec], activation_token: str) -> None:
        self._window.come_forward(activation_token)
        self._desk.open_soon(panels)
