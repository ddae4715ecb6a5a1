"""The packaged program without a window."""

import json
import subprocess
import urllib.request

from app import VERSION


def test_it_tells_its_version(start):
    assert start("--version").end() == (0, f"hoga {VERSION}\n", "")


def test_its_help_lists_its_options(start):
    status, out, err = start("--help").end()
    assert (status, err) == (0, "")
    assert "--offscreen" in out


def test_invalid_arguments_end_with_a_message_and_status_2(start):
    status, _, err = start("--panel", "graph").end()
    assert status == 2
    assert "graph" in err


def test_without_a_display_the_cure_is_one_sentence_with_status_2(start):
    status, out, err = start().end()
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "--offscreen" in err


def test_the_exchange_alone_answers_as_the_real_one_does_and_ends_with_its_input(start):
    run = start("simulate", stdin=subprocess.PIPE)
    port = json.loads(run.process.stdout.readline())["port"]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/market/all", timeout=10) as answer:
        markets = json.load(answer)
    assert "KRW-BTC" in {market["market"] for market in markets}
    assert run.end() == (0, "", "")
