"""What a frozen start runs first: whom to trust and what to forget, then the program.

It takes the place of PyInstaller's own run-time hooks. Those would load Qt into the embedded exchange too, and read the
whole library's table of contents at every start.
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
"""Where systems keep whom they trust. The OpenSSL inside looks only where the build machine had it."""

BOOTLOADER: Final = "_PYI_"
"""How PyInstaller's own variables begin."""


def main() -> int:
    """Run the program.

    Returns:
        The exit status.
    """
    forget_bootloader(os.environ)
    if sys.platform != "win32":  # which has a store that Python asks by itself
        trust(os.environ, Path(__file__).parent / "certifi" / "cacert.pem", os.path.exists)
    from app.__main__ import main as run  # noqa: PLC0415 - the process must be ready first

    return run()


def forget_bootloader(environment: MutableMapping[str, str]) -> None:
    """Let the embedded exchange start as a program of its own, which gets a library path of its own.

    With the bootloader's notes in its environment it would be taken for a part of this process that has one already,
    and load the system's libraries in place of ours.
    """
    for name in [name for name in environment if name.startswith(BOOTLOADER)]:
        del environment[name]


def trust(environment: MutableMapping[str, str], bundled: Path, exists: Callable[[str], bool]) -> None:
    """Trust whom the system trusts, its administrator's own authorities included; else whom Mozilla trusts.

    Args:
        environment: read by every TLS library we have. What the user has put there stays.
        bundled: Mozilla's list.
        exists: whether there is such a file.
    """
    if "SSL_CERT_FILE" in environment or "SSL_CERT_DIR" in environment:
        return
    environment["SSL_CERT_FILE"] = next(filter(exists, CERTIFICATES), str(bundled))


if __name__ == "__main__":
    sys.exit(main())
