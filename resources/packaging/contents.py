"""Decides what the frozen program contains and what is excluded, by module name and file path."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Final

PACKAGES: Final = ("app", "core", "resources", "widgets")
"""Our packages. Every module of them is included, found by PyInstaller or not."""

NOT_SHIPPED: Final = ("resources/packaging", "resources/screenshots")

EXCLUDED_MODULES: Final = (
    # not the product's: build tools, tests, other bindings
    *("setuptools", "_distutils_hack", "distutils", "pip", "lib2to3", "unittest", "test", "doctest", "pdb", "mypy"),
    *("tkinter", "matplotlib", "scipy", "IPython", "PIL", "OpenGL", "PyQt5", "PyQt6", "PySide2", "gi", "trio", "h2"),
    *("numpy.f2py", "numpy.testing", "numpy.distutils", "numpy._core._multiarray_tests", "numpy.ma.testutils"),
    *("pydantic.v1", "pydantic.mypy", "pydantic._internal._git", "pydantic.deprecated", "rich", "pygments", "dotenv"),
    *("pandas", "polars"),  # optional for TA-Lib, which the program gives numpy's arrays
    *("pyqtgraph.examples", "pyqtgraph.jupyter", "pyqtgraph.opengl", "pyqtgraph.console", "pyqtgraph.flowchart"),
    # parts of Qt no panel uses; QtOpenGL has a stand-in
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtDBus", "PySide6.QtTest"),
    *("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"),
    # modules of the standard library that are optional for their importers; each would bring a system library
    *("readline", "curses", "bz2", "_bz2", "lzma", "_lzma", "_uuid"),
    # East Asian codecs except the Korean ones, which a Korean Windows needs
    *("_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_tw"),
)

_LEFT_OUT: Final = re.compile(
    r"""
    ^PySide6/(Qt/)?translations/(?!qtbase_ko\.qm$)
    | plugins/(egldeviceintegrations|generic|networkinformation|printsupport|qmltooling|sqldrivers|tls)/
    | plugins/(xcbglintegrations|wayland-graphics-integration-client)/   # nothing is drawn with OpenGL
    | plugins/platforms/(lib)?q(direct2d|eglfs|linuxfb|minimal|vkkhrdisplay|vnc)
    | plugins/platforminputcontexts/libqtvirtualkeyboard
    | plugins/platformthemes/libqgtk3                                    # would load GTK
    | plugins/imageformats/(lib)?q(gif|icns|pdf|tga|tiff|wbmp|webp)      # the icon is SVG, screenshots may be JPEG
    | plugins/wayland-shell-integration/(?!libxdg-shell)
    | opengl32sw\.dll$
    | ^pyqtgraph/                                                        # icons and colour maps
    | \.dist-info/(?!METADATA$|entry_points\.txt$)
    | \.pyi?$ | /py\.typed$
    | ^talib/.*\.(c|px[di]|pyx)$                                          # 22 MB of generated source
    """,
    re.VERBOSE,
)

FROM_THE_SYSTEM: Final = frozenset(
    {
        # The program loads the system's OpenGL driver, which may need a newer C++ library than the build machine has.
        *("libstdc++.so.6", "libgcc_s.so.1"),
        # Qt is linked to the system's libGL and libEGL, which bring these.
        *("libX11.so.6", "libX11-xcb.so.1", "libxcb.so.1", "libXau.so.6", "libXdmcp.so.6", "libXext.so.6"),
        *("libbsd.so.0", "libmd.so.0", "libz.so.1", "libexpat.so.1"),
        # These work with the configuration, caches and daemons of the system they belong to.
        *("libfontconfig.so.1", "libfreetype.so.6", "libpng16.so.16", "libbrotlidec.so.1", "libbrotlicommon.so.1"),
        *("libdbus-1.so.3", "libsystemd.so.0", "libgcrypt.so.20", "libgpg-error.so.0", "libcap.so.2"),
        *("liblz4.so.1", "liblzma.so.5", "libzstd.so.1"),
    }
)
"""Libraries that every Linux desktop has; only the system's own version works there."""


def is_left_out(destination: str) -> bool:
    """Return whether a file is excluded from the frozen program.

    Args:
        destination: where it would go, relative to the program's folder.
    """
    path = PurePath(destination)
    return path.name in FROM_THE_SYSTEM or _LEFT_OUT.search(path.as_posix()) is not None


def own_modules(root: Path) -> list[str]:
    """Return the names of all our modules, so that modules imported late or by name are included."""
    sources = (path.relative_to(root) for package in PACKAGES for path in (root / package).rglob("*.py"))
    return sorted(
        ".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in sources if _is_shipped(path)
    )


def own_data(root: Path) -> list[tuple[str, str]]:
    """Return our resources: each file and the folder it goes to; other files in `resources` are left out."""
    files = (path.relative_to(root) for path in (root / "resources").rglob("*") if path.is_file())
    return sorted(
        (str(root / path), str(path.parent))
        for path in files
        if _is_shipped(path) and path.suffix not in (".py", ".pyc", ".ts")
    )


def with_what_they_need(roots: Iterable[str], needs: dict[str, frozenset[str]]) -> set[str]:
    """Return some libraries and everything they need, directly or indirectly.

    Args:
        roots: names of libraries.
        needs: the name of a library -> the names of the libraries it is linked to.
    """
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += needs.get(name, ())
    return reached


def _is_shipped(path: Path) -> bool:
    return not path.as_posix().startswith(NOT_SHIPPED)
