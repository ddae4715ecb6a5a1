"""PyInstaller's lists without excluded files and the libraries only they need."""

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


def test_windows_does_not_mind_how_a_library_s_name_is_written():
    entries = [
        ("PySide6/QtCore.pyd", "/q/QtCore.pyd", "EXTENSION"),
        ("PySide6/msvcp140.dll", "/q/msvcp140.dll", "BINARY"),
        ("PySide6/Qt6Quick.dll", "/q/Qt6Quick.dll", "BINARY"),
    ]
    shipped = trimming.trim_binaries(entries, lambda library: ["MSVCP140.dll"] if library == "/q/QtCore.pyd" else [])
    assert shipped == entries[:2]


def test_python_is_shipped_as_a_framework_too_though_nothing_is_linked_to_it():
    python = ("Python.framework/Versions/3.11/Python", "/Library/Python", "BINARY")
    link = ("Python", python[0], LINK)
    assert trimming.trim_binaries([python], lambda _library: ()) == [python]
    assert trimming.trim_data([link], [python]) == [link]


def test_a_framework_is_shipped_with_all_that_is_in_it_or_not_at_all():
    def around(name):
        folder = f"{QT}/lib/{name}.framework"
        return [
            (f"{folder}/Versions/Current", "A", LINK),
            (f"{folder}/{name}", f"Versions/Current/{name}", LINK),
            (f"{folder}/Resources", "Versions/Current/Resources", LINK),
            (f"{folder}/Versions/A/Resources/Info.plist", "/q/Info.plist", "DATA"),
        ]

    binaries = [(f"{QT}/lib/QtCore.framework/Versions/A/QtCore", "/q/QtCore", "BINARY")]
    assert trimming.trim_data([*around("QtCore"), *around("QtQuick")], binaries) == around("QtCore")


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
