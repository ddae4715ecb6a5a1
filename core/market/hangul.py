"""Hangul as the keys that type it: a name and a half-typed word become comparable letter by letter.

On a dubeolsik keyboard 비트 is typed ㅂ ㅣ ㅌ ㅡ, and the input method shows ㅂ, 비, 빝, 비트 on the way. Written as
keys, each of these is a beginning of the next. `SYLLABLE` before each syllable of a name keeps apart where one begins.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

SYLLABLE: Final = "|"
"""Before each syllable of a text in keys."""

NAME_END: Final = "\n"
"""Between two names; no match goes over it."""

_FIRST: Final = 0xAC00
_LAST: Final = 0xD7A3
_VOWEL_COUNT: Final = 21
_FINAL_COUNT: Final = 28

_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS: Final = (
    *("ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ"),
    *("ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ"),
)
_FINALS: Final = (
    *("", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ"),
    *("ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"),
)
"""The parts of a syllable in the order of their codes; double vowels and finals as the two keys typed."""

_CLUSTERS: Final = dict(
    zip(
        "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅘㅙㅚㅝㅞㅟㅢ",
        (
            *("ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ"),
            *("ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅡㅣ"),
        ),
        strict=True,
    )
)
"""Letters that stand alone and are typed with two keys: some input methods show ㄳ after ㄱ and ㅅ."""

_LONE: Final = {chr(0x1100 + number): letter for number, letter in enumerate(_INITIALS)}
"""Initials that stand alone in a decomposed text, which NFC does not turn into letters."""

_KEYS: Final = {
    **dict(zip("qwertasdfgzxcv", "ㅂㅈㄷㄱㅅㅁㄴㅇㄹㅎㅋㅌㅊㅍ", strict=True)),
    **dict(zip("yuiophjklbnm", "ㅛㅕㅑㅐㅔㅗㅓㅏㅣㅠㅜㅡ", strict=True)),
    **dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True)),
}
"""The dubeolsik letter on each key of a Latin keyboard."""

_LATIN: Final = {letter: key.lower() for key, letter in _KEYS.items()}

_WITHIN: Final = rf"[^\{SYLLABLE}{NAME_END}]*"
"""The rest of a syllable of which only the initial was typed, and what is no Hangul behind it."""


def composed_letters(text: str) -> str:
    """Return `text` with syllables composed, and lone initials as letters: what NFD and NFC have in common."""
    return "".join(_LONE.get(letter, letter) for letter in normalize("NFC", text))


def in_keys(text: str) -> str:
    """Return a name as the keys that type it, each syllable marked; what is no Hangul stays."""
    return "".join(SYLLABLE + "".join(_parts(each)) if _is_syllable(each) else each for each in text)


def pattern(typed: str) -> str:
    """Return a regular expression for what `typed` may mean in a name written by `in_keys`.

    A whole syllable means itself, a lone consonant any syllable that begins with it. The last syllable is half-typed:
    its vowel may still grow (고 to 과), and its final consonant may begin the next syllable (빝 to 비트). The same
    holds before a lone consonant, because 비ㅌㅋ is shown as 빝ㅋ.
    """
    units = list(_units(typed))
    return "".join(
        _unit_pattern(unit, None if number + 1 == len(units) else units[number + 1])
        for number, unit in enumerate(units)
    )


def as_latin(text: str) -> str:
    """Return the Latin letters on the keys that typed `text`: `eth` for ㄷ소, of one who forgot to switch."""
    keys = "".join("".join(_parts(each)) if _is_syllable(each) else _CLUSTERS.get(each, each) for each in text)
    return "".join(_LATIN.get(key, key) for key in keys)


def as_hangul_keys(text: str) -> str:
    """Return the Hangul letters on the keys that typed `text`: ㅂㅣㅌㅡ for `qlxm`."""
    return "".join(_KEYS.get(key, _KEYS.get(key.lower(), key)) for key in text)


def _units(typed: str) -> Iterator[str]:
    for letter in typed:
        yield from _CLUSTERS.get(letter, letter)


def _unit_pattern(unit: str, following: str | None) -> str:
    if unit in _INITIALS:
        return rf"\{SYLLABLE}{unit}" + ("" if following is None else _WITHIN)
    if unit in _LATIN:  # a vowel alone: no syllable begins with it
        return r"(?!)"
    if not _is_syllable(unit):
        return re.escape(unit)
    initial, vowel, final = _parts(unit)
    head = rf"\{SYLLABLE}{initial}{vowel}"
    if following is not None and following not in _INITIALS:
        return head + final
    rest = "" if following is None else _WITHIN
    ways = [final]
    if final:
        ways.append(rf"{final[:-1]}\{SYLLABLE}{final[-1]}{rest}")
    if len(final) > 1:
        ways.append(rf"\{SYLLABLE}{final[0]}{_WITHIN}\{SYLLABLE}{final[1]}{rest}")
    return f"{head}(?:{'|'.join(ways)})"


def _is_syllable(letter: str) -> bool:
    return _FIRST <= ord(letter) <= _LAST


def _parts(syllable: str) -> tuple[str, str, str]:
    """Return the keys of initial, vowel and final."""
    number, final = divmod(ord(syllable) - _FIRST, _FINAL_COUNT)
    initial, vowel = divmod(number, _VOWEL_COUNT)
    return _INITIALS[initial], _VOWELS[vowel], _FINALS[final]
