"""A window with a panel of every kind, its menus and its dialogs, with data."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from app.about.dialog import AboutDialog
from app.desk.desk import Desk
from app.palette.palette import Palette
from app.palette.recent import Recent
from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.settings.store import Settings
from app.settings_window.window import SettingsWindow
from app.status_bar.bar import StatusBar
from app.tour.notes import notes_of
from app.tour.tour import Tour
from app.window.add_panel_dialog import AddPanelDialog
from app.window.empty_desk import EmptyDesk
from app.window.main_window import MainWindow
from app.window.menus import Menus
from core.model.markets import MarketList
from core.text import translatable
from core.upbit.rest.faults import FaultChoice, FaultParameter, FaultState
from core.upbit.rest.quotation import RestClient
from desk_in_hand import MARKETS, book, ticker, trade
from desk_in_hand import Desk as DeskInHand
from widgets.faults.row import FaultRow
from widgets.panel.panel import Panel

PARAMETERS = (
    FaultParameter("html", "본문", "flag", default=False),
    FaultParameter("count", "횟수", "whole", 3, 0, 10),
    FaultParameter("by", "지연", "number", 2.5, -1.0, 60.0),
    FaultParameter("code", "종목", "text", "KRW-BTC", most=10),
    FaultParameter("reach", "대상", "choice", "all", choices=(FaultChoice("open", "지금"), FaultChoice("all", "모두"))),
)


class WholeDesk:
    """A desk with all widgets; build it on Qt's loop."""

    def __init__(self, markets: MarketList = MARKETS, rest: RestClient | None = None) -> None:
        self.hand = DeskInHand()
        self.window = MainWindow()
        self.window.banner.show_text(translatable("SourceBanner", "모의 시세 – 실제 시세가 아닙니다"))
        bar = StatusBar(self.window.look, self.hand.clock)
        bar.watch(self.hand.engine, "모의")
        self.window.statusBar().addPermanentWidget(bar)
        context = self.hand.context if rest is None else replace(self.hand.context, rest=rest)
        self.desk = Desk(self.window, context, "KRW-BTC")
        self.settings = Settings()
        self.menus = Menus(self.window, self.desk, self.settings, lambda: None)
        self.hand.markets.fill(markets)
        self.desk.open_all([PanelSpec(kind, "KRW-BTC" if KINDS[kind].has_market else "") for kind in KINDS])
        self.window.show()
        (self.faults,) = (panel for panel in self.panels if panel.kind == "faults")
        self.fault_row = FaultRow(FaultState("strange", "<B>&이상함", is_momentary=False, parameters=PARAMETERS))
        self.faults.layout().addWidget(self.fault_row)
        self.fault_row.fold.click()
        self.dialogs: list[QDialog] = [
            AddPanelDialog(self.hand.markets, "KRW-BTC", self.window),
            AboutDialog(self.window),
            SettingsWindow(Settings(), context.look, self.window),
        ]
        for dialog in self.dialogs:
            dialog.open()
        palette = Palette(self.menus.dialogs._prepare, Recent(), self.hand.markets, self.window.look, self.window)
        palette.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # without the focus it closes
        palette.show()
        self.dialogs.append(palette)
        EmptyDesk(self.window, self.desk, self.menus.commands)
        self.tour = Tour(self.window, notes_of(self.window, self.desk), context.look)
        self.tour.begin()

    @property
    def panels(self) -> list[Panel]:
        """The open panels."""
        return [dock.panel for dock in self.desk.docks()]

    @property
    def widgets(self) -> list[QWidget]:
        """Every widget of the process."""
        return QApplication.allWidgets()

    async def fed(self) -> None:
        """Return when every stream has delivered data, and they are painted."""
        await self.hand.requested()
        self.hand.deliver(ticker(), ticker("KRW-ETH", 200.0), book(), *(trade(each) for each in range(1, 6)))
        for panel in self.panels:
            panel.frame()

    async def stop(self) -> None:
        """Close everything."""
        self.desk.close_all()
        for dialog in filter(isValid, self.dialogs):
            dialog.close()
        self.window.deleteLater()
        await self.hand.stop()
