"""Updates the catalogues of translations from the sources, and compiles them: `make translations`.

The texts in the source are Korean, and English for the terminal. Qt's tool finds them by the names of the functions
that mark them. The texts of the embedded exchange's faults come from their table, which knows nothing of translations.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from core.simulator.faults.fault_table import FAULTS
from core.text import has_hangul


class Catalogue(NamedTuple):
    """The texts of one source language, and their translations.

    Attributes:
        path: the catalogue.
        source: the language of the texts, as Qt names it.
        target: the language of the translations.
        marks: how functions of ours that mark a text compare with those of Qt's.
    """

    path: Path
    source: str
    target: str
    marks: tuple[str, ...]

    @property
    def compiled(self) -> Path:
        """What the program loads."""
        return self.path.with_suffix(".qm")


_FOLDER: Final = Path("resources", "translations")
ENGLISH: Final = Catalogue(_FOLDER / "hoga_en.ts", "ko_KR", "en_US", ("QT_TRANSLATE_NOOP+=translatable",))
KOREAN: Final = Catalogue(
    _FOLDER / "hoga_ko.ts", "en_US", "ko_KR", ("QT_TRANSLATE_NOOP=in_english", "tr=nothing", "translate=nothing")
)
"""The texts of the terminal."""
CATALOGUES: Final = (ENGLISH, KOREAN)

_SOURCES: Final = ("app", "core", "widgets")


class TranslationFailed(Exception):
    """A tool of Qt's refused the catalogue. The text is what it said."""


def update(root: Path, catalogue: Catalogue, path: Path) -> None:
    """Add new texts of the sources below `root` to a catalogue, and remove those that are gone.

    Args:
        root: the checkout.
        catalogue: which one.
        path: its file, which may be a copy.

    Raises:
        TranslationFailed: the tool failed.
    """
    sources = sorted(str(path.relative_to(root)) for room in _SOURCES for path in (root / room).rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        faults = Path(folder) / "faults.py"
        faults.write_text("\n".join(f'translate("faults", {text!r})' for text in fault_texts()), encoding="utf-8")
        aliases = [word for mark in catalogue.marks for word in ("-tr-function-alias", mark)]
        options = [
            "-locations",
            "none",
            "-no-obsolete",
            "-sort-messages",
            "-disable-heuristic",
            "similartext",
            "-disable-heuristic",
            "sametext",
            "-source-language",
            catalogue.source,
            "-target-language",
            catalogue.target,
        ]
        _run(root, "lupdate", *aliases, *options, *sources, str(faults), "-ts", str(path))


def compile_catalogue(root: Path, path: Path, compiled: Path) -> None:
    """Write what the program loads.

    Raises:
        TranslationFailed: a text has no translation, or the tool failed.
    """
    _run(root, "lrelease", "-silent", "-fail-on-unfinished", str(path), "-qm", str(compiled))


def fault_texts() -> list[str]:
    """Return every Korean text of the table of faults, once."""
    return sorted({text for text in _fault_texts() if has_hangul(text)})


def _fault_texts() -> Iterator[str]:
    for fault in FAULTS.values():
        yield fault.group
        yield fault.title
        for parameter in fault.parameters:
            yield parameter.title
            yield from (choice.title for choice in parameter.choices)


def _run(root: Path, tool: str, *words: str) -> None:
    program = Path(sysconfig.get_path("scripts")) / f"pyside6-{tool}"
    ran = subprocess.run(  # noqa: S603 - a program of this environment, with our own words
        [str(program), *words], cwd=root, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise TranslationFailed(f"{tool}: {ran.stdout}{ran.stderr}")


def main() -> int:
    """Update and compile the catalogues of this checkout.

    Returns:
        The exit status.
    """
    root = Path(__file__).parents[2]
    try:
        for catalogue in CATALOGUES:
            update(root, catalogue, catalogue.path)
            compile_catalogue(root, catalogue.path, catalogue.compiled)
    except TranslationFailed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
