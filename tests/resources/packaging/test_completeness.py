"""The required parts of the program."""

import pytest

from resources.packaging.completeness import BY_SYSTEM, EVERYWHERE, missing
from resources.packaging.contents import is_left_out


@pytest.mark.parametrize("system", BY_SYSTEM)
def test_a_program_with_everything_lacks_nothing(system):
    inside = [f"PySide6/somewhere/{name}" for name in EVERYWHERE | BY_SYSTEM[system]]
    assert missing(inside, system) == []


@pytest.mark.parametrize("system", BY_SYSTEM)
def test_whatever_one_lacks_is_named(system):
    needed = EVERYWHERE | BY_SYSTEM[system]
    for name in needed:
        assert missing(needed - {name}, system) == [name]


def test_what_must_be_inside_is_not_left_out():
    assert not [name for name in EVERYWHERE.union(*BY_SYSTEM.values()) if is_left_out(name)]
