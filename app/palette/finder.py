"""What the palette finds: markets, the open panels, all commands, and all settings with their choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QKeySequence

from app.palette.entry import Entry, Group
from app.panels.kinds import KINDS
from app.settings.declared import SETTINGS
from app.settings.fixed_keys import PANEL_KEYS
from app.settings.kinds import AnySetting, Choice, Keys
from app.settings_window.finding import searchable
from core.market.search import Rank, Searchable, Typed, Way
from core.text import Text, translatable
from widgets.controls.untrusted_text import title
from widgets.text.language import market_name, wording

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from app.desk.desk import Desk
    from app.palette.recent import Recent
    from app.settings.command import Command
    from app.settings.store import Settings
    from core.model.markets import Market

MOST: Final = 50
"""Entries of the only group."""

MOST_OF_SEVERAL: Final = 8
"""Entries of a group that is not the only one."""

USUAL: Final = ("add-panel", "find-market", "reopen-panel", "full-screen", "next-theme", "settings", "key-list")
"""The commands offered before anything is typed."""

RECENT: Final = translatable("Palette", "최근에 고른 것")
OFTEN: Final = translatable("Palette", "자주 쓰는 명령")

_CURRENT: Final = "●"
"""At the choice of a setting that is in use."""

Prepared = tuple[Searchable, Entry]


class Found(NamedTuple):
    """The entries below one heading.

    Attributes:
        heading: of the group.
        entries: the best first.
        total: how many there are, shown or not.
    """

    heading: Text
    entries: list[Entry]
    total: int


class Finder:
    """Finds entries by what is typed. Commands, panels and settings are prepared when it is made.

    Args:
        desk: its markets and panels.
        commands: all commands with their actions.
        settings: the values.
        show_setting: shows a setting to the user.
        recent: the entries chosen last.
        more: further entries with what they are found by, such as those of another part of the window.
    """

    def __init__(
        self,
        desk: Desk,
        commands: Sequence[tuple[Command, QAction]],
        settings: Settings,
        show_setting: Callable[[AnySetting], object],
        recent: Recent,
        more: Iterable[Prepared] = (),
    ) -> None:
        self._desk = desk
        self._settings = settings
        self._show_setting = show_setting
        self._recent = recent
        self._prepared = [*self._panels(), *map(_of_command, commands), *self._of_settings(), *more]
        self._by_id = {entry.id: entry for _, entry in self._prepared if entry.id}

    def find(self, typed: str) -> list[Found]:
        """Return the entries that match, in groups: the group with the best match first."""
        what = Typed(typed)
        found = (self._grouped(way, typed.strip()) for way in what.ways)
        return next(filter(None, found), []) if what else self._offered()

    def _grouped(self, way: Way, typed: str) -> list[Found]:
        """Return what matches one way to read the typed text."""

        def order(each: tuple[Rank, Entry]) -> tuple[Rank, bool, bool]:
            rank, entry = each
            return rank, entry.title != typed, entry.takes_away  # 1M is not 1m, though either finds both

        markets = self._desk.markets.ranked(way)
        groups: dict[Group, list[Entry]] = {}
        best: dict[Group, Rank] = {}
        if markets:
            groups[Group.MARKETS] = [self._of_market(market) for _, market in markets[:MOST]]
            best[Group.MARKETS] = markets[0][0]
        for rank, entry in sorted(way.find(self._prepared), key=order):
            groups.setdefault(entry.group, []).append(entry)
            best.setdefault(entry.group, rank)
        most = MOST if len(groups) == 1 else MOST_OF_SEVERAL
        headings = sorted(groups, key=lambda group: (best[group], list(Group).index(group)))
        return [
            Found(group.heading, groups[group][:most], len(markets) if group is Group.MARKETS else len(groups[group]))
            for group in headings
        ]

    def _offered(self) -> list[Found]:
        """Return what is offered before anything is typed."""
        recent = [entry for each in self._recent if (entry := self._named(each)) is not None]
        usual = [self._by_id[f"command:{each}"] for each in USUAL if f"command:{each}" in self._by_id]
        usual = [entry for entry in usual if entry not in recent]
        listed = ((RECENT, recent), (OFTEN, usual))
        return [Found(heading, entries, len(entries)) for heading, entries in listed if entries]

    def _named(self, name: str) -> Entry | None:
        """Return an entry by its id; None if it is not there any more."""
        kind, _, code = name.partition(":")
        if kind != "market":
            return self._by_id.get(name)
        market = self._desk.markets.markets.get(code) if self._desk.markets.markets is not None else None
        return None if market is None else self._of_market(market)

    def _of_market(self, market: Market) -> Entry:
        code = market.code
        return Entry(
            f"market:{code}",
            Group.MARKETS,
            title(market_name(market)),
            partial(self._desk.linking.show_market, code),
            detail=f"{market.symbol}/{market.quote}",
            code=code,
            run_aside=partial(self._desk.open_chart, code),
        )

    def _panels(self) -> Iterator[Prepared]:
        for number, dock in enumerate(self._desk.docks()):
            kind, words = KINDS[dock.kind].title, KINDS[dock.kind].words
            keys = PANEL_KEYS[number] if number < len(PANEL_KEYS) else ""
            run = partial(self._bring_forward, dock.number)
            detail = "" if wording(kind) in dock.windowTitle() else wording(kind)
            entry = Entry("", Group.PANELS, dock.windowTitle(), run, detail=detail, keys=keys)
            names = (dock.windowTitle(), wording(kind), str(kind))
            yield Searchable(names, words=(dock.kind, words, dock.panel.code.replace("-", " "))), entry

    def _bring_forward(self, number: int) -> None:
        """Bring a panel forward, if it is still there."""
        for dock in self._desk.docks():
            if dock.number == number:
                self._desk.bring_forward(dock)

    def _of_settings(self) -> Iterator[Prepared]:
        for setting in SETTINGS:
            if isinstance(setting, Keys):
                continue  # the commands are listed themselves
            label = wording(setting.label)
            entry = Entry(f"setting:{setting.name}", Group.SETTINGS, f"{label}…", partial(self._show_setting, setting))
            yield searchable(setting), entry
            if isinstance(setting, Choice):
                yield from self._of_choices(setting, label)

    def _of_choices(self, setting: Choice, label: str) -> Iterator[Prepared]:
        for value, name in setting.choices:
            choice = wording(name)
            entry = Entry(
                f"choice:{setting.name}={value}",
                Group.SETTINGS,
                f"{label}: {choice}",
                partial(self._settings.choose, setting, value),
                keys=_CURRENT if self._settings[setting] == value else "",
            )
            names = (f"{label} {choice}", choice, f"{setting.label} {name}", str(name), value)
            yield Searchable(names, words=(setting.name.replace("_", " "),)), entry


def _of_command(listed: tuple[Command, QAction]) -> Prepared:
    command, action = listed
    entry = Entry(
        f"command:{command.id}",
        Group.COMMANDS,
        wording(command.title),
        action.trigger,
        keys=action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
        is_enabled=action.isEnabled(),
        takes_away=command.takes_away,
    )
    short = command.short or command.title
    names = (entry.title, str(command.title), wording(short), str(short), command.argument)
    return Searchable(names, words=(command.words, command.id.replace("-", " "))), entry
