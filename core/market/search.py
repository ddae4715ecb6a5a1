"""Finds things by typed text: names, codes and words, in Korean as an input method shows it, or in Latin letters.

What is searched is prepared once (`Searchable`), and so is what is typed (`Typed`): a keystroke compares the two.
Markets, panels, commands and settings are all found by these. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cached_property
from typing import Final, Protocol, TypeVar

from core.market.hangul import NAME_END, SYLLABLE, as_hangul_keys, as_latin, composed_letters, in_keys, pattern
from core.model.one_line import one_line
from core.text import has_hangul

LONGEST_TYPED: Final = 60
"""Maximum number of letters to examine; no name is longer."""

T = TypeVar("T")

_BETWEEN: Final = re.compile(r"[\s/:,_-]+")
"""The separators in `BTC/KRW`, `krw-btc` or `비트코인 krw`."""

_ASKS: Final = "…"
"""The mark behind the name of a command that asks for more; nobody types it."""

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""The full-width forms of ASCII, which a Korean or Japanese input method can produce."""

_LETTER: Final = re.compile("[ㄱ-ㅣ]")
"""A Hangul letter that is no syllable."""


class Rank(IntEnum):
    """How well something matches, the best first."""

    CODE = 0
    NAME = 1
    CODE_BEGINS = 2
    NAME_BEGINS = 3
    NAME_WORD = 4
    WORD = 5
    NAME_INSIDE = 6
    INSIDE = 7


class Searchable:
    """What one thing is found by.

    Args:
        names: such as the Korean and the English one.
        codes: short words that rank before names.
        words: other words; a whole one ranks after a whole word of a name, a part of one last.
        pair: two words that together are its code, in either order: quote and symbol.
    """

    __slots__ = ("codes", "name_words", "names", "pair", "text", "words")

    def __init__(
        self, names: Iterable[str], codes: Iterable[str] = (), words: Iterable[str] = (), pair: Sequence[str] = ()
    ) -> None:
        self.names = tuple(filter(None, map(_name_in_keys, names)))
        self.name_words = frozenset(word.rstrip(_ASKS) for name in self.names for word in name.split())
        self.codes = tuple(_folded(code) for code in codes)
        self.pair = [_folded(word) for word in pair]
        others = tuple(map(_name_in_keys, words))
        self.words = frozenset(word for each in others for word in each.split())
        self.text = NAME_END.join((*self.names, *self.codes, *others))
        """All in one, to find out quickly that something does not match."""


class Way(Protocol):
    """A way to read a typed text."""

    def find(self, things: list[tuple[Searchable, T]]) -> list[tuple[Rank, T]]:
        """Return the things that match, with their ranks, in the order given."""


class Typed:
    """A typed text.

    Args:
        text: as it stands in the field, with the text of the input method that is not committed yet.
    """

    def __init__(self, text: str) -> None:
        self._plain = composed_letters(one_line(text, LONGEST_TYPED)).translate(_FULL_WIDTH)
        self.words = [_Word(word) for word in _BETWEEN.split(self._plain.casefold()) if word]
        self._letters = [word.letters for word in self.words]
        self._phrase = _Word(" ".join(self._letters)) if len(self.words) > 1 else None

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words)

    def find(self, things: list[tuple[Searchable, T]]) -> list[tuple[Rank, T]]:
        """Return the things that match all words, with their ranks."""
        if len(self._letters) > 2 and (named := [what for thing, what in things if thing.pair == self._letters[:2]]):
            return [(Rank.CODE, what) for what in named]  # a code with a name behind it, which may be another by now
        for word in self.words:
            things = word.among(things)
        return [(self._rank(thing), what) for thing, what in things]

    def _rank(self, thing: Searchable) -> Rank:
        """Return how well a thing matches that contains all words."""
        if self._phrase is None:
            return self.words[0].rank(thing)
        if thing.pair and self._is_pair(thing.pair):
            return Rank.CODE
        rank = max([word.rank(thing) for word in self.words])
        return min(rank, self._phrase.rank(thing)) if self._phrase.among([(thing, None)]) else rank

    def _is_pair(self, pair: list[str]) -> bool:
        return self._letters in (pair, pair[::-1])

    @cached_property
    def ways(self) -> list[Way]:
        """How the text can be read: as it is, and if that finds nothing, as typed in the other language by mistake."""
        return [self, *self._on_the_other_layout()] if self else []

    def _on_the_other_layout(self) -> list[Way]:
        if has_hangul(self._plain) or _LETTER.search(self._plain):
            return [Typed(as_latin(self._plain))]
        return [_Keys(as_hangul_keys(self._plain.replace(" ", "")))] if self._plain.isascii() else []


class _Keys:
    """Latin letters read as the Hangul keys they are: `qlxm` for 비트."""

    def __init__(self, keys: str) -> None:
        self._keys = keys

    def find(self, things: list[tuple[Searchable, T]]) -> list[tuple[Rank, T]]:
        """Return the things that match, with their ranks."""
        found = []
        for thing, what in things:
            text = thing.text.replace(SYLLABLE, "")
            if self._keys in text:
                is_start = any(name.replace(SYLLABLE, "").startswith(self._keys) for name in thing.names)
                found.append((Rank.NAME_BEGINS if is_start else Rank.INSIDE, what))
        return found


class _Word:
    """One word, or several words as one phrase."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        self._in_keys = in_keys(letters)
        meant = None if letters.isascii() else re.compile(pattern(letters))
        self._find = meant and meant.search
        self._match = meant and meant.match

    def among(self, things: list[tuple[Searchable, T]]) -> list[tuple[Searchable, T]]:
        """Return the things in which the word occurs."""
        if (find := self._find) is None:
            letters = self.letters
            return [each for each in things if letters in each[0].text]
        return [each for each in things if find(each[0].text)]

    def rank(self, thing: Searchable) -> Rank:
        """Return how well a thing matches that contains the word."""
        if self.letters in thing.codes:
            return Rank.CODE
        if self._in_keys in thing.names:
            return Rank.NAME
        for code in thing.codes:
            if code.startswith(self.letters):
                return Rank.CODE_BEGINS
        for name in thing.names:
            if name.startswith(self.letters) if self._match is None else self._match(name):
                return Rank.NAME_BEGINS
        return self._rank_within(thing)

    def _rank_within(self, thing: Searchable) -> Rank:
        """Return how well a thing matches of which no name or code begins with the word."""
        if self._in_keys in thing.name_words:
            return Rank.NAME_WORD
        if self._in_keys in thing.words:
            return Rank.WORD
        is_in_name = any(self.letters in name if self._find is None else self._find(name) for name in thing.names)
        return Rank.NAME_INSIDE if is_in_name else Rank.INSIDE


def ranked(things: Iterable[tuple[Searchable, T]], typed: Typed) -> list[tuple[Rank, T]]:
    """Return what matches with its rank, in the order given.

    Where nothing matches, the text is read as typed with the other language of the keyboard.

    Args:
        things: what to search.
        typed: what to look for; nothing matches an empty text.
    """
    pairs = list(things)
    return next((found for way in typed.ways if (found := way.find(pairs))), [])


def _folded(text: str) -> str:
    return text.translate(_FULL_WIDTH).casefold()


def _name_in_keys(name: str) -> str:
    return in_keys(_BETWEEN.sub(" ", _folded(composed_letters(name)).replace(SYLLABLE, " ")).strip())
