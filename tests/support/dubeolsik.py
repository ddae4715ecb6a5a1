"""What a Korean input method shows, key by key, while a text is typed on a dubeolsik keyboard."""

from __future__ import annotations

from unicodedata import normalize

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
PAIRS = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
JOINED = {pair: joined for joined, pair in PAIRS.items()}


def keys_of(text: str) -> list[str]:
    """The keys that type a text; a letter that is no Hangul is its own key."""
    keys: list[str] = []
    for letter in normalize("NFC", text):
        number = ord(letter) - 0xAC00
        if 0 <= number < 11172:
            parts = [INITIALS[number // 588], VOWELS[number % 588 // 28], FINALS[number % 28]]
            keys += [key for part in parts for key in PAIRS.get(part, part)]
        else:
            keys += PAIRS.get(letter, letter)
    return keys


class InputMethod:
    """Composes syllables; a consonant between two vowels moves to the second syllable, as in every Korean one."""

    def __init__(self) -> None:
        self.done = ""
        self.initial = self.vowel = self.final = ""

    @property
    def shown(self) -> str:
        """The text as the user sees it."""
        return self.done + self._composed()

    def _composed(self) -> str:
        if not (self.initial and self.vowel):
            return self.initial + self.vowel
        at = (INITIALS.index(self.initial) * 21 + VOWELS.index(self.vowel)) * 28 + FINALS.index(self.final)
        return chr(0xAC00 + at)

    def press(self, key: str) -> str:
        """Take a key; return what is shown then."""
        if key in VOWELS:
            self._vowel(key)
        elif key in INITIALS:
            self._consonant(key)
        else:
            self._begin()
            self.done += key
        return self.shown

    def _begin(self, initial: str = "", vowel: str = "") -> None:
        self.done = self.shown
        self.initial, self.vowel, self.final = initial, vowel, ""

    def _vowel(self, key: str) -> None:
        if self.final:
            kept, moved = PAIRS.get(self.final, ("", self.final))
            self.final = kept
            self._begin(moved, key)
        elif self.vowel and self.vowel + key in JOINED:
            self.vowel = JOINED[self.vowel + key]
        elif self.vowel or not self.initial:
            self._begin("", key)
        else:
            self.vowel = key

    def _consonant(self, key: str) -> None:
        if not (self.initial and self.vowel):
            self._begin(key)
        elif not self.final and key in FINALS:
            self.final = key
        elif self.final and self.final + key in JOINED:
            self.final = JOINED[self.final + key]
        else:
            self._begin(key)


def states(text: str) -> list[str]:
    """What is shown after each key while `text` is typed."""
    method = InputMethod()
    return [method.press(key) for key in keys_of(text)]
