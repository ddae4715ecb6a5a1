"""The rows of the market list, in the documented form or in any other readable form.

A market's names and warnings stand beside its code. A change of their form must not lose the market; and a caution of
unknown form counts as a caution, because it cannot be ruled out.

Source: Upbit REST page of the market list (October 2026).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.json import Decoder

from core.model.markets import Caution, Market, is_name

if TYPE_CHECKING:
    from msgspec import Raw

_LONGEST_CODE: Final = 40
_LONGEST_NAME: Final = 100
_NONE: Final = "NONE"
_WARNED: Final = "CAUTION"
"""The values of regional hosts for no warning and for a warning."""

_CAUTIONS: Final = frozenset(Caution)


class _Event(Struct):
    warning: bool = False
    caution: dict[str, bool] = {}


class MarketRow(Struct, kw_only=True):
    """One market of the list; regional hosts omit the Korean name and the details."""

    market: str
    korean_name: str = ""
    english_name: str = ""
    market_event: _Event | None = None
    market_warning: str = _NONE

    def __post_init__(self) -> None:
        _check_code(self.market)

    def to_market(self) -> Market:
        """The same as a `Market`."""
        names = _name(self.korean_name), _name(self.english_name)
        if (event := self.market_event) is None:
            is_odd = self.market_warning not in (_NONE, _WARNED)
            cautions = frozenset({Caution.OTHER} if is_odd else ())
            return Market(self.market, *names, self.market_warning == _WARNED, cautions)
        cautions = frozenset(_caution(kind) for kind, is_set in event.caution.items() if is_set)
        return Market(self.market, *names, event.warning, cautions)


class OddMarketRow(Struct, kw_only=True):
    """A row in which only the code has the documented form."""

    market: str
    korean_name: Any = ""
    english_name: Any = ""
    market_event: Any = None
    market_warning: Any = _NONE

    def __post_init__(self) -> None:
        _check_code(self.market)

    def to_market(self) -> Market:
        """The same as a `Market`."""
        event = self.market_event
        warning, caution = self.market_warning, {}
        if isinstance(event, dict):
            warning, caution = event.get("warning", False), event.get("caution", {})
        elif event is not None:
            caution = event
        cautions = set(_cautions(caution))
        if warning not in (True, False, _NONE, _WARNED):
            cautions.add(Caution.OTHER)
        return Market(
            self.market, _name(self.korean_name), _name(self.english_name), warning in (True, _WARNED),
            frozenset(cautions),
        )  # fmt: skip


_odd: Final = Decoder(OddMarketRow).decode


def rescued(raw: Raw) -> OddMarketRow:
    """A row with a readable code, whatever else is wrong with it.

    Raises:
        ValueError: the code is not readable either.
    """
    return _odd(raw)


def _check_code(code: str) -> None:
    """Check that this can be a market's code: in a request, a malformed code makes the exchange refuse all others."""
    quote, dash, symbol = code.partition("-")
    is_plain = code.isascii() and code.isprintable() and code == code.upper() and not set(code) & set(" ,\"'&<>\\/")
    if not (quote and dash and symbol and is_plain and len(code) <= _LONGEST_CODE):
        raise ValueError(f"{code[:_LONGEST_CODE]!r} is no market code")


def _cautions(value: object) -> Iterator[Caution]:
    if isinstance(value, dict):
        for kind, is_set in value.items():
            if is_set is not False and is_set != _NONE:
                yield _caution(kind)
    elif value not in (False, _NONE, []):
        yield Caution.OTHER


def _caution(kind: str) -> Caution:
    return Caution(kind) if kind in _CAUTIONS else Caution.OTHER


def _name(value: object) -> str:
    """The name; empty if it cannot be one."""
    return value[:_LONGEST_NAME] if isinstance(value, str) and is_name(value[:_LONGEST_NAME]) else ""
