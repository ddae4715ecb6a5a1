"""Quick feedback on a change: `make check`. Lint, types and contracts of everything; tests of the changed files only.

It prints at the end which tests it left out; `make test` runs everything.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
BIN: Final = Path(sys.executable).parent
sys.path.insert(0, str(ROOT / "tests/mutants"))

from changed import changed_files, choice_for


def main() -> int:
    """Run the stages in order; return 0 if all pass. A failed stage does not stop the next one."""
    changed = changed_files(ROOT)
    existing = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    choice = choice_for(changed, existing)
    stages = (
        ("ruff", ["ruff", "check", "."]),
        ("format", ["ruff", "format", "--check", "."]),
        ("mypy", ["mypy"]),
        ("import contracts", ["lint-imports"]),
        (f"{len(choice.tests)} test files of {len(changed)} changed files", ["pytest", "-q", *choice.tests]),
    )
    began = time.monotonic()
    failed = [name for name, command in stages if not _passes(name, command)]
    if choice.left:
        print("Not tested here, so run `make test` before you merge:", *choice.left, sep="\n  ")
    print(f"--- {time.monotonic() - began:.0f} s: " + (f"FAILED: {', '.join(failed)}" if failed else "all passed"))
    return 1 if failed else 0


def _passes(name: str, command: Sequence[str]) -> bool:
    began = time.monotonic()
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    print(
        f"--- {name}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True
    )
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
