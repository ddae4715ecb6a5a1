"""The lock on a file: one holder at a time, gone with its process."""

import os
import subprocess
import sys

from core.storage.file_lock import try_lock

HOLDER = """
import os, sys
from core.storage.file_lock import try_lock
descriptor = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
print(try_lock(descriptor), flush=True)
sys.stdin.read()
"""


def test_it_has_one_holder_and_is_free_once_that_is_killed(tmp_path):
    path = tmp_path / "lock"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], text=True, **pipes) as holder:
        assert holder.stdout.readline() == "True\n"
        descriptor = os.open(path, os.O_RDWR)
        assert not try_lock(descriptor)
        holder.kill()
        holder.wait()
        assert try_lock(descriptor)
        os.close(descriptor)
