"""What an exchange counts by address outlives a switch of the source."""

from app.start.limits import MOST_KEPT, Limits
from core.upbit.endpoints import endpoints_for


def test_the_same_address_has_the_same_gates_and_another_one_its_own():
    limits = Limits(7.0)
    upbit = limits.of(endpoints_for("upbit"))
    singapore = limits.of(endpoints_for("upbit-sg"))
    assert limits.of(endpoints_for("upbit")) is upbit
    assert singapore.connects is not upbit.connects
    assert upbit.connects.max_wait == 7.0


def test_ports_of_the_embedded_exchange_do_not_pile_up_and_upbit_is_not_forgotten():
    limits = Limits(7.0)
    upbit = limits.of(endpoints_for("upbit"))
    for port in range(1, 100):
        limits.of(endpoints_for("simulated", rest_url=f"http://127.0.0.1:{port}"))
        assert limits.of(endpoints_for("upbit")) is upbit
    assert len(limits._by_address) == MOST_KEPT
