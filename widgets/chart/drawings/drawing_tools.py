"""Everything that drawing adds to a chart: bar of tools, style bar, field for texts, menu entries and saved state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from core.market.drawings.drawing import Drawing, Kind
from core.market.drawings.record import MOST
from core.market.drawings.tools import TITLES
from widgets.chart.drawings.chart_drawings import ChartDrawings
from widgets.chart.drawings.hand import DrawingHand
from widgets.chart.drawings.menu import chart_entries, drawing_entries, price_entries
from widgets.chart.drawings.style_bar import StyleBar
from widgets.chart.drawings.text_field import TextField
from widgets.chart.drawings.tool_bar import ToolBar
from widgets.guard.guard import guarded_or
from widgets.panel.menu_entry import MenuEntry
from widgets.text.language import wording

if TYPE_CHECKING:
    from widgets.chart.view import ChartView
    from widgets.panel.context import PanelContext

_LEAST_WIDTH: Final = 320
"""Width of a panel in pixels at a font size of 100 % below which the chart needs the room of the bar."""


class DrawingTools(QObject):
    """The drawing tools of one chart.

    Args:
        view: the chart.
        context: has the drawings of all markets.

    Attributes:
        bar: the bar of tools, to be laid out at the left of the view.
        drawings: what can be done to the drawings.

    Signals:
        told: something that the user should read beside the chart.
    """

    told = Signal(object)

    def __init__(self, view: ChartView, context: PanelContext) -> None:
        super().__init__(view)
        look = context.look
        self.drawings = ChartDrawings(view, look, context.drawings, is_simulated=not context.source.is_real)
        self.bar = ToolBar(look, self.drawings)
        self._look = look
        self._style_bar = StyleBar(look, self.drawings)
        self._field = TextField(view)
        self._is_bar_wanted = True
        self._described: Drawing | None = None
        view.add_hand(DrawingHand(self.drawings))
        view.placed.connect(self._style_bar.place)
        look.changed.connect(self._show_bar)
        self.drawings.changed.connect(self._on_changed)
        self.drawings.text_wanted.connect(self._open_field)
        self.drawings.full.connect(self._tell_full)
        self._field.written.connect(self.drawings.write)
        self._field.left.connect(self._on_left)

    @property
    def field(self) -> TextField:
        """The field in which texts are written."""
        return self._field

    @property
    def style_bar(self) -> StyleBar:
        """The bar over the chart while a drawing is selected."""
        return self._style_bar

    def follow(self, panel: QWidget) -> None:
        """Show the bar while `panel`, which lays it out beside the view, has room for it."""
        panel.installEventFilter(self)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Show or hide the bar after the panel was laid out in another size.

        Never inside a resize of the view: a bar that is shown makes it narrower at once, and Qt's scroll areas ignore
        a size that comes while they take another. What they show then reaches beyond their edge.
        """
        if event.type() is QEvent.Type.Resize:
            self._show_bar()
        return False

    def choose(self, kind: Kind) -> None:
        """Draw with a tool, with mouse or keys."""
        self.drawings.choose_tool(kind)
        self.drawings.view.setFocus()

    def show_market(self, code: str) -> None:
        """Show the drawings of another market."""
        self._field.hide()
        self.drawings.show_market(code)

    def entries_of_selected(self, place: QPoint | None, panel: QWidget) -> list[MenuEntry]:
        """Return the menu entries of the selected drawing.

        Args:
            place: where in `panel` the menu is asked for: on the drawing or its style bar, else there are none; None by
                key.
            panel: has the chart and these tools.
        """
        return drawing_entries(self.drawings) if place is None or self._is_of_selected(place, panel) else []

    def entries_at_pointer(self) -> list[MenuEntry]:
        """Return the menu entries of the price under the pointer."""
        return price_entries(self.drawings, self.drawings.view.pointer)

    def entry_of_chart(self) -> MenuEntry:
        """Return the submenu of the tools and of all drawings."""
        shown = MenuEntry(self.tr("그리기 도구 막대"), self.toggle_bar, is_checked=self._is_bar_wanted)
        return MenuEntry(self.tr("그리기"), entries=[*chart_entries(self.drawings), shown])

    def toggle_bar(self) -> None:
        """Show the bar of tools, or hide it."""
        self._is_bar_wanted = not self._is_bar_wanted
        self._show_bar()

    def state(self) -> dict[str, Any]:
        """Return what the workspace keeps: the drawings themselves belong to the market."""
        return {"bar": self._is_bar_wanted, "magnet": self.drawings.has_magnet}

    def restore_state(self, state: object) -> None:
        """Restore what `state` returned, as far as it is valid."""
        kept = state if isinstance(state, Mapping) else {}
        if isinstance(wanted := kept.get("bar"), bool) and wanted is not self._is_bar_wanted:
            self.toggle_bar()
        if isinstance(magnet := kept.get("magnet"), bool) and magnet is not self.drawings.has_magnet:
            self.drawings.toggle_magnet()

    def _is_of_selected(self, place: QPoint, panel: QWidget) -> bool:
        view, under = self.drawings.view, panel.childAt(place)
        if under is not view.viewport():
            return under is not None and (under is self._style_bar or self._style_bar.isAncestorOf(under))
        at = view.viewport().mapFrom(panel, place)
        is_priced = view.prices.area.contains(at)
        return is_priced and (found := self.drawings.hit_at(at)) is not None and found.drawing == self.drawings.selected

    def _show_bar(self) -> None:
        panel = self.bar.parentWidget()
        has_room = panel is None or panel.width() >= self._look.px(_LEAST_WIDTH)
        self.bar.setVisible(self._is_bar_wanted and has_room)

    def _on_changed(self) -> None:
        selected = self.drawings.selected
        if selected != self._described:
            self._described = selected
            self.drawings.view.setAccessibleDescription(self._description(selected) if selected is not None else "")

    def _description(self, drawing: Drawing) -> str:
        """Return what a screen reader says of the selected drawing."""
        lettering = self.drawings.layer.lettering
        places = (f"{lettering.time(at.time_ms)} {lettering.price(at.price)}" for at in drawing.anchors)
        return " · ".join([wording(TITLES[drawing.kind]), drawing.text, *places]).replace(" ·  · ", " · ")

    def _open_field(self, drawing: Drawing | None) -> None:
        draft, view = self.drawings.draft, self.drawings.view
        anchors = drawing.anchors if drawing is not None else draft.anchors if draft is not None else ()
        if anchors:
            x, y = self.drawings.projection.point(anchors[0])
            room = view.prices.area
            at = QPoint(round(min(max(x, 0), room.width())), round(min(max(y, 0), room.height())) + room.top())
            self._field.open_at(at, drawing)

    def _on_left(self, number: int | None) -> None:
        if number is None:
            self.drawings.write(None, "")

    def _tell_full(self) -> None:
        text = self.tr("드로잉은 한 종목에 {most}개까지입니다. 지운 뒤에 다시 그리세요.").format(most=MOST)
        self.told.emit(text)
