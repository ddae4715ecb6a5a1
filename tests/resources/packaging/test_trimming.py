"""PyInstaller's lists, without what nobody needs."""

from pathlib import Path

import pytest

from resources.packaging import trimming
from resources.packaging.trimming import LINK

QT = "PySide6/Qt"
LINKED_TO = {
    "/q/libqxcb.so": ("libQt6XcbQpa.so.6", "libc.so.6"),
    "/q/libqeglfs.so": ("libQt6EglFSDeviceIntegration.so.6",),
    "/q/QtCore.abi3.so": ("libQt6Core.so.6",),
}
BINARIES = [
    (f"{QT}/plugins/platforms/libqxcb.so", "/q/libqxcb.so", "BINARY"),
    (f"{QT}/plugins/platforms/libqeglfs.so", "/q/libqeglfs.so", "BINARY"),
    ("PySide6/QtCore.abi3.so", "/q/QtCore.abi3.so", "EXTENSION"),
    (f"{QT}/lib/libQt6Core.so.6", "/q/libQt6Core.so.6", "BINARY"),
    (f"{QT}/lib/libQt6XcbQpa.so.6", "/q/libQt6XcbQpa.so.6", "BINARY"),
    (f"{QT}/lib/libQt6EglFSDeviceIntegration.so.6", "/q/libQt6EglFSDeviceIntegration.so.6", "BINARY"),
    ("libpython3.11.so.1.0", "/p/libpython3.11.so.1.0", "BINARY"),
]


def trimmed():
    return trimming.trim_binaries(BINARIES, lambda library: LINKED_TO.get(library, ()))


def test_a_library_goes_with_the_last_one_that_needs_it():
    names = [Path(to).name for to, _, _ in trimmed()]
    assert names == [
        "libqxcb.so",
        "QtCore.abi3.so",
        "libQt6Core.so.6",
        "libQt6XcbQpa.so.6",
        "libpython3.11.so.1.0",
    ]


def test_a_link_goes_with_what_it_points_to():
    links = [
        ("libQt6Core.so.6", f"{QT}/lib/libQt6Core.so.6", LINK),
        ("libQt6EglFSDeviceIntegration.so.6", f"{QT}/lib/libQt6EglFSDeviceIntegration.so.6", LINK),
    ]
    font = ("resources/fonts/NanumGothic.ttf", "/r/NanumGothic.ttf", "DATA")
    assert trimming.trim_data([*links, font], trimmed()) == [links[0], font]


@pytest.mark.parametrize(
    ("to", "kind", "may"),
    [
        ("libpython3.11.so.1.0", "BINARY", True),
        ("python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", "EXTENSION", True),
        ("numpy.libs/libscipy_openblas64_.so", "BINARY", False),
        ("numpy/_core/_multiarray_umath.so", "EXTENSION", False),
        ("PySide6/Qt/lib/libQt6Core.so.6", "BINARY", False),
        ("libQt6Core.so.6", LINK, False),
    ],
)
def test_only_what_survives_it_is_stripped(to, kind, may):
    assert trimming.may_strip(to, kind) is may


def test_the_contents_are_read_as_they_were_written(tmp_path):
    trimming.write_contents(tmp_path / "contents.json", reversed(BINARIES))
    assert trimming.read_contents(tmp_path / "contents.json") == sorted(BINARIES)
