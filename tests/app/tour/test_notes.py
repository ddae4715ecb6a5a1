"""The notes of the tour are about parts of the real window."""

from dataclasses import replace

import pytest

from app.settings.declared import SHORTCUTS
from app.settings.store import Settings
from app.source.choice import SourceChoice
from app.source.source import EMBEDDED
from app.source_selection.selector import SourceActions, SourceSelector
from app.status_bar.bar import StatusBar
from app.tour.notes import notes_of
from app.window.menus import Menus
from widgets.panel.source_access import SourceAccess


async def test_each_note_is_about_something_of_the_default_desk(hand):
    hand.open("watchlist", "chart:KRW-BTC")
    hand.window.show_beside_menu(SourceSelector(SourceActions(SourceChoice(EMBEDDED), hand.window)))
    for note in notes_of(hand.window, hand.desk):
        about = note.about()
        assert about is not None, note.title
        assert about.window() is hand.window


async def test_without_panels_the_notes_about_panels_have_nothing_to_be_about(hand):
    absent = [note.title for note in notes_of(hand.window, hand.desk) if note.about() is None]
    assert absent == ["시세 출처", "종목 고르기", "패널"]


@pytest.mark.parametrize("is_real", [True, False])
async def test_the_note_about_the_source_is_about_the_present_one(hand, is_real):
    hand.desk.move_in(replace(hand.desk._context, source=SourceAccess(is_real=is_real)), "KRW-BTC")
    text = notes_of(hand.window, hand.desk)[0].text
    assert text.startswith("지금은 실시간 시세" if is_real else "처음에는 이 컴퓨터 안의 모의 시세")


async def test_the_note_about_the_state_is_about_where_it_stands_not_about_the_whole_bar(hand):
    last = notes_of(hand.window, hand.desk)[-1]
    assert last.about() is hand.window.statusBar()
    bar = StatusBar(hand.window.look, hand.clock)
    hand.window.statusBar().addPermanentWidget(bar)
    assert last.about() is bar
    bar.leave()


async def test_the_keys_are_those_that_the_user_has_set(hand):
    settings = Settings()
    settings.choose(SHORTCUTS["find-market"], "Ctrl+F8")
    settings.choose(SHORTCUTS["reopen-panel"], "")
    Menus(hand.window, hand.desk, settings, lambda: None)
    shown = "".join(note.text for note in notes_of(hand.window, hand.desk))
    for keys in ("Ctrl+F8 ", "Ctrl+K ", "F1 ", "'되돌리기: 닫기·배치·삭제·초기화' "):
        assert keys in shown
    assert "Ctrl+F " not in shown
