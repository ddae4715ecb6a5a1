"""The composition root: the parts are connected correctly, and no network connection is made early."""

from app.command_line.options import DeskOptions
from app.source.source import EMBEDDED, UPBIT
from app.start import wiring
from app.start.desk_start import settings_of
from app.start.wiring import wire, workspace_path
from app.window.main_window import MainWindow
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from core.upbit.endpoints import endpoints_for


def wired(options, endpoints):
    window = MainWindow()
    return window, wire(options, settings_of(options), endpoints, window, lambda *_: None)


async def test_the_engine_gets_what_the_command_line_says(application):
    options = DeskOptions(settings={"debounce_delay": 0.2, "max_wait": 20.0, "heartbeat_interval": 10.0})
    _, parts = wired(options, endpoints_for("simulated", "http://127.0.0.1:9"))
    assert parts.engine.get_connection_metrics()["settings"] == {
        "debounce_delay": 0.2,
        "max_wait": 20.0,
        "heartbeat_interval": 10.0,
        "linger": 1.5,
    }
    assert parts.engine.link_status(Scope.PUBLIC).state is ConnectionState.IDLE
    await parts.engine.stop()


async def test_a_region_has_a_default_market_of_its_own(application):
    _, parts = wired(DeskOptions(exchange="upbit-sg"), endpoints_for("upbit-sg"))
    assert parts.desk.market == "SGD-BTC"
    await parts.engine.stop()


def test_every_source_shows_the_same_desk_and_takes_over_that_of_an_earlier_version(tmp_path, monkeypatch):
    monkeypatch.setattr(wiring, "profile_folder", lambda: tmp_path)
    (tmp_path / "workspace-upbit.json").write_bytes(b"of upbit")
    (tmp_path / "workspace-simulated.json").write_bytes(b"simulated")
    path = workspace_path(UPBIT)
    assert path.read_bytes() == b"of upbit"
    assert path.stat().st_mode & 0o077 == 0, "as every file of the profile"
    assert workspace_path(EMBEDDED) == path
    assert path.read_bytes() == b"of upbit"


async def test_faults_are_for_the_exchange_this_desk_started_and_no_other(application):
    own, theirs = DeskOptions(), DeskOptions(rest_url="http://127.0.0.1:9")
    for options, is_controlled in ((own, True), (theirs, False), (DeskOptions(exchange="upbit"), False)):
        endpoints = endpoints_for(
            options.exchange or "simulated", None if options.exchange == "upbit" else "http://127.0.0.1:9"
        )
        _, parts = wired(options, endpoints)
        assert (parts.desk._context.faults is not None) is is_controlled
        await parts.engine.stop()
