"""Which sources have kept candles, and within which size."""

from __future__ import annotations

import pytest

from app import VERSION
from app.process.profile import CANDLES_FILE, state_folder
from app.settings.declared import STORED_CANDLES
from app.settings.store import Settings
from app.source.source import EMBEDDED, REAL, UPBIT, Source
from app.start.candle_keeping import CandleKeeping, name_of
from app.window.main_window import MainWindow
from candle_parts import part_of


def test_every_source_has_a_name_of_its_own():
    names = [name_of(EMBEDDED, EMBEDDED.endpoints(4711)), *(name_of(each, each.endpoints()) for each in REAL)]
    assert names[:2] == [f"simulated {VERSION}", "https://api.upbit.com"]
    assert len(set(names)) == len(names)
    assert name_of(EMBEDDED, EMBEDDED.endpoints(4712)) == names[0], "its port changes at every start"
    proxy = Source("upbit", "https://proxy.example")
    assert name_of(proxy, proxy.endpoints()) not in names


@pytest.mark.parametrize("url", ["http://127.0.0.1:9000", "http://localhost:9000"])
def test_a_server_on_this_machine_may_have_another_market_each_time(url):
    for exchange in ("simulated", "upbit"):
        source = Source(exchange, url)
        assert name_of(source, source.endpoints()) == ""


@pytest.fixture
async def made(application, tmp_path, monkeypatch):
    settings, window = Settings(), MainWindow()
    keeping = CandleKeeping(settings, window, tmp_path / "candles.sqlite")
    yield settings, keeping
    await keeping.close()


async def test_the_setting_is_the_limit_and_nothing_keeps_nothing(made):
    settings, keeping = made
    kept = keeping.of(UPBIT, UPBIT.endpoints())
    for number in range(3):
        kept.write(f"KRW-{number}", "1m", part_of(0, 20_000))
    assert await kept.read("KRW-0", "1m", None, 1) is not None
    settings.choose(STORED_CANDLES, 1)
    assert await kept.read("KRW-1", "1m", None, 1) is None, "the ones used least recently"
    settings.choose(STORED_CANDLES, 0)
    assert keeping.of(UPBIT, UPBIT.endpoints()) is None
    kept.write("KRW-0", "1m", part_of(0, 20_000))
    for number in range(3):
        assert await kept.read(f"KRW-{number}", "1m", None, 1) is None


async def test_a_server_on_this_machine_has_no_store(made):
    _, keeping = made
    source = Source("upbit", "http://127.0.0.1:9000")
    assert keeping.of(source, source.endpoints()) is None


async def test_what_befalls_the_file_is_shown_in_the_window(application, tmp_path):
    (tmp_path / "candles.sqlite").write_bytes(b"anything" * 1000)
    window = MainWindow()
    keeping = CandleKeeping(Settings(), window, tmp_path / "candles.sqlite")
    window.show()
    assert await keeping.of(UPBIT, UPBIT.endpoints()).read("KRW-BTC", "1m", None, 1) is None
    await keeping.close()
    assert "candles.bad.sqlite" in window.notice.details


def test_the_file_is_in_the_state_folder_of_this_user(application, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() / CANDLES_FILE == tmp_path / "hoga" / "candles.sqlite"
