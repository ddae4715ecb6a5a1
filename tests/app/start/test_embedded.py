"""The embedded exchange on demand: real processes."""

import os
import sys
import time

import pytest

from app.process.exchange_process import ExchangeFailed, ExchangeProcess
from app.start.embedded import EmbeddedExchange


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until_ended(pids, seconds=5.0):
    deadline = time.monotonic() + seconds
    while any(map(is_alive, pids)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_is_started_when_wanted_and_each_one_that_was_let_go_ends():
    exchange = EmbeddedExchange()
    exchange.stop()  # nothing was started, so nothing is ended
    pids, ports = [], set()
    for _ in range(3):
        ports.add(exchange.port.result(20))
        assert exchange.port.result() in ports
        pids.append(exchange._process._process.pid)
        exchange.let_go()
        exchange.let_go()
    until_ended(pids)
    exchange.start()
    last = exchange._process
    last.port.result(20)
    exchange.stop()
    assert not is_alive(last._process.pid)


def test_one_that_cannot_be_started_can_be_tried_again():
    made = iter([ExchangeProcess(lambda _port: [sys.executable, "-c", "raise SystemExit(3)"]), ExchangeProcess()])
    exchange = EmbeddedExchange(lambda: next(made))
    with pytest.raises(ExchangeFailed):
        exchange.port.result(30)
    exchange.let_go()
    assert exchange.port.result(20) > 0
    exchange.stop()
