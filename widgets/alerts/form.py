"""The form of an alert: what is watched, where, and from which figure on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from core.market.alerts.alert import FORMS, LONGEST_NOTE, Alert, AlertKind, Direction, Place
from widgets.alerts.form_words import described, fault_words, field_text, number_of, off_grid_words, on_grid
from widgets.controls.label import label, label_of
from widgets.controls.popups import ComboBox
from widgets.controls.whole_texts import WholeTexts
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.markets.field import MarketField
from widgets.text import formats
from widgets.text.alert_words import kind_name, rearming_sentence, span
from widgets.text.language import when_language_changes, wording

if TYPE_CHECKING:
    from widgets.look.look import Look
    from widgets.markets.alerts import UserAlerts
    from widgets.markets.directory import KnownPrice, MarketDirectory

_SPANS: Final = (10, 30, 60, 180, 300, 600, 1800, 3600, 14_400, 86_400)
"""Seconds to choose from, as far as the kind allows them."""
_LOOK_MS: Final = 300
"""Milliseconds between two looks at the price of the market."""
_NEARBY: Final = (-5.0, -1.0, 1.0, 5.0)
"""Percent from the present price of the buttons that fill in a price."""


class AlertForm(QDialog):
    """Edits one alert; opened by `open()`, it deletes itself when done. What cannot be watched cannot be confirmed.

    Args:
        alert: the alert to begin with; a new one if the list does not have it.
        alerts: the list that takes it.
        markets: names, figures and what is searched.
        look: theme and font size.
        parent: the window.
    """

    def __init__(self, alert: Alert, alerts: UserAlerts, markets: MarketDirectory, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        WholeTexts(self)
        self.setObjectName("alert-form")
        self.setMinimumWidth(look.px(420))
        self._alert, self._alerts, self._markets = alert, alerts, markets
        self._code = alert.code
        self._described_at: KnownPrice | None = None
        """The price that the sentence below the fields names."""
        self.kind = ComboBox()
        self.market = MarketField(look, markets)
        self.everywhere = QCheckBox()
        self.everywhere.setChecked(not alert.code)
        is_priced = alert.level or alert.kind is not AlertKind.PRICE
        self.level = QLineEdit(field_text(alert.level if is_priced else self._price() or 0.0))
        self.direction = ComboBox()
        self.seconds = ComboBox()
        self.once = QCheckBox()
        self.once.setChecked(alert.is_once)
        self.note = QLineEdit(alert.note)
        self.note.setMaxLength(LONGEST_NOTE)
        self._nearby = [QPushButton() for _ in _NEARBY]
        self._why = label("", FontRole.SMALL, Ink.WARNING, wraps=True)
        self._sentence = label("", FontRole.SMALL, Ink.DIM, wraps=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._labels = [label_of(each, "") for each in self._editors]
        self._form = QFormLayout(self)
        self._lay_out()
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self._is_price_awaited = True
        """Whether the form still has to begin with the price of the market: right after the start it is not known."""
        self._prices_timer = QTimer(self)
        self._prices_timer.setInterval(_LOOK_MS)
        self._listen()
        self._show_parts()
        self._prices_timer.start()
        self.level.setFocus()
        self.level.selectAll()

    @property
    def message(self) -> str:
        """Why the alert cannot be confirmed; empty if it can."""
        return self._why.text()

    @property
    def confirm(self) -> QPushButton:
        """The button that takes the alert."""
        return self._buttons.button(QDialogButtonBox.StandardButton.Ok)

    def edited(self) -> Alert:
        """Return the alert as the form says it; it may have a fault."""
        kind = AlertKind(self.kind.currentData())
        form = FORMS[kind]
        is_everywhere = form.place is Place.EVERYWHERE or (
            form.place is Place.ONE_OR_ALL and self.everywhere.isChecked()
        )
        return replace(
            self._alert,
            kind=kind,
            code="" if is_everywhere else self._code,
            level=number_of(self.level.text()) if form.level is not None else 0.0,
            seconds=float(self.seconds.currentData() or 0) if form.seconds is not None else 0.0,
            direction=Direction(self.direction.currentData()) if form.has_direction else Direction.EITHER,
            is_enabled=True,
            is_once=self.once.isChecked(),
            note=self.note.text().strip(),
            source=self._source(),
        )

    def _source(self) -> str:
        """Return the source of the alert; an old one without any gets the present source if that has its market."""
        if self._alert.source or self._markets.is_unknown(self._code):
            return self._alert.source
        return self._alerts.source

    @property
    def _editors(self) -> tuple[QWidget, ...]:
        return (self.kind, self.market, self.level, self.direction, self.seconds, self.note)

    def _lay_out(self) -> None:
        place = QWidget()
        places = QHBoxLayout(place)
        nearby = QWidget()
        prices = QHBoxLayout(nearby)
        for each in (places, prices):
            each.setContentsMargins(0, 0, 0, 0)
        places.addWidget(self.market)
        places.addWidget(self.everywhere)
        places.addStretch(1)
        for button in self._nearby:
            prices.addWidget(button)
        self._place, self._prices = place, nearby
        for caption, field in zip(
            self._labels, (self.kind, place, self.level, self.direction, self.seconds, self.note), strict=True
        ):
            self._form.addRow(caption, field)
            if field is self.level:
                self._form.addRow("", nearby)
        self._form.addRow("", self.once)
        self._form.addRow(self._sentence)
        self._form.addRow(self._why)
        self._form.addRow(self._buttons)

    def _listen(self) -> None:
        self._prices_timer.timeout.connect(self._follow_price)
        self._markets.loaded.connect(self._show_parts)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.market.chosen.connect(self._on_market)
        self.everywhere.toggled.connect(self._show_parts)
        self.level.textEdited.connect(self._judge)
        for choice in (self.direction, self.seconds):
            choice.currentIndexChanged.connect(self._judge)
        self.once.toggled.connect(self._judge)
        for button, percent in zip(self._nearby, _NEARBY, strict=True):
            button.setProperty("percent", percent)
            button.clicked.connect(self._on_nearby)
        self._buttons.accepted.connect(self._confirm)
        self._buttons.rejected.connect(self.reject)

    def _set_texts(self) -> None:
        is_new = self._alerts.get(self._alert.id) is None
        self.setWindowTitle(self.tr("새 알림") if is_new else self.tr("알림 고치기"))
        words = (self.tr("종류"), self.tr("종목"), "", self.tr("방향"), self.tr("시간"), self.tr("메모"))
        for caption, text in zip(self._labels, words, strict=True):
            caption.setText(text)
        directions = (
            (Direction.EITHER, self.tr("어느 쪽이든")),
            (Direction.UP, self.tr("오를 때")),
            (Direction.DOWN, self.tr("내릴 때")),
        )
        kind = self.kind.currentData() or self._alert.kind.value
        _fill(self.kind, [(each.value, kind_name(each)) for each in AlertKind], kind)
        way = self.direction.currentData() or self._alert.direction.value
        _fill(self.direction, [(each.value, text) for each, text in directions], way)
        self.everywhere.setText(self.tr("모든 종목"))
        self.once.setText(self.tr("한 번 울리고 끄기"))
        self.market.set_names(self.tr("종목"))
        for button, percent in zip(self._nearby, _NEARBY, strict=True):
            button.setText(f"{percent:+.0f}%")
            button.setAccessibleName(self.tr("현재가 {percent}%").format(percent=f"{percent:+.0f}"))
        self._fill_seconds()
        self._judge()

    def _fill_seconds(self, *, is_other_kind: bool = False) -> None:
        """Offer the times of the kind; what is usual differs too much among the kinds to be kept for another one."""
        limits = FORMS[AlertKind(self.kind.currentData())].seconds
        if limits is None:
            return
        chosen = self.seconds.currentData() or self._alert.seconds
        wanted = chosen if limits.allow(chosen) and not is_other_kind else limits.usual
        spans = sorted({*(each for each in _SPANS if limits.allow(each)), wanted})
        _fill(self.seconds, [(each, span(each)) for each in spans], wanted)

    def _on_kind(self) -> None:
        limits = FORMS[AlertKind(self.kind.currentData())].level
        if limits is not None:
            self.level.setText(field_text(limits.usual or self._price() or 0.0))
        self._fill_seconds(is_other_kind=True)
        self._show_parts()

    def _on_market(self, code: str) -> None:
        self._code = code
        self.everywhere.setChecked(False)
        if AlertKind(self.kind.currentData()) is AlertKind.PRICE:
            self.level.setText(field_text(self._price() or 0.0))
        self._is_price_awaited = True
        self._show_parts()

    def _follow_price(self) -> None:
        """Begin with the present price once it is known, unless one was typed; then say how far away it is."""
        known = self._known_price()
        if known is not None and self._is_price_awaited:
            self._is_price_awaited = False
            if AlertKind(self.kind.currentData()) is AlertKind.PRICE and not self.level.text():
                self.level.setText(field_text(known.price))
            self._show_parts()
        elif known != self._described_at:
            self._describe()

    def _on_nearby(self) -> None:
        button, price = self.sender(), self._price()
        if price is not None and isinstance(button, QPushButton):
            near = on_grid(self._code, price * (1 + button.property("percent") / 100))
            self.level.setText(formats.price(self._code, near))
            self._judge()

    def _show_parts(self) -> None:
        """Show the fields that the kind uses."""
        kind = AlertKind(self.kind.currentData())
        form = FORMS[kind]
        self._form.setRowVisible(self._place, form.place is not Place.EVERYWHERE)
        self.everywhere.setVisible(form.place is Place.ONE_OR_ALL)
        is_all = form.place is Place.ONE_OR_ALL and self.everywhere.isChecked()
        self.market.setEnabled(not is_all)
        self.market.show_market(self._markets.pair_name(self._code) if self._code else self.tr("종목 고르기"))
        self._form.setRowVisible(self.level, form.level is not None)
        self._form.setRowVisible(self.direction, form.has_direction)
        self._form.setRowVisible(self.seconds, form.seconds is not None)
        captions = {
            AlertKind.PRICE: self.tr("가격"),
            AlertKind.CHANGE: self.tr("변동률 (%)"),
            AlertKind.VOLUME: self.tr("평소의 몇 배"),
            AlertKind.SPREAD: self.tr("차이 (%)"),
        }
        self._labels[2].setText(captions.get(kind, ""))
        self._judge()

    def _judge(self) -> None:
        alert = self.edited()
        why = "" if alert.fault is None else fault_words(alert.fault, alert)
        if not why and not self._alerts.is_here(alert):
            source = wording(self._alerts.source_name(alert.source))
            why = self.tr("다른 출처에서 만든 알림입니다. 출처가 {source}일 때만 울립니다.").format(source=source)
        elif not why and self._markets.is_unknown(alert.code):
            why = self.tr("지금 출처에 없는 종목입니다. 이 종목이 있을 때만 울립니다.")
        elif not why:
            why = off_grid_words(alert)
        self._why.setText(why)
        self.confirm.setEnabled(alert.fault is None)
        self._describe()

    def _describe(self) -> None:
        """Say what has to happen, and how far away that is now."""
        alert, self._described_at = self.edited(), self._known_price()
        self._form.setRowVisible(self._prices, alert.kind is AlertKind.PRICE and self._described_at is not None)
        said = () if alert.fault is not None else (described(alert, self._described_at), rearming_sentence(alert))
        self._sentence.setText("\n".join(filter(None, said)))

    def _known_price(self) -> KnownPrice | None:
        return self._markets.known_price(self._code) if self._code else None

    def _price(self) -> float | None:
        known = self._known_price()
        return known.price if known is not None else None

    def _confirm(self) -> None:
        if self._alerts.put(self.edited()):
            self.accept()
        else:
            self._why.setText(self.tr("알림이 너무 많습니다. 쓰지 않는 알림을 지운 뒤 다시 만드세요."))


def _fill(box: QComboBox, choices: list[tuple[object, str]], chosen: object) -> None:
    """Fill a box with values and their texts, and choose one of them."""
    box.blockSignals(True)
    box.clear()
    for value, text in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(False)
