"""Scripts: read completely, rejected with path and line, performed in time."""

import asyncio

import pytest

from app.command_line.script import Action, play, read_script
from app.panels.spec import PanelSpec
from core.errors import InputError
from virtual_time import VirtualTimeLoop, elapsed


@pytest.fixture
def script(tmp_path):
    def write(text):
        path = tmp_path / "steps.jsonl"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_steps_are_read_in_order_of_time(script):
    path = script(
        '{"at": 5, "do": "quit"}\n\n'
        '{"at": 1.5, "do": "open", "panel": "chart:KRW-BTC:1m"}\n'
        '{"at": 1.5, "do": "float", "panel": "chart:KRW-BTC:1m"}\n'
    )
    steps = read_script(path)
    assert [(step.at, step.action) for step in steps] == [(1.5, Action.OPEN), (1.5, Action.FLOAT), (5.0, Action.QUIT)]
    assert steps[0].panel == PanelSpec("chart", "KRW-BTC", "1m")
    assert steps[0].place == f"{path}:3"


@pytest.mark.parametrize(
    ("line", "reported"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("7", "a step is an object"),
        ('{"do": "quit"}', "'at' is None"),
        ('{"at": true, "do": "quit"}', "'at' is True"),
        ('{"at": -1, "do": "quit"}', "'at' is -1"),
        ('{"at": NaN, "do": "quit"}', "'at' is nan"),
        ('{"at": "3", "do": "quit"}', "'at' is '3'"),
        ('{"at": 1e308, "do": "quit"}', "'at' is 1e+308"),
        ('{"at": 1' + "0" * 400 + ', "do": "quit"}', "'at' is 1000"),
        ('{"at": 604801, "do": "quit"}', "0 to 604800"),
        ('{"at": 1, "do": "\\u202e\\n<b>", "panel": "chart"}', r"'do' is '\u202e\n<b>'"),
        ('{"at": 1, "do": "' + "가" * 300 + '", "panel": "chart"}', "가…'; use one of"),
        ('{"at": 1, "do": "open", "panel": "chart:비트코인"}', "'비트코인' is not a market code"),
        ('{"at": 1, "do": "open", "panel": "chart:\\ud800"}', "is not a market code"),
        ('{"at": 1, "do": "open", "' + "p" * 300 + '": "chart"}', "ppp…'"),
        ('{"at": 1, "do": "explode", "panel": "chart"}', "'do' is 'explode'; use one of open, close"),
        ('{"at": 1, "do": ["open"], "panel": "chart"}', "'do' is ['open']"),
        ('{"at": 1, "do": "open"}', "'panel' is None"),
        ('{"at": 1, "do": "open", "panel": 3}', "'panel' is 3"),
        ('{"at": 1, "do": "open", "panel": "graph"}', "unknown kind 'graph'"),
        ('{"at": 1, "do": "open", "pane": "chart"}', "unknown key 'pane'"),
    ],
)
def test_a_malformed_line_is_refused_with_path_and_line(script, line, reported):
    path = script('{"at": 0, "do": "open", "panel": "chart"}\n' + line + "\n")
    with pytest.raises(InputError) as refusal:
        read_script(path)
    assert f"{path}:2" in str(refusal.value)
    assert reported in str(refusal.value)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 600


@pytest.mark.parametrize("name", ["두 줄\n짜리", "\u202e거꾸로", "\x1b[31m빨강", "b" * 200, "\udcff"])
def test_a_path_with_control_characters_is_reported_in_one_line(tmp_path, name):
    with pytest.raises(InputError) as refusal:
        read_script(tmp_path / name)
    assert str(refusal.value).startswith("script /")
    assert str(refusal.value).endswith(": cannot be read: No such file or directory")
    assert str(refusal.value).isprintable()


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(InputError, match=r"absent\.jsonl: cannot be read"):
        read_script(tmp_path / "absent.jsonl")


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "binary"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        read_script(path)


def test_each_step_is_performed_at_its_time(script):
    steps = read_script(
        script(
            '{"at": 0, "do": "open", "panel": "chart"}\n'
            '{"at": 2.5, "do": "close", "panel": "chart"}\n'
            '{"at": 2.5, "do": "quit"}\n'
        )
    )
    done = []

    async def ready():
        await asyncio.sleep(1.0 if elapsed() == 10.0 else 0.0)  # the window is on its way to a source

    async def main():
        await asyncio.sleep(10)
        await play(steps, lambda step: done.append((elapsed(), step.action.value)), ready)

    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        runner.run(main())
    assert done == [(11.0, "open"), (12.5, "close"), (12.5, "quit")]


def test_a_step_switches_the_source(script):
    (step,) = read_script(script('{"at": 0, "do": "source", "source": "upbit-sg"}'))
    assert (step.action, step.source, step.panel) == (Action.SOURCE, "upbit-sg", None)


@pytest.mark.parametrize(
    "line",
    [
        '{"at": 0, "do": "source"}',
        '{"at": 0, "do": "source", "source": "binance"}',
        '{"at": 0, "do": "source", "source": ["upbit"]}',
        '{"at": 0, "do": "quit", "source": "upbit"}',
    ],
)
def test_a_source_that_does_not_exist_or_is_no_use_is_refused_with_the_choices(script, line):
    with pytest.raises(InputError, match=r"'source' is .*use one of simulated, upbit"):
        read_script(script(line))


def test_a_step_shows_a_market_or_links_a_panel(script):
    market, unit, none = read_script(
        script(
            '{"at": 0, "do": "market", "panel": "chart", "market": "krw-eth"}\n'
            '{"at": 1, "do": "link", "panel": "chart:KRW-BTC", "group": "3"}\n'
            '{"at": 2, "do": "link", "panel": "watchlist", "group": ""}\n'
        )
    )
    assert (market.action, market.market, str(market.panel)) == (Action.MARKET, "KRW-ETH", "chart")
    assert (unit.action, unit.group, none.group) == (Action.LINK, "3", "")


@pytest.mark.parametrize(
    ("line", "reported"),
    [
        ('{"at": 0, "do": "market", "panel": "chart"}', "'market' is None; write a code"),
        ('{"at": 0, "do": "market", "panel": "chart", "market": "<b>"}', "'market' is '<b>'"),
        ('{"at": 0, "do": "market", "panel": "chart", "market": ["KRW-BTC"]}', "'market' is ['KRW-BTC']"),
        ('{"at": 0, "do": "market", "market": "KRW-BTC"}', "'panel' is None"),
        ('{"at": 0, "do": "quit", "market": "KRW-BTC"}', "only to do 'market'"),
        ('{"at": 0, "do": "link", "panel": "chart"}', "'group' is None; use one of \"\", A, B"),
        ('{"at": 0, "do": "link", "panel": "chart", "group": "7"}', "'group' is '7'"),
        ('{"at": 0, "do": "link", "panel": "chart", "group": ["A"]}', "'group' is ['A']"),
        ('{"at": 0, "do": "link", "panel": "trades", "group": "1"}', "'group' is '1'; use one of \"\", A, B"),
        ('{"at": 0, "do": "link", "panel": "engine", "group": "A"}', "none for this panel"),
        ('{"at": 0, "do": "open", "panel": "chart", "group": "A"}', "only to do 'link'"),
    ],
)
def test_a_market_or_group_that_cannot_be_is_refused(script, line, reported):
    with pytest.raises(InputError) as refusal:
        read_script(script(line))
    assert reported in str(refusal.value)
