"""The note of an attempt: its effect on the next start, for each way a process can end."""

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.storage.attempt import UNEXPLAINED, Attempt, Tried


@pytest.fixture
def path(tmp_path):
    return tmp_path / "profile" / "desk.restoring"


PROCESS = """
import os, signal, sys
from pathlib import Path
from core.storage.attempt import Attempt
attempt = Attempt(Path(sys.argv[1]))
print(sorted(attempt.look_back(has_crashed=sys.argv[2] == "crashed")), flush=True)
for word in sys.argv[3:]:
    verb, _, key = word.partition(":")
    getattr(attempt, verb)(*([key] if key else []))
os.kill(os.getpid(), signal.SIGKILL)
"""


def process(path, *words, crashed=False):
    """A process that goes this far, and is killed; returns the keys it was not allowed to attempt."""
    words = [str(path), "crashed" if crashed else "-", *words]
    ended = subprocess.run([sys.executable, "-c", PROCESS, *words], capture_output=True, text=True, check=False)
    assert ended.returncode < 0, ended.stderr
    return set(json.loads(ended.stdout.replace("'", '"')))


def test_a_first_start_refuses_nothing(path):
    assert process(path) == set()


def test_an_attempt_that_ended_the_process_is_refused_at_the_next_start(path):
    process(path, "begin:a")
    assert process(path) == {"a"}


def test_a_refused_key_stays_refused_until_another_has_proved_harmless(path):
    process(path, "begin:a")
    assert process(path, "begin:b") == {"a"}
    assert process(path, "begin:c", "got_through") == {"a", "b"}
    assert process(path, "begin:c", "got_through", "prove_harmless") == {"a", "b"}
    assert process(path) == set()


def test_an_end_soon_after_without_a_crash_allows_a_few_more_attempts(path):
    for _ in range(UNEXPLAINED):
        assert process(path, "begin:a", "got_through") == set()
    assert process(path) == {"a"}


def test_ends_of_something_else_do_not_add_up(path):
    for key in ("a", "b") * UNEXPLAINED:
        assert process(path, f"begin:{key}", "got_through") == set()


def test_a_crash_soon_after_refuses_the_attempt_at_once(path):
    process(path, "begin:a", "got_through")
    assert process(path, crashed=True) == {"a"}


def test_a_crash_of_a_run_that_had_proved_it_harmless_refuses_nothing(path):
    process(path, "begin:a", "got_through", "prove_harmless")
    assert process(path, crashed=True) == set()


def test_the_content_that_an_attempt_became_is_judged_in_its_place(path):
    process(path, "begin:a", "got_through", "goes_on_as:b")
    assert process(path, "begin:b", "got_through", "goes_on_as:c") == set()
    assert process(path, "begin:c", "got_through") == set()
    assert process(path) == {"c"}, "the third end in a row"
    process(path, "begin:d", "got_through", "goes_on_as:e", "goes_on_as:f")
    assert process(path, crashed=True) == {"c", "d", "e", "f"}


@pytest.mark.parametrize(
    ("is_through", "ends", "has_crashed", "is_blamed"),
    [
        (False, 0, False, False),
        (False, UNEXPLAINED - 2, False, False),
        (False, UNEXPLAINED - 1, False, True),
        (True, UNEXPLAINED + 5, False, False),
        (True, 0, True, True),
        (False, 0, True, True),
    ],
)
def test_the_last_resort_is_blamed_for_a_crash_or_if_it_never_came_through(is_through, ends, has_crashed, is_blamed):
    tried = Tried("last", is_through, ends)
    judged = tried.judged(has_crashed=has_crashed, last_resort="last")
    assert ("last" in judged.refused) is is_blamed


def test_a_failed_attempt_is_refused_without_an_end_of_the_process(path):
    process(path, "begin:a", "fail", "begin:b", "got_through", "prove_harmless")
    assert process(path, "begin:a", "fail") == set()
    assert process(path) == {"a"}


def test_a_process_that_is_trying_just_now_has_not_died_of_it(path):
    first = Attempt(path)
    first.look_back(has_crashed=False)
    first.begin("a")
    assert process(path, "begin:b", "got_through") == set(), "and the second one notes nothing of its own"
    assert json.loads(path.read_text())["key"] == "a"
    first.prove_harmless()


@given(
    st.binary(max_size=80)
    | st.dictionaries(
        st.sampled_from(["key", "is_through", "ends", "refused"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.text("ab\ud800", max_size=4)
        | st.lists(st.none() | st.text("ab", max_size=3)),
    ).map(lambda note: json.dumps(note).encode())
)
def test_no_note_makes_looking_back_fail(tmp_path_factory, note):
    path = tmp_path_factory.mktemp("note") / "note"
    path.write_bytes(note)
    attempt = Attempt(path)
    attempt.look_back(has_crashed=True)
    attempt.begin("a")
    attempt.prove_harmless()
    assert path.read_bytes() == b""


def test_a_longer_note_under_a_shorter_one_does_not_spoil_it(path):
    process(path, "begin:" + "a" * 60)
    noted = path.read_bytes()
    path.write_bytes(noted + b'ver": 1}\n')
    assert process(path) == {"a" * 60}


@pytest.mark.parametrize("make", [os.mkdir, getattr(os, "mkfifo", os.mkdir)])
def test_a_path_that_is_not_a_file_notes_nothing_and_blocks_nothing(path, make):
    path.parent.mkdir()
    make(path)
    attempt = Attempt(path)
    assert attempt.look_back(has_crashed=True) == frozenset()
    attempt.begin("a")
    attempt.got_through()
    attempt.fail()
    attempt.prove_harmless()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links here")
def test_a_link_in_its_place_is_not_followed(path, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    path.parent.mkdir()
    path.symlink_to(victim)
    attempt = Attempt(path)
    attempt.look_back(has_crashed=False)
    attempt.begin("a")
    attempt.prove_harmless()
    assert victim.read_text() == "precious"


def test_an_empty_note_blames_nothing_even_after_a_crash():
    assert Tried().judged(has_crashed=True) == Tried()
