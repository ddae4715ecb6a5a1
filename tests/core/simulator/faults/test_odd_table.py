import pytest

from core.simulator.faults.odd_table import ODD_FAULTS
from core.simulator.rest.account import PRIVATE_ENDPOINTS
from core.simulator.rest.odd_answers import kind_of
from core.simulator.rest.quotation import ENDPOINTS

WITH_ROWS = [fault for fault in ODD_FAULTS if any(parameter.name == "rows" for parameter in fault.parameters)]


@pytest.mark.parametrize("fault", WITH_ROWS, ids=lambda fault: fault.name)
def test_every_kind_of_row_there_is_can_be_made_odd(fault):
    offered = next(parameter.choices for parameter in fault.parameters if parameter.name == "rows")
    kinds = {kind_of(endpoint.path) for endpoint in (*ENDPOINTS, *PRIVATE_ENDPOINTS)}
    assert kinds <= {choice.value for choice in offered}


def test_every_counted_fault_has_a_count_parameter():
    assert {fault.name for fault in WITH_ROWS} == {"odd_page", "odd_field", "odd_value", "odd_time"}
    assert all(any(parameter.name == "count" for parameter in fault.parameters) for fault in WITH_ROWS)
