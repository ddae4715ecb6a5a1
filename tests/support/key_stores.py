"""Key stores of an operating system, working and faulty, with the interface of the keyring library."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class Memory(KeyringBackend):
    """A working key store."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


class Locked(Memory):
    """The user has dismissed the prompt."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    set_password = delete_password = get_password


class HalfHearted(Memory):
    """Has no room for the second entry, as on Windows with 1 300 characters."""

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.kept:
            raise OSError(1783, f"bad stub data {password}")
        super().set_password(service, username, password)


class Forgetful(Memory):
    """Shortens every value."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:5])


class Hanging(Memory):
    """Waits for an invisible prompt."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answered.wait()
        return None
