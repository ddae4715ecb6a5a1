"""The repair of an incomplete environment."""

import os
import subprocess
import sys

import pytest

from app.process import environment as process_environment
from app.process.environment import MEANT_FOR_OTHERS, NOWHERE, mend_environment

posix = pytest.mark.skipif(os.name != "posix", reason="other systems find homes in other ways")


@posix
def test_a_home_is_left_as_it_is():
    environment = {"HOME": "/home/trader"}
    mend_environment(environment, is_frozen=False)
    assert environment == {"HOME": "/home/trader"}


@posix
@pytest.mark.parametrize("environment", [{}, {"HOME": ""}, {"HOME": "relative"}])
def test_without_one_it_is_where_the_system_says(environment):
    mend_environment(environment, is_frozen=False)
    assert environment["HOME"].startswith("/")
    assert environment["HOME"] != NOWHERE


@posix
def test_a_user_nobody_knows_gets_one_that_cannot_be_written_and_no_folder_named_like_a_tilde(monkeypatch):
    def unknown(_user):
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    environment = {}
    mend_environment(environment, is_frozen=False)
    assert environment == {"HOME": NOWHERE}


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"LD_LIBRARY_PATH": "/opt/hoga"}, {}),
        ({"LD_LIBRARY_PATH": "/opt/hoga", "LD_LIBRARY_PATH_ORIG": "/mine"}, {"LD_LIBRARY_PATH": "/mine"}),
        ({"LD_LIBRARY_PATH": "/opt/hoga", "LD_LIBRARY_PATH_ORIG": ""}, {}),
        ({}, {}),
    ],
)
def test_what_the_packaged_program_starts_loads_its_own_libraries(given, left):
    environment = {"HOME": "/home/trader", **given}
    mend_environment(environment, is_frozen=True)
    assert environment == {"HOME": "/home/trader", **left}


def test_a_library_path_that_is_the_users_stays():
    environment = {"HOME": "/home/trader", "LD_LIBRARY_PATH": "/mine"}
    mend_environment(environment, is_frozen=False)
    assert environment["LD_LIBRARY_PATH"] == "/mine"


LATER = """
import os, sys
from app.process.environment import mend_streams
mend_streams()
later = os.open({log!r}, os.O_WRONLY | os.O_CREAT)
print("said"); print("complained", file=sys.stderr); sys.stdin.read()
os.write(later, b"%d" % later)
"""


@posix
def test_a_program_started_without_streams_prints_into_no_file_of_its_own(tmp_path):
    log = tmp_path / "log"
    close = "import os, sys; [os.close(n) for n in range(3)]; os.execv(sys.executable, [sys.executable, '-c', {!r}])"
    code = LATER.format(log=str(log))
    ended = subprocess.run([sys.executable, "-c", close.format(code)], check=False)
    assert ended.returncode == 0
    assert int(log.read_text()) > 2


TAKEN = """
import fcntl, os, sys
from app.process.environment import mend_streams
open_lowest = os.open

def open_above(*words):
    lowest = open_lowest(*words)
    above = fcntl.fcntl(lowest, fcntl.F_DUPFD, 10)
    os.close(lowest)
    return above

os.open = open_above
mend_streams()
print("said"); print("complained", file=sys.stderr); sys.stdin.read()
assert all(os.path.sameopenfile(each, os.open(os.devnull, os.O_RDWR)) for each in range(3))
"""
"""Like Windows, which reserves the numbers of missing standard streams."""


@posix
def test_streams_whose_numbers_are_not_given_away_lead_nowhere_too():
    close = "import os, sys; [os.close(n) for n in range(3)]; os.execv(sys.executable, [sys.executable, '-c', {!r}])"
    assert subprocess.run([sys.executable, "-c", close.format(TAKEN)], check=False).returncode == 0


def test_streams_that_are_there_stay(monkeypatch):
    before = sys.stdin, sys.stdout, sys.stderr
    process_environment.mend_streams()
    assert (sys.stdin, sys.stdout, sys.stderr) == before


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_windowed_program_gets_streams_that_take_everything(monkeypatch, name):
    monkeypatch.setattr(sys, name, None)
    process_environment.mend_streams()
    stream = getattr(sys, name)
    stream.write("호가")
    stream.close()


@pytest.mark.parametrize("name", MEANT_FOR_OTHERS)
def test_what_libraries_of_ours_take_for_themselves_though_it_is_meant_for_others_is_taken_out(name):
    environment = {"HOME": "/home/trader", name: "of another program"}
    mend_environment(environment, is_frozen=False)
    assert environment == {"HOME": "/home/trader"}
