"""The module ``collections``: arrays first, functions second, and nothing is changed in place."""

from __future__ import annotations

from typing import Any, Callable, List

from ..engine.collection_methods import as_key, elements
from ..engine.compare import less, less_equal, position, sort_values, sorted_places
from ..engine.limits import SMALL, check_items, check_text, spend
from ..engine.values import Module, host_kind
from .callbacks import as_index, bound, callback, distinct, each, with_aliases
from .declarations import Members

_members = Members("collections")


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


def _reading(name: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return _members.function(name, description, "collections.read")


def _making(name: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return _members.function(name, description, "collections.transform")


def _length_of(value: Any) -> int:
    if type(value) not in (list, str, dict):
        raise TypeError(f"object of type '{host_kind(value)}' has no len()")
    return len(value)


def _part(value: Any, start: Any, end: Any, step: int = 1) -> Any:
    """Return ``value[start:end:step]`` of an array or a string."""
    if type(value) is dict:
        raise TypeError("'dict' object cannot be sliced")
    if type(value) is not list and type(value) is not str:
        raise TypeError(f"'{host_kind(value)}' object is not subscriptable")
    part = value[bound(start) : bound(end) : step]
    if len(part) > SMALL:
        spend(len(part) if type(part) is list else len(part) // 64)
    return part


def _joined(one: Any, other: Any) -> Any:
    """Return ``one + other`` of two arrays or two strings."""
    if type(one) is not list and type(one) is not str:
        raise TypeError(f"unsupported operand type(s) for +: '{host_kind(one)}' and '{host_kind(other)}'")
    if type(one) is not type(other):
        kind = host_kind(one)
        raise TypeError(f'can only concatenate {kind} (not "{host_kind(other)}") to {kind}')
    length = len(one) + len(other)
    if type(one) is str:
        check_text(length)
    else:
        check_items(length)
        if length > SMALL:
            spend(length)
    return one + other


# -- looking at arrays -------------------------------------------------------------------------------


@_reading("length", "Get length of list")
def _length(items: Any) -> int:
    return _length_of(items)


def _element(items: Any, index: Any) -> Any:
    """Return the element at a place, or None where there is none; of an object the value of a key."""
    if type(items) is dict:
        if as_key(index) not in items:
            raise KeyError(index)
        return items[index]
    if type(items) is not list and type(items) is not str:
        raise TypeError(f"'{host_kind(items)}' object is not subscriptable")
    if type(index) is not int and type(index) is not bool:
        if type(items) is str:
            raise TypeError(f"string indices must be integers, not '{host_kind(index)}'")
        raise TypeError(f"list indices must be integers or slices, not {host_kind(index)}")
    return items[index] if -len(items) <= index < len(items) else None


@_reading("get", "Get element at index")
def _get(items: Any, index: Any) -> Any:
    return _element(items, index)


@_reading("first", "Get first element")
def _first(items: Any) -> Any:
    return _element(items, 0) if items else None


@_reading("last", "Get last element")
def _last(items: Any) -> Any:
    return _element(items, -1) if items else None


@_reading("contains", "Check if list contains element")
def _contains(items: Any, element: Any) -> bool:
    if type(items) is list:
        return position(items, element) >= 0
    if type(items) is dict:
        return as_key(element) in items
    if type(items) is not str:
        raise TypeError(f"argument of type '{host_kind(items)}' is not iterable")
    if type(element) is not str:
        raise TypeError(f"'in <string>' requires string as left operand, not {host_kind(element)}")
    return element in items


@with_aliases(_members, "indexOf index_of", "Find index of element", "collections.read")
def _index_of(items: Any, element: Any) -> int:
    if type(items) is list:
        return position(items, element)
    if type(items) is not str:
        raise AttributeError(f"'{host_kind(items)}' object has no attribute 'index'")
    if type(element) is not str:
        raise TypeError(f"must be str, not {host_kind(element)}")
    return items.find(element)


@with_aliases(_members, "isEmpty is_empty", "Check if list is empty", "collections.read")
def _is_empty(items: Any) -> bool:
    return _length_of(items) == 0


@_reading("find", "Find first matching element")
def _find(items: Any, predicate: Any) -> Any:
    matches = callback(predicate)
    for item in each(items):
        if matches(item):
            return item
    return None


@_reading("every", "Check if all elements match predicate")
def _every(items: Any, predicate: Any) -> bool:
    matches = callback(predicate)
    return all(matches(item) for item in each(items))


@_reading("some", "Check if any element matches predicate")
def _some(items: Any, predicate: Any) -> bool:
    matches = callback(predicate)
    return any(matches(item) for item in each(items))


# -- making arrays -----------------------------------------------------------------------------------


@_making("append", "Append element to list")
def _append(items: Any, element: Any) -> Any:
    return _joined(items, [element])


@_making("prepend", "Prepend element to list")
def _prepend(items: Any, element: Any) -> Any:
    return _joined([element], items)


@_making("concat", "Concatenate two lists")
def _concat(list1: Any, list2: Any) -> Any:
    return _joined(list1, list2)


@_making("slice", "Create slice of list")
def _slice(items: Any, start: Any, end: Any = None) -> Any:
    return _part(items, start, end)


@_making("take", "Take first N elements")
def _take(items: Any, n: Any) -> Any:
    return _part(items, None, n)


@_making("drop", "Drop first N elements")
def _drop(items: Any, n: Any) -> Any:
    return _part(items, n, None)


@_making("reverse", "Reverse list")
def _reverse(items: Any) -> Any:
    return _part(items, None, None, -1)


@with_aliases(_members, "removeAt remove_at", "Remove element at index", "collections.transform")
def _remove_at(items: Any, index: Any) -> Any:
    length = _length_of(items)
    if not (less_equal(0, index) and less(index, length)):
        return _part(items, None, None)
    return _joined(_part(items, None, index), _part(items, as_index(index) + 1, None))


@_making("filter", "Filter list elements")
def _filter(items: Any, predicate: Any) -> List[Any]:
    matches = callback(predicate)
    return [item for item in elements(items) if matches(item)]


@_making("map", "Transform list elements")
def _map(items: Any, function: Any) -> List[Any]:
    return list(map(callback(function), elements(items)))


@_making("reduce", "Reduce list to single value")
def _reduce(items: Any, function: Any, initial: Any) -> Any:
    combine = callback(function)
    result = initial
    for item in elements(items):
        result = combine(result, item)
    return result


@_making("unique", "Create list with unique elements")
def _unique(items: Any) -> List[Any]:
    return distinct(elements(items))


@_making("flatten", "Flatten nested list one level")
def _flatten(items: Any) -> List[Any]:
    return flattened(items)


def flattened(items: Any) -> List[Any]:
    """Return the elements of a value, and of the arrays among them their elements."""
    flat: List[Any] = []
    for item in elements(items):
        if type(item) is list:
            if len(item) > SMALL:
                spend(len(item))
            check_items(len(flat) + len(item))
            flat.extend(item)
        else:
            flat.append(item)
    return flat


@_making("zip", "Zip two lists together")
def _zip(list1: Any, list2: Any) -> List[List[Any]]:
    return [list(pair) for pair in zip(elements(list1), elements(list2))]


@_making("chunk", "Split list into chunks")
def _chunk(items: Any, size: Any) -> List[Any]:
    if less_equal(size, 0):
        return []
    step = as_index(size)
    check_items(_length_of(items) // step)
    return [_part(items, start, start + step) for start in range(0, _length_of(items), step)]


@_making("sort", "Sort list")
def _sort(items: Any, reverse: Any = False) -> List[Any]:
    ordered = elements(items)
    sort_values(ordered, bool(reverse))
    return ordered


@_making("sortBy", "Sort list with key function")
def _sort_by(items: Any, key_function: Any, reverse: Any = False) -> List[Any]:
    if key_function is None:
        ordered = elements(items)
        sort_values(ordered, bool(reverse))
        return ordered
    values = elements(items)
    keys = list(map(callback(key_function), values))
    return [values[place] for place in sorted_places(keys, bool(reverse))]


_module = Module(
    "collections",
    _members,
    "Functional list and array manipulation utilities",
    "Collections",
    ("collections.read", "collections.transform"),
)
