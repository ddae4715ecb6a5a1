"""Reads a compiled catalogue of translations without Qt, for texts that are shown before Qt is loaded or without it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_MAGIC: Final = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_MESSAGES: Final = 0x69
_END, _TRANSLATION, _OBSOLETE, _SOURCE, _CONTEXT, _COMMENT = 1, 3, 5, 6, 7, 8
"""Tags of the parts of a message, as Qt's `qtranslator.cpp` numbers them."""


def read_catalogue(data: bytes) -> dict[tuple[str, str], str]:
    """Return the translations: context and source text -> translation.

    Raises:
        ValueError: it is not such a file.
    """
    if not data.startswith(_MAGIC):
        raise ValueError("not a compiled catalogue")
    found: dict[tuple[str, str], str] = {}
    for tag, section in _sections(data):
        if tag == _MESSAGES:
            found |= _messages(section)
    return found


def _sections(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = len(_MAGIC)
    while at + 5 <= len(data):
        size = int.from_bytes(data[at + 1 : at + 5])
        yield data[at], data[at + 5 : at + 5 + size]
        at += 5 + size


def _messages(section: bytes) -> Iterator[tuple[tuple[str, str], str]]:
    at, parts = 0, dict.fromkeys((_TRANSLATION, _SOURCE, _CONTEXT), b"")
    while at < len(section):
        tag = section[at]
        at += 1
        if tag == _END:
            yield (parts[_CONTEXT].decode(), parts[_SOURCE].decode()), parts[_TRANSLATION].decode("utf-16-be")
            parts = dict.fromkeys(parts, b"")
        elif tag == _OBSOLETE:
            at += 4
        elif tag in (*parts, _COMMENT):
            size = int.from_bytes(section[at : at + 4])
            parts[tag] = section[at + 4 : at + 4 + size]
            parts.pop(_COMMENT, None)
            at += 4 + size
        else:
            raise ValueError(f"unknown tag {tag}")
