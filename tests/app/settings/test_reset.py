"""All settings return to their defaults, and come back once."""

from app.settings.declared import DEFAULT_MARKET, FONT_PERCENT, SETTINGS, SHORTCUTS, THEME
from app.settings.reset import Reset
from app.settings.store import Settings


def test_it_is_undone_once_and_takes_nothing_that_was_chosen_since(tmp_path):
    path = tmp_path / "settings.json"
    settings = Settings(path)
    settings.choose(THEME, "light")
    settings.use_for_this_run(THEME, "high-contrast")
    settings.choose(SHORTCUTS["full-screen"], "Ctrl+Alt+F")
    settings.choose(DEFAULT_MARKET, "KRW-ETH")
    settings.save()
    written, calls = path.read_text(), []
    settings.follow(THEME, lambda: calls.append(settings[THEME]))
    reset = Reset(settings)
    reset.undone = lambda: calls.append("undone")
    assert all(settings.is_default(setting) for setting in SETTINGS)
    reset.undo()
    reset.undo()
    assert calls == [THEME.default, "high-contrast", "undone"]
    settings.save()
    assert path.read_text() == written, "also what holds for this run only is as before"
    again = Reset(settings)
    settings.choose(DEFAULT_MARKET, "KRW-XRP")
    settings.choose(FONT_PERCENT, 125)
    again.undo()
    assert (settings[DEFAULT_MARKET], settings[FONT_PERCENT], settings[THEME]) == ("KRW-XRP", 125, "high-contrast")
