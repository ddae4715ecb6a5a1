"""Tokens as a client signs them, written from the specification, without the exchange's code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid

ACCESS_KEY = "demo-access-key"
SECRET_KEY = "demo-secret-key-for-local-simulator-only-0123456789abcdef0123456"

DIGESTS = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


def signed(claims: dict[str, object], secret_key: str = SECRET_KEY, algorithm: str = "HS256") -> str:
    """A token with exactly these claims."""
    parts = [_encoded(json.dumps(part, separators=(",", ":")).encode()) for part in (_header(algorithm), claims)]
    message = ".".join(parts)
    signature = hmac.new(secret_key.encode(), message.encode(), DIGESTS[algorithm]).digest()
    return f"{message}.{_encoded(signature)}"


def token(parameters: str = "", access_key: str = ACCESS_KEY, secret_key: str = SECRET_KEY) -> str:
    """A token for one request with these parameters, as `name=value&...`."""
    claims: dict[str, object] = {"access_key": access_key, "nonce": str(uuid.uuid4())}
    if parameters:
        claims |= {"query_hash": hashlib.sha512(parameters.encode()).hexdigest(), "query_hash_alg": "SHA512"}
    return signed(claims, secret_key)


def bearer(parameters: str = "", access_key: str = ACCESS_KEY, secret_key: str = SECRET_KEY) -> dict[str, str]:
    """The header that carries such a token."""
    return {"Authorization": f"Bearer {token(parameters, access_key, secret_key)}"}


def _header(algorithm: str) -> dict[str, str]:
    return {"alg": algorithm, "typ": "JWT"}


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
