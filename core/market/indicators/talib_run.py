"""Runs one function of TA-Lib along a series of candles.

TA-Lib's stream handles cost a fraction of a microsecond a candle, and their values equal those of the batch functions
bit for bit. A handle can only be opened on enough candles; until then the few there are go through the batch function.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from core.market.indicators.declaration import Candles, Floats, Row, Run, Started, Values

if TYPE_CHECKING:
    from types import ModuleType

_WRAPPED: Final = ("pandas", "polars")
"""TA-Lib imports these where they are installed, to accept their types: a quarter of a second for nothing."""

Take = Callable[[Sequence[float]], Any]
"""Takes the inputs of a function from the figures of a candle: a tuple, or the only one bare."""

Output = NDArray[np.float64] | NDArray[np.int32]


@cache
def talib() -> ModuleType:
    """Return TA-Lib, imported when the first indicator is computed: many windows never show one."""
    hidden = [name for name in _WRAPPED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None makes an import fail, as the language says
    try:
        import talib as library  # noqa: PLC0415 - see above
    finally:
        for name in hidden:
            del sys.modules[name]
    module: ModuleType = library
    return module


def carried(function: str, inputs: Sequence[int], **arguments: str) -> Callable[[Candles, Values], Started]:
    """Return how to start an indicator that is one function of TA-Lib.

    Args:
        function: its name.
        inputs: which figures of a candle it takes.
        arguments: the name of each argument, and the parameter that is its value.
    """

    def start(candles: Candles, values: Values) -> Started:
        return started(function, inputs, candles, **{name: values[key] for name, key in arguments.items()})

    return start


def started(function: str, inputs: Sequence[int], candles: Candles, **arguments: float) -> Started:
    """Run a function over `candles`; `arguments` are TA-Lib's."""
    run = TalibRun(function, itemgetter(*inputs), arguments)
    return run, run.open([candles.figures[place] for place in inputs])


class TalibRun(Run):
    """One function of TA-Lib; it knows only the candles it has taken.

    Args:
        function: its name.
        take: takes its inputs from the figures of a candle.
        arguments: its arguments; whole numbers where TA-Lib wants whole ones.
    """

    def __init__(self, function: str, take: Take, arguments: Values) -> None:
        self._take = take
        self._is_single = False
        self._arguments = {name: _argument(value) for name, value in arguments.items()}
        self._batch: Callable[..., Any] = getattr(talib(), function)
        self._stream: Any = getattr(talib().stream, function)
        self._peek: Any = None
        self._update: Any = None
        """Methods of the handle, kept because looking one up among many kinds of handles costs more than its call."""
        self._early: list[tuple[float, ...]] = []
        """The candles taken while there are too few of them for a handle."""

    def open(self, columns: list[Floats]) -> tuple[Floats, ...]:
        """Take the inputs of the first candles; return the outputs at each of them."""
        self._is_single = len(columns) == 1
        try:
            handle, outputs = self._stream.open_and_fill(*columns, **self._arguments)
            self._peek, self._update = handle.peek, handle.update
        except talib().InsufficientHistory:
            self._early = [tuple(map(float, row)) for row in zip(*columns, strict=True)]
            outputs = self._batch(*columns, **self._arguments)
        return _all(outputs)

    def peek(self, row: Row) -> tuple[float, ...]:
        """Return the outputs at a candle that is not finished."""
        taken = self._take(row.figures)
        if self._peek is None:
            return self._early_values([*self._early, (taken,) if self._is_single else taken])
        outputs = self._peek(taken) if self._is_single else self._peek(*taken)
        return outputs if isinstance(outputs, tuple) else (outputs,)

    def update(self, row: Row) -> tuple[float, ...]:
        """Take a finished candle; return the outputs there."""
        taken = self._take(row.figures)
        if self._update is not None:
            outputs = self._update(taken) if self._is_single else self._update(*taken)
            return outputs if isinstance(outputs, tuple) else (outputs,)
        self._early.append((taken,) if self._is_single else taken)
        values = self._early_values(self._early)
        try:
            handle = self._stream(*np.array(self._early).T.copy(), **self._arguments)
        except talib().InsufficientHistory:
            return values
        self._peek, self._update = handle.peek, handle.update
        self._early.clear()
        return values

    def _early_values(self, rows: list[tuple[float, ...]]) -> tuple[float, ...]:
        outputs = self._batch(*np.array(rows).T.copy(), **self._arguments)
        return tuple(float(output[-1]) for output in _all(outputs))


def _argument(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _all(outputs: Output | tuple[Output, ...]) -> tuple[Floats, ...]:
    """Return the outputs of a function, which returns a single one bare, as numbers."""
    return tuple(np.asarray(output, np.float64) for output in (outputs if isinstance(outputs, tuple) else (outputs,)))
