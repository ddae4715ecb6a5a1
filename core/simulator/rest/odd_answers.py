"""Changes a good REST answer according to the active odd faults: odd rows in it, or another answer.

Pure: the shell passes its intended answer and sends the returned one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, cast

import msgspec

from core.simulator.faults.faults import Faults, Switch
from core.simulator.streams.frames import Row
from core.simulator.streams.odd_frames import bend

_KINDS: Final = (
    ("/v1/market/all", "market"),
    ("/v1/candles/", "candle"),
    ("/v1/ticker", "ticker"),
    ("/v1/trades/", "trade"),
    ("/v1/orderbook/", "instrument"),
    ("/v1/orderbook", "orderbook"),
    ("/v1/accounts", "asset"),
    ("/v1/orders/chance", "chance"),
    ("/v1/order", "order"),
)
_JSON: Final = "application/json"
_HTML: Final = "text/html"


Way = Literal["whole", "torn", "trickle", "endless"]
"""How a body is sent: whole, cut off in the middle, slowly in pieces, or repeated without end."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request."""

    status: int
    body: bytes
    content_type: str = _JSON
    headers: dict[str, str] = field(default_factory=dict)
    """Headers in addition to the usual ones."""
    wait: float = 0.0
    """Seconds before it is sent, or between the pieces of a slow one."""
    way: Way = "whole"


def kind_of(path: str) -> str:
    """The kind of the rows that a path returns."""
    return next((kind for beginning, kind in _KINDS if path.startswith(beginning)), "other")


def odd_answer(faults: Faults, path: str, url: str, answer: Answer, now: float) -> Answer:
    """The answer to send for a request of `path` (complete as `url`), made from the good `answer`."""
    kind = kind_of(path)
    if answer.content_type == _JSON:
        answer = _bent(faults, kind, answer, now)
    page = faults.switch("odd_page")
    if page is None or page.text("rows") not in {"all", kind}:
        return answer
    page.turns += 1
    if page.turns <= page.whole("skip"):
        return answer
    odd = _paged(page, url, answer)
    faults.spend(page, now)
    return odd


def _bent(faults: Faults, kind: str, answer: Answer, now: float) -> Answer:
    content = msgspec.json.decode(answer.body)
    rows = content if isinstance(content, list) else [content]
    if not all(isinstance(row, dict) for row in rows):
        return answer
    bent = [bend(faults, "rest", kind, row, now) for row in cast("list[Row]", rows)]
    if all(new is old for new, old in zip(bent, rows, strict=True)):
        return answer
    return replace(answer, body=msgspec.json.encode(bent if isinstance(content, list) else bent[0]))


def _paged(page: Switch, url: str, answer: Answer) -> Answer:
    wait = page.number("wait")
    later = {"Retry-After": str(math.ceil(wait))} if wait else {}
    shape = page.text("shape")
    if shape in _BODIES:
        return replace(answer, body=_BODIES[shape](answer.body))
    if shape in _REFUSALS:
        status, body, content_type = _REFUSALS[shape]
        return Answer(status, body, content_type, later if status in {429, 502} else {})
    if shape in _TARGETS:
        return Answer(302, _page("302 Found"), _HTML, {"Location": _TARGETS[shape] or url})
    if shape == "oversized":
        return replace(answer, body=_grown(answer.body, round(page.number("mebibytes") * (1 << 20))))
    if shape == "bad_gzip":
        return replace(answer, headers={"Content-Encoding": "gzip"})
    return replace(answer, wait=wait, way=_WAYS.get(shape, "whole"))


def _page(title: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>".encode()


def _error(status: int, message: str) -> bytes:
    return msgspec.json.encode({"error": {"name": status, "message": message}})


def _grown(body: bytes, size: int) -> bytes:
    """The same rows repeated up to `size` bytes; any other body is padded with spaces."""
    rows = body[1:-1]
    if not body.startswith(b"[") or not rows:
        return body.ljust(size)
    return b"[" + b",".join([rows] * max(1, size // (len(rows) + 1))) + b"]"


_BODIES: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "empty": lambda _body: b"[]",
    "null": lambda _body: b"null",
    "object": lambda body: b'{"rows":' + body + b"}",
    "cut": lambda body: body[: len(body) // 2],
}
_REFUSALS: Final[Mapping[str, tuple[int, bytes, str]]] = {
    "no_body": (204, b"", _JSON),
    "html": (200, _page("점검 중"), _HTML),
    "bad_gateway": (502, _page("502 Bad Gateway"), _HTML),
    "not_found": (404, _error(404, "Code not found"), _JSON),
    "too_many": (429, _error(429, "Too many API requests."), _JSON),
}
_WAYS: Final[Mapping[str, Way]] = {"torn": "torn", "trickle": "trickle", "endless": "endless"}
_TARGETS: Final = {"redirect": "/login", "loop": ""}
"""The target of a redirect; empty for the same path."""
