"""Makes rows odd: a field that is null, missing or of another type, an unknown value, an impossible time.

Each function returns an odd copy of a good row and does not modify the row. Field names are the long ones; they also
find the short names in a row of a stream. Pure.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Raw

from core.simulator.streams import account_frames, frames
from core.simulator.streams.frames import Row

Place = tuple[dict[str, object], str]
"""An object, and the name of one of its fields."""

LONG_TEXT: Final = "가나다" * 100
MARKUP: Final = '<img src="file:///dev/zero">\n&amp;\u202e<b>굵게</b>\r\n\t\x00'
UNKNOWN: Final = "HOROSCOPE"
UNKNOWN_CODE: Final = "KRW-없는종목"

MISSING: Final = object()
"""Instead of a value: the field is removed."""

_SPELLINGS: Final[Mapping[str, frozenset[str]]] = {
    long: frozenset(
        short
        for names in (*frames.NAMES, *account_frames.NAMES)
        for each, short in zip(names.long, names.short, strict=True)
        if each == long
    )
    for names in (*frames.NAMES, *account_frames.NAMES)
    for long in names.long
}
"""The short spellings of each field: some streams use another than the rest."""

_TIMES: Final = (
    "timestamp",
    "trade_timestamp",
    "order_timestamp",
    "asset_timestamp",
    "created_at",
    "candle_date_time_utc",
    "candle_date_time_kst",
    "trades.created_at",
)
_ZONE: Final = re.compile(r"(Z|[+-]\d\d:?\d\d)$")


def places(row: Row, path: str = "") -> Iterator[Place]:
    """Every field of a row, or the one at `path`: a dot leads into an object, or into each row of a list.

    Without a path, only the first object of a list is used.
    """
    if not path:
        for name, value in row.items():
            yield row, name
            inner = value[0] if isinstance(value, list) and value else value
            if isinstance(inner, dict):
                yield from places(inner)
        return
    name, _, rest = path.partition(".")
    for spelled in (name, *_SPELLINGS.get(name, ())):
        if spelled not in row:
            continue
        if not rest:
            yield row, spelled
            return
        value = row[spelled]
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from places(inner, rest)
        return


def bend_field(row: Row, field: str, shape: str, turn: int) -> Row | None:
    """Make one field odd: `field`, or each field in turn; or remove the whole row."""
    if shape == "row":
        return None
    bent = copy.deepcopy(row)
    if shape == "extra":
        bent[field or UNKNOWN.lower()] = copy.deepcopy(row)
        return bent
    found = list(places(bent, field))
    if not field and found:
        found = [found[turn % len(found)]]
    for holder, name in found:
        _put(holder, name, _FIELD_SHAPES[shape](holder[name]))
    return bent


def bend_value(row: Row, value: str) -> Row:
    """Set an unknown value in the field where it belongs, if the row has that field."""
    bent = copy.deepcopy(row)
    paths, unknown = _UNKNOWN_VALUES[value]
    for path in paths:
        for holder, name in places(bent, path):
            _put(holder, name, copy.deepcopy(unknown))
    return bent


def bend_time(row: Row, shape: str, by: float) -> Row:
    """Make every time of a row odd, or move it by so many seconds."""
    bent = copy.deepcopy(row)
    for path in _TIMES:
        for holder, name in places(bent, path):
            _put(holder, name, _odd_time(holder[name], shape, by))
    return bent


def _put(holder: dict[str, object], name: str, value: object) -> None:
    if value is MISSING:
        del holder[name]
    else:
        holder[name] = value


def _retyped(value: object) -> object:
    if isinstance(value, str):
        return 7
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value)


_FIELD_SHAPES: Final[Mapping[str, Callable[[object], object]]] = {
    "null": lambda _value: None,
    "missing": lambda _value: MISSING,
    "retyped": _retyped,
    "list": lambda value: [value],
    "object": lambda value: {"value": value},
    "flag": lambda _value: True,
    "zero": lambda value: "0" if isinstance(value, str) else 0,
    "negative": lambda value: "-1.5" if isinstance(value, str) else -1.5,
    "huge": lambda value: "1e308" if isinstance(value, str) else 1e308,
    "empty": lambda _value: "",
    "long": lambda _value: LONG_TEXT,
    "markup": lambda _value: MARKUP,
    "infinite": lambda _value: Raw(b"1e999"),
}

_UNKNOWN_VALUES: Final[Mapping[str, tuple[tuple[str, ...], object]]] = {
    "side": (("ask_bid", "side", "trades.side"), UNKNOWN),
    "change": (("change",), UNKNOWN),
    "market_state": (("market_state", "market.state"), UNKNOWN),
    "warning": (("market_warning", "market_event.warning"), UNKNOWN),
    "caution_list": (("market_event.caution",), [{"type": "PRICE_FLUCTUATIONS", "level": 2}]),
    "caution_level": (("market_event.caution",), {"PRICE_FLUCTUATIONS": "WARNING"}),
    "caution_text": (("market_event.caution",), "PRICE_FLUCTUATIONS"),
    "caution_null": (("market_event.caution",), None),
    "order_state": (("state",), UNKNOWN),
    "order_type": (("ord_type", "order_type"), UNKNOWN),
    "stream_type": (("stream_type",), UNKNOWN),
    "kind": (("type",), UNKNOWN.lower()),
    "code": (("code", "market"), UNKNOWN_CODE),
    "currency": (("currency", "assets.currency"), UNKNOWN),
}
"""The fields of each unknown value, and the value itself."""


def _odd_time(value: object, shape: str, by: float) -> object:
    if isinstance(value, str):
        return _ODD_TEXTS[shape](value, by)
    if isinstance(value, int | float):
        return _ODD_STAMPS[shape](value, by)
    return value


def _without_zone(text: str) -> str:
    return _ZONE.sub("", text)


_ODD_TEXTS: Final[Mapping[str, Callable[[str, float], object]]] = {
    "shift": lambda text, by: (datetime.fromisoformat(text) + timedelta(seconds=by)).isoformat(),
    "naive": lambda text, _by: _without_zone(text),
    "zoned": lambda text, _by: _without_zone(text) + "+09:00",
    "seconds": lambda text, _by: datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp(),
    "text": lambda _text, _by: "어제",
    "zero": lambda _text, _by: 0,
    "huge": lambda _text, _by: "99999-12-31T23:59:59",
}
_ODD_STAMPS: Final[Mapping[str, Callable[[float, float], object]]] = {
    "shift": lambda stamp, by: round(stamp + by * 1000),
    "naive": lambda stamp, _by: stamp,
    "zoned": lambda stamp, _by: stamp,
    "seconds": lambda stamp, _by: stamp // 1000,
    "text": lambda _stamp, _by: "어제",
    "zero": lambda _stamp, _by: 0,
    "huge": lambda _stamp, _by: 400_000_000_000_000,
}
"""How to change a time written as text, and one in milliseconds."""
