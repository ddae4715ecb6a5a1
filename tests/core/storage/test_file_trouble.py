"""Reasons of files that fail are in the user's words; no path and no English of the system reaches a message."""

import errno
import os
import re

import pytest

from core.storage.file_trouble import reason_of
from core.text import has_hangul, render

COMMON = (
    "ENOSPC",
    "EDQUOT",
    "EACCES",
    "EPERM",
    "EROFS",
    "ENOENT",
    "ENOTDIR",
    "EISDIR",
    "ENAMETOOLONG",
    "EINVAL",
    "EIO",
)


@pytest.mark.parametrize("name", COMMON)
def test_a_common_reason_can_be_translated(name):
    number = getattr(errno, name)
    reason = reason_of(OSError(number, os.strerror(number), "/secret/place"))
    assert has_hangul(reason)
    assert "place" not in reason
    assert render(reason, "en", lambda _context, _template: "in English") == "in English"


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_reason_says_something(number):
    assert re.search(r"\w", reason_of(OSError(number, os.strerror(number))))


def test_an_error_without_a_number_says_what_it_has():
    assert reason_of(OSError("broken")) == "broken"
    assert reason_of(OSError()) == "OSError"
    assert reason_of(OSError(4711, "odd")) == "odd"


def test_a_real_error_is_told(tmp_path):
    with pytest.raises(OSError) as caught:  # noqa: PT011 - its number is what counts
        (tmp_path / "none" / "file").write_text("")
    assert reason_of(caught.value) == "파일이나 폴더가 없음"
