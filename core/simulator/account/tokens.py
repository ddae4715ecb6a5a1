"""Verifies private requests: keys, their permissions, and the signed token of each request. Pure.

A token is a JWT signed with HMAC over the secret's own bytes. Its claims are `access_key`, a `nonce` never used before
and, if the request has parameters, `query_hash`: the SHA-512 of the unencoded parameter text. Source: Upbit
authentication guide and its table of errors.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import msgspec

from core.simulator.account.api_error import ApiError

DEMO_ACCESS_KEY: Final = "demo-access-key"
DEMO_SECRET_KEY: Final = "demo-secret-key-for-local-simulator-only-0123456789abcdef0123456"  # noqa: S105 - public on purpose: it opens a play account only

ALGORITHMS: Final = ("HS256", "HS384", "HS512")

NONCES_KEPT: Final = 100_000
"""How many nonces are remembered, of all keys together."""

_BEARER: Final = "Bearer "


class Permission(StrEnum):
    """The permissions of a key: the exchange's groups without deposits and withdrawals."""

    VIEW_ASSETS = "view_assets"
    VIEW_ORDERS = "view_orders"
    MAKE_ORDERS = "make_orders"


class KeyState(StrEnum):
    """Whether a key is valid."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(slots=True)
class Key:
    """One key of the account; everything except its two halves may change during use."""

    access_key: str
    secret_key: str = field(repr=False)
    permissions: frozenset[Permission] = frozenset(Permission)
    state: KeyState = KeyState.VALID
    addresses: frozenset[str] | None = None
    """The addresses from which it may be used; None for any."""

    def may(self, permission: Permission) -> bool:
        """Whether it has this permission."""
        return self.state is KeyState.VALID and permission in self.permissions


class KeyRing:
    """The known keys and the used nonces.

    Args:
        keys: known from the start.
    """

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._keys = {key.access_key: key for key in keys}
        self._nonces: dict[str, None] = {}

    @property
    def keys(self) -> list[Key]:
        """All keys ever added, oldest first."""
        return list(self._keys.values())

    def add(self, key: Key) -> None:
        """Add a key, or replace the one with the same name."""
        self._keys[key.access_key] = key

    def find(self, access_key: str) -> Key:
        """The key with that name.

        Raises:
            ApiError: there is none.
        """
        if (key := self._keys.get(access_key)) is None:
            raise ApiError(401, "invalid_access_key")
        return key

    def verify(self, authorization: str | None, parameters: str = "", address: str = "") -> Key:
        """The key that signed a request.

        Args:
            authorization: the header of that name.
            parameters: the request's parameters as `name=value&...`, not percent-encoded.
            address: the client's address.

        Raises:
            ApiError: the request must be refused; the error says why.
        """
        if not authorization or not authorization.startswith(_BEARER):
            raise ApiError(401, "no_authorization_token")
        token = authorization.removeprefix(_BEARER)
        key = self.find(_claims(token, None).access_key)
        claims = _claims(token, key.secret_key)
        if key.state is KeyState.REVOKED:
            raise ApiError(401, "invalid_access_key")
        if key.state is KeyState.EXPIRED:
            raise ApiError(401, "expired_access_key")
        if key.addresses is not None and address not in key.addresses:
            raise ApiError(401, "no_authorization_ip")
        if not _covers(claims, parameters):
            raise ApiError(401, "invalid_query_payload")
        self._use(f"{key.access_key} {claims.nonce}")
        return key

    def _use(self, nonce: str) -> None:
        if nonce in self._nonces:
            raise ApiError(401, "nonce_used")
        self._nonces[nonce] = None
        if len(self._nonces) > NONCES_KEPT:
            del self._nonces[next(iter(self._nonces))]


def demo_keys() -> KeyRing:
    """A ring with only the public demonstration key."""
    return KeyRing([Key(DEMO_ACCESS_KEY, DEMO_SECRET_KEY)])


def require(key: Key, permission: Permission | None) -> None:
    """Check that `key` has the permission.

    Raises:
        ApiError: it has not.
    """
    if permission is not None and permission not in key.permissions:
        raise ApiError(401, "out_of_scope")


class _Claims(msgspec.Struct):
    access_key: str
    nonce: str
    query_hash: str | None = None
    query_hash_alg: str = "SHA512"


def _claims(token: str, secret_key: str | None) -> _Claims:
    """The claims of a token: verified with the secret, or unverified without one."""
    import jwt  # noqa: PLC0415 - 70 ms that a start without a private connection need not wait for

    try:
        content = jwt.PyJWS().decode_complete(
            token, secret_key or "", list(ALGORITHMS), {"verify_signature": secret_key is not None}
        )
        return msgspec.json.decode(content["payload"], type=_Claims)
    except (jwt.PyJWTError, msgspec.DecodeError, UnicodeError) as error:
        raise ApiError(401, "jwt_verification") from error


def _covers(claims: _Claims, parameters: str) -> bool:
    """Whether the token was made for exactly these parameters."""
    if not parameters:
        return True
    if claims.query_hash is None or claims.query_hash_alg.upper() != "SHA512":
        return False
    expected = hashlib.sha512(parameters.encode(errors="surrogateescape")).hexdigest()
    return hmac.compare_digest(claims.query_hash.encode(), expected.encode())
