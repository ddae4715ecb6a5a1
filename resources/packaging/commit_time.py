"""The timestamp of everything in a build: the time of its commit, so that two builds of one commit are identical."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

VARIABLE: Final = "SOURCE_DATE_EPOCH"
"""The environment variable for the timestamp of a build, common to build tools. Source: reproducible-builds.org."""

EARLIEST: Final = 315532800
"""1980-01-01, the earliest time a zip archive can hold; used for sources without history."""


def commit_time(root: Path, environment: Mapping[str, str]) -> int:
    """Return the build's time in seconds since 1970: from the environment, else that of the last commit.

    Args:
        root: the checkout.
        environment: as `os.environ`.
    """
    if given := environment.get(VARIABLE):
        return max(EARLIEST, int(given))
    # A checkout may be built by a user who does not own it, as in a container.
    whoever_owns_it = ("-c", "safe.directory=*")
    try:
        printed = subprocess.run(  # noqa: S603 - only git
            ["git", "-C", root, *whoever_owns_it, "log", "-1", "--format=%ct"],  # noqa: S607
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return EARLIEST
    return max(EARLIEST, int(printed or 0))
