"""Shows a notice of the desktop: over the session bus on Linux, by the tray icon elsewhere.

On a Linux desktop without a tray, such as GNOME, Qt's tray icon shows nothing and does not say so; the bus does.
Source: Desktop Notifications Specification 1.2.
"""

from __future__ import annotations

import asyncio
import sys
from html import escape
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

from core.errors import HogaError
from core.text import translatable

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

TIMEOUT: Final = 5.0
"""Seconds to wait for the desktop: its notices may be shown by a program that hangs."""
_SHOWN_MS: Final = 10_000


class NoDesktopNotices(HogaError):
    """This desktop shows no notices."""


class DesktopNotices(QObject):
    """Shows notices, each in the place of the one before.

    Args:
        icon: of the program.
    """

    def __init__(self, icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._shown = 0
        """The desktop's number of the last notice; 0 before the first."""
        self._tray: QSystemTrayIcon | None = None

    async def show(self, title: str, text: str) -> None:
        """Show a notice.

        Raises:
            NoDesktopNotices: there is nothing that shows it.
        """
        try:
            if sys.platform == "linux":
                await self._show_over_bus(title, text)
            else:
                self._show_in_tray(title, text)
        except NoDesktopNotices:
            raise
        except Exception as error:  # of the bus and its library: RuntimeError for an address they do not support
            raise _refused(error) from error

    async def _show_over_bus(self, title: str, text: str) -> None:
        from jeepney import DBusAddress, MessageType, new_method_call  # noqa: PLC0415 - on first use
        from jeepney.io.asyncio import open_dbus_router  # noqa: PLC0415

        address = DBusAddress(
            "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
        )
        # The text is markup there, and the name of a market comes from outside.
        hints = {"desktop-entry": ("s", "hoga")}
        body: tuple[Any, ...] = ("Hoga", self._shown, "", title, escape(text, quote=False), [], hints, _SHOWN_MS)
        call = new_method_call(address, "Notify", "susssasa{sv}i", body)
        async with asyncio.timeout(TIMEOUT), open_dbus_router(bus="SESSION") as router:
            reply = await router.send_and_get_reply(call)
        if reply.header.message_type is MessageType.error:
            raise _refused(reply.body)
        self._shown = int(reply.body[0])

    def _show_in_tray(self, title: str, text: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            raise _refused("no tray")
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon, self)
            self._tray.show()
        self._tray.showMessage(title, text, self._icon, _SHOWN_MS)


def _refused(reason: object) -> NoDesktopNotices:
    words = translatable("Alerts", "이 데스크톱에는 알림을 띄울 수 없습니다.")
    return NoDesktopNotices(f"no notices of the desktop: {reason!r}", words)
