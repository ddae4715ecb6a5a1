"""Runs of the program under random gestures: starts them, judges them, and shortens the gestures of failed ones."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from gestures import Gesture, draw

HERE: Final = Path(__file__).resolve().parent

SCALES: Final = ("1", "1.25", "1.5", "1.75", "2")
LIFE_SECONDS: Final = 25.0
LONG_ONES: Final = 1 / 8
LONG_LIFE_SECONDS: Final = 120.0
STORMY_ONES: Final = 1 / 4
"""Share of the lives in which the exchange is as bad as it can be."""
AGAIN_SECONDS: Final = 3.0
REST_EVERY: Final = 20.0

LEAVE_AT: Final = ("simulated", "simulated", "upbit", "upbit-sg", "upbit-th")
"""Sources at the end of a life, and so at the start of the next one."""

LANGUAGES: Final = ("ko_KR.UTF-8", "en_US.UTF-8", "C.UTF-8")
"""The language of the system."""

DAMAGED_ONES: Final = 1 / 4
"""Share of the second starts that find their settings file damaged."""

DAMAGES: Final = (
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"null",
    b"[" * 100_000,
    b'{"language": "xx", "theme": 3, "colors": null, "font_percent": "huge", "time_zone": [], "source": {}}',
    b'{"font_percent": NaN, "debounce_delay": 1e999, "max_wait": -1, "heartbeat_interval": true}',
    b'{"default_market": "<b>KRW</b>", "desk_at_start": "never", "show_tour": "perhaps", "future": {"kept": 1}}',
    b'{"keys.quit": "Nonsense+Q", "keys.settings": 7, "keys.add-panel": "Ctrl+Q", "keys.about": "A, B, C, D, E"}',
)
"""Settings files that a broken disk or a user's editor could leave."""
HANGS_AFTER: Final = 130.0
"""Seconds without a gesture after which a hung process is ended; a rest with an error takes up to 90."""
SHRINKS_FOR: Final = 300.0
"""Seconds spent on shortening one failed life."""

HARMLESS: Final = (
    "요청을 거절했습니다",
    "구독을 거절했습니다",
    "The exchange refused the",
    "(403: Forbidden",
    "occurs outside target window",
)
"""Words that mark a log line as harmless."""


NO_WAY_TO_TELL: Final = "alerts cannot be told this way"
"""Of a machine without a session bus or a sound server."""
_LOG_LINE: Final = re.compile(r"\d\d:\d\d:\d\d\.")

LAST_WORDS: Final = ("Traceback", "Fatal", "Exception", "hoga:", "QPainter", "QObject", "free()", "malloc", "corrupted")
"""The beginnings of printed lines that are findings."""


@dataclass(slots=True)
class Outcome:
    """The result of one start of the program."""

    findings: list[str] = field(default_factory=list)
    panels: list[str] = field(default_factory=list)
    """Panels open before the first gesture."""
    left: list[str] = field(default_factory=list)
    """Panels open when the window was closed."""
    rss_mb: list[float] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    """Settings before the first gesture."""
    left_settings: dict[str, Any] = field(default_factory=dict)
    """Settings when the window was closed."""
    gestures: int = 0
    agreed: int = 0
    """Figures in sight that were compared with the exchange's at rests, and true."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one life."""

    gestures: Sequence[Gesture]
    scale: str = "1"
    platform: str = "offscreen"
    rest_every: float = REST_EVERY
    leave_at: str = "simulated"
    system_language: str = "ko_KR.UTF-8"
    damage: bytes | None = None
    """What the second start finds as its settings file; None leaves the file of the first one."""

    @property
    def seconds(self) -> float:
        """Return the minimum duration of its gestures."""
        return sum(gesture.pause for gesture in self.gestures) + 0.012 * len(self.gestures)


def plan_of(seed: int, seconds: float = LIFE_SECONDS, platform: str = "offscreen") -> Plan:
    """Return the life of a seed; one in eight is long and rests often, to show whether memory grows."""
    rng = random.Random(seed)
    scale = rng.choice(SCALES)
    is_long = seconds >= LIFE_SECONDS and rng.random() < LONG_ONES
    length, rest_every = (LONG_LIFE_SECONDS, LONG_LIFE_SECONDS / 10) if is_long else (seconds, REST_EVERY)
    damage = rng.choice(DAMAGES) if rng.random() < DAMAGED_ONES else None
    leave_at, language = rng.choice(LEAVE_AT), rng.choice(LANGUAGES)
    is_stormy = seconds >= LIFE_SECONDS and rng.random() < STORMY_ONES
    gestures = draw(seed, length, is_stormy=is_stormy)
    return Plan(gestures, scale, platform, rest_every, leave_at, language, damage)


def start(plan: Plan, profile: Path) -> Outcome:
    """Start the program once under a plan's hands.

    Args:
        plan: what they do.
        profile: a folder for its settings, state and results.
    """
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "run").mkdir(mode=0o700, exist_ok=True)
    plan_file, result_file = profile / "plan.json", profile / "result.json"
    gestures = [asdict(each) for each in plan.gestures]
    words = {"gestures": gestures, "rest_every": plan.rest_every, "leave_at": plan.leave_at}
    plan_file.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    result_file.unlink(missing_ok=True)
    began = time.monotonic()
    with (profile / "output").open("w+", encoding="utf-8", errors="replace") as output:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "life.py"), str(plan_file), str(result_file)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment(plan, profile),
        )
        status = _end_of(process, result_file)
        output.seek(0)
        shown = _without_excuses(output.read().strip())
    reported = json.loads(result_file.read_text(encoding="utf-8")) if result_file.exists() else {}
    outcome = Outcome(
        list(reported.get("findings", [])),
        reported.get("before", []),
        reported.get("after", []),
        reported.get("rss_mb", []),
        reported.get("settings_before", {}),
        reported.get("settings_after", {}),
        len(plan.gestures),
        reported.get("agreed", 0),
    )
    if status != 0:
        how = f"hung after {time.monotonic() - began:.0f} s" if status is None else f"ended with status {status}"
        outcome.findings.append(f"{how}, at gesture {reported.get('gesture', '?')}")
    elif reported.get("gesture") != "the end":
        outcome.findings.append(f"the window was closed at gesture {reported.get('gesture', '?')}")
    outcome.findings += in_the_log(profile)
    if any(line.startswith(LAST_WORDS) for line in shown.splitlines()) and not outcome.findings:
        outcome.findings.append(f"it printed:\n{shown[-3000:]}")
    return outcome


