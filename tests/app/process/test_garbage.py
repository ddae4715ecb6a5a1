"""Garbage is collected on the GUI thread only."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from app.process.garbage import GarbageCollection


class Cyclic:
    def __init__(self, died):
        self.me = self
        weakref.finalize(self, lambda: died.append(threading.current_thread())).atexit = False


@pytest.fixture
def collection(application):
    owner = QObject()
    made = GarbageCollection(owner)
    yield made
    made.stop()
    gc.unfreeze()


def test_allocating_on_another_thread_collects_nothing(collection):
    died = []
    Cyclic(died)

    def allocate():
        return [[object()] for _ in range(200_000)]

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert died == []


def test_a_step_collects_what_is_due_here(collection):
    died = []
    Cyclic(died)
    kept = [[] for _ in range(gc.get_threshold()[0] + 100)]
    collection.step()
    assert died == [threading.main_thread()]
    assert kept


def test_a_step_with_nothing_due_does_nothing(collection):
    gc.collect()
    before = gc.get_stats()
    collection.step()
    assert [stats["collections"] for stats in gc.get_stats()] == [stats["collections"] for stats in before]


def test_stopping_hands_collection_back(collection):
    assert not gc.isenabled()
    collection.stop()
    assert gc.isenabled()
