"""Notices over a real session bus, with a program behind it that shows them as the desktop does."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from PySide6.QtGui import QIcon

from app.alerts import desktop_notice
from app.alerts.desktop_notice import DesktopNotices, NoDesktopNotices

if sys.platform != "linux" or shutil.which("dbus-daemon") is None:
    pytest.skip("there is no session bus", allow_module_level=True)

from jeepney import DBusAddress, MessageType, new_error, new_method_call, new_method_return
from jeepney.io.asyncio import DBusConnection, open_dbus_connection

BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
NAME = "org.freedesktop.Notifications"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        daemon.terminate()


class Desktop:
    """Shows notices: keeps them."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self.shown: list[Any] = []
        self.refuses = False
        self.hangs = False

    async def serve(self) -> None:
        while True:
            message = await self._connection.receive()
            if message.header.message_type is not MessageType.method_call or self.hangs:
                continue
            if self.refuses:
                await self._connection.send(new_error(message, "org.freedesktop.DBus.Error.Failed", "s", ("no",)))
                continue
            self.shown.append(message.body)
            await self._connection.send(new_method_return(message, "u", (message.body[1] or len(self.shown),)))


@pytest_asyncio.fixture
async def desktop(bus: str) -> AsyncIterator[Desktop]:
    connection = await open_dbus_connection(bus)
    await connection.send(new_method_call(BUS, "RequestName", "su", (NAME, 0)))
    await connection.receive()
    made = Desktop(connection)
    serving = asyncio.get_running_loop().create_task(made.serve())
    yield made
    serving.cancel()
    await connection.close()


@pytest.fixture
def notices(qapp: object) -> DesktopNotices:
    return DesktopNotices(QIcon())


async def test_a_notice_is_shown_and_the_next_takes_its_place(desktop: Desktop, notices: DesktopNotices):
    await notices.show("가격 도달", "▲ 100 <b>BTC</b> & more")
    await notices.show("다시", "▲ 101")
    first, second = desktop.shown
    assert first[:5] == ("Hoga", 0, "", "가격 도달", "▲ 100 &lt;b&gt;BTC&lt;/b&gt; &amp; more")
    assert (second[1], second[3]) == (1, "다시")


async def test_a_bus_without_a_desktop_is_said(bus: str, notices: DesktopNotices):
    with pytest.raises(NoDesktopNotices) as caught:
        await notices.show("가격 도달", "")
    assert "데스크톱" in caught.value.user_message


async def test_no_bus_at_all_is_said(notices: DesktopNotices, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with pytest.raises(NoDesktopNotices):
        await notices.show("가격 도달", "")
    others = (
        "tcp:host=127.0.0.1,port=1",
        "unixexec:path=/bin/false",
        "unix:runtime=yes",
        "autolaunch:",
        "unix:path=/%00x",
    )
    for address in ("nonsense", "unix:path=/nowhere/at/all", "", *others):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with pytest.raises(NoDesktopNotices):
            await notices.show("가격 도달", "")


async def test_a_desktop_that_refuses_is_said(desktop: Desktop, notices: DesktopNotices):
    desktop.refuses = True
    with pytest.raises(NoDesktopNotices):
        await notices.show("가격 도달", "")


async def test_a_desktop_that_hangs_is_not_waited_for(desktop: Desktop, notices: DesktopNotices, monkeypatch):
    monkeypatch.setattr(desktop_notice, "TIMEOUT", 0.2)
    desktop.hangs = True
    with pytest.raises(NoDesktopNotices):
        await notices.show("가격 도달", "")


async def test_elsewhere_a_machine_without_a_tray_says_so(notices: DesktopNotices, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(NoDesktopNotices):
        await notices.show("가격 도달", "")
