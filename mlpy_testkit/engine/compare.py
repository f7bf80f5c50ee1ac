"""Equality, order and sorting of values.

The results and messages are Python's. What differs is the way: arrays and objects are walked with
a stack and an account, and two containers are compared once however often they are shared, so
neither depth nor sharing can freeze the interpreter. Comparing two cyclic values that never differ
ends in the error that Python has for it. Scalars and flat containers take Python's own fast way.
"""

from __future__ import annotations

import operator
from typing import Any, Callable, Dict, Iterable, List, NoReturn, Tuple
from typing import Iterator as PythonIterator

from .limits import spend
from .values import SCALARS, host_kind

_LARGE = 1000  # elements from which a comparison is charged


def is_flat(values: Iterable[Any]) -> bool:
    """Tell whether all *values* are scalars, which Python compares in one step each."""
    return SCALARS.issuperset(map(type, values))


def equal(a: Any, b: Any) -> bool:
    """Return ``a == b``.

    >>> equal([1, {"k": [2.0]}], [1.0, {"k": [2]}])
    True
    """
    kind = type(a)
    if kind is not list and kind is not dict:
        return bool(a == b)
    if type(b) is not kind or len(a) != len(b):
        return False
    return _equal_containers(a, b)


def same(a: Any, b: Any) -> bool:
    """Return whether two elements count as equal: identical or equal."""
    return a is b or equal(a, b)


def _equal_containers(a: Any, b: Any) -> bool:
    """Compare two arrays or two objects of the same size."""
    met: Dict[Tuple[int, int], bool] = {}  # pairs seen; False while they are being compared
    stack: List[Tuple[Tuple[int, int], PythonIterator[Tuple[Any, Any]]]] = []

    def enter(a: Any, b: Any) -> bool:
        """Start to compare two containers; return False if they differ at first sight."""
        if type(a) is not type(b) or len(a) != len(b):
            return False
        if len(a) > _LARGE:
            spend(len(a))
        if is_flat(a.values() if type(a) is dict else a):
            return bool(a == b)
        pair = (id(a), id(b))
        met[pair] = False
        if type(a) is not dict:
            stack.append((pair, zip(a, b)))
        elif a.keys() == b.keys():
            stack.append((pair, ((value, b[key]) for key, value in a.items())))
        else:
            return False
        return True

    if not enter(a, b):
        return False
    while stack:
        pair, pairs = stack[-1]
        for x, y in pairs:
            if x is y:
                continue
            kind = type(x)
            if kind is not list and kind is not dict:
                if x != y:
                    return False
                continue
            done = met.get((id(x), id(y)))
            if done is None:
                depth = len(stack)
                if not enter(x, y):
                    return False
                if len(stack) > depth:
                    break
            elif not done:
                raise RecursionError("maximum recursion depth exceeded in comparison")
        else:
            stack.pop()
            met[pair] = True
            if not len(met) % _LARGE:
                spend(_LARGE)
    return True


# -- order -----------------------------------------------------------------------------------------


def less(a: Any, b: Any) -> bool:
    """Return ``a < b``."""
    return _ordered(a, b, "<", operator.lt)


def less_equal(a: Any, b: Any) -> bool:
    """Return ``a <= b``."""
    return _ordered(a, b, "<=", operator.le)


def greater(a: Any, b: Any) -> bool:
    """Return ``a > b``."""
    return _ordered(a, b, ">", operator.gt)


def greater_equal(a: Any, b: Any) -> bool:
    """Return ``a >= b``."""
    return _ordered(a, b, ">=", operator.ge)


def _ordered(a: Any, b: Any, symbol: str, test: Callable[[Any, Any], Any]) -> bool:
    """Compare two values by *test*; arrays by their first elements that differ, else by length."""
    levels = 0
    while type(a) is list and type(b) is list:
        levels += 1
        if levels > _LARGE:
            raise RecursionError("maximum recursion depth exceeded in comparison")
        if len(a) > _LARGE:
            spend(min(len(a), len(b)))
        for x, y in zip(a, b) if a is not b else ():
            if not same(x, y):
                a, b = x, y
                break
        else:
            a, b = len(a), len(b)
    try:
        return bool(test(a, b))
    except TypeError:
        _cannot_order(a, b, symbol)


def _cannot_order(a: Any, b: Any, symbol: str) -> NoReturn:
    raise TypeError(
        f"'{symbol}' not supported between instances of '{host_kind(a)}' and '{host_kind(b)}'"
    ) from None


# -- sorting ---------------------------------------------------------------------------------------


class _Ordered:
    """A value that Python's sort compares in our way."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: _Ordered) -> bool:
        return less(self.value, other.value)


def _is_short_flat_list(value: Any) -> bool:
    return type(value) is list and len(value) < 100 and is_flat(value)


def sort_values(values: List[Any], reverse: bool = False) -> None:
    """Sort an array in place; equal elements keep their order.

    >>> numbers = [3, 1, 2]
    >>> sort_values(numbers)
    >>> numbers
    [1, 2, 3]
    """
    if len(values) > _LARGE:
        spend(len(values))
    if is_flat(values) or all(map(_is_short_flat_list, values)):
        values.sort(reverse=reverse)
    else:
        values.sort(key=_Ordered, reverse=reverse)


def smallest(values: Iterable[Any], largest: bool = False) -> Any:
    """Return the smallest (or largest) of *values*, which are not none; the first among equals."""
    before = greater if largest else less
    remaining = iter(values)
    best = next(remaining)
    for value in remaining:
        if before(value, best):
            best = value
    return best


def position(values: List[Any], wanted: Any, start: int = 0) -> int:
    """Return where *wanted* first stands in an array, or -1."""
    if len(values) > _LARGE:
        spend(len(values))
    if type(wanted) is not list and type(wanted) is not dict:
        try:
            return values.index(wanted, start)
        except ValueError:
            return -1
    for index in range(start, len(values)):
        if same(values[index], wanted):
            return index
    return -1


def occurrences(values: List[Any], wanted: Any) -> int:
    """Return how often *wanted* stands in an array."""
    if len(values) > _LARGE:
        spend(len(values))
    if type(wanted) is not list and type(wanted) is not dict:
        return values.count(wanted)
    return sum(1 for value in values if same(value, wanted))
