"""Raises at one chosen await of some coroutines: before it, during it or right after it.

The coroutines are recompiled with each `await x` written as `await point(x)`, so every await counts, whether it
suspends or not, and none has to be listed.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import inspect
import textwrap
from collections.abc import Awaitable, Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from types import CodeType, CoroutineType, FunctionType
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

_POINT = "await_point_of_a_test"


class When(StrEnum):
    """When an await fails."""

    BEFORE = "before"
    """The awaited operation never begins."""
    DURING = "during"
    """The awaited operation fails where it suspends, or right after it if it does not suspend."""
    AFTER = "after"
    """The awaited operation completes, but its result is lost."""


class Blow(NamedTuple):
    """One way for an await to fail."""

    when: When
    error: Exception
    times: int = 1
    """How many awaits fail in a row."""


class AwaitFaults:
    """Counts awaits and lets a chosen one fail.

    Attributes:
        passed: the place of each await since `arm`.
        struck: the place of the first await that failed; empty if none has.
    """

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.struck = ""
        self._blow: Blow | None = None
        self._turns = range(0)

    def arm(self, number: int, blow: Blow) -> None:
        """Restart the count, and let the await with that number fail."""
        self.passed, self.struck = [], ""
        self._blow, self._turns = blow, range(number, number + blow.times)

    def disarm(self) -> None:
        """Let no await fail any more."""
        self._blow = None

    async def point(self, work: Awaitable[T], where: str) -> T:
        """Await `work`, or fail if it is the chosen one."""
        number = len(self.passed)
        self.passed.append(where)
        if self._blow is None or number not in self._turns:
            return await work
        self.struck = self.struck or where
        when, error = self._blow.when, self._blow.error
        if when is When.BEFORE:
            _discard(work)
        elif when is When.DURING:
            await _Disturbed(work, error)
        else:
            await work
        raise error


class _Disturbed:
    """Awaits something and raises where it first suspends; without a suspension it has no effect."""

    def __init__(self, work: Awaitable[Any], error: Exception) -> None:
        self._work = work
        self._error = error

    def __await__(self) -> Generator[Any, Any, None]:
        steps = self._work.__await__()
        try:
            next(steps)
        except StopIteration:
            raise self._error from None
        while True:  # a handler inside may continue after the error
            try:
                yield steps.throw(self._error)
            except StopIteration:
                raise self._error from None


def _discard(work: Awaitable[Any]) -> None:
    if isinstance(work, CoroutineType):
        work.close()
    elif isinstance(work, asyncio.Future):
        work.cancel()


@contextmanager
def awaits_of(coroutines: Sequence[Callable[..., Any]]) -> Iterator[AwaitFaults]:
    """Inside the block, coroutines of these functions pass every await through the yielded object."""
    faults = AwaitFaults()
    functions = [function for function in coroutines if isinstance(function, FunctionType)]
    before = [function.__code__ for function in functions]
    for function in functions:
        function.__code__ = _with_points(function)
    setattr(builtins, _POINT, faults.point)
    try:
        yield faults
    finally:
        delattr(builtins, _POINT)
        for function, code in zip(functions, before, strict=True):
            function.__code__ = code


class _Points(ast.NodeTransformer):
    def __init__(self, name: str) -> None:
        self._name = name

    def visit_Await(self, node: ast.Await) -> ast.Await:
        self.generic_visit(node)
        where = ast.Constant(f"{self._name}: await {ast.unparse(node.value)}")
        node.value = ast.Call(ast.Name(_POINT, ast.Load()), [node.value, where], [])
        return node


@cache
def _with_points(function: FunctionType) -> CodeType:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    _Points(function.__qualname__).visit(tree)
    ast.increment_lineno(ast.fix_missing_locations(tree), function.__code__.co_firstlineno - 1)
    module = compile(tree, function.__code__.co_filename, "exec", dont_inherit=True, flags=_ANNOTATIONS)
    (code,) = (each for each in module.co_consts if isinstance(each, CodeType) and each.co_name == function.__name__)
    return code


_ANNOTATIONS = __import__("__future__").annotations.compiler_flag
