"""Sources in words, for menus and messages. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.source.source import Source
from core.text import Text, translatable

_SHORT = {
    "simulated": translatable("Sources", "모의"),
    "upbit": translatable("Sources", "업비트"),
    "upbit-sg": translatable("Sources", "업비트 싱가포르"),
    "upbit-id": translatable("Sources", "업비트 인도네시아"),
    "upbit-th": translatable("Sources", "업비트 태국"),
}
_FULL = {
    **_SHORT,
    "simulated": translatable("Sources", "모의 거래소"),
    "upbit": translatable("Sources", "업비트 (한국)"),
}


def short_name(source: Source) -> str | Text:
    """Return the name for a button: where a region has one, `업비트 싱가포르`."""
    return _address(source) if source.has_address else _SHORT[source.exchange]


def short_name_of(written: str) -> str | Text:
    """Return the short name of a source, given as `str(source)`; the text itself if no exchange has that name."""
    exchange, _, addresses = written.partition(" ")
    if exchange not in _SHORT:
        return written
    return short_name(Source(exchange, addresses.partition(" ")[0] or None))


def full_name(source: Source) -> Text:
    """Return the name for a menu or a message."""
    if source.has_address:
        return translatable("Sources", "다른 서버 {address}").format(address=_address(source))
    return _FULL[source.exchange]


def _address(source: Source) -> str:
    return urlsplit(source.rest_url or source.ws_url or "").netloc or str(source)
