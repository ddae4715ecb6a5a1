"""The program's properties as Windows shows them; virus scanners suspect programs that have none."""

from __future__ import annotations

from typing import Final

_FORM: Final = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
  kids=[
    StringFileInfo([StringTable('041204B0', [{strings}])]),
    VarFileInfo([VarStruct('Translation', [0x0412, 1200])]),
  ],
)
"""
"""The source text that PyInstaller evaluates. 0412 is Korean, 04B0 (1200) is Unicode."""


def version_resource(version: str) -> str:
    """Return the program's properties.

    Args:
        version: of the program, `1.2.3`.
    """
    numbers = tuple([*map(int, version.split(".")), 0, 0, 0, 0][:4])
    properties = {
        "CompanyName": "The Hoga developers",
        "FileDescription": "Hoga 호가",
        "FileVersion": version,
        "InternalName": "hoga",
        "LegalCopyright": "MIT",
        "OriginalFilename": "hoga.exe",
        "ProductName": "Hoga",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in properties.items())
    return _FORM.format(numbers=numbers, strings=strings)
