"""Every indicator looks like its approved picture: what it draws over the candles or in its pane, without any text.

A picture that differs is left in `build/pictures/indicators`. Look at it; if it is right, approve it:
`HOGA_APPROVE=1 pytest tests/widgets/chart/indicators/test_indicator_pictures.py`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from PySide6.QtGui import QImage

from core.market.indicators.catalogue import CATALOGUE
from indicators_in_hand import OneIndicator, chosen, minutes

ROOT: Final = Path(__file__).parents[4]
APPROVED: Final = ROOT / "tests" / "screen" / "pictures" / "indicators"
DIFFERENT: Final = ROOT / "build" / "pictures" / "indicators"
TOLERANCE: Final = 2
"""Maximum difference of 255, in each of the three colours of a pixel."""
LARGEST: Final = 250_000
"""Maximum bytes of all of them together."""


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].astype(int)


@pytest.mark.parametrize("name", CATALOGUE)
def test_an_indicator_looks_as_approved(application: object, name: str) -> None:
    image = OneIndicator(chosen(name), minutes()).shown()
    file = APPROVED / f"{name}.png"
    if os.environ.get("HOGA_APPROVE"):
        APPROVED.mkdir(parents=True, exist_ok=True)
        assert image.save(str(file))
    approved = QImage(str(file))
    is_same = approved.size() == image.size() and bool((abs(pixels(approved) - pixels(image)) <= TOLERANCE).all())
    if not is_same:
        DIFFERENT.mkdir(parents=True, exist_ok=True)
        image.save(str(DIFFERENT / file.name))
    assert is_same, f"see {DIFFERENT / file.name}"


def test_all_pictures_are_small_and_of_an_indicator() -> None:
    files = list(APPROVED.glob("*"))
    assert {file.stem for file in files} == set(CATALOGUE)
    assert sum(file.stat().st_size for file in files) < LARGEST
