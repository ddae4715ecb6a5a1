"""A block of candles as bytes: the candles of 1 024 slots, with a checksum.

Fields are little-endian: the checksum of all that follows, the number of candles, then each column as a whole: the
places within the block (2 bytes each) and six rows of figures (8 bytes each).
"""

from __future__ import annotations

import struct
from typing import Final
from zlib import crc32

import numpy as np

from core.market.candles.batch import CandleBatch

SLOTS: Final = 1024
"""Slots of a block: block `n` begins with slot `n * SLOTS`."""

_HEAD: Final = struct.Struct("<IH")
_CHECKED_FROM: Final = 4
_ALL_BITS: Final = 0xFFFFFFFF
"""The checksum counts the number of the block too, so that a block in another one's place is noticed."""
_FIGURES: Final = 6
_BYTES_A_CANDLE: Final = 2 + 8 * _FIGURES


class BrokenBlob(ValueError):
    """These bytes are not what was written."""


def pack(batch: CandleBatch, block: int) -> bytes:
    """The candles of one block, oldest first, as bytes."""
    places = (batch.slots - block * SLOTS).astype("<u2")
    body = _HEAD.pack(0, len(places))[_CHECKED_FROM:] + places.tobytes() + batch.figures.astype("<f8").tobytes()
    return _HEAD.pack(crc32(body, block & _ALL_BITS), len(places)) + body[_HEAD.size - _CHECKED_FROM :]


def unpack(blob: bytes, block: int) -> CandleBatch:
    """The candles of one block.

    Raises:
        BrokenBlob: the bytes are not what `pack` made.
    """
    if len(blob) < _HEAD.size:
        raise BrokenBlob("too short")
    checksum, count = _HEAD.unpack_from(blob)
    is_whole = len(blob) == _HEAD.size + count * _BYTES_A_CANDLE
    if not is_whole or crc32(memoryview(blob)[_CHECKED_FROM:], block & _ALL_BITS) != checksum:
        raise BrokenBlob("the checksum does not match")
    places = np.frombuffer(blob, "<u2", count, _HEAD.size).astype(np.int64)
    figures = np.frombuffer(blob, "<f8", count * _FIGURES, _HEAD.size + 2 * count).reshape(_FIGURES, count)
    if count and (int(places[-1]) >= SLOTS or not bool((np.diff(places) > 0).all())):
        raise BrokenBlob("not in order")
    return CandleBatch(places + block * SLOTS, figures.astype(np.float64, copy=False), np.zeros(count, np.int64))
