"""What the context menu of a chart offers for drawings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from core.market.drawings.drawing import WIDTHS, Drawing, Kind
from core.market.drawings.tools import COLORS, DASHES, MAGNET_KEY, TITLES, TOOLS
from widgets.chart.drawings.actions import hide_or_show_all, lock_or_unlock_all, redo, remove_all, undo
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import translate, wording

if TYPE_CHECKING:
    from widgets.chart.drawings.chart_drawings import ChartDrawings


def drawing_entries(drawings: ChartDrawings) -> list[MenuEntry]:
    """Return what can be done to the selected drawing; empty without one."""
    drawing = drawings.selected
    if drawing is None:
        return []
    entries = [MenuEntry(translate("Drawings", "글 고치기"), partial(drawings.text_wanted.emit, drawing))]
    return [
        *(entries if drawing.kind is Kind.TEXT else []),
        MenuEntry(
            translate("Drawings", "{kind} 모양").format(kind=wording(TITLES[drawing.kind])),
            entries=style_entries(drawings, drawing),
        ),
        MenuEntry(
            translate("Drawings", "잠그기"),
            partial(drawings.set_locked, drawing, is_locked=not drawing.is_locked),
            is_checked=drawing.is_locked,
        ),
        MenuEntry(translate("Drawings", "숨기기"), partial(drawings.hide, drawing)),
        MenuEntry(translate("Drawings", "복제"), partial(drawings.add_copy, drawing)),
        MenuEntry(translate("Drawings", "맨 앞으로"), partial(drawings.bring_to_front, drawing)),
        MenuEntry(translate("Drawings", "지우기"), partial(drawings.remove, drawing)),
    ]


def style_entries(drawings: ChartDrawings, drawing: Drawing) -> list[MenuEntry]:
    """Return the choices of colour, width and dash."""
    return [
        MenuEntry(translate("Drawings", "색"), entries=color_entries(drawings, drawing)),
        MenuEntry(translate("Drawings", "굵기"), entries=width_entries(drawings, drawing)),
        MenuEntry(translate("Drawings", "선 종류"), entries=dash_entries(drawings, drawing)),
    ]


def color_entries(drawings: ChartDrawings, drawing: Drawing) -> list[MenuEntry]:
    """Return the colours, of which each follows the theme."""
    style = drawing.style
    return [
        MenuEntry(
            wording(title),
            partial(drawings.set_style, drawing, style._replace(color=tint)),
            is_checked=style.color == tint,
        )
        for tint, title in COLORS.items()
    ]


def width_entries(drawings: ChartDrawings, drawing: Drawing) -> list[MenuEntry]:
    """Return the widths of lines."""
    style = drawing.style
    return [
        MenuEntry(
            translate("Drawings", "{width}픽셀").format(width=width),
            partial(drawings.set_style, drawing, style._replace(width=width)),
            is_checked=style.width == width,
        )
        for width in WIDTHS
    ]


def dash_entries(drawings: ChartDrawings, drawing: Drawing) -> list[MenuEntry]:
    """Return how lines can be dashed."""
    style = drawing.style
    return [
        MenuEntry(
            wording(title),
            partial(drawings.set_style, drawing, style._replace(dash=dash)),
            is_checked=style.dash is dash,
        )
        for dash, title in DASHES.items()
    ]


def price_entries(drawings: ChartDrawings, at: QPoint | None) -> list[MenuEntry]:
    """Return what can be done at the price under the pointer: whatever concerns one price of the chart goes here."""
    area = drawings.view.prices.area
    if at is None or not area.top() <= at.y() <= area.bottom():
        return []
    at = QPoint(min(at.x(), area.right()), at.y())  # on the axis, whose prices these are
    price = drawings.view.prices.text_at(at.y())
    title = translate("Drawings", "{price}에 수평선").format(price=price)
    return [MenuEntry(title, partial(drawings.add_level, at))]


def chart_entries(drawings: ChartDrawings) -> list[MenuEntry]:
    """Return the tools, and what can be done to all drawings; the selected one has entries of its own."""
    some = drawings.market.drawings
    entries = [
        *(
            MenuEntry(
                _keyed(wording(tool.title), tool.key),
                partial(drawings.choose_tool, tool.kind),
                is_checked=drawings.tool is tool.kind,
            )
            for tool in TOOLS
        ),
        MenuEntry(
            _keyed(translate("Drawings", "자석"), MAGNET_KEY), drawings.toggle_magnet, is_checked=drawings.has_magnet
        ),
    ]
    if drawings.market.can_undo:
        entries.append(MenuEntry(_keyed(translate("Drawings", "되돌리기"), "Ctrl+Z"), partial(undo, drawings)))
    if drawings.market.can_redo:
        entries.append(MenuEntry(_keyed(translate("Drawings", "다시 하기"), "Ctrl+Y"), partial(redo, drawings)))
    if some:
        hiding = (
            translate("Drawings", "모두 보이기")
            if any(each.is_hidden for each in some)
            else translate("Drawings", "모두 숨기기")
        )
        locking = (
            translate("Drawings", "모두 잠금 풀기")
            if all(each.is_locked for each in some)
            else translate("Drawings", "모두 잠그기")
        )
        entries += [
            MenuEntry(hiding, partial(hide_or_show_all, drawings)),
            MenuEntry(locking, partial(lock_or_unlock_all, drawings)),
            MenuEntry(translate("Drawings", "모두 지우기"), partial(remove_all, drawings)),
        ]
    return entries


def _keyed(title: str, key: str) -> str:
    """Return a title with its key where Qt shows keys."""
    return f"{title}\t{key}"
