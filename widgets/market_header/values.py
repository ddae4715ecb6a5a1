"""The market header as a table: one figure a row, also those that have no room in the strip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from widgets.market_header.fields import Field, Subject
from widgets.text.language import translate
from widgets.text.value_table import ValueRow, ValueTable

_WORDS: Final = frozenset({0})


def header_values(fields: Sequence[Field]) -> ValueTable:
    """Return the figures of all fields with their titles."""
    rows = [row for field in fields for row in _rows(field)]
    titles = (translate("MarketHeader", "항목"), translate("MarketHeader", "값"))
    return ValueTable(", ".join(" ".join(row.texts) for row in rows), titles, rows, _WORDS)


def _rows(field: Field) -> Iterator[ValueRow]:
    match field.subject:
        case Subject.PRICE:
            titles = (translate("MarketHeader", "현재가"), translate("MarketHeader", "전일대비"))
        case Subject.CLOCK:
            yield ValueRow((field.subject, 0), (field.upper.title, field.lower.text))
            return
        case Subject.NOTICE:
            titles = (translate("MarketHeader", "알림"), "")
        case Subject.WARNING:
            titles = (translate("MarketHeader", "유의·주의"), "")
        case _:
            titles = (field.upper.title, field.lower.title)
    for number, (title, line) in enumerate(zip(titles, (field.upper, field.lower), strict=True)):
        if line.text:
            yield ValueRow((field.subject, number), (title, line.exact or line.text))
