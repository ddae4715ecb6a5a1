"""Does a name answer to what was typed? Korean ones also do to their initial consonants (초성): ㅂㅌ finds 비트코인."""

from __future__ import annotations

from typing import Final

_FIRST_SYLLABLE: Final = 0xAC00
_LAST_SYLLABLE: Final = 0xD7A3
_SYLLABLES_PER_INITIAL: Final = 588
_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def initials(text: str) -> str:
    """`text` with each Hangul syllable replaced by its initial consonant."""
    return "".join(map(_initial, text))


def contains(name: str, typed: str) -> bool:
    """Whether `typed` occurs in `name`, letter case aside; a typed consonant stands for any syllable it begins.

    Consonants and whole syllables mix (`비ㅌ`), because that is what a half-typed word looks like.
    """
    name, typed = name.casefold(), typed.casefold()
    if typed in name:
        return True
    leads = initials(name)
    return any(
        all(letter in (name[at + i], leads[at + i]) for i, letter in enumerate(typed))
        for at in range(len(name) - len(typed) + 1)
    )


def _initial(letter: str) -> str:
    if not _FIRST_SYLLABLE <= ord(letter) <= _LAST_SYLLABLE:
        return letter
    return _INITIALS[(ord(letter) - _FIRST_SYLLABLE) // _SYLLABLES_PER_INITIAL]
