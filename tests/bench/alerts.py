"""One message compared with a thousand alerts, of all kinds on one market and over all markets."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from figures import Figure

from alert_messages import BTC, alert, book, trade
from core.market.alerts.alert import Alert, AlertKind
from core.market.alerts.evaluation import AlertEvaluator
from core.model.messages import DataMessage

ALERTS = 1000
MESSAGES = 20_000
GOAL_US = 2.0


def measure(seconds: float) -> Iterator[Figure]:
    """Yield CPU a message, in µs."""
    rng = random.Random(1)
    codes = [f"KRW-{n}" for n in range(300)]
    on_one = [alert(key=str(n), level=rng.uniform(50, 150)) for n in range(ALERTS)]
    over_all = [
        alert(kind, str(n), code=rng.choice(codes))
        for n, kind in enumerate(rng.choices([AlertKind.PRICE, AlertKind.CHANGE, AlertKind.SPREAD], k=ALERTS))
    ]
    walk = _walk(rng)
    yield _figure("1 000 prices on one market", on_one, [trade(price, n / 10) for n, price in enumerate(walk)], seconds)
    prices = dict.fromkeys(codes, 100.0)
    mixed: list[DataMessage] = []
    for n in range(MESSAGES):
        code = rng.choice(codes)
        price = prices[code] = prices[code] * (1 + rng.gauss(0, 0.0004))
        mixed.append(trade(price, n / 10, code=code) if n % 2 else book(price, price * 1.001, code=code))
    yield _figure("1 000 alerts of three kinds on 300 markets", over_all, mixed, seconds)
    spikes = [alert(AlertKind.VOLUME, "v")]
    trades: list[DataMessage] = [trade(price, n / 10) for n, price in enumerate(walk)]
    yield _figure("one alert on the turnover", spikes, trades, seconds)
    elsewhere: list[DataMessage] = [trade(price, n / 10, code="BTC-ETH") for n, price in enumerate(walk)]
    yield _figure(f"a market without an alert, beside 1 000 on {BTC}", on_one, elsewhere, seconds)


def _walk(rng: random.Random) -> list[float]:
    price, walk = 100.0, []
    for _ in range(MESSAGES):
        price = min(max(price * (1 + rng.gauss(0, 0.0004)), 50), 150)
        walk.append(round(price, 2))
    return walk


def _figure(name: str, alerts: list[Alert], messages: list[DataMessage], seconds: float) -> Figure:
    evaluator = AlertEvaluator()
    evaluator.watch(alerts)
    spent, count, told = 0.0, 0, 0
    while spent < seconds / 4:
        begun = time.process_time()
        for message in messages:
            told += len(evaluator.receive(message))
        spent += time.process_time() - begun
        count += len(messages)
    return Figure.judged(f"{name} ({told / count:.2%} told)", spent / count * 1e6, GOAL_US, "us")
