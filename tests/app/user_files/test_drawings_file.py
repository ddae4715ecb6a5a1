from __future__ import annotations

import asyncio
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from app.user_files import kept_soon
from app.user_files.drawings_file import VERSION, DrawingsFile
from core.market.drawings.drawing import Kind
from core.storage.kept_file import KeptFile
from drawings_in_hand import sample
from waiting import eventually
from widgets.markets.drawings import AllDrawings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "drawings.json"


def opened(path: Path) -> tuple[AllDrawings, DrawingsFile]:
    drawings = AllDrawings()
    return drawings, DrawingsFile(KeptFile(path, VERSION), drawings)


def draw(drawings: AllDrawings, kind: Kind, code: str = "KRW-BTC") -> None:
    each = sample(kind)
    drawings.of(code).change(lambda some: some.add(kind, each.anchors, each.style, each.text))


def kinds(drawings: AllDrawings, code: str = "KRW-BTC") -> list[Kind]:
    return [each.kind for each in drawings.of(code).drawings]


async def test_each_change_is_on_disk_soon_after_and_back_at_the_next_start(hand, path, monkeypatch):
    monkeypatch.setattr(kept_soon, "SAVING_DELAY", 0.01)
    drawings, kept = opened(path)
    keeping = asyncio.create_task(kept.keep_saved())
    await asyncio.sleep(0)
    for kind in Kind:
        draw(drawings, kind)
    draw(drawings, Kind.RAY, "KRW-ETH")
    await eventually(path.exists)
    await eventually(lambda: kinds(opened(path)[0]) == list(Kind))
    assert kinds(opened(path)[0], "KRW-ETH") == [Kind.RAY]
    drawings.of("KRW-BTC").change(lambda some: some.undo())
    await eventually(lambda: kinds(opened(path)[0]) == list(Kind)[:-1])
    keeping.cancel()


def test_what_comes_back_is_what_was_drawn(hand, path):
    drawings, kept = opened(path)
    draw(drawings, Kind.CHANNEL)
    draw(drawings, Kind.TEXT)
    kept.save()
    again, _ = opened(path)
    assert again.of("KRW-BTC").drawings == drawings.of("KRW-BTC").drawings
    assert not again.of("KRW-BTC").can_undo


def test_a_damaged_file_is_set_aside_its_copy_is_taken_and_it_is_told(hand, path):
    for kind in (Kind.TREND, Kind.RAY):
        drawings, kept = opened(path)
        draw(drawings, kind)
        kept.save()
    path.write_text("{")
    drawings, kept = opened(path)
    assert kinds(drawings) == [Kind.TREND]
    assert "drawings.json" in kept.notice
    assert path.with_suffix(".bad.json").read_text() == "{"


def test_what_cannot_be_read_is_counted_and_told_and_the_rest_is_there(hand, path, caplog):
    drawings, kept = opened(path)
    draw(drawings, Kind.TREND)
    good = drawings.content()["markets"]["KRW-BTC"]
    content = {"markets": {"KRW-BTC": [*good, {"kind": "circle"}, 5], "nonsense": good, "KRW-ETH": 7}}
    KeptFile(path, VERSION).save(content)
    drawings, kept = opened(path)
    assert kinds(drawings) == [Kind.TREND]
    assert "4개" in kept.notice
    assert str(path) in caplog.text
    assert not path.with_suffix(".bad.json").exists()


LIFE: Final = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.user_files.drawings_file import VERSION, DrawingsFile
from core.market.drawings.drawing import Kind
from core.storage.kept_file import KeptFile
from drawings_in_hand import sample
from widgets.markets.drawings import AllDrawings

application = QCoreApplication([])
drawings = AllDrawings()
kept = DrawingsFile(KeptFile(Path(sys.argv[1]), VERSION), drawings)
some = drawings.of("KRW-BTC")
print(len(some.drawings), repr(str(kept.notice)), flush=True)
each = sample(Kind.TREND)
while True:
    if not some.change(lambda some: some.add(each.kind, each.anchors, each.style)):
        some.change(lambda some: some.remove({drawing.id for drawing in some.drawings}))
    kept.save()
    print(len(some.drawings), flush=True)
"""


@pytest.mark.timeout(120)
def test_a_kill_at_any_moment_loses_at_most_the_change_that_was_being_written(hand, path):
    rng = random.Random(7)
    possible: set[int] = {0}
    for _ in range(6):
        program = f"import sys; sys.path[:0] = {sys.path!r}\n{LIFE}"
        with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            first = process.stdout.readline().split(maxsplit=1)
            time.sleep(rng.uniform(0.0, 0.3))
            process.send_signal(signal.SIGKILL)
            said = [int(first[0]), *map(int, process.stdout.read().split())]
        assert said[0] in possible
        assert first[1].strip() == "''", "the file is never broken"
        possible = {said[-1], said[-1] + 1, 0}
    assert json.loads(path.read_text())["content"]
