"""The canvas of the market header: paints the fields that fit, and only those whose texts changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.market_header.fields import Field, Line, Subject
from widgets.market_header.folding import GAP, Place, Widths, fold
from widgets.market_header.values import header_values
from widgets.paint.cells import PADDING, CellText
from widgets.paint.repaint import schedule_repaint
from widgets.paint.steady_widths import SteadyWidths
from widgets.text.value_table import ValueTable

UPPER: Final = 26
LOWER: Final = 20
"""Heights of the two lines of a row in pixels, at a font size of 100 %."""

_BAR: Final = 6
"""Height of the bar of the 52 weeks."""

_LEAST_BAR: Final = 72
"""Width of that bar where its texts are narrower."""


class MarketHeaderCanvas(QWidget):
    """Shows fields from left to right; with more height in several rows."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._fields: tuple[Field, ...] = ()
        self._places: dict[Subject, Place] = {}
        self._widths: dict[Subject, Widths] = {}
        self._steady = SteadyWidths(self)
        self._steady.shrunk.connect(self._on_shrunk)
        self._steady_for: tuple[object, ...] = ()
        """Which fields it knows the widths of."""
        self._is_stale = False
        self._measure()
        look.changed.connect(self._on_look_changed)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, also those that do not fit."""
        return self._fields

    @property
    def shown(self) -> tuple[Subject, ...]:
        """The subjects of the fields that fit, in their order."""
        return tuple(self._places)

    def show_fields(self, fields: Sequence[Field], *, is_stale: bool = False) -> None:
        """Show `fields`, and repaint those that differ from before.

        Args:
            fields: in the order of the strip.
            is_stale: the figures are not current.
        """
        if (tuple(fields), is_stale) == (self._fields, self._is_stale):
            return
        before = {field.subject: field for field in self._fields}
        is_other_look = is_stale != self._is_stale
        self._fields, self._is_stale = tuple(fields), is_stale
        areas = self._areas()
        self._arrange()
        if is_other_look or self._areas() != areas:
            self.update()
            return
        now = {field.subject: field for field in self._fields}
        schedule_repaint(self, *(area for subject, area in areas.items() if now[subject] != before.get(subject)))

    def shown_values(self) -> ValueTable:
        """Return all figures as a table."""
        return header_values(self._fields)

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return one row, wide enough for all fields of a market without warnings."""
        return QSize(self._look.px(640), self._row)

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return room for a price."""
        return QSize(self._look.px(110), self._row)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the fields of the exposed part."""
        painter = QPainter(self)
        exposed, theme = event.rect(), self._look.theme
        painter.fillRect(exposed, theme.panel)
        for field in self._fields:
            if (place := self._places.get(field.subject)) is None:
                continue
            area = self._area(field.subject, place)
            if place.left:
                line = area.left() - GAP // 2
                painter.fillRect(QRect(line, area.top() + 6, 1, area.height() - 12), theme.grid)
            if exposed.intersects(area):
                self._paint_field(painter, field, place, area)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again which fields fit."""
        super().resizeEvent(event)
        self._steady.forget()
        self._arrange()
        self.update()

    def _paint_field(self, painter: QPainter, field: Field, place: Place, area: QRect) -> None:
        upper, lower = field.form(is_short=place.is_short, is_brief=place.is_brief)
        is_large = field.subject is Subject.PRICE and not place.is_short
        text = self._large if is_large else self._strong if field.subject is Subject.PRICE else self._text
        if field.subject is Subject.NOTICE:  # words may be shortened; a strip may be narrower than any of them
            upper, lower = (line._replace(text=text.elided(line.text, area.width())) for line in (upper, lower))
        self._paint_line(painter, upper, area, text, area.top() + text.baseline(self._upper))
        if field.position is not None:
            self._paint_bar(painter, field.position, area)
            return
        self._paint_line(
            painter, lower, area, self._text, area.top() + self._upper + self._text.baseline(self._lower) - 2
        )

    def _paint_line(self, painter: QPainter, line: Line, area: QRect, text: CellText, baseline: int) -> None:
        theme = self._look.theme
        if line.title:
            painter.setFont(self._small.font)
            painter.setPen(theme.dim_text)
            painter.drawText(area.left(), baseline, line.title)
        if line.text:
            painter.setFont(text.font)
            is_figure = line.ink not in {Ink.WARNING, Ink.BAD}
            painter.setPen(theme.stale if self._is_stale and is_figure else theme.ink(line.ink))
            painter.drawText(
                area.right() + 1 - text.width(line.text) if line.title else area.left(), baseline, line.text
            )

    def _paint_bar(self, painter: QPainter, position: float, area: QRect) -> None:
        theme, height = self._look.theme, self._look.px(_BAR)
        top = area.top() + self._upper + (self._lower - height) // 2 - 1
        painter.fillRect(QRect(area.left(), top, area.width(), height), theme.header)
        mark = round(position * area.width())
        painter.fillRect(QRect(area.left(), top, mark, height), theme.border)
        at = min(max(area.left() + mark - 1, area.left()), area.right() - 2)
        painter.fillRect(QRect(at, top - 3, 3, height + 6), theme.stale if self._is_stale else theme.text)

    def _areas(self) -> dict[Subject, QRect]:
        return {subject: self._area(subject, place) for subject, place in self._places.items()}

    def _area(self, subject: Subject, place: Place) -> QRect:
        widths = self._widths[subject]
        width = widths.at(place)
        rows = max((each.row for each in self._places.values()), default=0) + 1
        top = max((self.height() - rows * self._row) // 2, 0)
        width = min(width, self.width() - 2 * PADDING)
        return QRect(PADDING + place.left, top + place.row * self._row, width, self._row)

    def _arrange(self) -> None:
        """Measure the fields, and choose those that fit.

        Where only figures changed, no field is narrower than before until it has been so for seconds: others would
        come and go, or change their form, with each tick.
        """
        widths = self._held([self._widths_of(field) for field in self._fields])
        self._widths = {each.subject: each for each in widths}
        self._places = fold(widths, self.width() - 2 * PADDING, max(self.height() // self._row, 1))

    def _held(self, needed: Sequence[Widths]) -> list[Widths]:
        """Return the widths that are held; those needed now where the fields or their words are others."""
        words = tuple((field.subject, field.upper.title, field.lower.title) for field in self._fields)
        if words != self._steady_for:
            self._steady.forget()
            self._steady_for = words
        held = self._steady.widths([width or 0 for each in needed for width in (each.full, each.short, each.brief)])
        return [
            Widths(each.subject, full, each.short and short, each.brief and brief)
            for each, full, short, brief in zip(needed, held[::3], held[1::3], held[2::3], strict=True)
        ]

    def _widths_of(self, field: Field) -> Widths:
        if field.subject is Subject.PRICE:  # the shorter form is the same in a smaller font
            change = max(map(self._text.width, (field.lower.text, *field.reserved)))
            return Widths(
                field.subject,
                max(self._large.width(field.upper.text), change),
                max(self._strong.width(field.upper.text), change),
            )
        least = self._look.px(_LEAST_BAR) if field.position is not None else 0
        full = max(self._line_width(field.upper), self._line_width(field.lower), least)
        short, brief = (
            None if form is None else max(*map(self._line_width, form), least) for form in (field.short, field.brief)
        )
        return Widths(field.subject, full, short, brief)

    def _line_width(self, line: Line) -> int:
        title = (
            self._small.width(line.title) + PADDING + 2 if line.title and line.text else self._small.width(line.title)
        )
        return title + self._text.width(line.text)

    def _on_look_changed(self) -> None:
        self._measure()
        self._steady.forget()
        self._arrange()
        self.updateGeometry()
        self.update()

    def _on_shrunk(self) -> None:
        areas = self._areas()
        self._arrange()
        if self._areas() != areas:
            self.update()

    def _measure(self) -> None:
        self._large = CellText(self._look, FontRole.LARGE)
        self._strong = CellText(self._look, FontRole.STRONG)
        self._text = CellText(self._look, FontRole.NUMBER)
        self._small = CellText(self._look, FontRole.SMALL)
        self._upper, self._lower = self._look.px(UPPER), self._look.px(LOWER)
        self._row = self._upper + self._lower
