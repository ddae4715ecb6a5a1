import asyncio
import subprocess
import sys

import pytest
from aiohttp import web

from core.errors import ConnectionFailed, ExchangeError
from core.simulator.faults.fault_table import FAULTS
from core.simulator.serve.server import serve
from core.upbit.rest.faults import FaultControl
from scripted_source import ScriptedSource


@pytest.fixture
async def server():
    async with serve(ScriptedSource()) as server:
        yield server


@pytest.fixture
def control(server):
    return FaultControl(server.rest_url)


async def answering(handler):
    """A server that answers everything with `handler`, as a runner and its base URL."""
    application = web.Application()
    application.router.add_route("*", "/{tail:.*}", handler)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


async def test_the_list_is_the_exchange_s_own(control):
    states = await control.list()
    assert [(state.name, state.title, state.is_momentary, state.group) for state in states] == [
        (fault.name, fault.title, fault.is_momentary, fault.group) for fault in FAULTS.values()
    ]
    for state in states:
        for mine, its in zip(state.parameters, FAULTS[state.name].parameters, strict=True):
            assert (mine.name, mine.title, mine.kind, mine.default) == (its.name, its.title, its.kind, its.default)
            assert (mine.least, mine.most) == (its.least, its.most)
            assert [(choice.value, choice.title) for choice in mine.choices] == list(its.choices)


async def test_a_set_fault_is_on_with_its_parameters_and_a_cleared_one_is_off(server, control):
    states = {state.name: state for state in await control.set("garbage", count=3, seconds=60.0)}
    assert states["garbage"].on.parameters == {"chance": 1.0, "count": 3, "seconds": 60.0}
    assert states["garbage"].on.left == 3
    assert 59 < states["garbage"].on.ends_in <= 60
    assert not any(state.on for state in await control.clear("garbage"))
    await control.set("mute")
    await control.set("delay", by=1.5)
    assert server.exchange.faults.delay == 1.5
    assert not any(state.on for state in await control.clear())


async def test_a_refusal_has_the_exchanges_own_words(control):
    with pytest.raises(ExchangeError, match="no fault 'nonsense'") as caught:
        await control.set("nonsense")
    assert caught.value.status == 400


async def test_an_exchange_that_is_gone_is_a_connection_that_failed(server):
    control = FaultControl("http://127.0.0.1:9")
    with pytest.raises(ConnectionFailed):
        await control.list()


async def test_an_exchange_that_does_not_answer_in_time_is_one_too(monkeypatch):
    monkeypatch.setattr("core.upbit.rest.faults.TIMEOUT", 0.05)

    async def never(_request):
        await asyncio.Event().wait()

    runner, url = await answering(never)
    with pytest.raises(ConnectionFailed, match="no reply"):
        await FaultControl(url).list()
    await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "body", "name"),
    [
        (404, "gone", "404"),
        (404, '{"error":{"name":"not_found","message":"no"}}', "not_found"),
        (200, "{}", "bad_reply"),
    ],
)
async def test_a_reply_that_is_not_a_list_of_faults_is_an_exchange_error(status, body, name):
    async def answer(_request):
        return web.Response(status=status, text=body)

    runner, url = await answering(answer)
    with pytest.raises(ExchangeError) as caught:
        await FaultControl(url).list()
    assert caught.value.name == name
    await runner.cleanup()


def test_aiohttp_is_not_loaded_before_it_is_needed():
    code = "import sys, core.upbit.rest.faults; sys.exit('aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
