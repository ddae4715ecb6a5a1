"""Decides which fields of the market header are shown, in which form, and where; no number is ever cut."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final, NamedTuple

from widgets.market_header.fields import FIGURES, IMPORTANCE, Subject

GAP: Final = 20
"""Pixels between two fields; a thin line divides them."""

_AFTER_FIGURES: Final = {Subject.CLOCK, Subject.YEAR}


class Widths(NamedTuple):
    """How wide a field is, in pixels."""

    subject: Subject
    full: int
    short: int | None = None
    """None if there is no shorter form."""
    brief: int | None = None
    """Of the more important half alone; None if it is whole or not shown at all."""

    def at(self, place: Place) -> int:
        """Return the width of the form that is shown at a place."""
        return (self.brief if place.is_brief else self.short if place.is_short else None) or self.full


class Place(NamedTuple):
    """Where a field is shown."""

    left: int
    row: int
    is_short: bool = False
    is_brief: bool = False


def fold(fields: Sequence[Widths], width: int, rows: int) -> dict[Subject, Place]:
    """Return the places of the fields that fit, from left to right and from row to row.

    First fields take their shorter form, then the least important ones go; room that is left afterwards goes to the
    most important ones. The price always stays, and is written large if it fits so. What is no figure of the market
    takes no room from one: it waits until all of them are shown.

    Args:
        fields: in the order of the strip.
        width: of a row, in pixels.
        rows: how many there are.
    """
    ranked = [subject for subject in IMPORTANCE if any(each.subject is subject for each in fields)]
    short = {each.subject for each in fields if each.short is not None and each.subject is not Subject.PRICE}
    shown, briefs = set(ranked[:1]), set[Subject]()
    if _placed(fields, shown, short, width, rows) is None:
        return dict.fromkeys(ranked[:1], Place(0, 0, is_short=True))
    figures = {subject for subject in FIGURES if subject in ranked}
    for subject in ranked[1:]:
        if subject in _AFTER_FIGURES and not figures <= shown:
            continue
        if _placed(fields, shown | {subject}, short, width, rows) is None:
            brief = next(each.brief for each in fields if each.subject is subject)
            if brief is None:
                continue
            halved = [each._replace(full=brief, short=None) if each.subject is subject else each for each in fields]
            if _placed(halved, shown | {subject}, short, width, rows) is None:
                continue
            fields, briefs = halved, briefs | {subject}
        shown.add(subject)
    for subject in ranked:
        if _placed(fields, shown, short - {subject}, width, rows) is not None:
            short.discard(subject)
    places = _placed(fields, shown, short, width, rows) or {}
    return {subject: place._replace(is_brief=subject in briefs) for subject, place in places.items()}


def _placed(
    fields: Sequence[Widths], shown: Set[Subject], short: Set[Subject], width: int, rows: int
) -> dict[Subject, Place] | None:
    """Return the places of the fields in `shown`, of those in `short` in their shorter form; None without the room."""
    places: dict[Subject, Place] = {}
    left = row = 0
    for subject, full, shorter, _ in fields:
        if subject not in shown:
            continue
        needed = shorter if shorter is not None and subject in short else full
        if left and left + needed > width:
            left, row = 0, row + 1
        if left + needed > width or row >= rows:
            return None
        places[subject] = Place(left, row, is_short=subject in short)
        left += needed + GAP
    return places
