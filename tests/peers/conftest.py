"""Other clients, unmodified, against the embedded exchange on loopback; `make peers` runs them in their environment.

Only the exchange is ours, and it runs as a separate program. No connection leaves this machine.
"""

import ipaddress
import json
import os
import socket
import subprocess
from pathlib import Path

import pytest

HOGA = os.environ.get("HOGA", str(Path(__file__).parents[2] / ".venv" / "bin" / "hoga"))
KEYS = ("demo-access-key", "demo-secret-key-for-local-simulator-only-0123456789abcdef0123456")
START = ["simulate", "--markets", "60", "--trades-per-second", "60", "--snapshot-delay", "0"]


@pytest.fixture(scope="session")
def port():
    """The address of an exchange that runs as long as the tests."""
    if not Path(HOGA).exists():
        pytest.skip(f"there is no {HOGA}")
    with subprocess.Popen([HOGA, *START], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as exchange:
        yield json.loads(exchange.stdout.readline())["port"]
        exchange.stdin.close()
        assert exchange.wait(10) == 0


@pytest.fixture(scope="session")
def base(port):
    return f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def keys():
    """The published access key and secret of the demo account."""
    return KEYS


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch):
    """Refuse every connection to another machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def checked(plain):
        def guarded(self, address):
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                assert ipaddress.ip_address(address[0]).is_loopback, address
            return plain(self, address)

        return guarded

    monkeypatch.setattr(socket.socket, "connect", checked(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", checked(connect_ex))
