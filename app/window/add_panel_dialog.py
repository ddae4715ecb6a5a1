"""The dialog that adds a panel: its kind, market and option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QFormLayout, QWidget

from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.window.kind_gallery import KindGallery
from core.market.search import LONGEST_TYPED
from core.model.markets import is_code
from core.model.one_line import one_line
from widgets.controls.label import label, label_of, set_ink
from widgets.controls.popups import ComboBox
from widgets.controls.search_field import SearchField
from widgets.controls.whole_texts import WholeTexts
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from core.model.markets import Market
    from widgets.markets.directory import MarketDirectory

OFFERED: Final = 12
"""Number of markets listed below the input."""

_WIDTH: Final = 520
"""Least width in pixels at a font size of 100 %: the lines about the kinds are read whole."""
_LIKE: Final = 0.6
"""Minimum similarity between the input and a proposed market."""
_LONGEST_QUOTED: Final = 20
"""Maximum characters of the input repeated in a message."""


class AddPanelDialog(QDialog):
    """Chooses a panel; opened by `open()`, it deletes itself when done.

    A market is found by code or name, and shown before the user confirms; an input that matches no market cannot be
    confirmed.

    Args:
        markets: the market list; while it is not loaded, any code is accepted.
        market: the initial market.
        parent: the window.
        look: theme and font size of the pictures.

    Signals:
        chosen: the confirmed panel (`PanelSpec`).
    """

    chosen = Signal(object)

    def __init__(self, markets: MarketDirectory, market: str, parent: QWidget, look: Look | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        WholeTexts(self)
        self._markets = markets
        self._code = ""
        look = look or Look(self)
        self.setMinimumWidth(look.px(_WIDTH))
        self._kinds = KindGallery(look)
        self._market = SearchField(market)
        self._market.setObjectName("market")
        self._market.setMaxLength(LONGEST_TYPED)
        self._market.selectAll()
        self._found = label("", FontRole.SMALL, wraps=True)
        self._found.setMinimumHeight(2 * self._found.fontMetrics().lineSpacing())
        self._found.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._option = ComboBox()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._offered = QStringListModel(self)
        self._lay_out()
        self._set_texts()
        when_language_changes(self, self._on_language_changed)
        markets.changed.connect(self._look)
        self._market.textEdited.connect(self._offer)
        self._market.searched.connect(self._look)
        self._kinds.changed.connect(self._kind_changed)
        self._kinds.confirmed.connect(self._confirm)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.accepted.connect(self._choose)
        self._kinds.choose("chart")
        self._kinds.search.setFocus()

    @property
    def spec(self) -> PanelSpec | None:
        """The panel chosen so far; None while no market is found."""
        kind = self._kinds.kind
        if not kind:
            return None
        if not KINDS[kind].has_market:
            return PanelSpec(kind)
        return PanelSpec(kind, self._code, str(self._option.currentData() or "")) if self._code else None

    @property
    def message(self) -> str:
        """The message about the market: which one was found, or why none."""
        return self._found.text()

    def _lay_out(self) -> None:
        completer = QCompleter(self._offered, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(OFFERED)
        self._market.setCompleter(completer)
        layout = QFormLayout(self)
        self._labels = [label_of(field, "") for field in (self._kinds.search, self._market, self._option)]
        layout.addRow(self._labels[0], self._kinds)
        layout.addRow(self._labels[1], self._market)
        layout.addRow(self._found)
        layout.setWidget(layout.rowCount() - 1, QFormLayout.ItemRole.FieldRole, self._found)
        layout.addRow(self._labels[2], self._option)
        layout.addRow(self._buttons)

    def _set_texts(self) -> None:
        self.setWindowTitle(self.tr("패널 추가"))
        self._market.setPlaceholderText(self.tr("비트코인, ㅂㅌ, BTC, KRW-BTC"))
        options = {"chart": self.tr("봉 단위"), "orderbook": self.tr("호가 수")}
        option = options.get(self._kinds.kind, self.tr("옵션"))
        texts = (self.tr("종류"), self.tr("종목"), option)
        for named, text in zip(self._labels, texts, strict=True):
            named.setText(text)

    def _on_language_changed(self) -> None:
        self._set_texts()
        self._option.setItemText(0, self.tr("기본"))
        self._name_options()
        self._look()

    def _name_options(self) -> None:
        """Name the options in the present language: units as the chart does, and numbers as they are."""
        from core.market.candles.units import CandleUnit  # noqa: PLC0415 - loads numpy, and nobody asks at the start
        from widgets.text.unit_words import unit_label  # noqa: PLC0415 - likewise

        has_unit = bool(self._kinds.kind) and KINDS[self._kinds.kind].has_unit
        for row in range(1, self._option.count()):
            option = str(self._option.itemData(row))
            self._option.setItemText(row, unit_label(CandleUnit(option)) if has_unit else option)

    def _kind_changed(self) -> None:
        if not self._kinds.kind:
            self._look()
            return
        wanted = KINDS[self._kinds.kind]
        self._market.setEnabled(wanted.has_market)
        self._option.clear()
        self._option.addItem(self.tr("기본"), "")
        for option in wanted.options:
            self._option.addItem("", option)
        self._name_options()
        self._option.setEnabled(bool(wanted.options))
        self._set_texts()
        self._look()

    def _offer(self, typed: str) -> None:
        """List the markets that match the input."""
        found = self._markets.find(typed)[:OFFERED]
        self._offered.setStringList([f"{each.code}  {self._markets.display_name(each.code)}" for each in found])

    def _look(self) -> None:
        """Find the market, and show which one it is or why there is none."""
        typed = one_line(self._market.typed, LONGEST_TYPED)
        self._code, message = self._find(typed)
        has_market = bool(self._kinds.kind) and KINDS[self._kinds.kind].has_market
        self._found.setText(message if has_market else "")
        set_ink(self._found, Ink.DIM if self._code else Ink.WARNING)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self.spec is not None)

    def _find(self, typed: str) -> tuple[str, str]:
        """Return the code of the market entered, or none; and a message about it."""
        if not typed:
            return "", self.tr("종목의 이름이나 코드를 입력하세요.")
        markets = self._markets.markets
        if markets is None:
            if is_code(typed.upper()):
                return typed.upper(), self.tr("종목 목록을 아직 불러오지 못해 코드를 그대로 씁니다.")
            return "", self.tr("종목 목록을 아직 불러오지 못했습니다. KRW-BTC 같은 코드로 입력하세요.")
        if found := self._markets.find(typed):
            return found[0].code, self._description_of(found)
        quoted = one_line(typed, _LONGEST_QUOTED)
        none = self.tr("'{typed}'에 맞는 종목이 없습니다.").format(typed=quoted)
        near = ", ".join(self._markets.pair_name(code) for code in self._markets.nearest(typed, 1, _LIKE))
        return "", "\n".join(filter(None, (none, near and self.tr("가장 비슷한 종목: {market}").format(market=near))))

    def _description_of(self, found: list[Market]) -> str:
        market = f"{self._markets.pair_name(found[0].code)} ({found[0].code})"
        if len(found) == 1:
            return market
        return self.tr("{market} · 그 밖에 {count:,}개").format(market=market, count=len(found) - 1)

    def _confirm(self) -> None:
        if self.spec is not None:
            self.accept()

    def _choose(self) -> None:
        if (spec := self.spec) is not None:
            self.chosen.emit(spec)
