from __future__ import annotations

from widgets.panel.private_access import KeyStage, PrivateAccess


def test_without_anybody_behind_it_there_is_never_a_key(application):
    access = PrivateAccess()
    assert (access.stage, access.rest, access.is_simulated) == (KeyStage.MISSING, None, False)


def test_it_says_how_things_stand_now(application):
    access = PrivateAccess()
    reported: list[KeyStage] = []
    access.changed.connect(lambda: reported.append(access.stage))
    access.set_state(KeyStage.READY, None, "note")
    access.set_state(KeyStage.MISSING)
    assert reported == [KeyStage.READY, KeyStage.MISSING]
    assert access.notice == ""


def test_a_word_about_the_key_store_is_no_new_key(application):
    access = PrivateAccess()
    changes: list[object] = []
    access.changed.connect(lambda: changes.append(None))
    access.set_notice("이번 실행에서만")
    assert access.notice == "이번 실행에서만"
    assert not changes
