"""The machine's address towards the internet, and the reaction to its change."""

import asyncio

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.process import network_watch
from app.process.network_watch import NetworkWatch, own_addresses
from waiting import eventually


def test_the_addresses_are_found_without_a_packet_or_an_error():
    assert all(isinstance(address, str) for address in own_addresses())


def test_without_a_network_there_are_none(monkeypatch):
    def unreachable(*_):
        raise OSError("network is unreachable")

    monkeypatch.setattr(network_watch.socket, "socket", unreachable)
    assert own_addresses() == ()


def test_a_new_network_is_reported_once_and_the_loss_of_one_is_not(qapp, monkeypatch):
    addresses = [("10.0.0.2",)]
    monkeypatch.setattr(network_watch, "own_addresses", lambda: addresses[0])
    parent, changes = QObject(), []
    watch = NetworkWatch(lambda: changes.append(addresses[0]), parent)
    for addresses[0] in [("10.0.0.2",), (), (), ("192.168.0.7",), ("192.168.0.7",), (), ("192.168.0.7",)]:
        watch.look()
    assert changes == [("192.168.0.7",), ("192.168.0.7",)]


async def test_it_looks_by_itself_for_as_long_as_its_parent_lives(qapp, monkeypatch):
    monkeypatch.setattr(network_watch, "INTERVAL_MS", 10)
    addresses = [("10.0.0.2",)]
    monkeypatch.setattr(network_watch, "own_addresses", lambda: addresses[0])
    parent, changes = QObject(), []
    NetworkWatch(lambda: changes.append(addresses[0]), parent)
    addresses[0] = ("192.168.0.7",)
    await eventually(lambda: changes)
    parent.deleteLater()
    await eventually(lambda: not isValid(parent))
    addresses[0] = ("10.0.0.2",)
    await asyncio.sleep(0.05)  # five intervals: it could have looked
    assert changes == [("192.168.0.7",)]
