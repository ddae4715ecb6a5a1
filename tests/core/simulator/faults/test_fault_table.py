import pytest

from core.simulator.faults.fault_parameters import BadFault
from core.simulator.faults.fault_table import FAULTS, fault_of


@pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.name)
def test_every_fault_can_be_set_as_it_comes(fault):
    assert fault.read({}) == {parameter.name: parameter.default for parameter in fault.parameters}
    assert fault.title
    assert fault.group


@pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.name)
def test_every_lasting_fault_has_a_duration_parameter(fault):
    assert any(parameter.name == "seconds" for parameter in fault.parameters) is not fault.is_momentary


@pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.name)
def test_no_parameter_shadows_the_words_of_the_control_endpoint(fault):
    names = [parameter.name for parameter in fault.parameters]
    assert len(set(names)) == len(names)
    assert not {"set", "clear"} & set(names)


@pytest.mark.parametrize("name", ["nonsense", None, 3, ["drop"]])
def test_an_unknown_fault_is_answered_with_those_there_are(name):
    with pytest.raises(BadFault, match="there are drop, close"):
        fault_of(name)
