"""The timestamp of a build."""

import subprocess
from pathlib import Path

import pytest

from resources.packaging.commit_time import EARLIEST, commit_time

ROOT = Path(__file__).parents[3]


def test_the_environment_has_the_first_word():
    assert commit_time(ROOT, {"SOURCE_DATE_EPOCH": "1700000000"}) == 1700000000


def test_no_time_is_before_zip_archives_begin():
    assert commit_time(ROOT, {"SOURCE_DATE_EPOCH": "0"}) == EARLIEST


@pytest.mark.parametrize("is_other_s", ["0", "1"])
def test_else_it_is_the_last_commit_s_whoever_owns_the_checkout(tmp_path, monkeypatch, is_other_s):
    git = ["git", "-C", tmp_path, "-c", "user.name=n", "-c", "user.email=e@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    commit = [*git, "commit", "--quiet", "--allow-empty", "--message", "one", "--no-verify"]
    subprocess.run(commit, check=True, env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": "1700000001 +0900"})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", is_other_s)
    assert commit_time(tmp_path, {}) == 1700000001


def test_sources_without_a_history_get_the_earliest(tmp_path):
    assert commit_time(tmp_path, {}) == EARLIEST
