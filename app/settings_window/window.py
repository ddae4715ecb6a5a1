"""The settings window: all settings on one page, found by a search or by their section. Changes take effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.about.folder_list import FolderList
from app.settings.declared import SETTINGS, STORED_CANDLES
from app.settings.kinds import AnySetting, MarketCode, Section
from app.settings_window.account_row import AccountRow
from app.settings_window.judging import ValueJudge
from app.settings_window.reset_buttons import ResetButtons
from app.settings_window.row import SettingRow
from app.settings_window.sections import first_control, section_titles
from app.settings_window.stored_candles import StoredCandles, StoredCandlesRow
from core.market.search import LONGEST_TYPED, Searchable, Typed, ranked
from widgets.controls.label import PlainLabel, label
from widgets.controls.scroll_area import ScrollArea
from widgets.controls.search_field import SearchField
from widgets.guard.guard import guarded_or
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.text.hangul_keys import add_shortcut
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.settings.store import Settings

_SECTIONS_MARGIN: Final = 32
_WIDTH: Final = 760
_HEIGHT: Final = 620
_BELOW_A_MESSAGE: Final = 8
"""Pixels that stay in sight below a message."""


class SettingsWindow(QDialog):
    """Shows and changes the settings; it blocks nothing, and deletes itself when closed.

    Args:
        settings: the values.
        look: colours and fonts.
        parent: the main window.
        candles: those stored on disk; None if there are none to show.
        instead_of: see `ValueJudge`.

    Signals:
        keys_wanted: the user wants to enter or delete API keys.
    """

    keys_wanted = Signal()

    def __init__(
        self,
        settings: Settings,
        look: Look,
        parent: QWidget,
        candles: StoredCandles | None = None,
        instead_of: Callable[[str], Sequence[str] | None] = lambda _code: None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        self._look = look
        judge = ValueJudge(settings, instead_of)
        self.search = SearchField()
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(LONGEST_TYPED)
        self.sections = QListWidget()
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = [SettingRow(setting, settings, look, judge.objection, judge.remark) for setting in SETTINGS]
        self._headings: dict[Section, PlainLabel] = {}
        self.account = AccountRow()
        """The way to the form for API keys."""
        self.account.keys_wanted.connect(self.keys_wanted)
        folders = FolderList()
        self.stored = StoredCandlesRow(candles) if candles is not None else None
        """The size of the stored candles; None if there are none to show."""
        stored = [self.stored] if self.stored is not None else []
        self._extras: dict[Section, list[QWidget]] = {
            Section.ACCOUNT: [self.account],
            Section.FOLDERS: [*stored, folders],
        }
        folders.said.connect(self._bring_into_sight_soon)
        for row in self.rows:
            row.said.connect(self._bring_into_sight_soon)
        self._message: QWidget | None = None
        """What is to be brought into sight."""
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._bring_into_sight)
        self._nothing = label("", wraps=True)
        self._nothing.hide()
        self._area = ScrollArea()
        self._page = QWidget()
        self._column = QVBoxLayout()
        self.resets = ResetButtons(settings)
        self._close = QPushButton()
        self._close.setAutoDefault(False)
        self._lay_out()
        self._set_texts()
        when_language_changes(self, self._set_texts)
        # Without a current section the list would choose one, and scroll, when the keyboard comes to it.
        self.sections.setCurrentRow(0)
        self._listen()
        self.search.setFocus()
        self._show_values()

    def _listen(self) -> None:
        self._look.changed.connect(self._measure_soon)
        self.search.searched.connect(self._filter)
        self.sections.currentRowChanged.connect(self._go_to)
        # The marked section is no other row, though the page may have been scrolled away from it.
        self.sections.itemClicked.connect(self._go_to_item)
        self.sections.itemActivated.connect(self._go_to_item)
        self.resets.done.connect(self._show_defaults)
        self._close.clicked.connect(self.close)
        for setting in SETTINGS:
            self._settings.follow(setting, self._show_values)
        self.finished.connect(self._stop_following)
        add_shortcut(self, "Ctrl+F", self.search.setFocus)

    def row_of(self, setting: AnySetting) -> SettingRow:
        """Return the row of a setting."""
        return next(row for row in self.rows if row.setting is setting)

    def show_setting(self, setting: AnySetting) -> None:
        """Bring a setting into sight, and give its editor the keyboard."""
        self.search.clear()
        row = self.row_of(setting)
        with QSignalBlocker(self.sections):
            self.sections.setCurrentRow(list(self._headings).index(setting.section))
        self._soon.stop()
        self._column.activate()  # the page may not be laid out yet
        self._area.verticalScrollBar().setValue(max(0, row.y() - self._headings[setting.section].height()))
        row.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded_or(False)
    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802 - Qt's
        """Lead from the page, which follows the list of sections, into the marked one, and from there back to it."""
        first, at = first_control(self._marked_parts), self.focusWidget()
        if first is None or at not in ((self._area,) if is_next else (first, first.focusProxy())):
            return super().focusNextPrevChild(is_next)
        if is_next:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(first)
        else:
            self._area.setFocus(Qt.FocusReason.BacktabFocusReason)
        return True

    @property
    def _marked_parts(self) -> list[QWidget]:
        """The parts of the section that is marked in the list, from the top."""
        section = list(self._headings)[max(self.sections.currentRow(), 0)]
        return [*(row for row in self.rows if row.setting.section is section), *self._extras.get(section, [])]

    def _bring_into_sight_soon(self, message: QWidget) -> None:
        """Scroll to a message once the page has its room: at the lower edge nobody would see it."""
        self._message = message
        self._soon.start()

    def _bring_into_sight(self) -> None:
        message, self._message = self._message, None
        self._column.activate()
        if message is not None and message.isVisible():
            self._area.ensureWidgetVisible(message, 0, self._look.px(_BELOW_A_MESSAGE))

    def _set_texts(self) -> None:
        self.setWindowTitle(self.tr("설정"))
        self.search.setPlaceholderText(self.tr("설정 검색"))
        self.search.setAccessibleName(self.tr("설정 검색"))
        self.sections.setAccessibleName(self.tr("설정 묶음"))
        self._nothing.setText(self.tr("찾는 설정이 없습니다."))
        self._close.setText(self.tr("닫기"))
        titles = section_titles()
        for index, section in enumerate(self._headings):
            self._headings[section].setText(titles[section])
            self.sections.item(index).setText(titles[section])
        self._filter(self.search.typed)
        self._measure()

    def _measure_soon(self) -> None:
        """Measure once Qt has given the new fonts to the labels."""
        QTimer.singleShot(0, self, self._measure)

    def _measure(self) -> None:
        """Give the sections the room that their names need at the present font size."""
        self.sections.setFixedWidth(self.sections.sizeHintForColumn(0) + self._look.px(_SECTIONS_MARGIN))
        # There is no horizontal scroll bar: nothing of the page may be cut.
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._column.invalidate()
        self._area.setMinimumWidth(self._page.minimumSizeHint().width() + bar)

    def _lay_out(self) -> None:
        column = self._column
        self._page.setLayout(column)
        column.setContentsMargins(16, 4, 16, 16)
        for section in Section:
            parts = [row for row in self.rows if row.setting.section is section]
            extras = self._extras.get(section, [])
            if not parts and not extras:
                continue
            heading = self._headings[section] = label("", FontRole.NOTICE)
            heading.setContentsMargins(0, 12, 0, 2)
            self.sections.addItem(QListWidgetItem())
            column.addWidget(heading)
            for part in (*parts, *extras):
                column.addWidget(part)
        column.addWidget(self._nothing)
        column.addStretch(1)
        self._area.setWidget(self._page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle = QHBoxLayout()
        middle.addWidget(self.sections)
        middle.addWidget(self._area, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.resets)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)
        room = self.screen().availableSize()
        width, height = self._look.px(_WIDTH), self._look.px(_HEIGHT)
        self.resize(min(width, room.width() - 40), min(height, room.height() - 80))

    def _go_to(self, index: int) -> None:
        """Scroll to a section, and not to the message that leaving an editor for it may have left."""
        self._soon.stop()
        if not 0 <= index < len(self._headings):
            return
        heading = list(self._headings.values())[index]
        self._column.activate()  # the page may not be laid out yet
        self._area.verticalScrollBar().setValue(heading.y())

    def _go_to_item(self, item: QListWidgetItem) -> None:
        self._go_to(self.sections.row(item))

    def _filter(self, typed: str) -> None:
        """Show the settings that match what is typed, and the headings of their sections."""
        wanted = Typed(typed)
        # What settings are found by is worked out once something is typed: it is a sixth of the window's opening.
        found = {row for _, row in ranked([(row.searchable, row) for row in self.rows], wanted)} if wanted else set()
        names = [(Searchable((name,)), section) for section, name in section_titles().items()]
        whole = {section for _, section in ranked(names, wanted)}
        shown: set[Section] = set()
        for section in self._headings:
            is_whole = not wanted or section in whole
            if is_whole:
                shown.add(section)
            for extra in self._extras.get(section, []):
                extra.setVisible(is_whole)
            for row in self.rows:
                if row.setting.section is section:
                    row.setVisible(is_whole or row in found)
                    if not row.isHidden():
                        shown.add(section)
        if self.stored is not None:
            self.stored.setHidden(self.row_of(STORED_CANDLES).isHidden())
        for index, (section, heading) in enumerate(self._headings.items()):
            heading.setVisible(section in shown)
            self.sections.item(index).setHidden(section not in shown)
        self._mark_a_section(shown)
        self._nothing.setVisible(not shown)

    def _mark_a_section(self, shown: set[Section]) -> None:
        """Mark the first section found if the marked one is hidden: the keyboard would stand on nothing seen."""
        sections = list(self._headings)
        if shown and sections[max(self.sections.currentRow(), 0)] not in shown:
            with QSignalBlocker(self.sections):  # the page stays where it is
                self.sections.setCurrentRow(next(row for row, each in enumerate(sections) if each in shown))

    def judge_markets(self) -> None:
        """Say of markets again whether they exist: the list of them is another one."""
        for row in self.rows:
            if isinstance(row.setting, MarketCode):
                row.judge()

    def _show_defaults(self) -> None:
        for row in self.rows:
            row.show_value()  # what was refused goes too

    def _stop_following(self) -> None:
        self._settings.unfollow(self._show_values)

    def _show_values(self) -> None:
        """Show the values in use; they may also be changed elsewhere, such as by the selector of the source."""
        for row in self.rows:
            row.show_value_if_changed()
        self.resets.show_what_can_be_done()
