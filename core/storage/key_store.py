"""Keys in the operating system's key store; without one they live only as long as the program.

A key store may be missing, locked, or hang on a hidden prompt (a Secret Service has blocked for minutes). So each use
runs on a daemon thread with a limit of 3 s. Only the platform's own stores, named here, are used: no configuration
file, environment variable or plug-in can replace them.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from core.errors import HogaError, InputError
from core.loop.daemon_thread import on_daemon_thread
from core.text import translatable
from core.upbit.credentials import Credentials

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

logger = logging.getLogger(__name__)

T = TypeVar("T")

TIME_LIMIT: Final = 3.0
"""Seconds in which a key store must answer."""

_ACCESS: Final = "access-key"
_SECRET: Final = "secret-key"  # noqa: S105 - the name of an entry, not what is in it


class KeyStoreFailed(HogaError):
    """The key store is missing, refused, or did not answer in time."""


class KeyStore:
    """The key pair of one exchange.

    Args:
        exchange: the exchange of the keys; those of two exchanges are never mixed.
        find_backend: returns the key store, or None if there is none; called on another thread.
    """

    def __init__(self, exchange: str, find_backend: Callable[[], KeyringBackend | None] | None = None) -> None:
        self._service = f"Hoga {exchange}"
        self._find_backend = find_backend or platform_backend

    async def load(self) -> Credentials | None:
        """The saved pair, or None.

        Raises:
            KeyStoreFailed: it is unknown whether there is one.
        """
        return await self._call(self._read)

    async def save(self, credentials: Credentials) -> None:
        """Save this pair for the next start, in place of any other.

        Raises:
            KeyStoreFailed: it is not saved.
        """
        await self._call(lambda backend: self._write(backend, credentials))

    async def forget(self) -> None:
        """Delete the saved pair.

        Raises:
            KeyStoreFailed: it may still be there.
        """
        await self._call(self._delete)

    def _read(self, backend: KeyringBackend) -> Credentials | None:
        access, secret = (backend.get_password(self._service, entry) for entry in (_ACCESS, _SECRET))
        try:
            return Credentials(access, secret) if access and secret else None
        except InputError:
            return None  # written by another program

    def _write(self, backend: KeyringBackend, credentials: Credentials) -> None:
        kept = (_ACCESS, credentials.access_key), (_SECRET, credentials.secret_key)
        try:
            for entry, key in kept:
                backend.set_password(self._service, entry, key)
            if not all(_is_same(backend.get_password(self._service, entry), key) for entry, key in kept):
                raise KeyStoreFailed("the key store does not give back what it was given")
        except Exception:  # each key store raises errors of its own; half a pair is useless after any of them
            with contextlib.suppress(Exception):
                self._delete(backend)
            raise

    def _delete(self, backend: KeyringBackend) -> None:
        for entry in (_SECRET, _ACCESS):
            if backend.get_password(self._service, entry) is not None:
                backend.delete_password(self._service, entry)

    async def _call(self, work: Callable[[KeyringBackend], T]) -> T:
        """The result of `work` with the key store.

        Raises:
            KeyStoreFailed: there is none, it failed, or it took too long.
        """
        try:
            async with asyncio.timeout(TIME_LIMIT):
                return await on_daemon_thread(lambda: self._use(work), "key store")
        except RuntimeError as error:  # no thread can be started
            raise KeyStoreFailed(str(error), translatable("core", "키 저장소를 사용할 수 없습니다")) from error
        except TimeoutError as error:
            raise KeyStoreFailed(
                "no answer in time", translatable("core", "키 저장소가 응답하지 않습니다. 잠겨 있지 않은지 확인하세요")
            ) from error

    def _use(self, work: Callable[[KeyringBackend], T]) -> T:
        try:
            if (backend := self._find_backend()) is not None:
                return work(backend)
        except KeyStoreFailed:
            raise
        except Exception as error:
            # Each key store raises errors of its own. Log only the type: the text and the frames may contain the key.
            logger.warning("key store: %s", type(error).__name__)
            raise KeyStoreFailed(type(error).__name__, translatable("core", "키 저장소를 사용할 수 없습니다")) from None
        raise KeyStoreFailed(
            "there is no key store", translatable("core", "이 컴퓨터에서 쓸 수 있는 키 저장소를 찾지 못했습니다")
        )


def platform_backend() -> KeyringBackend | None:
    """The key store of this operating system; None if there is none."""
    for kind in _backends():
        if kind.viable:
            return kind()
    return None


def _backends() -> list[type[KeyringBackend]]:
    # Each store is imported by name, because keyring's own search finds none in a frozen program.
    if sys.platform == "win32":
        from keyring.backends import Windows  # noqa: PLC0415 - of this platform alone

        return [Windows.WinVaultKeyring]
    if sys.platform == "darwin":
        from keyring.backends import macOS  # noqa: PLC0415

        return [macOS.Keyring]
    from keyring.backends import SecretService, kwallet, libsecret  # noqa: PLC0415

    return [SecretService.Keyring, libsecret.Keyring, kwallet.DBusKeyring]


def _is_same(kept: str | None, key: str) -> bool:
    return kept is not None and hmac.compare_digest(kept.encode(), key.encode())
