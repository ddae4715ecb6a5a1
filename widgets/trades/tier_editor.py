"""A small window in which the thresholds of large trades are set."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QDoubleSpinBox, QFormLayout, QVBoxLayout, QWidget

from core.market.trades.tiers import USUAL_TIERS, Thresholds
from widgets.controls.label import label
from widgets.controls.number_boxes import NumberBox
from widgets.controls.typed_range import TypedRange
from widgets.controls.whole_texts import WholeTexts
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.trades.words import tier_word

_MOST: Final = 1e13
_DECIMALS: Final = {"KRW": 0, "IDR": 0, "BTC": 4}
"""Of a threshold; two in any other currency."""


class TierEditor(QDialog):
    """Three amounts of one quote currency; what is set is told at once, and the usual amounts are a button away.

    Args:
        quote: the quote currency.
        thresholds: the present ones.
        parent: the panel.

    Signals:
        changed: the thresholds, in ascending order.
    """

    changed = Signal(str, tuple)

    def __init__(self, quote: str, thresholds: Thresholds, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        WholeTexts(self)
        self.setWindowTitle(self.tr("체결 금액 단계 ({quote})").format(quote=quote))
        self._quote = quote
        decimals = _DECIMALS.get(quote, 2)
        self.refusal = label("", FontRole.SMALL, Ink.WARNING, wraps=True)
        """Why what was typed is not used."""
        self.refusal.hide()
        self.order = label(
            self.tr("금액의 차례가 달라, 작은 금액부터 1, 2, 3단계로 씁니다."), FontRole.SMALL, Ink.WARNING, wraps=True
        )
        """That the amounts are used in another order than they stand in."""
        self.order.hide()
        form = QFormLayout()
        self.boxes: list[NumberBox] = []
        for tier, threshold in enumerate(thresholds, start=1):
            box = NumberBox()
            box.setDecimals(decimals)
            box.setRange(10.0**-decimals, _MOST)
            box.setGroupSeparatorShown(True)
            box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
            box.setKeyboardTracking(False)
            box.setValue(threshold)
            box.setSuffix(f" {quote}")
            box.setAccessibleName(tier_word(tier))
            box.valueChanged.connect(self._on_changed)
            watch = TypedRange(box)
            watch.refused.connect(partial(self._refuse, box))
            watch.changed.connect(self.refusal.hide)
            self.boxes.append(box)
            form.addRow(self.tr("{tier}, 이 금액부터").format(tier=tier_word(tier)), box)
        buttons = QDialogButtonBox()
        self.usual = buttons.addButton(self.tr("기본값"), QDialogButtonBox.ButtonRole.ResetRole)
        self.done_button = buttons.addButton(self.tr("닫기"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.done_button.setDefault(True)
        self.usual.clicked.connect(self._on_usual)
        buttons.accepted.connect(self.accept)
        note = self.tr("큰 체결은 굵게, 바탕색과 왼쪽 표시로 보입니다. 표시의 수가 단계입니다.")
        layout = QVBoxLayout(self)
        layout.addWidget(label(note, FontRole.SMALL, Ink.DIM, wraps=True))
        layout.addLayout(form)
        layout.addWidget(self.refusal)
        layout.addWidget(self.order)
        layout.addWidget(buttons)

    def _refuse(self, box: NumberBox) -> None:
        words = self.tr("{name}: {least}부터 {most}까지의 금액만 쓸 수 있습니다. 지금 쓰는 값: {value}")
        least, most = (box.textFromValue(each) for each in (box.minimum(), box.maximum()))
        self.refusal.setText(words.format(name=box.accessibleName(), least=least, most=most, value=box.text()))
        self.refusal.show()

    def _on_changed(self) -> None:
        entered = [box.value() for box in self.boxes]
        amounts: Sequence[float] = sorted(entered)
        self.order.setVisible(amounts != entered)
        self.changed.emit(self._quote, tuple(amounts))

    def _on_usual(self) -> None:
        for box, amount in zip(self.boxes, USUAL_TIERS.get(self._quote, USUAL_TIERS["USDT"]), strict=True):
            box.setValue(amount)
