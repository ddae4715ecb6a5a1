"""Notices that this machine has come to another network: its address towards the internet is another.

A datagram socket that is connected sends nothing, and tells which address the system would send from. That works alike
on every system and costs some microseconds, where Qt's own watch needs a plug-in of each.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 5_000

_FAR_AWAY: Final = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))
"""Addresses nobody has (RFC 5737, RFC 3849), one of each kind: the way to them is the way to anywhere."""
_PORT: Final = 443


def own_addresses() -> tuple[str, ...]:
    """From where this machine would speak to the internet; empty while it has no network."""
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
    """Calls `on_change` when the machine is on another network; not when it has merely lost the one it had.

    Args:
        on_change: called on the GUI thread.
        parent: ends the watch with itself.
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
        """Compare with the last time."""
        before, self._addresses = self._addresses, own_addresses()
        if self._addresses and self._addresses != before:
            self._on_change()
