"""Counter-based randomness: a value depends only on its key, its stream and its absolute index.

Nothing is drawn in sequence, so any part of any market's history can be made alone, in any order, with the same result.
A key names the seed, the market and the level; the index is an absolute count (days, minutes, trade slots). The mixing
function is splitmix64's finaliser; everything is vectorised.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

IntArray: TypeAlias = npt.NDArray[np.int64]
FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
BitArray: TypeAlias = npt.NDArray[np.uint64]

STREAMS: Final = 16
"""Maximum number of streams of one key: independent values at the same index."""

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2: Final = np.uint64(0x94D049BB133111EB)
_TWO_PI: Final = 2.0 * np.pi


@lru_cache(maxsize=16_384)
def key_of(*parts: object) -> np.uint64:
    """The key of a name such as `(seed, "KRW-BTC", "minutes")`; the same in every process."""
    name = "/".join(map(str, parts)).encode()
    return np.uint64(int.from_bytes(blake2b(name, digest_size=8).digest(), "big"))


def bits(key: np.uint64, index: IntArray, *streams: int) -> BitArray:
    """64 random bits for each stream and index: shape `(len(streams), *index.shape)`."""
    lanes = np.array(streams, dtype=np.int64).reshape(-1, *(1,) * index.ndim)
    state = (index[np.newaxis] * STREAMS + lanes).astype(np.uint64)
    state *= _GOLDEN
    state += key
    state ^= state >> np.uint64(30)
    state *= _MIX_1
    state ^= state >> np.uint64(27)
    state *= _MIX_2
    state ^= state >> np.uint64(31)
    return state


def uniform(random_bits: BitArray) -> FloatArray:
    """Uniform on the open interval (0, 1)."""
    return ((random_bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def normal(random_bits: BitArray) -> FloatArray:
    """Standard normal (Box-Muller on the two halves of the bits)."""
    radius = ((random_bits >> np.uint64(32)).astype(np.float64) + 0.5) * 2.0**-32
    angle = (random_bits & np.uint64(0xFFFFFFFF)).astype(np.float64) * (_TWO_PI * 2.0**-32)
    return np.asarray(np.sqrt(-2.0 * np.log(radius)) * np.cos(angle), dtype=np.float64)


def smooth(time: FloatArray, period: float, *parts: tuple[np.uint64, float]) -> FloatArray:
    """A smooth stationary curve: normals at multiples of `period`, blended in between.

    Args:
        time: where to evaluate it.
        period: distance of the knots.
        *parts: keys of independent curves, each with its standard deviation.
    """
    if not time.size:
        return time
    position = time / period
    knot = np.floor(position).astype(np.int64)
    origin = int(knot.min())
    numbers = np.arange(origin, int(knot.max()) + 2)
    knots = np.zeros(numbers.size)
    for key, deviation in parts:
        knots += deviation * normal(bits(key, numbers, 0)[0])
    blend = position - knot
    blend *= blend * (3.0 - 2.0 * blend)
    knot -= origin
    rest = 1.0 - blend
    # Dividing by the blend's own length keeps the variance the same between knots as on them.
    return np.asarray((knots[knot] * rest + knots[knot + 1] * blend) / np.sqrt(rest**2 + blend**2), dtype=np.float64)
