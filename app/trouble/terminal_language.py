"""The language of the terminal: of help, wrong options, and messages that are shown before Qt is loaded or without it.

The source of most of these texts is English, so that an English terminal needs no catalogue. Log lines are written in
this language too; some of them are in Korean in the source.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Final

from app.trouble.catalogue import read_catalogue
from core.text import ENGLISH, KOREAN, render

_LANGUAGES: Final = (KOREAN, ENGLISH)
_OPTION: Final = "--language"
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""In the order in which the system reads them."""
_WINDOWS_KOREAN: Final = 0x12
"""The language's number, in the low ten bits of a Windows language id."""


class _Spoken:
    """The language in use, and the catalogue of each language once it was read."""

    code = ENGLISH
    catalogues: ClassVar[dict[str, Mapping[tuple[str, str], str]]] = {}


def speak(code: str) -> None:
    """Show texts of the terminal in this language from now on."""
    _Spoken.code = code


def wording(text: str) -> str:
    """Return a text in the language of the terminal; one that is no `Text` is returned as it is."""
    return render(text, _Spoken.code, _translate)


def language_of(
    arguments: Sequence[str], environment: Mapping[str, str], settings: Path, platform: str = sys.platform
) -> str:
    """Return the language for a start: of the option, or else of the settings file, or else of the system.

    Args:
        arguments: the words after the program's name.
        environment: as `os.environ`.
        settings: the settings file, which may be missing or damaged.
        platform: as `sys.platform`.
    """
    for name in (_of_option(arguments), _of_file(settings)):
        if name in _LANGUAGES:
            return name
        if name:  # `system`, or a word that will be refused
            break
    return _of_system(environment, platform)


def _of_option(arguments: Sequence[str]) -> str:
    for place, word in enumerate(arguments):
        if word == _OPTION:
            return "".join(arguments[place + 1 : place + 2]).strip().lower()
        if word.startswith(f"{_OPTION}="):
            return word.partition("=")[2].strip().lower()
    return ""


def _of_file(settings: Path) -> str:
    try:
        content = json.loads(settings.read_bytes()) if settings.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return ""
    return str(content.get("language", "")) if isinstance(content, dict) else ""


def _of_system(environment: Mapping[str, str], platform: str) -> str:
    named = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    if not named and platform == "win32":
        import ctypes  # noqa: PLC0415 - on Windows alone

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined,unused-ignore]
        return KOREAN if number & 0x3FF == _WINDOWS_KOREAN else ENGLISH
    return KOREAN if named.lower().startswith("ko") else ENGLISH


def _translate(context: str, template: str) -> str:
    if (catalogue := _Spoken.catalogues.get(_Spoken.code)) is None:
        from importlib.resources import files  # noqa: PLC0415 - nearly every start shows no text

        try:
            compiled = files("resources").joinpath("translations", f"hoga_{_Spoken.code}.qm")
            catalogue = read_catalogue(compiled.read_bytes())
        except (OSError, ValueError):  # a broken installation; the text of the source is better than nothing
            catalogue = {}
        _Spoken.catalogues[_Spoken.code] = catalogue
    return catalogue.get((context, template), template)
