"""Which files changed, and which tests `make check` runs for them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from changed import changed_files, choice_for

EXISTING = {
    "tests/core/link/test_link.py",
    "tests/app/test_main.py",
    "tests/app/process/test_shutdown.py",
    "tests/core/test_seed_table.py",
    "tests/hands/test_random_hands.py",
    "tests/test_layout.py",
    "tests/whole/test_readmes.py",
}


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("core/link/link.py", "tests/core/link/test_link.py"),
        ("app/__main__.py", "tests/app/test_main.py"),
        ("tests/core/link/test_link.py", "tests/core/link/test_link.py"),
        ("core/README.md", "tests/whole/test_readmes.py"),
        ("core/README.md", "tests/core/test_seed_table.py"),
    ],
)
def test_a_changed_file_brings_its_test(path: str, test: str) -> None:
    choice = choice_for([path], EXISTING)
    assert test in choice.tests
    assert not choice.left


def test_the_tree_is_always_looked_at() -> None:
    assert choice_for([], EXISTING) == (["tests/test_layout.py"], [])


@pytest.mark.parametrize(
    "path",
    [
        "core/link/socket.py",
        "tests/support/waiting.py",
        "tests/conftest.py",
        "tests/app/process/test_shutdown.py",
        "tests/hands/test_random_hands.py",
    ],
)
def test_what_is_not_run_is_named(path: str) -> None:
    choice = choice_for([path], EXISTING)
    assert choice.tests == ["tests/test_layout.py"]
    assert [each.partition(" ")[0] for each in choice.left] == [path]


def test_a_slow_mirror_is_named_instead_of_its_source() -> None:
    assert choice_for(["app/process/shutdown.py"], EXISTING).left == ["tests/app/process/test_shutdown.py"]


def test_a_deleted_test_is_not_run() -> None:
    assert "tests/core/link/test_gone.py" not in choice_for(["tests/core/link/test_gone.py"], EXISTING).tests


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with one commit on main."""
    for words in (["init", "-q", "-b", "main"], ["config", "user.email", "a@b"], ["config", "user.name", "a"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    for name in ("first.py", "second.py", "third.py"):
        (tmp_path / name).write_text("old\n")
    commit(tmp_path)
    return tmp_path


def commit(checkout: Path) -> None:
    subprocess.run(["git", "add", "-A"], cwd=checkout, check=True)
    subprocess.run(["git", "commit", "-q", "-m", "x"], cwd=checkout, check=True)


def test_nothing_changed(checkout: Path) -> None:
    assert changed_files(checkout) == []


def test_what_is_committed_edited_deleted_and_new_counts(checkout: Path) -> None:
    subprocess.run(["git", "checkout", "-q", "-b", "work"], cwd=checkout, check=True)
    (checkout / "first.py").write_text("committed\n")
    commit(checkout)
    (checkout / "second.py").write_text("edited\n")
    (checkout / "third.py").unlink()
    (checkout / "new.py").write_text("new\n")
    assert changed_files(checkout) == ["first.py", "new.py", "second.py", "third.py"]


def test_without_a_branch_called_main_the_last_commit_is_the_base(checkout: Path) -> None:
    subprocess.run(["git", "branch", "-q", "-m", "trunk"], cwd=checkout, check=True)
    (checkout / "first.py").write_text("edited\n")
    assert changed_files(checkout) == ["first.py"]
