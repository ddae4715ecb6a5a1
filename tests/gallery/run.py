"""Pictures of the desk in one run: sizes, scales, languages and themes. Writes `build/gallery` with a page of all.

Each scale needs a process of its own, because Qt reads it once. In it one real desk on an embedded exchange is switched
from look to look while it runs, as a user would, and photographed.
"""

from __future__ import annotations

import argparse
import html
import itertools
import os
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

FOLDER: Final = Path("build/gallery")
SIZES: Final = ((1366, 768), (1920, 1080), (3840, 2160))
SCALES: Final = (100, 125, 150, 200)
LANGUAGES: Final = ("ko", "en")
THEMES: Final = ("dark", "light", "high-contrast", "color-blind")
LEAST_HEIGHT: Final = 600
"""Logical pixels; a screen that is lower at a scale is not one to trade on."""


class Shot(NamedTuple):
    """One picture."""

    size: tuple[int, int]
    scale: int
    language: str
    theme: str
    what: str = "desk"

    @property
    def file(self) -> str:
        width, height = self.size
        return f"{self.what}-{width}x{height}-{self.scale}-{self.language}-{self.theme}.png"


def shots(scale: int) -> list[Shot]:
    """Return the pictures of one scale: the desk in all combinations, the dialogs at the smallest size only."""
    looks = list(itertools.product(LANGUAGES, THEMES))
    desks = [
        Shot(size, scale, language, theme)
        for size in SIZES
        if size[1] * 100 / scale >= LEAST_HEIGHT
        for language, theme in looks
    ]
    if scale != SCALES[0]:
        return desks
    return desks + [
        Shot(SIZES[0], scale, language, theme, what)
        for what in ("settings", "add-panel", "tour", "palette")
        for language, theme in looks
    ]


def photograph(scale: int) -> int:
    """Take all pictures of one scale, in this process; return the exit status of the program."""
    import photographer

    return photographer.run(shots(scale), FOLDER.absolute())


def page(pictures: list[str]) -> str:
    """Return a page that shows all pictures."""
    figures = "\n".join(
        f'<figure><a href="{html.escape(name)}"><img loading="lazy" width="640" src="{html.escape(name)}"></a>'
        f"<figcaption>{html.escape(name)}</figcaption></figure>"
        for name in pictures
    )
    style = "body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:12px}figure{margin:0}"
    return f"<!doctype html><meta charset=utf-8><title>Hoga</title><style>{style}</style>\n{figures}\n"


def main() -> int:
    """Run one process for each scale, then write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, choices=SCALES, help="only this scale, in this process")
    given = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    if given.scale is not None:
        return photograph(given.scale)
    for scale in SCALES:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": f"{scale / 100}",
        }
        subprocess.run([sys.executable, str(HERE / "run.py"), "--scale", str(scale)], env=environment, check=True)
    missing = [shot.file for scale in SCALES for shot in shots(scale) if not (FOLDER / shot.file).is_file()]
    if missing:
        print("missing: " + ", ".join(missing))
        return 1
    pictures = sorted(path.name for path in FOLDER.glob("*.png"))
    (FOLDER / "index.html").write_text(page(pictures), encoding="utf-8")
    print(f"{len(pictures)} pictures: {FOLDER / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
