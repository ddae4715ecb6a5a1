"""The dialog that asks which panel to add: its kind, its market, its option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from app.window.panel_spec import KINDS, PanelSpec

if TYPE_CHECKING:
    from widgets.market_directory import MarketDirectory


def kind_names() -> dict[str, str]:
    """What each kind is called on the screen."""
    translate = QCoreApplication.translate
    return {
        "watchlist": translate("kinds", "종목"),
        "chart": translate("kinds", "차트"),
        "orderbook": translate("kinds", "호가"),
        "trades": translate("kinds", "체결"),
        "assets": translate("kinds", "자산"),
        "my-orders": translate("kinds", "미체결"),
        "engine": translate("kinds", "엔진 모니터"),
        "faults": translate("kinds", "장애 주입"),
    }


class AddPanelDialog(QDialog):
    """Chooses a panel; shown by `open()`, it deletes itself when it is done.

    Args:
        markets: offers names to pick from; what it does not know may be typed all the same.
        market: what the market starts as.
        parent: the window.

    Signals:
        chosen: the panel's words, once the user has said yes.
    """

    chosen = Signal(str)

    def __init__(self, markets: MarketDirectory, market: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("패널 추가"))
        self.setMinimumWidth(360)
        self._markets = markets
        self._kind = QComboBox()
        for kind, name in kind_names().items():
            self._kind.addItem(name, kind)
        self._market = QLineEdit(market)
        self._market.selectAll()
        self._option = QComboBox()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        layout = QFormLayout(self)
        layout.addRow(self.tr("종류"), self._kind)
        layout.addRow(self.tr("종목"), self._market)
        layout.addRow(self.tr("옵션"), self._option)
        layout.addRow(self._buttons)
        self._offer_markets()
        markets.changed.connect(self._offer_markets)
        self._kind.currentIndexChanged.connect(self._kind_changed)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.accepted.connect(self._choose)
        self._kind.setCurrentIndex(self._kind.findData("chart"))

    @property
    def spec(self) -> PanelSpec:
        """The panel as chosen so far."""
        kind = str(self._kind.currentData())
        if not KINDS[kind].has_market:
            return PanelSpec(kind)
        code = self._market.text().strip().partition(" ")[0].upper()
        return PanelSpec(kind, code, str(self._option.currentData() or ""))

    def _kind_changed(self) -> None:
        wanted = KINDS[str(self._kind.currentData())]
        self._market.setEnabled(wanted.has_market)
        self._option.clear()
        self._option.addItem(self.tr("기본"), "")
        for option in wanted.options:
            self._option.addItem(option, option)
        self._option.setEnabled(bool(wanted.options))

    def _offer_markets(self) -> None:
        codes = [market.code for market in self._markets.markets or ()]
        rows = QStringListModel([f"{code}  {self._markets.display_name(code)}" for code in codes], self)
        completer = QCompleter(rows, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        self._market.setCompleter(completer)

    def _choose(self) -> None:
        self.chosen.emit(str(self.spec))
