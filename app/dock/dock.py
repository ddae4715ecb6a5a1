"""The dock of a panel: it is deleted when closed, and its panel is released inside `close()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QEnterEvent, QFont, QPalette, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QFrame, QMainWindow, QStyle

from app.dock.floating import Floating
from app.dock.header import PanelHeader
from app.dock.title_marks import TitleMarks
from app.panels.kinds import KINDS
from app.panels.links import Links, has_market_group
from app.panels.spec import PanelSpec
from widgets.controls.untrusted_text import title
from widgets.guard.guard import guarded, guarded_or
from widgets.look.qt_style import KEYBOARD

if TYPE_CHECKING:
    from widgets.panel.panel import Panel

_FRAME: Final = 2
"""Width in pixels of the border around a floating dock that has the keyboard."""

MARKET: Final = "market"
UNIT: Final = "unit"

_BESIDE: Final = 4
"""Pixels at the left of the header, in which the title bar shows whether the panel has the keyboard."""

LINKS: Final = "links"
"""The links of a panel in its kept state."""


class PanelDock(QDockWidget):
    """One panel in a frame that can be moved, floated, tabbed and closed.

    Floating, docking, tabbing and hiding do not close the panel: it stays subscribed.

    Args:
        panel: built without a parent; owned by the dock from now on.
        name: identifies the dock in a workspace.
        number: rises with every panel opened; Qt keeps no such order.
        window: owner of the dock.
        links: what ties the panel to others.

    Signals:
        closed: the dock was closed and its panel released.
        links_changed: the panel is tied to others than before.
        market_chosen: the user wants to see this market.
        market_pointed: the user looks at this market in the panel's list.
        option_changed: the panel's option is another one.
        time_pointed: the pointer is at a time and a price of the panel's chart, or left it.
        links_requested: the user asks for the groups of markets or of units (`MARKET` or `UNIT`), at this place.
        pin_requested: the user wants the panel to keep its market, or to follow its group again.
        menu_requested: the user asks for the context menu, at this place on the screen, for this market; by which place
            of the panel, None by key.
    """

    closed = Signal(QDockWidget)
    links_changed = Signal()
    market_chosen = Signal(QDockWidget, str)
    market_pointed = Signal(QDockWidget, str)
    option_changed = Signal(QDockWidget, str)
    time_pointed = Signal(QDockWidget, object, object)
    links_requested = Signal(QDockWidget, QPoint, str)
    pin_requested = Signal(QDockWidget)
    menu_requested = Signal(QDockWidget, QPoint, str, object)

    def __init__(self, panel: Panel, name: str, number: int, window: QMainWindow, links: Links | None = None) -> None:
        # Owned by the window from the start: splitting and tabbing reparent the widget, but not Python's ownership.
        super().__init__(title(panel.panel_title()), window)
        self.number = number
        self.kind = panel.kind
        self._links = links or Links()
        self.is_closed = False
        """Qt deletes a closed dock one loop turn later; until then it is still among the window's children."""
        self.had_keyboard = False
        """Whether it had the keyboard when it was closed."""
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWidget(panel)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click on the title, or beside the fields of a panel
        self.setFocusProxy(panel)
        self._header = self._made_header(panel) if has_market_group(panel.kind) else None
        self._frame: QFrame | None = None
        """The border of a floating dock that has the keyboard: the window system draws its title, not Qt."""
        panel.title_changed.connect(self._show_title)
        panel.market_chosen.connect(self._on_market_chosen)
        panel.market_pointed.connect(self._on_market_pointed)
        panel.option_changed.connect(self._on_option_changed)
        panel.time_pointed.connect(self._on_time_pointed)
        self.topLevelChanged.connect(self._on_floated)
        Floating(self)
        TitleMarks(self, panel.context.look)

    @property
    def panel(self) -> Panel:
        """The panel inside; missing only if other code has removed it."""
        return cast("Panel", self.widget())

    @property
    def spec(self) -> PanelSpec:
        """The present spec of the panel."""
        return PanelSpec(self.panel.kind, self.panel.code, self.panel.option)

    @property
    def header(self) -> PanelHeader | None:
        """The widget over the title bar that shows market and links; None if the panel has no market."""
        return self._header

    @property
    def links(self) -> Links:
        """What ties the panel to others; the desk changes it."""
        return self._links

    def set_links(self, links: Links) -> None:
        """Tie the panel to others."""
        if links != self._links:
            self._links = links
            if self._header is not None:
                self._header.show_links(links)
            self.links_changed.emit()

    def state(self) -> dict[str, Any]:
        """Return what is kept of the panel beside its spec, links included; JSON-able."""
        return {**self.panel.state(), LINKS: self._links.kept()}

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard focus is inside."""
        return bool(self.property(KEYBOARD))

    def mark_keyboard(self, *, has_keyboard: bool) -> None:
        """Show by the title, or by a border while floating, whether this panel has the keyboard."""
        self.setProperty(KEYBOARD, has_keyboard)
        self.style().polish(self)  # the style sheet reads the property only then
        self.update()
        self._show_frame()
        if self._header is not None:
            self._header.mark_keyboard(has_keyboard=has_keyboard)

    def start_search(self) -> None:
        """Begin to search for another market in the header, if the panel shows one."""
        if self._header is not None and KINDS[self.kind].has_market:
            self._header.field.start_search()

    def _made_header(self, panel: Panel) -> PanelHeader:
        header = PanelHeader(panel, self)
        header.show_links(self._links)
        header.show_panel(panel)
        header.market_wanted.connect(self._on_market_chosen)
        header.market_chip_clicked.connect(self._on_market_chip)
        header.unit_chip_clicked.connect(self._on_unit_chip)
        header.pin_clicked.connect(self._on_pin)
        header.left.connect(self._focus_panel)
        panel.installEventFilter(self)
        panel.context.look.changed.connect(self._place_header)
        return header

    def _place_header(self) -> None:
        """Lay the header over the text of the title bar, or over a margin of the panel where there is no title bar."""
        panel = self.widget()
        if self._header is None or panel is None:
            return
        title = panel.y()
        has_title = title > self.frame_width
        margins = panel.contentsMargins()  # the one below is a notice's
        margins.setTop(0 if has_title else self._header.height_when_floating)
        panel.setContentsMargins(margins)
        if not has_title:
            self._header.place(QRect(panel.x(), title, panel.width(), self._header.height_when_floating))
            return
        buttons = self.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
        right = min((button.x() for button in buttons if not button.isHidden()), default=self.width())
        self._header.place(QRect(_BESIDE, 0, right - _BESIDE, title))

    @property
    def frame_width(self) -> int:
        """The greatest width of the frame that Qt may draw around a floating dock."""
        return self.style().pixelMetric(QStyle.PixelMetric.PM_DockWidgetFrameWidth, None, self) + 1

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        """Hear of right clicks on buttons from now on: Qt's own buttons swallow them while they are disabled."""
        super().enterEvent(event)
        for button in self.findChildren(QAbstractButton):
            button.installEventFilter(self)  # one that is heard already is not heard twice

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the header at its place when the layout moves the panel below it; show the menu on a disabled button."""
        if isinstance(event, QContextMenuEvent) and isinstance(watched, QAbstractButton) and not watched.isEnabled():
            self.contextMenuEvent(event)
            return True
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and watched is self.widget():
            self._place_header()
        return super().eventFilter(watched, event)

    def _on_market_chip(self) -> None:
        self.ask_for_links(MARKET)

    def _on_unit_chip(self) -> None:
        self.ask_for_links(UNIT)

    def ask_for_links(self, which: str) -> None:
        """Ask for the groups of markets or of units, below their chip."""
        if self._header is not None:
            chip = self._header.market_chip if which == MARKET else self._header.unit_chip
            self.links_requested.emit(self, chip.mapToGlobal(chip.rect().bottomLeft()), which)

    def _on_pin(self) -> None:
        self.pin_requested.emit(self)

    def _focus_panel(self) -> None:
        self.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_frame(self) -> None:
        if not (self.isFloating() and self.has_keyboard):
            if self._frame is not None:
                self._frame.hide()
            return
        if self._frame is None:
            self._frame = QFrame(self)
            self._frame.setObjectName("keyboardFrame")
            # Filled: a border of the style sheet mixes with what is below, and differs after a partial repaint.
            self._frame.setAutoFillBackground(True)
            self._frame.setBackgroundRole(QPalette.ColorRole.Link)
            self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fit_frame(self._frame)
        self._frame.show()
        self._frame.raise_()

    def _fit_frame(self, frame: QFrame) -> None:
        frame.setGeometry(self.rect())
        # Only the border is there: a frame over a canvas would be painted again with each of its frames.
        inner = self.rect().adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
        frame.setMask(QRegion(self.rect()) - QRegion(inner))

    def _on_market_chosen(self, code: str) -> None:
        self.market_chosen.emit(self, code)

    def _on_market_pointed(self, code: str) -> None:
        self.market_pointed.emit(self, code)

    def _on_option_changed(self, option: str) -> None:
        self.option_changed.emit(self, option)

    def _on_time_pointed(self, time_ms: int | None, price: float | None) -> None:
        self.time_pointed.emit(self, time_ms, price)

    def _show_title(self, text: str) -> None:
        self.setWindowTitle(title(text))
        if self._header is not None:
            self._header.show_panel(self.panel)

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the pointer, or by key for that of the selected row."""
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = None if is_by_key else self.panel.mapFromGlobal(event.globalPos())
        is_row = place is None or self.panel.rect().contains(place)
        code = self.panel.market_at(place) if is_row else self.panel.code
        self.menu_requested.emit(self, event.globalPos(), code, place)
        event.accept()

    def _on_floated(self, is_floating: bool) -> None:
        if not is_floating:  # Qt puts a docked panel back behind the visible tab
            self.raise_()
        self._show_frame()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the border around all of the dock."""
        super().resizeEvent(event)
        if self._frame is not None and not self._frame.isHidden():
            self._fit_frame(self._frame)

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        """Write the title in the present size of the desk's font.

        While a dock has the application's own font, Qt writes its title in the size of the first style sheet for ever.
        A style hint, which decides nothing for a font that is there, makes it another font.
        """
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            font = QApplication.font()
            font.setStyleHint(QFont.StyleHint.SansSerif)
            self.setFont(font)

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        """Release the panel now; its weak reference would die one loop turn later."""
        super().closeEvent(event)
        if event.isAccepted() and not self.is_closed:
            self.is_closed = True
            if self.widget() is not None:
                self.had_keyboard = self.has_keyboard  # some panels give it up when they are released
                self.panel.release()
                self.closed.emit(self)
