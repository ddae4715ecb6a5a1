"""Tables of numpy columns, in which the synthetic market keeps its cells, trades and bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt


class Columns:
    """Base of frozen slots dataclasses whose fields are arrays of one shape."""

    __slots__ = ()

    def columns(self) -> tuple[npt.NDArray[Any], ...]:
        """The arrays, in the order of the fields."""
        names: Sequence[str] = self.__slots__
        return tuple(getattr(self, name) for name in names)

    def __getitem__(self, selection: Any) -> Self:  # noqa: ANN401 whatever numpy may be indexed by
        return type(self)(*(column[selection] for column in self.columns()))

    @classmethod
    def joined(cls, stretches: Sequence[Self]) -> Self:
        """Consecutive tables joined into one."""
        if len(stretches) == 1:
            return stretches[0]
        return cls(*map(np.concatenate, zip(*(stretch.columns() for stretch in stretches), strict=True)))

    def flat(self) -> Self:
        """The same rows in one dimension."""
        return type(self)(*(column.ravel() for column in self.columns()))
