"""The recent choices: the last one first, each once, a bounded number."""

from app.palette.recent import KEPT, Recent


def test_the_last_comes_first_and_once():
    recent = Recent()
    for name in ("a", "b", "a", ""):
        recent.add(name)
    assert list(recent) == ["a", "b"]


def test_the_oldest_are_forgotten():
    recent = Recent()
    for number in range(KEPT + 5):
        recent.add(str(number))
    assert len(list(recent)) == KEPT
    assert next(iter(recent)) == str(KEPT + 4)
