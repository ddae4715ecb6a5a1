"""The newest of the open errors is shown, and one whose cause is over is no longer open."""

from __future__ import annotations

from app.trouble.open_errors import OpenErrors


def test_errors_are_counted_and_those_of_a_cause_end_together() -> None:
    errors = OpenErrors()
    assert errors.line == ""
    errors.add("disk")
    errors.add("refused", "wire")
    errors.add("refused again", "wire")
    assert errors.line == "오류 알림 3건 – refused again"
    assert errors.end("wire") == "refused again"
    assert errors.line == "오류가 발생했습니다 – disk"
    assert errors.end("wire") == "", "it is over already"
    errors.inform("by the way")
    assert errors.line == "by the way"
    errors.add("refused", "wire")
    assert errors.line == "오류 알림 2건 – refused"
    errors.end("wire")
    assert errors.line == "by the way"
    errors.clear()
    assert errors.line == errors.end("wire") == ""
