"""The icon in all formats."""

from pathlib import Path

from PySide6.QtGui import QImage

from resources.packaging.icons import SIZES, draw_icons

ROOT = Path(__file__).parents[3]


def test_each_size_is_drawn_and_each_system_has_its_form(tmp_path):
    draw_icons(ROOT / "resources" / "icon.svg", tmp_path / "icons")
    for size in SIZES:
        image = QImage(str(tmp_path / "icons" / f"hoga-{size}.png"))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(0, 0).alpha() < 255, "the corners are round"
        assert image.pixelColor(size // 2, size // 8).alpha() == 255
    assert (tmp_path / "icons" / "hoga.ico").read_bytes()[:4] == b"\0\0\1\0"
    assert (tmp_path / "icons" / "hoga.icns").read_bytes()[:4] == b"icns"


def test_drawing_again_gives_the_same_bytes(tmp_path):
    for folder in ("one", "other"):
        draw_icons(ROOT / "resources" / "icon.svg", tmp_path / folder)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()
