"""One keystroke of the search, among as many markets as Upbit has."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from figures import Figure

from core.market.market_search import MarketIndex
from core.model.markets import Market

QUOTES = ("KRW", "BTC", "USDT")
NAMES = 285
"""Times three quote currencies: 855 markets."""

KEYSTROKES = ("a", "ab", "btc", "xrp/krw", "ㅂ", "ㅂㅌ", "빝", "이덜", "비트코인", "zzz", "없는 말")
GOAL_MS = 1.0


def markets(seed: int = 1) -> list[Market]:
    """Invented markets with names as long as the exchange's."""
    rng = random.Random(seed)
    syllables = [chr(rng.randint(0xAC00, 0xD7A3)) for _ in range(200)] + list("비트코인이더리움도지")
    made = []
    for number in range(NAMES):
        symbol = "".join(rng.choices("ABCDEFGHIJKLMNOPRSTX", k=rng.randint(2, 5))) + str(number % 7)
        korean = "".join(rng.choices(syllables, k=rng.randint(2, 8)))
        english = "".join(rng.choices("abcdefghiklmnoprstuy", k=rng.randint(4, 14))).title()
        made += [Market(f"{quote}-{symbol}", korean, english) for quote in QUOTES]
    return made


def measure(seconds: float) -> Iterator[Figure]:
    """Yield the CPU time of the slowest keystroke, of all of them, and of the preparation."""
    listed = markets()
    begun = time.process_time()
    index = MarketIndex(listed)
    yield Figure.judged(f"{len(listed)} markets prepared", (time.process_time() - begun) * 1e3, None, "ms")
    times = {typed: _cost(index, typed, seconds / len(KEYSTROKES)) for typed in KEYSTROKES}
    slowest = max(times, key=times.__getitem__)
    yield Figure.judged("a keystroke, mean", sum(times.values()) / len(times), None, "ms")
    yield Figure.judged(f"a keystroke, the slowest ({slowest})", times[slowest], GOAL_MS, "ms")


def _cost(index: MarketIndex, typed: str, seconds: float) -> float:
    rounds, begun = 0, time.process_time()
    while (spent := time.process_time() - begun) < seconds:
        index.find(typed)
        rounds += 1
    return spent / rounds * 1e3
