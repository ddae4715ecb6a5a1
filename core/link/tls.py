"""TLS: which certificates are trusted, and which addresses may receive a token.

The system's certificates are trusted, or those that an environment variable names instead.

REST and WebSocket share this. The REST library alone would not know certificates that an office installed into the
system, and OpenSSL silently ignores a missing file, so that every certificate fails.
"""

from __future__ import annotations

import errno
import os
import ssl
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from core.errors import ConnectionFailed, FatalConnection
from core.text import translatable

_PASSING: Final = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)
"""Errors that mean the machine lacks a resource, not that the file is bad."""

FILE: Final = "SSL_CERT_FILE"
FOLDER: Final = "SSL_CERT_DIR"
"""The environment variable for a folder that replaces the system's certificates, as named by OpenSSL."""


_ENCRYPTED: Final = ("https", "wss")

_OUT_OF_DATE: Final = frozenset({9, 10})
"""OpenSSL's codes for a certificate that is not yet valid, and for one that has expired."""


def may_carry_token(url: str) -> bool:
    """Whether a token may be sent to this address: only encrypted, or within this machine."""
    parts = urlsplit(url)
    if parts.scheme in _ENCRYPTED:
        return True
    host = parts.hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def client_tls() -> ssl.SSLContext:
    """A context that verifies certificate and host name. Reads files for about 20 ms, so call it off the GUI thread.

    `SSLKEYLOGFILE` is ignored: it would write down the keys that protect tokens, and fails if it is not writable.

    Raises:
        FatalConnection: a variable names missing certificates; the message names both.
        ConnectionFailed: the certificates cannot be read at the moment.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    file, folder = os.environ.get(FILE), os.environ.get(FOLDER)
    if file:
        _load_file(context, file)
    if folder:
        _load_folder(context, folder)
    if not file and not folder:
        _load_usual(context)
    return context


def distrust(error: Exception) -> FatalConnection:
    """The error for a certificate that could not be verified, in our words."""
    if not _OUT_OF_DATE.isdisjoint(_verify_codes(error)):
        why = translatable("core", "거래소의 인증서가 지금 유효하지 않습니다. 컴퓨터의 날짜와 시각을 확인하세요")
        return FatalConnection(str(error), why)
    if named := [name for name in (FILE, FOLDER) if os.environ.get(name)]:
        why = translatable("core", "거래소의 인증서를 신뢰할 수 없습니다. 환경 변수 {variables}의 인증서를 확인하세요")
    else:
        why = translatable(
            "core", "거래소의 인증서를 신뢰할 수 없습니다. 보안 프로그램이나 네트워크 로그인이 끼어드는지 확인하세요"
        )
    return FatalConnection(str(error), why.format(variables=", ".join(named)))


def _verify_codes(error: BaseException) -> set[int]:
    """Return OpenSSL's codes of the failed verification, from the error or what caused it."""
    codes: set[int] = set()
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            codes.add(getattr(cause, "verify_code", 0))
        cause = cause.__cause__ or cause.__context__
    return codes


def _load_file(context: ssl.SSLContext, file: str) -> None:
    try:
        context.load_verify_locations(cafile=file)
    except (OSError, ValueError) as error:  # missing, unreadable, or no certificates in it
        raise _unusable(FILE, file, error) from error


def _load_folder(context: ssl.SSLContext, folders: str) -> None:
    if not any(Path(folder).is_dir() for folder in folders.split(os.pathsep)):
        raise _unusable(FOLDER, folders, NotADirectoryError(folders))
    try:
        context.load_verify_locations(capath=folders)
    except (OSError, ValueError) as error:
        raise _unusable(FOLDER, folders, error) from error


def _load_usual(context: ssl.SSLContext) -> None:
    """Load the system's certificates and those of the REST library, for systems with an unusual location."""
    import certifi  # noqa: PLC0415 - not at start-up

    context.load_default_certs()
    try:
        context.load_verify_locations(cafile=certifi.where())
    except (OSError, ValueError) as error:
        if not context.cert_store_stats()["x509_ca"]:
            raise ConnectionFailed(
                f"no certificates: {error}", translatable("core", "시스템의 인증서를 읽을 수 없습니다")
            ) from error


def _unusable(variable: str, place: str, error: Exception) -> ConnectionFailed:
    kind = ConnectionFailed if getattr(error, "errno", 0) in _PASSING else FatalConnection
    return kind(
        f"{variable}={place}: {error}",
        translatable(
            "core", "환경 변수 {variable}의 인증서({place})를 읽을 수 없습니다. 경로를 고치거나 변수를 지우세요"
        ).format(variable=variable, place=place),
    )
