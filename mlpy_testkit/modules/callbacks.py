"""What modules share that take functions and arrays from a program, or make functions for one."""

from __future__ import annotations

from types import FunctionType
from typing import Any, Callable, Iterable, List

from ..engine.collection_methods import elements
from ..engine.compare import position
from ..engine.functions import Function, library_function
from ..engine.members import not_callable
from ..engine.values import Iterator, host_kind, is_function
from .declarations import Members


def callback(value: Any) -> Callable[..., Any]:
    """Return what to call for a function that a program handed in.

    If it is none, calling it is the error, so nothing is wrong as long as there is nothing to call it for.
    """
    if is_function(value):
        function: Callable[..., Any] = value
        return function

    def fail(*arguments: Any) -> Any:
        raise not_callable(value)

    return fail


def each(value: Any) -> Iterable[Any]:
    """Return the elements of a value for a loop that may end early; of an iterator it takes no more."""
    return value.items if type(value) is Iterator else elements(value)


def as_index(value: Any) -> int:
    """Return *value* if it is a whole number."""
    if type(value) is not int and type(value) is not bool:
        raise TypeError(f"'{host_kind(value)}' object cannot be interpreted as an integer")
    return int(value)


def bound(value: Any) -> Any:
    """Return *value* if it can be the bound of a slice."""
    if value is not None and type(value) is not int and type(value) is not bool:
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    return value


def distinct(values: Iterable[Any]) -> List[Any]:
    """Return the values without those that are equal to an earlier one.

    >>> distinct([1, 1.0, "1", [2], [2]])
    [1, '1', [2]]
    """
    found: List[Any] = []
    containers: List[Any] = []
    met = set()
    for value in values:
        if type(value) is list or type(value) is dict:
            if position(containers, value) >= 0:
                continue
            containers.append(value)
        else:
            if value in met:
                continue
            met.add(value)
        found.append(value)
    return found


# -- declarations ------------------------------------------------------------------------------------


def made(name: str, owner: str) -> Callable[[Function], Function]:
    """Declare a function that the module *owner* made for a program, such as a composition."""
    return library_function(name, f"Function made by {owner}", owner=owner)


def with_aliases(members: Members, names: str, description: str, *capabilities: str) -> Callable[[Function], Function]:
    """Declare a function of a module under several names, divided by spaces.

    Every name has a copy of its own, because a library function carries its name.
    """

    def declare(function: Function) -> Function:
        assert isinstance(function, FunctionType)
        for name in names.split():
            copy = FunctionType(
                function.__code__, function.__globals__, name, function.__defaults__, function.__closure__
            )
            members.function(name, description, *capabilities)(copy)
        return function

    return declare
