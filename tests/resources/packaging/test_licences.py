"""The licences of the program's parts."""

from email import message_from_string
from pathlib import Path, PurePath

import pytest

from resources.packaging import licences
from resources.packaging.licences import collect_licences, is_licence, licence_name
from resources.packaging.provenance import Origins

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        ("License-Expression: MIT\nLicense: something else", "MIT"),
        ("License: BSD-3-Clause", "BSD-3-Clause"),
        ("Classifier: License :: OSI Approved :: MIT License", "MIT License"),
        ("License: Copyright 2025\n  all of a text\nClassifier: License :: OSI Approved :: BSD License", "BSD License"),
        ("Name: nothing-said", "as in its licence text"),
    ],
)
def test_a_licence_has_the_name_its_distribution_gives_it(metadata, name):
    assert licence_name(message_from_string(metadata)) == name


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("numpy-2.4.6.dist-info/licenses/LICENSE.txt", True),
        ("yarl-1.0.dist-info/licenses/NOTICE", True),
        ("pyinstaller-6.22.3.dist-info/COPYING.txt", True),
        ("numpy-2.4.6.dist-info/METADATA", False),
        ("numpy/licenses.py", False),
    ],
)
def test_licence_texts_are_distinguished_from_other_files(path, is_one):
    assert is_licence(PurePath(path)) is is_one


def test_every_text_stands_under_the_name_of_what_it_is_for(tmp_path):
    inside = Origins(distributions={"numpy": [], "yarl": []})
    (tmp_path / "licenses").mkdir()
    (tmp_path / "licenses" / "of the build before").touch()
    collect_licences(tmp_path / "licenses", ROOT / "LICENSE", inside)
    texts = {path.relative_to(tmp_path / "licenses").as_posix() for path in (tmp_path / "licenses").rglob("*.*")}
    assert {"LGPL-3.txt", "GPL-3.txt", "numpy/LICENSE.txt"} <= texts
    assert (tmp_path / "licenses" / "hoga" / "LICENSE").read_text("utf-8").startswith("MIT License")
    assert (tmp_path / "licenses" / "yarl" / "NOTICE").is_file()
    assert not (tmp_path / "licenses" / "of the build before").exists()


def test_python_has_its_text_too_wherever_it_keeps_it(tmp_path, monkeypatch):
    (tmp_path / "LICENSE.txt").write_text("PSF", encoding="utf-8")
    monkeypatch.setattr(licences, "python_folders", lambda: (tmp_path / "lib", tmp_path))
    collect_licences(tmp_path / "licenses", ROOT / "LICENSE", Origins())
    assert (tmp_path / "licenses" / "CPython" / "LICENSE.txt").read_text("utf-8") == "PSF"
