"""Equality, order and sorting of values.

The results and messages are Python's. What differs is the way: arrays and objects are walked with
a stack and an account, and two containers are compared once however often they are shared, so
neither depth nor sharing can freeze the interpreter. Comparing two cyclic values that never differ
ends in the error that Python has for it. Scalars and flat containers take Python's own fast way,
which nobody can interrupt, so they are weighed first: a few million texts that are one and the same
long one are walked like nested values.
"""

from __future__ import annotations

import operator
from itertools import chain
from typing import Any, Callable, Collection, Dict, Iterable, List, NoReturn, Optional, Tuple
from typing import Iterator as PythonIterator

from .limits import SMALL, spend
from .values import SCALARS, host_kind

_LARGE = 1000  # elements from which a comparison is charged

# Work is weighed in units of some 20 nanoseconds: one for each value, more for what is long.
_FEW = 16  # texts that take no time worth weighing, whatever their length
_MANY = 1 << 17  # the same for whole numbers
_TEXT_UNIT, _NUMBER_UNIT = 7, 9  # binary logarithms of the characters and bits that make up a unit
_HEAVY = 1 << 24  # what is left to Python alone
_ENDLESS = 1 << 62
_PIECE = 1 << 18  # elements that are sorted at a time


def weigh(values: Collection[Any]) -> int:
    """Return how much work it is at most to look once at all of some scalars; no end if one is none."""
    count = len(values)
    if count <= _FEW:
        return count if SCALARS.issuperset(map(type, values)) else _ENDLESS
    kinds = set(map(type, values))
    if not kinds <= SCALARS:
        return _ENDLESS
    if str in kinds:
        texts = values if len(kinds) == 1 else [value for value in values if type(value) is str]
        count += sum(map(len, texts)) >> _TEXT_UNIT
    if int in kinds and len(values) > _MANY:
        numbers = values if len(kinds) == 1 else [value for value in values if type(value) is int]
        count += sum(map(int.bit_length, numbers)) >> _NUMBER_UNIT
    return count


def is_light(values: Collection[Any]) -> bool:
    """Tell whether all *values* are scalars, and so few or so short that Python may take them in one go."""
    return weigh(values) <= _HEAVY


def _weigh_rows(rows: List[Any]) -> int:
    """Do the same for arrays of scalars."""
    if set(map(type, rows)) != {list}:
        return _ENDLESS
    size = len(rows) + sum(map(len, rows))
    return size if size > _HEAVY else len(rows) + weigh(list(chain.from_iterable(rows)))


def _is_light_search(values: List[Any], wanted: Any) -> bool:
    """Tell whether Python may look for *wanted*: only what has its length is compared in full."""
    kind = type(wanted)
    if kind is list or kind is dict:
        return False
    size = len(wanted) >> _TEXT_UNIT if kind is str else wanted.bit_length() >> _NUMBER_UNIT if kind is int else 0
    return len(values) * (size + 1) <= _HEAVY


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
    return _difference(a, b) is None


def same(a: Any, b: Any) -> bool:
    """Return whether two elements count as equal: identical or equal."""
    return a is b or equal(a, b)


def _difference(a: Any, b: Any) -> Optional[Tuple[Any, Any]]:
    """Return None if two values are equal, else the parts of them that come first and differ.

    Where two arrays differ so do their first elements that are not equal; the search goes down as
    far as there are arrays of the same length.
    """
    met: Dict[Tuple[int, int], bool] = {}  # pairs seen; False while they are being compared
    stack: List[Tuple[Any, Any, PythonIterator[Tuple[Any, Any]]]] = []

    def differ(x: Any, y: Any) -> bool:
        """Return whether two values differ at first sight; if that is open, go into them."""
        kind = type(x)
        if kind is not list and kind is not dict:
            return bool(x != y)
        if kind is not type(y) or len(x) != len(y):
            return True
        done = met.get((id(x), id(y)))
        if done is not None:
            if not done:
                raise RecursionError("maximum recursion depth exceeded in comparison")
            return False
        if len(x) > _LARGE:
            spend(len(x))
        if is_light(x.values() if kind is dict else x) and not (kind is dict and _is_crowded(x)):
            return bool(x != y)
        met[id(x), id(y)] = False
        if kind is list:
            stack.append((x, y, zip(x, y)))
        elif _same_keys(x, y):
            stack.append((x, y, ((value, y[key]) for key, value in x.items())))
        else:
            return True
        return False

    if differ(a, b):
        return a, b
    while stack:
        depth = len(stack)
        x, y, pairs = stack[-1]
        for one, other in pairs:
            if one is other:
                continue
            if differ(one, other):
                for outer in stack:
                    if type(outer[0]) is dict:
                        return outer[0], outer[1]
                return one, other
            if len(stack) > depth:
                break
        else:
            stack.pop()
            met[id(x), id(y)] = True
            if not len(met) % _LARGE:
                spend(_LARGE)
    return None


