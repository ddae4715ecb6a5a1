from __future__ import annotations

from widgets.panel.source_access import SourceAccess


def test_without_a_desk_behind_it_there_is_no_other_source(application):
    access = SourceAccess()
    assert (access.name, access.default_market, access.is_real) == ("", "", False)


def test_the_wish_for_simulated_quotes_is_passed_on(application):
    access, wishes = SourceAccess(name="업비트", default_market="KRW-BTC", is_real=True), []
    access.simulated_wanted.connect(lambda: wishes.append(access.name))
    access.simulated_wanted.emit()
    assert wishes == ["업비트"]
