"""Every panel looks like its approved picture.

A picture that differs is written to `build/pictures`, with a second one that marks the differences in red. Look at it;
if it is right, approve it: `HOGA_APPROVE=1 pytest tests/screen/test_pictures.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from PySide6.QtGui import QImage

ROOT: Final = Path(__file__).parents[2]
PROGRAM: Final = ROOT / "tests" / "support" / "pictures.py"
APPROVED: Final = Path(__file__).parent / "pictures"
DIFFERENT: Final = ROOT / "build" / "pictures"
TOLERANCE: Final = 2
"""Maximum difference of 255, in each of the three colours of a pixel."""

LARGEST: Final = 3_400_000
"""Maximum bytes of all approved pictures together."""

SCALES: Final = {
    "order_book": ("1.0", "1.5", "1.0@light"),
    "depth_chart": ("1.0", "1.5", "1.0@light"),
    "market_header": ("1.0", "1.5", "1.0@light"),
    "trades": ("1.0", "1.5", "1.0@light"),
    "watchlist": ("1.0", "1.5", "1.0@light"),
    "assets": ("1.0",),
    "my_orders": ("1.0",),
    "chart": ("1.0", "1.5", "1.0@light"),
    "drawings": ("1.0",),
    "chart_bars": ("1.0", "1.5"),
    "drawing": ("1.0", "1.5"),
    "price_tag": ("1.0", "1.5", "1.0@light"),
    "engine": ("1.0",),
    "faults": ("1.0",),
    "alerts": ("1.0", "1.5", "1.0@light"),
}
MODULES: Final = {"drawing": "screen.small_charts", "price_tag": "screen.small_charts"}
"""Of scenarios that are not in `screen.pictured`."""
REQUESTED: Final = [
    f"{MODULES.get(scenario, 'screen.pictured')}:{scenario}@{scale}"
    for scenario, scales in SCALES.items()
    for scale in scales
]
HOW: Final = "HOGA_APPROVE=1 pytest tests/screen/test_pictures.py"


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the present picture of every panel."""
    folder = tmp_path_factory.mktemp("pictures")
    program = [sys.executable, str(PROGRAM), str(folder), *REQUESTED]
    done = subprocess.run(program, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr[-3000:]
    if os.environ.get("HOGA_APPROVE"):
        for old in APPROVED.glob("*.png"):
            old.unlink()
        APPROVED.mkdir(exist_ok=True)
        for new in folder.glob("*.png"):
            new.rename(APPROVED / new.name)
            (folder / new.name).write_bytes((APPROVED / new.name).read_bytes())
    return folder


def pixels(file: Path) -> np.ndarray:
    """Rows of pixels, each blue, green, red and nothing."""
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).astype(np.int16)


def differing(approved: Path, now: Path) -> str:
    """Describe the visible difference of two pictures, which are then written to a folder; empty if there is none."""
    one, other = pixels(approved), pixels(now)
    if one.shape != other.shape:
        _keep(now)
        return f"{now.name}: {other.shape[1]} x {other.shape[0]} pixels, approved {one.shape[1]} x {one.shape[0]}"
    wrong = (np.abs(one - other)[..., :3] > TOLERANCE).any(axis=2)
    if not wrong.any():
        return ""
    _keep(now)
    shown = (other // 3).astype(np.uint8)
    shown[wrong] = (0, 0, 255, 0)
    height, width = wrong.shape
    image = QImage(shown.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32)
    image.save(str(DIFFERENT / f"{now.stem}-difference.png"))
    return f"{now.name}: {int(wrong.sum())} pixels"


def _keep(now: Path) -> None:
    DIFFERENT.mkdir(parents=True, exist_ok=True)
    (DIFFERENT / now.name).write_bytes(now.read_bytes())


def names(folder: Path, scenario: str) -> set[str]:
    return {file.name for file in folder.glob("*.png") if file.name.startswith((f"{scenario}-", f"{scenario}."))}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("scenario", SCALES)
def test_a_panel_looks_as_approved(taken: Path, scenario: str) -> None:
    assert names(taken, scenario) == names(APPROVED, scenario), f"approve them: {HOW}"
    found = [differing(APPROVED / name, taken / name) for name in sorted(names(taken, scenario))]
    assert not any(found), f"{'; '.join(filter(None, found))}. See {DIFFERENT}; if that is as it ought to be: {HOW}"


def test_all_pictures_are_small_and_belong_to_a_scenario() -> None:
    files = list(APPROVED.glob("*.png"))
    assert sum(file.stat().st_size for file in files) < LARGEST
    assert {file.name for file in files} == {name for scenario in SCALES for name in names(APPROVED, scenario)}


def test_a_pixel_that_differs_by_more_than_one_can_see_is_found(tmp_path: Path) -> None:
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(0x404040)
    image.save(str(tmp_path / "one.png"))
    for colour, is_found in ((0x424242, False), (0x404043, True), (0x434040, True)):
        image.setPixel(2, 1, colour)
        image.save(str(tmp_path / "other.png"))
        wrong = np.abs(pixels(tmp_path / "one.png") - pixels(tmp_path / "other.png"))[..., :3] > TOLERANCE
        assert bool(wrong.any()) is is_found
