"""Blocks of candles as bytes, and bytes that are no block."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candle_parts import batch_of
from core.market.candles.batch import CandleBatch
from core.storage.candle_blob import SLOTS, BrokenBlob, pack, unpack


@given(st.integers(-(2**20), 2**28), st.sets(st.integers(0, SLOTS - 1)))
def test_a_block_comes_out_as_it_went_in(block, places):
    batch = batch_of(block * SLOTS + place for place in sorted(places))
    again = unpack(pack(batch, block), block)
    assert again.slots.tolist() == batch.slots.tolist()
    assert again.figures.tolist() == batch.figures.tolist()
    assert not again.revisions.any()


@given(st.data())
def test_one_changed_byte_anywhere_is_noticed(data):
    blob = bytearray(pack(batch_of(range(3)), 0))
    place = data.draw(st.integers(0, len(blob) - 1))
    blob[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BrokenBlob):
        unpack(bytes(blob), 0)


@given(st.binary(max_size=200))
def test_other_bytes_are_refused(blob):
    with pytest.raises(BrokenBlob):
        unpack(blob, 0)


@pytest.mark.parametrize("length", [0, 1, 5, 6, 7, 100])
def test_a_cut_blob_is_refused(length):
    with pytest.raises(BrokenBlob):
        unpack(pack(batch_of(range(9)), 0)[:length], 0)


@pytest.mark.parametrize("slots", [[1, 0], [3, 3], [0, SLOTS]])
def test_candles_out_of_order_are_refused_although_the_checksum_is_right(slots):
    figures = np.repeat(np.array([[1.0], [2.0], [1.0], [1.0], [1.0], [1.0]]), 2, axis=1)
    batch = CandleBatch(np.array(slots), figures, np.zeros(2, np.int64))
    with pytest.raises(BrokenBlob):
        unpack(pack(batch, 0), 0)
