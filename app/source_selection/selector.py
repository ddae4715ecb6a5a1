"""The control that switches the source: two buttons beside the menu bar, and the same choices as a menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.source.choice import SourceChoice
from app.source.source import EMBEDDED, REAL, UPBIT, Source
from app.source_selection.names import full_name, short_name
from widgets.controls.popups import PopupMenu
from widgets.controls.untrusted_text import set_tip, title
from widgets.text.language import when_language_changes, wording


class SourceActions(QObject):
    """One action per source, of which the wanted one is checked.

    Args:
        choice: what the actions change.
        parent: the window.

    Signals:
        changed: another source is wanted.
    """

    changed = Signal()

    def __init__(self, choice: SourceChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self.choice: Final = choice
        given = (choice.wanted,) if choice.wanted.has_address else ()
        self._sources: Final = (*REAL, EMBEDDED, *given)
        self._group = QActionGroup(self)
        self.actions: Final = [self._add(source) for source in self._sources]
        self.latest_real: Source = choice.wanted if choice.wanted in REAL else UPBIT
        self.latest_simulated: Source = given[0] if given else EMBEDDED
        choice.listen(self._on_chosen)
        self._check()
        self._set_texts()
        when_language_changes(parent, self._set_texts)

    @property
    def wanted(self) -> Source:
        """The source that is wanted."""
        return self.choice.wanted

    def fill(self, menu: QMenu) -> None:
        """Add all sources to `menu`."""
        menu.addActions(self.actions[: len(REAL)])
        menu.addSeparator()
        menu.addActions(self.actions[len(REAL) :])

    def choose_real(self) -> None:
        """Want real quotes, of the region that was wanted last."""
        self.choice.choose(self.latest_real)

    def choose_simulated(self) -> None:
        """Want simulated quotes."""
        self.choice.choose(self.latest_simulated)

    def switch(self) -> None:
        """Want simulated quotes in place of real ones, or real ones in place of simulated ones."""
        if self.wanted in REAL:
            self.choose_simulated()
        else:
            self.choose_real()

    def _add(self, source: Source) -> QAction:
        action = QAction(self)
        action.setCheckable(True)
        action.setData(self._sources.index(source))
        action.triggered.connect(self._on_triggered)
        self._group.addAction(action)
        return action

    def _set_texts(self) -> None:
        for action, source in zip(self.actions, self._sources, strict=True):
            action.setText(title(wording(full_name(source))))

    def _on_triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.choice.choose(self._sources[int(action.data())])

    def _on_chosen(self) -> None:
        if self.wanted in REAL:
            self.latest_real = self.wanted
        else:
            self.latest_simulated = self.wanted
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        for action, source in zip(self.actions, self._sources, strict=True):
            if source == self.wanted:
                action.setChecked(True)


class SourceSelector(QWidget):
    """Two buttons, one for Upbit with its regions as a menu, one for simulated quotes.

    Args:
        actions: carry out what is pressed.
    """

    def __init__(self, actions: SourceActions) -> None:
        super().__init__()
        self._actions = actions
        self.real = self._button(actions.choose_real)
        self.simulated = self._button(actions.choose_simulated)
        regions = PopupMenu(self.real)
        regions.addActions(actions.actions[: len(REAL)])
        self.real.setMenu(regions)
        self.real.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 1, 8, 1)
        layout.setSpacing(0)
        layout.addWidget(self.real)
        layout.addWidget(self.simulated)
        self.setObjectName("sourceSelector")
        actions.changed.connect(self._show)
        self._show()
        when_language_changes(self, self._show)

    def _button(self, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        # The first control of a window gets the focus, and Space would press it; the keyboard has the menu.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.clicked.connect(slot)
        button.clicked.connect(self._show)  # a second press must not take the mark away
        return button

    def _show(self) -> None:
        self.real.setText(title(wording(short_name(self._actions.latest_real))))
        self.simulated.setText(title(wording(short_name(self._actions.latest_simulated))))
        set_tip(self.real, self.tr("실제 시세"))
        set_tip(self.simulated, self.tr("모의 시세. 실제 시세가 아닙니다"))
        is_real = self._actions.wanted in REAL
        self.real.setChecked(is_real)
        self.simulated.setChecked(not is_real)
