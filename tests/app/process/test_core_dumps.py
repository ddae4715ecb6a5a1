"""Core dumps are forbidden once a key exists; until then the user's settings stay."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says of a process")

PROBE = """
import ctypes, resource, sys
from app.process.core_dumps import forbid_core_dumps
if sys.argv[1] == "forbid":
    forbid_core_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


def probe(word):
    ended = subprocess.run([sys.executable, "-c", PROBE, word], capture_output=True, text=True, check=True)
    return ended.stdout.split()


def test_they_are_off_by_limit_and_by_the_kernel():
    assert probe("forbid") == ["0", "0"]


def test_they_are_not_touched_before():
    assert probe("leave")[1] == "1"
