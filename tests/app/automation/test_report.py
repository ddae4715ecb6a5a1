"""The report: its keys are stable for outside readers, and its figures are the engine's own."""

import json

from app import VERSION
from app.automation.report import build_report, summary, write_report
from app.trouble.redaction import Redactor
from waiting import eventually

KEYS = [
    "subscriptions",
    "connections",
    "rate_limiter",
    "desired",
    "sent",
    "panels",
    "frames",
    "process",
    "version",
]


async def report_of(hand):
    await hand.settled()
    return build_report(hand.engine, hand.clock, hand.desk.docks(), 0.9)


async def test_its_keys_are_the_agreed_ones(hand, tmp_path):
    hand.open("trades:KRW-BTC")
    await eventually(lambda: hand.wanted)
    path = tmp_path / "report.json"
    write_report(await report_of(hand), path, Redactor())
    report = json.loads(path.read_text(encoding="utf-8"))
    assert list(report) == KEYS
    assert set(report["frames"]) == {"painted", "p50_ms", "p99_ms"}
    assert set(report["process"]) == {"cpu_seconds", "rss_mb", "start_to_first_frame_s"}
    assert report["process"]["start_to_first_frame_s"] == 0.9
    assert report["version"] == VERSION


def test_the_exchanges_words_are_in_it_without_a_secret(tmp_path):
    path = tmp_path / "report.json"
    redactor = Redactor()
    redactor.add("planted-canary")
    write_report({"reason": "invalid key planted-canary", "count": 1}, path, redactor)
    assert json.loads(path.read_text(encoding="utf-8")) == {"reason": "invalid key ***", "count": 1}


async def test_desired_and_sent_are_codes_by_scope_and_type(hand):
    hand.open("orderbook:KRW-BTC", "trades:KRW-ETH", "trades:KRW-BTC")
    await eventually(lambda: len(hand.wanted) == 5)
    report = await report_of(hand)
    wanted = {"orderbook": ["KRW-BTC"], "ticker": ["KRW-BTC", "KRW-ETH"], "trade": ["KRW-BTC", "KRW-ETH"]}
    assert report["desired"] == report["sent"] == {"public": wanted, "private": {}}


async def test_open_panels_are_listed_with_what_became_of_their_mail(hand):
    (trades, _) = hand.open("trades:KRW-BTC", "engine")
    figure = lambda: next(iter(hand.engine.component_report()))  # noqa: E731 - read again at each call
    await eventually(lambda: figure().delivered)
    rows = (await report_of(hand))["panels"]
    assert [row["panel"] for row in rows] == ["trades:KRW-BTC", "engine"]
    assert rows[0]["delivered"] == figure().delivered > 0
    counts = {"delivered": 0, "coalesced": 0, "lost": 0, "errors": 0, "slow": 0}
    assert rows[1] == {"panel": "engine", "title": "엔진 모니터", **counts}
    trades.close()
    assert [row["panel"] for row in (await report_of(hand))["panels"]] == ["engine"]


async def test_the_summary_names_what_ran(hand):
    hand.open("trades:KRW-BTC")
    text = summary(await report_of(hand))
    assert "panels: trades:KRW-BTC" in text
    assert "the first after 0.90 s" in text
