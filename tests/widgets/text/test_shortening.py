from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QFontMetrics

import app
import widgets
from looks import LOOK
from widgets.look.fonts import FontRole
from widgets.text.shortening import shortened

LINE = "● 재연결 2번째 · 3초 후 재시도 · 거래소가 연결을 끊었습니다, 사유: 없음 · 다시 연결 중…"


def test_no_separator_stands_before_the_ellipsis_at_any_width(application):
    metrics = QFontMetrics(LOOK.font(FontRole.TEXT))
    whole = metrics.horizontalAdvance(LINE)
    seen = {shortened(metrics, LINE, room) for room in range(whole)}
    assert len(seen) > 30
    for text in seen:
        assert re.fullmatch(r"(.*[^ ·,:…])?…|", text), text
        assert LINE.startswith(text.removesuffix("…"))
        assert metrics.horizontalAdvance(text) <= whole
    assert shortened(metrics, LINE, whole + 1) == LINE
    assert shortened(metrics, "", 0) == ""


def test_all_texts_are_shortened_in_one_place():
    """Texts are joined with dots everywhere, so every cut of Qt's can end in one."""
    users = {
        path.name
        for room in (app, widgets)
        for path in Path(room.__file__).parent.rglob("*.py")
        if "elidedText(" in path.read_text()
    }
    assert users == {"shortening.py"}
