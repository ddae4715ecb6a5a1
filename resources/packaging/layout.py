"""The paths of the build, and the names of its results."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROGRAM: Final = "hoga"


@dataclass(frozen=True, slots=True)
class Workshop:
    """The places of one checkout.

    Args:
        root: the checkout.
    """

    root: Path

    @property
    def results(self) -> Path:
        """The folder of all published files."""
        return self.root / "dist"

    @property
    def folder(self) -> Path:
        """The folder of the frozen program, which can be run from there."""
        return self.results / PROGRAM

    @property
    def work(self) -> Path:
        """Temporary files of the build."""
        return self.root / "build" / "package"

    @property
    def contents(self) -> Path:
        """The list of the files in the program and their origins."""
        return self.work / "contents.json"

    @property
    def installed(self) -> Path:
        """The installation report of pip, with the distributions in the program."""
        return self.work / "installed.json"

    @property
    def stripped(self) -> Path:
        """Copies of libraries without their debug information."""
        return self.work / "stripped"

    @property
    def version_resource(self) -> Path:
        """The program's properties as Windows shows them."""
        return self.work / "version_resource.txt"

    @property
    def licences(self) -> Path:
        """The licence texts of all parts of the program."""
        return self.work / "licenses"

    @property
    def icons(self) -> Path:
        """The icon in all formats."""
        return self.work / "icons"


@dataclass(frozen=True, slots=True)
class Names:
    """The file names of the results of one version.

    Args:
        version: of the program.
        system: as `sys.platform`.
        machine: as `platform.machine()`.
    """

    version: str
    system: str
    machine: str

    @property
    def stem(self) -> str:
        """The program and its version."""
        return f"{PROGRAM}-{self.version}"

    @property
    def platform(self) -> str:
        """The system and its processor, each by the platform's own name."""
        system = {"win32": "windows", "darwin": "macos"}.get(self.system, self.system)
        return f"{system}-{self.machine.lower().replace('amd64', 'x86_64')}"

    @property
    def packed(self) -> str:
        """The content of the archive: on macOS the application, which is a folder too."""
        return "Hoga.app" if self.system == "darwin" else PROGRAM

    @property
    def top(self) -> str:
        """The one folder in the archive."""
        return self.packed if self.system == "darwin" else self.stem

    @property
    def archive(self) -> str:
        """The archive that users unpack and run; Windows unpacks zip by itself."""
        return f"{self.stem}-{self.platform}.{'zip' if self.system == 'win32' else 'tar.xz'}"

    @property
    def deb(self) -> str:
        """The Debian package's file name: name, version, architecture."""
        return f"{PROGRAM}_{self.version}_{self.architecture}.deb"

    @property
    def architecture(self) -> str:
        """Debian's name of the processor."""
        return {"x86_64": "amd64", "aarch64": "arm64"}.get(self.machine, self.machine)

    @property
    def bill(self) -> str:
        """The bill of materials; each platform has its own."""
        return f"{self.stem}-{self.platform}.cdx.json"
