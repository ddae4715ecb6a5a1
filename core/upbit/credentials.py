"""The user's key pair, and the token that authenticates a request.

A pair never appears as text, in a pickle, or through a comparison. Only a token leaves the program, a new one for each
request, and only over an encrypted connection or within this machine.

Source: Upbit's authentication page (October 2026); signed by the official SDK's own function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NoReturn

from core.errors import InputError
from core.text import translatable

MAX_LENGTH: Final = 512
"""Maximum number of characters of a key; Upbit's have 40. Text pasted by mistake is mostly longer."""

MIN_SECRET: Final = 32
"""Fewest characters of a secret key: tokens are signed with HS256, which needs 256 bits (RFC 7518, 3.2)."""


class Credentials:
    """An access key and its secret key. Two objects are never equal, whatever they hold.

    Args:
        access_key: identifies the pair; spaces around it are removed.
        secret_key: signs tokens; spaces around it are removed.

    Raises:
        InputError: one of them is empty, too short or cannot be a key. The message does not repeat it.
    """

    __slots__ = ("access_key", "secret_key")

    def __init__(self, access_key: str, secret_key: str) -> None:
        self.access_key: Final = _clean("access key", "Access Key", access_key)
        self.secret_key: Final = _clean("secret key", "Secret Key", secret_key)
        if len(self.secret_key) < MIN_SECRET:
            raise InputError(
                "the secret key is too short",
                translatable("core", "Secret Key가 너무 짧습니다. 끝까지 다시 복사해 주세요"),
            )

    def authorization(self, query: Mapping[str, Sequence[str]] | None = None) -> str:
        """A new value for the `Authorization` header; valid for one request.

        Args:
            query: the parameters of the request, decoded and in the order sent; None for a WebSocket.
        """
        # This imports the whole SDK; before the first token the REST client has already loaded it on a thread.
        from upbit.lib.jwt_auth import create_jwt_token  # noqa: PLC0415

        return f"Bearer {create_jwt_token(self.access_key, self.secret_key, query)}"

    def __repr__(self) -> str:
        return "Credentials(***)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("credentials are not pickled")


def _clean(name: str, label: str, key: str) -> str:
    key = key.strip()
    if not key:
        raise InputError(f"the {name} is empty", translatable("core", "{key}를 입력하세요").format(key=label))
    if len(key) > MAX_LENGTH or not key.isascii() or not key.isprintable() or " " in key:
        raise InputError(
            f"the {name} cannot be one",
            translatable("core", "{key}의 형식이 올바르지 않습니다. 다시 복사해 주세요").format(key=label),
        )
    return key
