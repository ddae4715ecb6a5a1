"""The form for a key pair, shown in a private panel while no key exists."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import InputError
from core.upbit.credentials import MAX_LENGTH, Credentials
from widgets.controls.label import label, label_of
from widgets.controls.scroll_area import ScrollArea
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.text.language import when_language_changes, wording

_WIDEST = 560
"""Pixels: most texts fit in one line at this width, so that the whole form fits in a low dock."""

_WHOLE = 195
"""Height in pixels of a whole form at its greatest width."""
_SCROLLED = 96
"""Height of a form on a low screen: the fields are in sight, the rest is scrolled to."""
_BELOW = 4
"""Pixels that stay in sight below the buttons."""
_LOW_SCREEN = 600
"""Height in pixels up to which a screen has no room for whole forms: 1024 by 768 at 150 % is 512 high."""


class KeyForm(QWidget):
    """Two fields that never display their content and are cleared after sending.

    Args:
        is_simulated: whether a simulated account is offered instead.

    Signals:
        entered: a pair, as `Credentials`.
        demo_requested: the user wants the simulated account.
        reread_requested: the user wants the key store read again.
    """

    entered = Signal(object)
    demo_requested = Signal()
    reread_requested = Signal()

    def __init__(self, *, is_simulated: bool) -> None:
        super().__init__()
        self._is_simulated = is_simulated
        self._said = ""
        self._title = label("", FontRole.NOTICE, Ink.TEXT, wraps=True)
        self._text = label("", FontRole.TEXT, Ink.DIM, wraps=True)
        self._notice = label("", FontRole.TEXT, Ink.WARNING, wraps=True)
        self._notice.hide()
        self._access = _secret_field()
        self._secret = _secret_field()
        self._save = QPushButton()
        self._reread = QPushButton()
        self._reread.hide()
        self._demo = QPushButton()
        if not is_simulated:  # not `setVisible`: a widget shown before it has a parent becomes a window
            self._demo.hide()
        self._access.returnPressed.connect(self._secret.setFocus)
        self._secret.returnPressed.connect(self._enter)
        for field in (self._access, self._secret):
            field.textEdited.connect(self._on_edited)
        self._save.clicked.connect(self._enter)
        self._demo.clicked.connect(self.demo_requested)
        self._reread.clicked.connect(self.reread_requested)
        fields = QFormLayout()
        fields.addRow(label_of(self._access, "Access Key"), self._access)
        fields.addRow(label_of(self._secret, "Secret Key"), self._secret)
        buttons = QHBoxLayout()
        buttons.addWidget(self._demo)
        buttons.addStretch(1)
        buttons.addWidget(self._reread)
        buttons.addWidget(self._save)
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self._area = centred(self, (self._title, self._text, fields, self._notice, buttons))

    @property
    def notice(self) -> str:
        """The text below the fields."""
        return self._notice.text()

    @property
    def text(self) -> str:
        """What it says: that there is no key, what to do, and what the key store said."""
        return "\n".join(filter(None, (self._title.text(), self._text.text(), self._notice.text())))

    def show_text(self, notice: str) -> None:
        """Show `notice` about the key store below the fields, and offer to read the store again."""
        self._complain(notice)
        self._reread.setVisible(bool(notice))

    def _complain(self, notice: str) -> None:
        self._said = notice
        self._notice.setText(wording(notice))
        self._notice.setVisible(bool(notice))

    def _on_edited(self) -> None:
        # The user corrects the keys; the message about the key store stays. The label stays too: without it the
        # field being typed into would move.
        if self._reread.isHidden():
            self._said = ""
            self._notice.setText("")

    def _enter(self) -> None:
        try:
            pair = Credentials(self._access.text(), self._secret.text())
        except InputError as error:
            self._complain(error.user_message)
            QTimer.singleShot(0, self, self._bring_into_sight)  # after the layout
            return
        for field in (self._access, self._secret):
            field.clear()
        self.show_text("")
        self.entered.emit(pair)

    def _bring_into_sight(self) -> None:
        """Scroll to the message and the buttons below it: in a low dock the message has moved them out of sight."""
        self._area.ensureWidgetVisible(self._notice, 0, 0)
        self._area.ensureWidgetVisible(self._save, 0, _BELOW)

    def _set_texts(self) -> None:
        self._title.setText(self.tr("키가 없습니다"))
        self._text.setText(self._explanation())
        self._save.setText(self.tr("키 저장"))
        self._reread.setText(self.tr("다시 읽기"))
        self._demo.setText(self.tr("모의 계정으로 보기"))
        self._notice.setText(wording(self._said))

    def _explanation(self) -> str:
        if self._is_simulated:
            return self.tr("모의 거래소입니다. 실제 업비트 키를 넣지 마세요. 모의 계정은 키 없이 바로 볼 수 있습니다.")
        return self.tr(
            "업비트 마이페이지 › Open API 관리에서 '자산조회'와 '주문조회' 권한만 있는 키를 발급해 넣으세요. "
            "출금 권한은 필요하지 않습니다. 허용 IP를 정해 두면 더 안전합니다."
        )


def centred(widget: QWidget, parts: tuple[QWidget | QFormLayout | QHBoxLayout, ...]) -> ScrollArea:
    """Stack `parts` in the middle of `widget`, at a readable width; return what scrolls them if needed."""
    column = QWidget()
    column.setMaximumWidth(_WIDEST)
    stack = QVBoxLayout(column)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(8)
    stack.addStretch(1)
    for part in parts:
        if isinstance(part, QWidget):
            stack.addWidget(part)
        else:
            stack.addLayout(part)
    stack.addStretch(1)
    page = QWidget()
    QHBoxLayout(page).addWidget(column)
    area = ScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setMinimumHeight(least_height(widget.screen().availableSize().height()))
    area.setWidget(page)
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(area)
    return area


def least_height(screen: int) -> int:
    """Return how low a form may be on a screen of that height: whole, unless the desk would not fit the screen."""
    return _WHOLE if screen > _LOW_SCREEN else _SCROLLED


def _secret_field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(MAX_LENGTH + 100)  # so that a text that is too long is rejected, not cut
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    return field
