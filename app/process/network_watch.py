"""Detects that the machine moved to another network, by its address towards the internet.

Connecting a datagram socket sends nothing, and shows the source address the system would use. This works on every
system and takes microseconds; Qt's own network watch needs a plug-in per system.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 5_000

_FAR_AWAY: Final = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))
"""Reserved addresses (RFC 5737, RFC 3849), one per IP version: the route to them is the default route."""
_PORT: Final = 443


def own_addresses() -> tuple[str, ...]:
    """Return the local addresses used towards the internet; empty without a network."""
    found = []
    for address, family in _FAR_AWAY:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((address, _PORT))
                found.append(str(probe.getsockname()[0]))
        except OSError:
            continue
    return tuple(found)


class NetworkWatch(QObject):
    """Calls `on_change` when the machine is on another network; not when it only lost its network.

    Args:
        on_change: called on the GUI thread.
        parent: owner; the watch ends with it.
    """

    def __init__(self, on_change: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._on_change = on_change
        self._addresses = own_addresses()
        timer = QTimer(self)
        timer.setInterval(INTERVAL_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Compare the addresses with the previous ones."""
        before, self._addresses = self._addresses, own_addresses()
        if self._addresses and self._addresses != before:
            self._on_change()
