"""Text from outside, made fit for one line of the screen: no line breaks, nothing invisible, no more than fits.

A name with a line break in it breaks the title it stands in; marks that turn the direction of writing turn what stands
beside it; thousands of letters push everything else out of the window. Pure.
"""

from __future__ import annotations

from typing import Final
from unicodedata import category, normalize

LONGEST: Final = 80
"""Letters of a text that nothing else bounds."""

_BREAKS: Final = {"Cc", "Zl", "Zp", "Zs"}
"""Kinds of letters that become a space: controls, line and paragraph breaks, spaces of any width."""
_DROPPED: Final = {"Cf", "Cs", "Co", "Cn"}
"""Kinds that are left out: marks of direction and of width, halves of letters, letters nobody has defined."""
_MOST_MARKS: Final = 4
"""Accents one letter may carry; more of them are painted over the lines above and below."""


def quoted(text: str, longest: int = LONGEST) -> str:
    """`text` as it was written, in quotes, its odd letters as escapes, cut where nobody reads on."""
    return repr(text if len(text) <= longest else f"{text[:longest]}…")


def one_line(text: str, longest: int = LONGEST) -> str:
    """`text` in one line of at most `longest` letters, the last of them an ellipsis where something was cut."""
    if text.isascii() and text.isprintable() and len(text) <= longest:
        return " ".join(text.split())
    letters: list[str] = []
    marks = 0
    # What is cut away need not be looked at: a text may be of any length.
    for letter in normalize("NFC", text[: longest * (_MOST_MARKS + 1) + 1]):
        kind = category(letter)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if kind not in _DROPPED and marks <= _MOST_MARKS:
            letters.append(" " if kind in _BREAKS else letter)
    line = " ".join("".join(letters).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
