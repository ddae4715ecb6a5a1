"""A process that has grown gives back what it freed, also between blocks that are still in use."""

import sys

import pytest

from own_process import C_BLOCKS, printed_by

SCRIPT = (
    C_BLOCKS
    + """
from PySide6.QtCore import QCoreApplication, QObject
from app.process.figures import rss_mb
from app.process.freed_memory import FreedMemory
app = QCoreApplication([])
owner = QObject()
watch = FreedMemory(owner)
def steps():
    watch.step()
    return rss_mb()
blocks = [block(6000) for _ in range(10_000)]
in_use = steps()
for each in blocks[:-1]:  # the last one lies above all others
    libc.free(each)
before = rss_mb()
kept = steps()  # the process did not grow since the last step
more = [block(30_000) for _ in range(3_000)]
for each in more[:-1]:
    libc.free(each)
given_back = steps()
print(in_use, before, kept, given_back)
"""
)


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps such blocks")
def test_pages_between_blocks_in_use_are_given_back_once_the_process_has_grown():
    in_use, before, kept, given_back = map(float, printed_by(SCRIPT).split())
    assert in_use - before < 5  # freeing gave nothing back by itself
    assert kept == pytest.approx(before, abs=2)
    assert given_back < in_use - 40
