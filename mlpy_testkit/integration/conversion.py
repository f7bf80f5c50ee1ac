"""Values between Python and ML: what goes in, and what comes out.

In: None, booleans, whole numbers of any size, floats with NaN and the infinities, texts, lists and
dictionaries of these, at any depth; tuples become arrays, subclasses become plain, callables become
functions. Anything else is refused: bytes, sets, dates, decimals and other objects have no ML value, and
none is made up for them. Out: the same kinds, copied; ML functions become ``MLFunction``. What goes in and
comes out again is equal, and of the same type, except that tuples have become lists.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any, Callable, Dict, List, Tuple

from ..engine.values import SCALARS, HostFunction, Method

_FUNCTIONS = (FunctionType, Method)


def from_ml(value: Any, wrap: Callable[[Any], Any]) -> Any:
    """Return a copy of an ML value for Python; *wrap* makes what stands for an ML function.

    >>> from_ml({"a": [1, None]}, repr)
    {'a': [1, None]}
    """
    if type(value) in SCALARS:
        return value
    copies: Dict[int, Any] = {}
    waiting: List[Tuple[Any, Any]] = []

    def convert(item: Any) -> Any:
        kind = type(item)
        if kind in SCALARS:
            return item
        if kind is HostFunction:
            return item.function
        if kind in _FUNCTIONS:
            return wrap(item)
        if kind is not list and kind is not dict:
            return item
        copy = copies.get(id(item))
        if copy is None:
            copy = copies[id(item)] = kind()
            waiting.append((item, copy))
        return copy

    result = convert(value)
    while waiting:
        source, copy = waiting.pop()
        if type(copy) is dict:
            for key, item in source.items():
                copy[key] = convert(item)
        else:
            copy.extend([convert(item) for item in source])
    return result
