"""The files that are shipped, and those that are left out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.packaging.contents import is_left_out, own_data, own_modules, with_what_they_need

ROOT = Path(__file__).parents[3]
NAMES = st.sampled_from("abcdefgh")
NEEDS = st.dictionaries(NAMES, st.frozensets(NAMES))


@pytest.mark.parametrize(
    "kept",
    [
        "PySide6/Qt/translations/qtbase_ko.qm",
        "PySide6/translations/qtbase_ko.qm",
        "resources/translations/hoga_en.qm",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "keyring-25.7.0.dist-info/METADATA",
        "resources/fonts/NanumGothic.ttf",
        "libxcb-cursor.so.0",
        "libssl.so.3",
        "certifi/cacert.pem",
        "talib/_ta_lib.cpython-311-x86_64-linux-gnu.so",
        "talib/_ta_lib.cp313-win_amd64.pyd",
        "ta_lib.libs/libta-lib-a24660d1.so.1.1.0",
    ],
)
def test_what_the_desk_uses_is_kept(kept):
    assert not is_left_out(kept)


@pytest.mark.parametrize(
    "dropped",
    [
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qt_ko.qm",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platforms/libqminimal.so",
        "PySide6/plugins/platforms/qdirect2d.dll",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/opengl32sw.dll",
        "pyqtgraph/colors/maps/viridis.csv",
        "keyring-25.7.0.dist-info/RECORD",
        "pydantic/py.typed",
        "libstdc++.so.6",
        "libfontconfig.so.1",
        "talib/_ta_lib.c",
        "talib/_ta_lib.pyx",
        "talib/_ta_lib.pxd",
        "talib/_stream.pxi",
        "talib/stream.pyi",
    ],
)
def test_what_nobody_uses_or_the_system_has_is_dropped(dropped):
    assert is_left_out(dropped)


def test_every_module_of_ours_is_shipped_but_the_build():
    modules = own_modules(ROOT)
    assert {"app.__main__", "core", "core.simulator.serve.child", "widgets.chart.view", "resources"} <= set(modules)
    assert not [name for name in modules if name.startswith("resources.packaging")]


def test_fonts_and_icon_are_shipped_but_neither_screenshots_nor_the_build():
    shipped = {Path(file).relative_to(ROOT).as_posix(): folder for file, folder in own_data(ROOT)}
    assert shipped["resources/fonts/NanumGothic.ttf"] == "resources/fonts"
    assert shipped["resources/translations/hoga_en.qm"] == "resources/translations"
    assert not [name for name in shipped if name.endswith(".ts")]
    assert shipped["resources/icon.svg"] == "resources"
    assert not [file for file in shipped if "screenshots" in file or "packaging" in file or file.endswith(".py")]


@given(st.lists(NAMES), NEEDS)
def test_what_is_reached_holds_its_roots_and_all_they_need_and_no_more(roots, needs):
    reached = with_what_they_need(roots, needs)
    assert set(roots) <= reached
    assert all(needs.get(name, frozenset()) <= reached for name in reached)
    wanted_by_somebody = set(roots).union(*(needs.get(name, frozenset()) for name in reached))
    assert reached <= wanted_by_somebody
