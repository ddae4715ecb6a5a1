"""Makes outside text fit for one line of the screen: no line breaks, no invisible characters, bounded length.

A line break in a name breaks the title around it; direction marks reverse the text beside it; thousands of letters push
everything else out of the window. Pure.
"""

from __future__ import annotations

from typing import Final
from unicodedata import category, normalize

LONGEST: Final = 80
"""The default limit of letters."""

_BREAKS: Final = {"Cc", "Zl", "Zp", "Zs"}
"""Unicode categories that become a space: controls, line and paragraph breaks, spaces of any width."""
_DROPPED: Final = {"Cf", "Cs", "Co", "Cn"}
"""Unicode categories that are dropped: direction and width marks, surrogates, private and unassigned code points."""
_MOST_MARKS: Final = 4
"""Maximum number of accents per letter; more would be painted over the lines above and below."""


def quoted(text: str, longest: int = LONGEST) -> str:
    """`text` in quotes, with escapes for unusual characters, cut to `longest`."""
    return repr(text if len(text) <= longest else f"{text[:longest]}…")


def one_line(text: str, longest: int = LONGEST) -> str:
    """`text` in one line of at most `longest` letters, ending with an ellipsis if it was cut."""
    if text.isascii() and text.isprintable() and len(text) <= longest:
        return " ".join(text.split())
    letters: list[str] = []
    marks = 0
    # Only the part that can remain is examined: a text may be of any length.
    for letter in normalize("NFC", text[: longest * (_MOST_MARKS + 1) + 1]):
        kind = category(letter)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if kind not in _DROPPED and marks <= _MOST_MARKS:
            letters.append(" " if kind in _BREAKS else letter)
    line = " ".join("".join(letters).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
