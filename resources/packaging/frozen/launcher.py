"""Start code of the frozen program: sets certificates and environment, then runs the program.

It replaces PyInstaller's run-time hooks, which would load Qt into the embedded exchange too, and read the library's
table of contents at every start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Final

CERTIFICATES: Final = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch, Gentoo
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, RHEL
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # Alpine, macOS
)
"""The places of certificates on various systems. The bundled OpenSSL only searches the path of the build machine."""

BOOTLOADER: Final = "_PYI_"
"""Prefix of PyInstaller's own variables."""


def main() -> int:
    """Run the program.

    Returns:
        The exit status.
    """
    forget_bootloader(os.environ)
    if sys.platform != "win32":  # Python uses these systems' certificate stores by itself
        trust(os.environ, Path(__file__).parent / "certifi" / "cacert.pem", os.path.exists)
    from app.__main__ import main as run  # noqa: PLC0415 - the process must be ready first

    return run()


def forget_bootloader(environment: MutableMapping[str, str]) -> None:
    """Remove PyInstaller's variables, so that the embedded exchange starts as an independent program.

    With them it would count as part of this process, get no library path of its own, and load the system's
    libraries.
    """
    for name in [name for name in environment if name.startswith(BOOTLOADER)]:
        del environment[name]


def trust(environment: MutableMapping[str, str], bundled: Path, exists: Callable[[str], bool]) -> None:
    """Trust the system's certificates, including its administrator's own; else Mozilla's.

    Args:
        environment: read by all our TLS libraries; the user's own settings stay.
        bundled: Mozilla's list.
        exists: returns whether a file exists.
    """
    if "SSL_CERT_FILE" in environment or "SSL_CERT_DIR" in environment:
        return
    environment["SSL_CERT_FILE"] = next(filter(exists, CERTIFICATES), str(bundled))


if __name__ == "__main__":
    sys.exit(main())
