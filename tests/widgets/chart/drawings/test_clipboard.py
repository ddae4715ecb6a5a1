from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QGuiApplication

from core.market.drawings.drawing import Kind
from core.market.drawings.record import to_record
from drawings_in_hand import sample
from widgets.chart.drawings.clipboard import copied, copy


@pytest.mark.parametrize("kind", Kind)
def test_a_copied_drawing_comes_back(application, kind):
    copy(sample(kind))
    assert copied() == sample(kind)


@pytest.mark.parametrize(
    "text",
    [
        "비트코인",
        "",
        '"hoga-drawing"',
        '{"hoga-drawing": 5',
        '{"hoga-drawing": null}',
        '["hoga-drawing"]',
        '{"hoga-drawing": {"kind": "circle"}}',
        '{"hoga-drawing":' * 240,
        json.dumps({"hoga-drawing": to_record(sample(Kind.TREND)), "more": "x" * 5000}),
    ],
)
def test_anything_else_is_no_drawing(application, text):
    QGuiApplication.clipboard().setText(text)
    assert copied() is None
