"""The composition root: the parts are connected correctly, and no network connection is made early."""

from app.command_line.options import DeskOptions
from app.start.desk_start import settings_of
from app.start.wiring import wire, workspace_path
from app.window.main_window import MainWindow
from app.window.source_banner import SourceBanner
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


async def test_the_bar_is_up_where_quotes_are_not_real_and_nowhere_else(application):
    for exchange, url, has_bar in (("simulated", "http://127.0.0.1:9", True), ("upbit", None, False)):
        window, parts = wired(DeskOptions(exchange=exchange, rest_url=url), endpoints_for(exchange, url))
        assert bool(window.findChildren(SourceBanner)) is has_bar
        await parts.engine.stop()


async def test_a_region_has_a_default_market_of_its_own(application):
    _, parts = wired(DeskOptions(exchange="upbit-sg"), endpoints_for("upbit-sg"))
    assert parts.desk.market == "SGD-BTC"
    await parts.engine.stop()


def test_each_exchange_keeps_a_desk_of_its_own():
    assert workspace_path("upbit") != workspace_path("simulated")


async def test_faults_are_for_the_exchange_this_desk_started_and_no_other(application):
    own, theirs = DeskOptions(), DeskOptions(rest_url="http://127.0.0.1:9")
    for options, is_controlled in ((own, True), (theirs, False), (DeskOptions(exchange="upbit"), False)):
        endpoints = endpoints_for(options.exchange, None if options.exchange == "upbit" else "http://127.0.0.1:9")
        _, parts = wired(options, endpoints)
        assert (parts.desk._context.faults is not None) is is_controlled
        await parts.engine.stop()
