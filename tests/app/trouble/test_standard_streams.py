"""The program's output on its standard streams."""

import os
import subprocess
import sys

import pytest

from app.trouble.standard_streams import print_error

PRINT = "import sys; from app.trouble.standard_streams import print_result; sys.exit(0 if print_result({}) else 3)"
LONG = PRINT.format("'호가 ' * 9000")
SHORT = PRINT.format("'호가'")

needs_full_disk = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is full")  # noqa: PTH110


def test_a_complaint_names_the_program(capsys):
    print_error("that cannot be")
    assert capsys.readouterr().err == "hoga: that cannot be\n"


@needs_full_disk
def test_nobody_to_complain_to_is_no_trouble(monkeypatch):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        monkeypatch.setattr("sys.stderr", full)
        print_error("unheard")
        monkeypatch.undo()
        os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())


BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def ended(code, **streams):
    return subprocess.run(
        [sys.executable, "-c", code], env=BUFFERED, text=True, encoding="utf-8", check=False, **streams
    )


def test_a_message_comes_after_what_was_printed_before():
    assert ended(f"print('before'); {SHORT}", stdout=subprocess.PIPE).stdout == "before\n호가\n"


def test_all_of_a_long_text_is_written():
    assert ended(LONG, stdout=subprocess.PIPE).stdout == "호가 " * 9000 + "\n"


@needs_full_disk
@pytest.mark.parametrize("code", [SHORT, LONG])
def test_a_failed_write_is_known_and_causes_no_message_at_exit(code):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        run = ended(code, stdout=full, stderr=subprocess.PIPE)
    assert (run.returncode, run.stderr) == (3, "")


def test_a_reader_that_has_gone_is_known():
    with subprocess.Popen(
        [sys.executable, "-c", LONG], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=BUFFERED
    ) as process:
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (3, b"")
