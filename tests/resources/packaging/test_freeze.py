"""PyInstaller runs in an environment that is equal for all builds; its result replaces the previous one."""

from pathlib import Path

from resources.packaging.freeze import environment, put_in_place
from resources.packaging.layout import Workshop


def test_time_and_order_are_fixed_and_the_cache_is_in_the_checkout():
    workshop = Workshop(Path("/checkout"))
    seen = environment(workshop, 1700000000)
    assert seen["SOURCE_DATE_EPOCH"] == "1700000000"
    assert seen["PYTHONHASHSEED"] == "0"
    assert Path(seen["PYINSTALLER_CONFIG_DIR"]).is_relative_to(workshop.work)


def test_a_new_build_takes_the_place_of_the_last_and_leaves_nothing_of_it(tmp_path):
    place = tmp_path / "dist" / "hoga"
    for content in ("first", "second"):
        made = tmp_path / "made"
        made.mkdir()
        (made / content).touch()
        put_in_place(made, place)
    assert [path.name for path in place.iterdir()] == ["second"]
    assert [path.name for path in place.parent.iterdir()] == ["hoga"]