def _without_excuses(shown: str) -> str:
    """Leave out that alerts have no sound or notices here, with the cause, which the log tells at length."""
    kept, is_excuse = [], False
    for line in shown.splitlines():
        if _LOG_LINE.match(line):
            is_excuse = NO_WAY_TO_TELL in line
        if not is_excuse:
            kept.append(line)
    return "\n".join(kept)


def _end_of(process: subprocess.Popen[bytes], result: Path) -> int | None:
    """Return the exit status of a life; None if it hung and was ended by force."""
    while True:
        try:
            return process.wait(1.0)
        except subprocess.TimeoutExpired:
            moved_at = result.stat().st_mtime if result.exists() else 0.0
        began = Path(f"/proc/{process.pid}").stat().st_mtime if moved_at == 0.0 else moved_at
        if time.time() - began > HANGS_AFTER:
            process.send_signal(signal.SIGABRT)  # its stacks go to the crash file
            process.wait()
            return None


def live(plan: Plan, profile: Path) -> Outcome:
    """One life: under the hands, then once more on the same profile.

    Returns:
        What became of both.
    """
    first = start(plan, profile)
    if first.findings:
        return first
    rng = random.Random(len(plan.gestures))
    if plan.damage is not None:
        (profile / "config" / "hoga" / "settings.json").write_bytes(plan.damage)
    again = start(replace(plan, gestures=draw(rng.randrange(2**32), AGAIN_SECONDS), leave_at="simulated"), profile)
    if plan.damage is None and again.settings != first.left_settings:
        again.findings.append(f"left with {first.left_settings}, came back with {again.settings}")
    # What a user sets to start with the default desk does not want the last one back.
    if again.panels != first.left and again.settings.get("desk_at_start") != "default":
        again.findings.append(f"left with {first.left}, came back with {again.panels}")
    first.agreed += again.agreed
    first.findings += [f"at the second start: {finding}" for finding in again.findings]
    return first


def shrink(plan: Plan, scratch: Path, seconds: float = SHRINKS_FOR) -> Plan:
    """Return the shortest plan found that still fails; removes halves, quarters and so on as long as it fails."""
    deadline = time.monotonic() + seconds
    gestures, parts, tried = list(plan.gestures), 2, 0
    while parts <= len(gestures) and time.monotonic() < deadline:
        size = -(-len(gestures) // parts)
        for begin in range(0, len(gestures), size):
            if time.monotonic() > deadline:
                break
            fewer = gestures[:begin] + gestures[begin + size :]
            tried += 1
            if fewer and start(_with(plan, fewer), scratch / f"try-{tried}").findings:
                gestures, parts = fewer, max(2, parts - 1)
                break
        else:
            parts *= 2
    return _with(plan, gestures)


def _with(plan: Plan, gestures: Sequence[Gesture]) -> Plan:
    return replace(plan, gestures=gestures)


def environment(plan: Plan, profile: Path) -> dict[str, str]:
    folders = {f"XDG_{name.upper()}_HOME": str(profile / name) for name in ("config", "state", "cache", "data")}
    foreign = ("XDG_", "HOGA_", "QT_", "DBUS_", "LC_", "LANG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {
        **kept,
        **folders,
        "HOME": str(profile),
        "LANG": plan.system_language,
        "XDG_RUNTIME_DIR": str(profile / "run"),
        "QT_QPA_PLATFORM": plan.platform,
        "QT_SCALE_FACTOR": plan.scale,
        "PYTHONWARNINGS": "ignore",
    }


def in_the_log(profile: Path) -> list[str]:
    """Return errors and crashes of a start; the log is moved aside, so that the next start has its own."""
    found: list[str] = []
    folder = profile / "state" / "hoga" / "log"
    for path in sorted(folder.glob("crash*.log")):
        text = path.read_text(encoding="utf-8", errors="replace")
        if "Fatal" in text or "most recent call" in text:
            found.append(f"crash file:\n{text[:6000]}")
        path.unlink()
    for path in sorted(folder.glob("hoga.log*")):
        found += _errors(path.read_text(encoding="utf-8", errors="replace"))
        path.rename(profile / f"{time.time_ns()}-{path.name}")
    return found


def _errors(text: str) -> list[str]:
    """Return the log entries that report an error, or a warning of Qt, each with its traceback."""
    entries: list[list[str]] = []
    for line in text.splitlines():
        if line[:4].isdigit() and " [" in line[:40]:
            entries.append([line])
        elif entries:
            entries[-1].append(line)
    bad = (" ERROR ", " CRITICAL ", " WARNING qt:")
    found = ["\n".join(entry[:60]) for entry in entries if any(word in entry[0] for word in bad)]
    return [entry for entry in found if not any(word in entry for word in HARMLESS)]
