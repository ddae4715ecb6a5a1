"""The fault matrix has a test for every row that applies."""

from __future__ import annotations

import re
from pathlib import Path

APPLIES = {*range(1, 29), 34, 35, 45}
"""Rows about sockets, data, components, shutdown and the demo; of row 28, the losses possible in a desk without orders.

Row 36 applies once the desk can send orders.
"""


def test_every_row_that_applies_has_a_test_of_its_name() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    tested = {int(row) for row in re.findall(r"^(?:async )?def test_row_(\d\d)_\w+\(", source, re.MULTILINE)}
    assert tested == APPLIES
