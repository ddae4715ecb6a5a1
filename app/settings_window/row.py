"""One setting in the settings window: its name, its editor, what it changes, and the way back to the default."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.settings.kinds import AnySetting, BadValue
from app.settings_window.editors import editor_of
from app.settings_window.finding import searchable
from widgets.controls.label import label, label_of
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.text.language import when_language_changes, wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.settings.store import Settings
    from core.market.search import Searchable

EDITOR_WIDTH: Final = 200
"""Pixels at 100 %; the same for all editors, so that they form a column."""


class SettingRow(QWidget):
    """One setting; a change takes effect at once.

    Args:
        setting: the setting.
        settings: the values.
        look: colours and fonts.
        objection: returns why a value cannot be used now, such as keys that another command has; else an empty text.
        remark: returns what is to be said of a value that is used; else an empty text.
        parent: the page.

    Signals:
        said: this label says why a value is not used, and may be out of sight.
    """

    said = Signal(QWidget)

    def __init__(
        self,
        setting: AnySetting,
        settings: Settings,
        look: Look,
        objection: Callable[[AnySetting, object], str],
        remark: Callable[[AnySetting, object], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setting = setting
        self._settings = settings
        self._look = look
        self._objection, self._remark = objection, remark
        self.editor = editor_of(setting)
        self._place = QWidget()
        """Holds the editor: a width of its own would be lost to the style sheet's least width of boxes."""
        self._name = label_of(self.editor.widget, "")
        self._name.setWordWrap(True)
        self._text = label("", wraps=True)
        self._problem = label("", ink=Ink.WARNING, wraps=True)
        self._problem.hide()
        self.default_button = QPushButton()
        self.default_button.setAutoDefault(False)
        self.editor.entered.connect(self._take)
        self.editor.refused.connect(self._say_what_is_allowed)
        self.default_button.clicked.connect(self._reset)
        self._shown: object = None
        self._words: Callable[[], str] = self._remark_of_shown
        """Returns what is said below the editor, in the language of the window."""
        self._lay_out()
        self._set_texts()
        self._measure()
        look.changed.connect(self._measure)
        when_language_changes(self, self._change_language)
        self.show_value()

    @property
    def problem(self) -> str:
        """Why the value in the editor is not used, or what is to be said of it; empty if all is well."""
        return "" if self._problem.isHidden() else self._problem.text()

    @property
    def searchable(self) -> Searchable:
        """What a search finds this setting by."""
        return searchable(self.setting)

    def show_value(self) -> None:
        """Show the value in use."""
        self._shown = self._settings[self.setting]
        self.editor.show_value(self._shown)
        self._say(self._remark_of_shown)

    def judge(self) -> None:
        """Say again what is to be said of the value in use, unless another one is being entered."""
        if self.editor.value() == self._shown and self._remark_of_shown() != self.problem:
            self._say(self._remark_of_shown)

    def show_value_if_changed(self) -> None:
        """Show the value in use if it is another one; a value that was refused stays in its editor."""
        if self._settings[self.setting] != self._shown:
            self.show_value()

    def _set_texts(self) -> None:
        self._name.setText(wording(self.setting.label))
        self._text.setText(wording(self.setting.text))
        self._text.setVisible(bool(self.setting.text))
        self.editor.set_texts()
        words = self.tr("기본값")
        self.default_button.setText(words)
        self.default_button.setAccessibleName(f"{wording(self.setting.label)}: {words}")

    def _measure(self) -> None:
        self._place.setFixedWidth(self._look.px(EDITOR_WIDTH))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._name, 1)
        inside = QHBoxLayout(self._place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.editor.widget)
        line.addWidget(self._place)
        line.addWidget(self.default_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self._text)
        column.addWidget(self._problem)

    def _take(self) -> None:
        """Use the value in the editor, or say why it is not used."""
        try:
            value = self.setting.read(self.editor.value())
        except BadValue:
            self._say_what_is_allowed()
            return
        self._use(value)

    def _say_what_is_allowed(self) -> None:
        self._say(self._refusal_of_form)

    def _refusal_of_form(self) -> str:
        said = self.tr("쓸 수 없는 값입니다. 쓸 수 있는 값: {allowed}").format(allowed=self.setting.allowed)
        return self._with_value_in_use(said)

    def _refusal_of(self, value: object) -> str:
        objection = self._objection(self.setting, value)
        return self._with_value_in_use(objection) if objection else ""

    def _remark_of_shown(self) -> str:
        return self._remark(self.setting, self._shown)

    def _with_value_in_use(self, why: str) -> str:
        """Return why a value is not used, and which one is: the editor may still show the other."""
        value = self.setting.as_text(self._settings[self.setting]) or self.tr("없음")
        in_use = self.tr("지금 쓰는 값: {value}").format(value=value)
        return f"{why.removesuffix('.')}. {in_use}"

    def _reset(self) -> None:
        self.show_value()  # what was refused goes, also where the default cannot be used
        self._use(self.setting.default)

    def _use(self, value: object) -> None:
        if self._objection(self.setting, value):
            self._say(partial(self._refusal_of, value))
            return
        self._settings.choose(self.setting, value)
        self.show_value()

    def _say(self, words: Callable[[], str]) -> None:
        """Say something below the editor; `words` returns it now and after each change of the language."""
        self._words = words
        problem = words()
        is_new = problem != self.problem
        self._show_problem(problem)
        is_refused = self.editor.value() != self._shown
        self.default_button.setEnabled(is_refused or not self._settings.is_default(self.setting))
        if problem and is_new:  # an editor that is left says again what it said before
            self.said.emit(self._problem)

    def _show_problem(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _change_language(self) -> None:
        """Show all texts in the language of the window; what was said is no news, so the page stays where it is."""
        self._set_texts()
        self._show_problem(self._words())
