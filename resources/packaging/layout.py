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
        """The folder of everything that is handed out."""
        return self.root / "dist"

    @property
    def folder(self) -> Path:
        """The frozen program, to be run where it lies."""
        return self.results / PROGRAM

    @property
    def work(self) -> Path:
        """Temporary files of the build."""
        return self.root / "build" / "package"

    @property
    def contents(self) -> Path:
        """The list of what went into the program, and from where."""
        return self.work / "contents.json"

    @property
    def installed(self) -> Path:
        """The installer's report of the distributions that the program is made from."""
        return self.work / "installed.json"

    @property
    def stripped(self) -> Path:
        """Copies of libraries without their debug information."""
        return self.work / "stripped"

    @property
    def version_resource(self) -> Path:
        """What Windows shows as the program's properties."""
        return self.work / "version_resource.txt"

    @property
    def licences(self) -> Path:
        """The licence texts of everything inside."""
        return self.work / "licenses"

    @property
    def icons(self) -> Path:
        """The icon in every form."""
        return self.work / "icons"


@dataclass(frozen=True, slots=True)
class Names:
    """What the results of one version are called.

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
        """The system and its processor, in the words of each."""
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
        """What is unpacked and run; Windows unpacks zip by itself."""
        return f"{self.stem}-{self.platform}.{'zip' if self.system == 'win32' else 'tar.xz'}"

    @property
    def deb(self) -> str:
        """Debian's form: name, version, architecture."""
        return f"{PROGRAM}_{self.version}_{self.architecture}.deb"

    @property
    def architecture(self) -> str:
        """The processor in Debian's words."""
        return {"x86_64": "amd64", "aarch64": "arm64"}.get(self.machine, self.machine)

    @property
    def bill(self) -> str:
        """The bill of materials. Each platform has its own materials."""
        return f"{self.stem}-{self.platform}.cdx.json"
