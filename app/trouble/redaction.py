"""Masks secrets in text that leaves the process: API keys, tokens and other registered values.

It works on the finished text, so it does not matter how a secret came into it: message, argument, exception or cause.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

MASK: Final = "***"

LEAST_LENGTH: Final = 8
"""Minimum length of a known secret: a shorter one would mask half of every text, and no key is that short."""

_SHAPES: Final = (
    # A JSON Web Token: its header is a JSON object, whose base64 form always begins like this.
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), MASK),
    (re.compile(r"(?i)\b(bearer\s+)[^\s'\"]+"), rf"\1{MASK}"),
    # A value after a revealing name, in a header, query, JSON or repr: secret_key=..., 'Access-Key': '...'
    (
        re.compile(
            r"(?i)((?:access|secret|api|private)[ _-]?key|authorization|password|passphrase|token)"
            r"(['\"]?\s*[:=]\s*['\"]?)(?!bearer\b)([^\s'\",;&)}\]]+)"
        ),
        rf"\1\2{MASK}",
    ),
    # The form of Upbit's keys: 40 letters and digits, with upper and lower case. A hash has no capitals.
    (re.compile(r"\b(?=\w*[A-Z])(?=\w*[a-z])(?=\w*\d)[A-Za-z0-9]{40}\b"), MASK),
)


class Redactor:
    """Masks known secrets by value, and text that looks like a secret."""

    def __init__(self) -> None:
        self._known: tuple[str, ...] = ()

    def add(self, *secrets: str) -> None:
        """Register secrets to mask; safe while other threads are logging."""
        spellings = {form for secret in secrets for form in (secret, quote(secret, safe=""))}
        # The longest first: one may be part of another.
        known = {each for each in spellings if len(each) >= LEAST_LENGTH}.union(self._known)
        self._known = tuple(sorted(known, key=len, reverse=True))

    def clean(self, text: str) -> str:
        """Return `text` without secrets."""
        for secret in self._known:
            text = text.replace(secret, MASK)
        for shape, masked in _SHAPES:
            text = shape.sub(masked, text)
        return text
