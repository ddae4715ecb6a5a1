"""The texts in a Debian package: description, dependencies, menu entry and copyright."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MAINTAINER: Final = "The Hoga developers <hoga@users.noreply.github.com>"

DESKTOP_ENTRY: Final = """\
[Desktop Entry]
Type=Application
Version=1.1
Name=Hoga
Name[ko]=호가
GenericName=Trading terminal
GenericName[ko]=트레이딩 데스크톱
Comment=Watch Upbit's markets live, or an embedded exchange without a key or a network
Comment[ko]=업비트 시세를 실시간으로, 또는 키와 네트워크 없이 내장 거래소로 봅니다
Exec=hoga
Icon=hoga
Terminal=false
StartupNotify=true
StartupWMClass=hoga
Categories=Office;Finance;Qt;
Keywords=Upbit;crypto;trading;
Keywords[ko]=업비트;코인;가상자산;시세;차트;호가;
"""
"""Source: freedesktop.org desktop entry specification. The newest key used here, Keywords, came with version 1.1."""


def control(version: str, architecture: str, depends: Iterable[str], installed_bytes: int) -> str:
    """The control file.

    Args:
        version: of the program.
        architecture: Debian's name of it.
        depends: packages the program needs.
        installed_bytes: its size on the disk.
    """
    return f"""\
Package: hoga
Version: {version}
Architecture: {architecture}
Maintainer: {MAINTAINER}
Installed-Size: {-(-installed_bytes // 1024)}
Depends: {", ".join(depends)}
Recommends: xkb-data
Suggests: gnome-keyring | kwalletmanager
Section: misc
Priority: optional
Description: desktop trading terminal for Upbit
 Hoga (호가, "quote") shows Upbit's markets live: watch list, charts, order books
 and trades in panels, kept up to date by an embedded subscription engine.
 .
 It opens on an embedded exchange that speaks Upbit's protocol on this machine:
 no key, no network. Python and Qt are inside.
"""


def copyright_text(licence: str, components: Iterable[tuple[str, str]]) -> str:
    """The copyright file, in Debian's machine-readable form.

    Args:
        licence: the text of our licence.
        components: the third-party parts and their licences.
    """
    others = "\n".join(f"  {name}: {licence_name}" for name, licence_name in components)
    return f"""\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Hoga
Comment: Software of others is inside, each part under its own licence; the texts are in
 /usr/lib/hoga/_internal/licenses.
{others}

Files: *
Copyright: The Hoga developers
License: MIT
{_indented(licence)}
"""


def md5sums(digests: Iterable[tuple[str, str]]) -> str:
    """Return the list with which `dpkg --verify` finds changed files.

    Args:
        digests: path of each file, relative to the root, and its MD5.
    """
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests))


def _indented(text: str) -> str:
    """Format a long field as Debian requires: each line after a blank, an empty line as a dot."""
    return "\n".join(f" {line}" if line.strip() else " ." for line in text.strip().splitlines())
