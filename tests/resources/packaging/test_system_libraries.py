"""The frozen program's requirements of the system."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.packaging.system_libraries import PACKAGES, depends, linked_to, oldest_glibc, system_packages

DUMP = """
libQt6Core.so.6:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libicui18n.so.73
  NEEDED               libc.so.6
  SONAME               libQt6Core.so.6

Version References:
  required from libc.so.6:
    0x09691a75 0x00 17 GLIBC_2.2.5
    0x069691b4 0x00 03 GLIBC_2.34
    0x069691b9 0x00 03 GLIBC_2.9
  required from libstdc++.so.6:
    0x0bafd179 0x00 02 GLIBCXX_3.4.30
"""


def test_what_it_is_linked_to_is_read_and_what_it_is_called_is_not():
    assert linked_to(DUMP) == {"libicui18n.so.73", "libc.so.6"}


def test_the_newest_version_it_asks_for_is_the_oldest_that_will_do():
    assert oldest_glibc(DUMP) == (2, 34)


def test_each_package_is_named_once_and_only_libc_has_a_version():
    needed = ["libm.so.6", "libc.so.6", "libGL.so.1"]
    assert depends(needed, (2, 35)) == ["libc6 (>= 2.35)", "libgl1"]


def test_a_package_has_its_name_of_ubuntu_24_04_beside_the_old_one():
    assert depends(["libpng16.so.16"], (2, 35)) == ["libpng16-16 | libpng16-16t64"]


def test_a_library_of_no_known_package_stops_the_build():
    with pytest.raises(LookupError, match=r"libnew\.so\.1 of the system; name the package"):
        depends(["libc.so.6", "libnew.so.1"], (2, 35))


@given(st.lists(st.sampled_from(sorted(PACKAGES))))
def test_packages_come_in_one_order_whatever_the_order_of_libraries(needed):
    assert depends(needed, (2, 35)) == depends(sorted(needed, reverse=True), (2, 35))


@pytest.mark.skipif(not shutil.which("objdump"), reason="no binutils")
def test_a_real_program_needs_the_c_library_and_not_what_lies_beside_it(tmp_path):
    shutil.copy("/bin/true", tmp_path / "hoga")
    (tmp_path / "readme").write_text("no program", encoding="utf-8")
    assert any(package.startswith("libc6 (>= 2.") for package in system_packages(tmp_path))
    (tmp_path / "libc.so.6").touch()
    assert not any(package.startswith("libc6") for package in system_packages(tmp_path))
