import uuid

from core.simulator.account.ids import Ids

NOW_MS = 1_795_144_500_000


def test_ids_of_one_instant_differ():
    ids = Ids()
    assert len({ids.new(NOW_MS) for _ in range(1000)}) == 1000


def test_an_id_looks_like_a_random_uuid():
    assert uuid.UUID(Ids().new(NOW_MS)).version == 4


def test_the_same_run_has_the_same_ids_and_a_later_one_others():
    first, again, later = Ids(), Ids(), Ids()
    assert first.new(NOW_MS) == again.new(NOW_MS) != later.new(NOW_MS + 1)
