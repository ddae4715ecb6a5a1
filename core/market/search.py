"""Matches names with typed text, also by initial consonants (초성): ㅂㅌ finds 비트코인."""

from __future__ import annotations

from typing import Final

_FIRST_SYLLABLE: Final = 0xAC00
_LAST_SYLLABLE: Final = 0xD7A3
_SYLLABLES_PER_INITIAL: Final = 588
_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS: Final = (
    *("", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ"),
    *("ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"),
)
"""The final consonants of a syllable, in the order of their codes; double consonants as the two keys typed."""


def initials(text: str) -> str:
    """`text` with each Hangul syllable replaced by its initial consonant."""
    return "".join(map(_initial, text))


def contains(name: str, typed: str) -> bool:
    """Whether `typed` occurs in `name`, ignoring case; a typed consonant matches any syllable that begins with it.

    Consonants and whole syllables can be mixed (`비ㅌ`), because a half-typed word looks like that; so does `빝`, whose
    last consonant begins the next syllable once a vowel follows.
    """
    name, typed = name.casefold(), typed.casefold()
    return _occurs(name, typed) or (typed != (half := _parted(typed)) and _occurs(name, half))


def _occurs(name: str, typed: str) -> bool:
    if typed in name:
        return True
    leads = initials(name)
    return any(
        all(letter in (name[at + i], leads[at + i]) for i, letter in enumerate(typed))
        for at in range(len(name) - len(typed) + 1)
    )


def _parted(typed: str) -> str:
    """`typed` with the final consonant of its last syllable separated: `비ㅌ` for `빝`."""
    if not typed or not _FIRST_SYLLABLE <= (code := ord(typed[-1])) <= _LAST_SYLLABLE:
        return typed
    final = (code - _FIRST_SYLLABLE) % len(_FINALS)
    if not _FINALS[final]:
        return typed
    kept = _FINALS.index(_FINALS[final][:-1])
    return typed[:-1] + chr(code - final + kept) + _FINALS[final][-1]


def _initial(letter: str) -> str:
    if not _FIRST_SYLLABLE <= ord(letter) <= _LAST_SYLLABLE:
        return letter
    return _INITIALS[(ord(letter) - _FIRST_SYLLABLE) // _SYLLABLES_PER_INITIAL]
