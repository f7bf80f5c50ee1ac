"""Whether an ML value is the expected one, and if not, at which places: one walk through both tells both.

The walk needs no recursion and no more memory than the values are deep, and it comes to an end for values
that contain themselves. Texts for the differences are made in ``describe.py``.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Callable, Iterator, List, Optional, Set, Tuple

from ..records import NamedTuple

MOST = 1000  # differences that are told apart
_LOOKS = 50_000  # at further values, once a difference is found
_ALIGNING = 100_000  # looks at values, to see which elements of two arrays belong together

NOTHING: Any = type("Nothing", (), {"__repr__": lambda self: "nothing"})()  # where one side has no value

Path = Optional[Tuple[Any, Any]]  # the path to the container, and the last step; None is the root
Close = Callable[[Any, Any], bool]
Pairs = Iterator[Tuple[Any, Any, Any]]  # steps, each with what was found and what was expected there


class Index(NamedTuple):
    """A step into an array."""

    number: int


class Difference(NamedTuple):
    """A place at which two values differ; ``NOTHING`` stands for a missing element or member."""

    path: Path
    found: Any
    expected: Any


class Comparison(NamedTuple):
    """What a comparison came to; ``complete`` unless it stopped after enough differences."""

    found: Any
    expected: Any
    differences: List[Difference]
    complete: bool

    @property
    def same(self) -> bool:
        """Whether the values are equal."""
        return not self.differences


def is_same(found: Any, expected: Any, strict: bool = False) -> bool:
    """Tell whether two values are equal for a test: as ``==``, but true is not 1.

    With *strict* 1 is not 1.0 either.

    >>> is_same([1, 2.0], [1, 2]), is_same({"a": True}, {"a": 1}), is_same([1, 2.0], [1, 2], strict=True)
    (True, False, False)
    """
    return compare(found, expected, strict=strict, most=1).same


def compare(
    found: Any, expected: Any, *, strict: bool = False, close: Optional[Close] = None, most: int = MOST
) -> Comparison:
    """Compare two values, and list up to *most* differences.

    A tuple may stand for an array. What is neither an array nor an object decides itself by its ``==``; *close*
    decides about two numbers.
    """
    walk = _Walk(strict, close)
    differences: List[Difference] = []
    for difference in walk.differences(found, expected):
        differences.append(difference)
        if len(differences) >= most or walk.looks > walk.last_look:
            return Comparison(found, expected, differences, False)
        walk.last_look = min(walk.last_look, walk.looks + _LOOKS)
    return Comparison(found, expected, differences, walk.looks <= walk.last_look)


class _Walk:
    """One way through two values."""

    def __init__(self, strict: bool, close: Optional[Close]) -> None:
        self._strict = strict
        self._close = close
        self._seen: Set[Tuple[int, int]] = set()
        self._aligning = _ALIGNING
        self.looks = 0
        self.last_look: float = float("inf")

    def differences(self, found: Any, expected: Any, align: bool = True) -> Iterator[Difference]:
        """Yield the differences in the order of the values; those that are shared, or cyclic, once."""
        waiting: List[Tuple[Pairs, Path, bool]] = [(iter([(None, found, expected)]), None, True)]
        while waiting:
            pairs, path, root = waiting[-1]
            for step, left, right in pairs:
                self.looks += 1
                if self.looks > self.last_look:
                    return
                kind = type(left)
                if kind is type(right) and kind in _PLAIN and left == right:
                    continue
                here = None if root else (path, step)
                inside = self._inside(left, right, here, align)
                if inside is None:
                    if not self._is_same(left, right):
                        yield Difference(here, left, right)
                elif inside is not _DONE:
                    waiting.append((inside, here, False))
                    break
            else:
                waiting.pop()

    def _inside(self, left: Any, right: Any, path: Path, align: bool) -> Optional[Pairs]:
        """Return the pairs in two containers of a kind, ``_DONE`` if they were looked at, else None."""
        pairs: Callable[[Any, Any], Pairs]
        if _is_object(left) and _is_object(right):
            pairs = self._members
        elif _is_array(left) and _is_array(right):
            pairs = self._elements if align else _elements
        else:
            return None
        pair = (id(left), id(right))
        if pair in self._seen:
            return _DONE
        self._seen.add(pair)
        return pairs(left, right)

    def _elements(self, left: Any, right: Any) -> Pairs:
        """Pair the elements of two arrays; if one has more, those at the ends that are equal belong together."""
        found, expected = _list(left), _list(right)
        if len(found) == len(expected):
            return _elements(found, expected)
        shorter = min(len(found), len(expected))
        start = 0
        while start < shorter and self._equal(found[start], expected[start]):
            start += 1
        end = 0
        while end < shorter - start and self._equal(found[-1 - end], expected[-1 - end]):
            end += 1
        return _shifted(found, expected, start, end)

    def _members(self, left: Any, right: Any) -> Pairs:
        """Pair the members of two objects in the order of what was found, then those that are missing."""
        found, expected = _dict(left), _dict(right)
        # To Python 1, 1.0 and true are one key; here they are not more equal as keys than as values.
        other = {key: key for key in expected if type(key) is not str}
        different = {key for key in found if key in other and not self._is_same(key, other[key])}
        for key, value in found.items():
            yield key, value, NOTHING if key in different else expected.get(key, NOTHING)
        for key, value in expected.items():
            if key not in found or key in different:
                yield key, NOTHING, value

    def _equal(self, left: Any, right: Any) -> bool:
        if self._aligning <= 0:
            return False
        walk = _Walk(self._strict, self._close)
        walk.last_look = self._aligning
        same = next(walk.differences(left, right, align=False), None) is None and walk.looks <= walk.last_look
        self._aligning -= walk.looks
        return same

    def _is_same(self, left: Any, right: Any) -> bool:
        if left is NOTHING or right is NOTHING:
            return False
        if isinstance(left, bool) or isinstance(right, bool):
            if isinstance(left, bool) and isinstance(right, bool):
                return left is right
            if _is_number(left) and _is_number(right):
                return False
        elif self._close is not None and _is_number(left) and _is_number(right):
            return self._close(left, right)
        elif self._strict and isinstance(left, (int, float)) and isinstance(right, (int, float)):
            return isinstance(left, float) is isinstance(right, float) and left == right
        return bool(left == right)


_DONE: Pairs = iter(())
_PLAIN = frozenset([str, int, float, bool, type(None)])  # what is equal if Python says so, being of one type
_OBJECTS: Tuple[Any, ...] = (dict.__eq__, OrderedDict.__eq__)
_ARRAYS: Tuple[Any, ...] = (list.__eq__, tuple.__eq__)


def _is_object(value: Any) -> bool:
    kind = type(value)
    return kind is dict or (isinstance(value, dict) and kind.__eq__ in _OBJECTS)


def _is_array(value: Any) -> bool:
    kind = type(value)
    return kind is list or (isinstance(value, (list, tuple)) and kind.__eq__ in _ARRAYS)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) or (hasattr(type(value), "__float__") and hasattr(type(value), "__abs__"))


def _list(value: Any) -> Any:
    """Return an array whose elements are those that are stored, whatever a subclass says."""
    if type(value) in (list, tuple):
        return value
    return list(list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value))


def _elements(left: Any, right: Any) -> Pairs:
    return _shifted(_list(left), _list(right), 0, 0)


def _shifted(found: Any, expected: Any, start: int, end: int) -> Pairs:
    """Yield the pairs of two arrays that are equal up to *start*, and for *end* elements from behind."""
    both = min(len(found), len(expected)) - end
    for number in range(start, both):
        yield Index(number), found[number], expected[number]
    for number in range(max(both, start), len(found) - end):
        yield Index(number), found[number], NOTHING
    for number in range(max(both, start), len(expected) - end):
        yield Index(number), NOTHING, expected[number]


def _dict(value: Any) -> Any:
    """Return an object whose members are those that are stored, whatever a subclass says."""
    return value if type(value) is dict else dict(dict.items(value))
