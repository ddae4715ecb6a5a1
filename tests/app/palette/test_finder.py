"""What the palette finds for what is typed, group by group."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QAction

from app.palette.entry import Entry, Group
from app.palette.finder import MOST, MOST_OF_SEVERAL, OFTEN, RECENT, Finder
from app.palette.recent import Recent
from app.panels.kinds import KINDS
from app.process.language import Language
from app.settings.commands import COMMANDS
from app.settings.declared import SETTINGS, THEME
from app.settings.kinds import Choice, Keys
from core.market.search import Searchable
from widgets.text.language import speak, wording

ROOT = Path(__file__).parents[3]


@pytest.fixture
def shown():
    return []


@pytest.fixture
def make(hand, menus, settings, shown):
    def made(recent=None, more=()):
        return Finder(hand.desk, menus.commands.listed(), settings, shown.append, recent or Recent(), more)

    return made


def first(found):
    return found[0].entries[0] if found else None


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("eth", "market:KRW-ETH"),
        ("빝", "market:KRW-BTC"),
        ("이덜", "market:KRW-ETH"),
        ("도짘", "market:KRW-DOGE"),
        ("xrp/krw", "market:KRW-XRP"),
        ("ㄷ소", "market:KRW-ETH"),
        ("설정", "command:settings"),
        ("settings", "command:settings"),
        ("엔진", "command:open-engine"),
        ("차트", "command:open-chart"),
        ("새 차트", "command:open-chart"),
        ("undo", "command:reopen-panel"),
        ("테마", "setting:theme"),
        ("밝게", "choice:theme=light"),
        ("english", "choice:language=en"),
        ("글자 크기", "setting:font_percent"),
    ],
)
async def test_the_best_comes_first(make, typed, wanted):
    assert first(make().find(typed)).id == wanted


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_a_choice_named_in_full_comes_before_the_commands_about_it(make, language):
    speak(language)
    try:
        finder = make()
        for setting in SETTINGS:
            for value, name in setting.choices if isinstance(setting, Choice) else ():
                for typed in (value, wording(name)):
                    entries = [entry for group in finder.find(typed) for entry in group.entries]
                    place = [entry.id for entry in entries].index(f"choice:{setting.name}={value}")
                    assert all(entry.group is not Group.COMMANDS for entry in entries[:place]), typed
    finally:
        speak("ko")


@pytest.fixture(params=["ko", "en"])
def language(request, application):
    spoken = application.findChild(Language) or Language(application)
    spoken.switch(request.param)
    yield request.param
    spoken.switch("ko")


def in_words(text):
    return re.split(r"[\s:,…]+", text.casefold())


@pytest.fixture
def finder_of_all(hand, settings, shown):
    return Finder(
        hand.desk, [(command, QAction(hand.window)) for command in COMMANDS], settings, shown.append, Recent()
    )


async def test_each_command_comes_first_by_its_title_and_by_a_first_word_that_no_other_has(language, finder_of_all):
    finder = finder_of_all
    names = {each.id: {wording(each.title), wording(each.short or each.title)} for each in COMMANDS}
    for command in COMMANDS:
        title = wording(command.title)
        typed = [title, title.rstrip("…")]
        word = in_words(title)[0]
        others = [name for each in COMMANDS if each is not command for name in names[each.id]]
        if not any(name.casefold().startswith(word) or word in in_words(name) for name in others):
            typed.append(word)
        for each in typed:
            entries = [entry for group in finder.find(each) for entry in group.entries if entry.group is Group.COMMANDS]
            assert entries[0].id == f"command:{command.id}", each
        assert first(finder.find(title)).id == f"command:{command.id}", title


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("비교", "compare-market", "stop-comparing"),
        ("compare", "compare-market", "stop-comparing"),
        ("reset", "default-desk", "reopen-panel"),
        ("reset to", "default-desk", "reopen-panel"),
        ("초기화", "default-desk", "reopen-panel"),
        ("alerts", "open-alerts", "close-alerts"),
        ("workspace", "new-workspace", "delete-workspace"),
        ("close", "close-panel", "reopen-panel"),
        ("닫기", "close-panel", "reopen-panel"),
        ("패널", "float-panel", "close-panel"),
    ],
)
async def test_titles_come_before_other_words_and_what_takes_away_comes_last_of_equals(
    language, finder_of_all, typed, better, worse
):
    found = [e.id for group in finder_of_all.find(typed) for e in group.entries if e.group is Group.COMMANDS]
    assert f"command:{worse}" not in found[: found.index(f"command:{better}")]


ENGLISH = {
    each.findtext("source"): each.findtext("translation")
    for context in ElementTree.parse(ROOT / "resources/translations/hoga_en.ts").iter("context")
    if context.findtext("name") == "kinds"
    for each in context.iter("message")
}


@pytest.mark.parametrize("kind", KINDS)
async def test_on_a_korean_desk_a_panel_is_found_by_its_english_name(make, kind):
    title = ENGLISH[str(KINDS[kind].title)]
    found = [entry.id for group in make().find(title) for entry in group.entries]
    assert f"command:open-{kind}" in found, title


async def test_every_command_and_setting_is_found_by_its_title(make, menus):
    finder = make()
    for command, _ in menus.commands.listed():
        assert f"command:{command.id}" in [e.id for group in finder.find(command.title) for e in group.entries]
    for setting in SETTINGS:
        if not isinstance(setting, Keys):
            ids = [entry.id for group in finder.find(setting.label) for entry in group.entries]
            assert f"setting:{setting.name}" in ids


async def test_markets_of_one_name_are_told_apart(make):
    (markets,) = make().find("이더리움")
    assert [(entry.title, entry.detail) for entry in markets.entries] == [
        ("이더리움", "ETH/KRW"),
        ("이더리움", "ETH/BTC"),
        ("이더리움클래식", "ETC/KRW"),
    ]


async def test_open_panels_are_found_by_kind_market_and_title(hand, make):
    _, second = hand.open("trades:KRW-BTC", "chart:KRW-ETH:1m")
    second.hide()
    for typed in ("차트", "chart", "eth"):
        (panels,) = [each for each in make().find(typed) if each.heading == Group.PANELS.heading]
        assert [(entry.title, entry.keys) for entry in panels.entries] == [(second.windowTitle(), "Alt+2")]
    entry = panels.entries[0]
    entry.run()
    assert not second.isHidden()
    second.close()
    entry.run()  # it is gone meanwhile


async def test_groups_are_bounded_and_tell_how_many_there_are(hand, make):
    (alone,) = make().find("trial")
    assert (len(alone.entries), alone.total) == (MOST, 60)
    hand.open("chart:USDT-X01:1m")
    markets = next(each for each in make().find("x0") if each.heading == Group.MARKETS.heading)
    assert (len(markets.entries), markets.total) == (MOST_OF_SEVERAL, 10)


async def test_the_other_layout_is_read_only_where_no_group_has_a_match(make):
    assert [found.heading for found in make().find("ㄷ소")] == [Group.MARKETS.heading]
    assert make().find("없는 말") == []


async def test_a_choice_is_made_at_once_and_marked_when_in_use(make, settings, shown):
    def theme(value):
        return next(e for group in make().find("테마") for e in group.entries if e.id == f"choice:theme={value}")

    assert (theme("dark").keys, theme("light").keys) == ("●", "")
    theme("light").run()
    assert settings[THEME] == "light"
    assert (theme("dark").keys, theme("light").keys) == ("", "●")
    first(make().find("테마")).run()
    assert shown == [THEME]


async def test_nothing_typed_offers_recent_choices_and_usual_commands(make):
    recent = Recent()
    assert [found.heading for found in make(recent).find(" ")] == [OFTEN]
    for name in ("market:KRW-GONE", "market:KRW-XRP", "command:settings", "choice:theme=light"):
        recent.add(name)
    latest, often = make(recent).find("")
    assert (latest.heading, often.heading) == (RECENT, OFTEN)
    assert [entry.id for entry in latest.entries] == ["choice:theme=light", "command:settings", "market:KRW-XRP"]
    assert "command:settings" not in [entry.id for entry in often.entries]


async def test_a_command_has_its_keys_and_is_dim_while_it_cannot_be_done(hand, make):
    close = first(make().find("패널 닫기"))
    assert (close.id, close.keys, close.is_enabled) == ("command:close-panel", "Ctrl+W", False)
    hand.open("engine")
    assert first(make().find("패널 닫기")).is_enabled


async def test_other_parts_add_entries(make):
    done = []
    entry = Entry("workspace:1", Group.COMMANDS, "스캘퍼", lambda: done.append(True))
    first(make(more=[(Searchable(("스캘퍼",)), entry)]).find("슼")).run()
    assert done


async def test_in_english_the_korean_names_are_found_too(make):
    speak("en")
    try:
        finder = make()
        assert first(finder.find("이더리움")).title == "Ethereum"
        assert first(finder.find("다음 테마")).id == "command:next-theme"
    finally:
        speak("ko")
