"""Takes secrets out of text that leaves the process: keys, tokens, and whatever else it was told to keep quiet about.

It works on finished text, so that it makes no difference how a secret came into it: message, argument, error, cause of
an error.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

MASK: Final = "***"

LEAST_LENGTH: Final = 8
"""Characters below which a known secret is not looked for: it would mask half of every text, and no key is so short."""

_SHAPES: Final = (
    # A JSON Web Token: its header is an object, which in base64 always begins like this.
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), MASK),
    (re.compile(r"(?i)\b(bearer\s+)[^\s'\"]+"), rf"\1{MASK}"),
    # A value with a telling name, as in a header, a query, JSON or a repr: secret_key=..., 'Access-Key': '...'
    (
        re.compile(
            r"(?i)((?:access|secret|api|private)[ _-]?key|authorization|password|passphrase|token)"
            r"(['\"]?\s*[:=]\s*['\"]?)(?!bearer\b)([^\s'\",;&)}\]]+)"
        ),
        rf"\1\2{MASK}",
    ),
    # What Upbit's keys look like: 40 letters and digits of all three sorts. A hash has no capitals.
    (re.compile(r"\b(?=\w*[A-Z])(?=\w*[a-z])(?=\w*\d)[A-Za-z0-9]{40}\b"), MASK),
)


class Redactor:
    """Masks the secrets it knows by value, and what looks like one."""

    def __init__(self) -> None:
        self._known: tuple[str, ...] = ()

    def add(self, *secrets: str) -> None:
        """Mask these too from now on; safe to call while other threads are logging."""
        spellings = {form for secret in secrets for form in (secret, quote(secret, safe=""))}
        # The longest first: one may be part of another.
        known = {each for each in spellings if len(each) >= LEAST_LENGTH}.union(self._known)
        self._known = tuple(sorted(known, key=len, reverse=True))

    def clean(self, text: str) -> str:
        """`text` without secrets."""
        for secret in self._known:
            text = text.replace(secret, MASK)
        for shape, masked in _SHAPES:
            text = shape.sub(masked, text)
        return text