def _is_crowded(mapping: Dict[Any, Any]) -> bool:
    """Tell whether Python takes long to find all keys: whole numbers can be made that all have the same hash."""
    if len(mapping) <= SMALL or {str}.issuperset(map(type, mapping)):
        return False
    return len(mapping) - len(set(map(hash, mapping))) > SMALL


def _same_keys(a: Any, b: Any) -> bool:
    return all(key in b for key in a) if _is_crowded(a) else bool(a.keys() == b.keys())


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
    rounds = 0
    while type(a) is list and type(b) is list:
        rounds += 1
        if rounds > _LARGE:
            raise RecursionError("maximum recursion depth exceeded in comparison")
        if len(a) > _LARGE:
            spend(min(len(a), len(b)))
        for x, y in zip(a, b) if a is not b else ():
            difference = None if x is y else _difference(x, y)
            if difference is not None:
                a, b = difference
                break
        else:
            a, b = len(a), len(b)
    try:
        return bool(test(a, b))
    except TypeError:
        _cannot_order(a, b, symbol)


def _cannot_order(a: Any, b: Any, symbol: str) -> NoReturn:
    raise TypeError(f"'{symbol}' not supported between instances of '{host_kind(a)}' and '{host_kind(b)}'") from None


# -- sorting ---------------------------------------------------------------------------------------


class _Ordered:
    """A value that Python's sort compares in our way."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: _Ordered) -> bool:
        return less(self.value, other.value)


def sort_values(values: List[Any], reverse: bool = False) -> None:
    """Sort an array in place; equal elements keep their order.

    >>> numbers = [3, 1, 2]
    >>> sort_values(numbers)
    >>> numbers
    [1, 2, 3]
    """
    if len(values) > _LARGE:
        spend(len(values))
    for measure in (weigh, _weigh_rows):
        weight = measure(values)
        if weight * len(values).bit_length() <= 2 * _HEAVY:
            values.sort(reverse=reverse)
            return
        if weight < _ENDLESS:
            _sort_pieces(values, weight, measure, reverse)
            return
    values.sort(key=_Ordered, reverse=reverse)


def _sort_pieces(values: List[Any], weight: int, measure: Callable[[List[Any]], int], reverse: bool) -> None:
    """Sort by pieces, then by pieces of twice the size, which Python merges: none takes it long."""
    size = _PIECE
    rounds = size.bit_length()  # in which each element of a piece is compared
    while True:
        for start in range(0, len(values), size):
            piece = values[start : start + size]
            light = weight * rounds <= _HEAVY or measure(piece) * rounds <= _HEAVY
            piece.sort(key=None if light else _Ordered, reverse=reverse)
            values[start : start + size] = piece
        if size >= len(values):
            return
        size, rounds = size * 2, 1


def sorted_places(keys: List[Any], reverse: bool = False) -> List[int]:
    """Return the places of *keys* in the order of the keys; those of equal keys keep their order.

    >>> sorted_places(["b", "a"])
    [1, 0]
    """
    if len(keys) > _LARGE:
        spend(len(keys))
    rounds = len(keys).bit_length()
    light = any(measure(keys) * rounds <= 2 * _HEAVY for measure in (weigh, _weigh_rows))
    compared = keys if light else list(map(_Ordered, keys))
    return sorted(range(len(keys)), key=compared.__getitem__, reverse=reverse)


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
    if _is_light_search(values, wanted):
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
    if _is_light_search(values, wanted):
        return values.count(wanted)
    return sum(1 for value in values if same(value, wanted))
