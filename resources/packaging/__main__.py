"""`make package`: freeze the program, check its size and content, pack it."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app import VERSION
from resources.packaging.archive import pack
from resources.packaging.bill import write_bill
from resources.packaging.checksums import NAME, sums
from resources.packaging.commit_time import commit_time
from resources.packaging.completeness import missing
from resources.packaging.deb import build_deb
from resources.packaging.freeze import freeze, put_in_place
from resources.packaging.icons import draw_icons
from resources.packaging.layout import Names, Workshop
from resources.packaging.materials import gather
from resources.packaging.tidying import tidy
from resources.packaging.trimming import read_contents
from resources.packaging.version_resource import version_resource
from resources.packaging.weighing import table, weigh

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Build the program's folder and all packages.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(prog="python -m resources.packaging", description=__doc__)
    parser.add_argument("--folder-only", action="store_true", help="pack nothing: the folder is enough to try it")
    given = parser.parse_args()
    workshop = Workshop(ROOT)
    time = commit_time(ROOT, os.environ)
    make_folder(workshop, time)
    sys.stdout.write(table(weigh(workshop.folder)) + "\n")
    if not given.folder_only:
        names = Names(VERSION, sys.platform, platform.machine())
        for path in hand_out(workshop, names, time):
            sys.stdout.write(f"{path.stat().st_size / 1e6:7.1f} MB  {path.relative_to(ROOT)}\n")
    return 0


def make_folder(workshop: Workshop, time: int) -> None:
    """Make the program's folder, and on macOS the application beside it.

    Raises:
        SystemExit: something is missing that a user would miss.
    """
    draw_icons(workshop.root / "resources" / "icon.svg", workshop.icons)
    workshop.version_resource.write_text(version_resource(VERSION), encoding="utf-8")
    results = freeze(workshop, time)
    if lacking := missing((to for to, _, _ in read_contents(workshop.contents)), sys.platform):
        raise SystemExit(f"not in the program, as the build machine lacks it: {', '.join(lacking)}")
    for made in results:
        tidy(made, time)
        put_in_place(made, workshop.results / made.name)


def hand_out(workshop: Workshop, names: Names, time: int) -> list[Path]:
    """Pack the program's folder and describe it.

    Returns:
        The files to publish, the checksums last.
    """
    checksums = workshop.results / NAME
    checksums.unlink(missing_ok=True)  # better no checksums than those of another build
    materials = gather(workshop)
    bill = workshop.results / names.bill
    bill.write_text(write_bill(VERSION, materials, time), encoding="utf-8")
    archive = workshop.results / names.archive
    with ThreadPoolExecutor() as packers:
        packing = packers.submit(pack, workshop.results / names.packed, archive, names.top, time)
        made = [archive, bill]
        if names.system == "linux" and shutil.which("dpkg-deb"):
            made.append(build_deb(workshop, names, ((one.name, one.licence) for one in materials), time))
        packing.result()
    checksums.write_text(sums(made), encoding="utf-8")
    for path in (*made, checksums):
        os.utime(path, (time, time))
    return [*made, checksums]


if __name__ == "__main__":
    sys.exit(main())
