"""The methods of arrays, and those of objects that have a key which is no string.

An array method that can grow asks for the room first; searching compares with ``compare.py``. The
dictionary methods return arrays where Python returns views. The number of arguments is checked by
the caller, see ``members.py``.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Tuple

from .compare import occurrences, position, sort_values
from .limits import SMALL, check_items, spend
from .strings import as_index
from .text import representation
from .values import host_kind, iterate

# -- arrays ----------------------------------------------------------------------------------------


def _append(values: List[Any], value: Any) -> None:
    if len(values) >= SMALL:
        check_items(len(values) + 1)
    values.append(value)


def elements(value: Any) -> List[Any]:
    """Return the elements of anything that can be looped over, in an array of their own."""
    if type(value) is str:
        check_items(len(value))
    found = list(iterate(value))
    if len(found) > SMALL:
        spend(len(found))
    return found


def _extend(values: List[Any], more: Any) -> None:
    added = elements(more)
    check_items(len(values) + len(added))
    values.extend(added)


def _insert(values: List[Any], index: Any, value: Any) -> None:
    place = as_index(index)
    if len(values) >= SMALL:
        check_items(len(values) + 1)
        spend(len(values) // 64)
    values.insert(place, value)


def _pop(values: List[Any], index: Any = -1) -> Any:
    place = as_index(index)
    if len(values) >= SMALL and place != -1:
        spend(len(values) // 64)
    return values.pop(place)


def _remove(values: List[Any], value: Any) -> None:
    place = position(values, value)
    if place < 0:
        raise ValueError("list.remove(x): x not in list")
    del values[place]


def _sort(values: List[Any]) -> None:
    sort_values(values)


def _reverse(values: List[Any]) -> None:
    if len(values) > SMALL:
        spend(len(values) // 64)
    values.reverse()


def _clear(values: List[Any]) -> None:
    values.clear()


def _copy(values: List[Any]) -> List[Any]:
    if len(values) > SMALL:
        spend(len(values))
    return values.copy()


def _index(values: List[Any], value: Any, start: Any = 0, end: Any = None) -> int:
    bounds = [start, len(values) if end is None else end]
    for number, bound in enumerate(bounds):
        if type(bound) is not int and type(bound) is not bool:
            raise TypeError("slice indices must be integers or have an __index__ method")
        bounds[number] = max(0, bound + len(values)) if bound < 0 else as_index(bound)
    place = position(values, value, bounds[0])
    if 0 <= place < bounds[1]:
        return place
    raise ValueError(f"{representation(value)} is not in list")


ARRAY_METHODS: Dict[str, Tuple[Callable[..., Any], int, int]] = {
    "append": (_append, 1, 1),
    "clear": (_clear, 0, 0),
    "copy": (_copy, 0, 0),
    "count": (occurrences, 1, 1),
    "extend": (_extend, 1, 1),
    "index": (_index, 1, 3),
    "insert": (_insert, 2, 2),
    "pop": (_pop, 0, 1),
    "remove": (_remove, 1, 1),
    "reverse": (_reverse, 0, 0),
    "sort": (_sort, 0, 0),
}


# -- objects with a key that is no string ------------------------------------------------------------


def as_key(value: Any) -> Any:
    """Return *value* if it can be a key."""
    if type(value) is list or type(value) is dict:
        raise TypeError(f"unhashable type: '{host_kind(value)}'")
    return value


_MISSING = object()


def _get(mapping: Dict[Any, Any], key: Any, default: Any = None) -> Any:
    return mapping.get(as_key(key), default)


def _keys(mapping: Dict[Any, Any]) -> List[Any]:
    return elements(mapping)


def _values(mapping: Dict[Any, Any]) -> List[Any]:
    if len(mapping) > SMALL:
        spend(len(mapping))
    return list(mapping.values())


def _items(mapping: Dict[Any, Any]) -> List[Any]:
    if len(mapping) > SMALL:
        spend(len(mapping))
    return [[key, value] for key, value in mapping.items()]


def _pop_key(mapping: Dict[Any, Any], key: Any, default: Any = _MISSING) -> Any:
    if as_key(key) in mapping:
        return mapping.pop(key)
    if default is _MISSING:
        raise KeyError(key)
    return default


def _popitem(mapping: Dict[Any, Any]) -> List[Any]:
    if not mapping:
        raise KeyError("popitem(): dictionary is empty")
    return list(mapping.popitem())


def _update(mapping: Dict[Any, Any], other: Any = ()) -> None:
    if other == ():
        return
    if type(other) is dict:
        pairs = list(other.items())
    else:
        pairs = []
        for number, element in enumerate(elements(other)):
            pair = elements(element)
            if len(pair) != 2:
                raise ValueError(f"dictionary update sequence element #{number} has length {len(pair)}; 2 is required")
            pairs.append((as_key(pair[0]), pair[1]))
    if len(pairs) > SMALL:
        spend(len(pairs))
    check_items(len(mapping) + len(pairs))
    mapping.update(pairs)


def _setdefault(mapping: Dict[Any, Any], key: Any, default: Any = None) -> Any:
    if as_key(key) not in mapping:
        check_items(len(mapping) + 1)
    return mapping.setdefault(key, default)


OBJECT_METHODS: Dict[str, Tuple[Callable[..., Any], int, int]] = {
    "clear": (lambda mapping: mapping.clear(), 0, 0),
    "get": (_get, 1, 2),
    "items": (_items, 0, 0),
    "keys": (_keys, 0, 0),
    "pop": (_pop_key, 1, 2),
    "popitem": (_popitem, 0, 0),
    "setdefault": (_setdefault, 1, 2),
    "update": (_update, 0, 1),
    "values": (_values, 0, 0),
}
