"""The entries of the context menu."""

from indicators_in_hand import chart_with_indicators
from widgets.chart.indicators.entries import indicator_entries


def test_each_indicator_can_be_set_hidden_and_removed():
    _view, _series, shown = chart_with_indicators()
    opened = []
    entry = indicator_entries(shown, opened.append)
    assert [each.title for each in entry.entries] == ["지표 추가·설정…", "MA 5", "MA 20", "MA 60", "MA 120"]
    entry.entries[0].run()
    setting, shown_entry, removal = entry.entries[3].entries
    setting.run()
    assert opened == ["", "sma-3"]
    assert shown_entry.is_checked
    shown_entry.run()
    assert not shown.find("sma-3").is_shown
    assert not indicator_entries(shown, opened.append).entries[3].entries[1].is_checked
    removal.run()
    assert shown.find("sma-3") is None
