"""The settings folder is the platform's own."""

from app.process.profile import profile_folder


def test_it_is_the_platforms_place_for_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert profile_folder() == tmp_path / "hoga"


def test_asking_for_it_makes_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    profile_folder()
    assert list(tmp_path.iterdir()) == []
