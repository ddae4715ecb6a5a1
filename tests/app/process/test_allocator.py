"""Large blocks that are freed go back to the system, also after larger ones were freed before."""

import sys

import pytest

from own_process import C_BLOCKS, printed_by

SCRIPT = (
    C_BLOCKS
    + """
import sys
from app.process.allocator import give_large_blocks_back
if sys.argv[1] == "on":
    assert give_large_blocks_back()
libc.free(block(31 << 20))  # glibc now takes smaller blocks from the heap
large = [block(28 << 20), block(28 << 20)]
held = block(1 << 10)  # lies above them in the heap, so that it cannot shrink
for each in large:
    libc.free(each)
print(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1])
"""
)


def resident_kb(choice):
    return int(printed_by(SCRIPT, choice))


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps such blocks")
def test_a_freed_block_of_a_large_window_does_not_stay_in_the_process():
    assert resident_kb("on") < resident_kb("off") - 40_000
