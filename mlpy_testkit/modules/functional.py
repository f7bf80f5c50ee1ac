"""The module ``functional``: functions first, data second; results are arrays and functions.

A function given by the program is called like any other. Functions that need to know how many
arguments another one takes go by its declaration.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Tuple

from ..engine.collection_methods import as_key, elements
from ..engine.compare import equal
from ..engine.functions import ANY, parameters
from ..engine.limits import SMALL, check_items, spend
from ..engine.values import Module, host_kind, is_function, to_ml
from .callbacks import as_index, bound, callback, distinct, each, made, with_aliases
from .collections import flattened
from .declarations import Members

_members = Members("functional")
_MISSING: Any = object()


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


def _composing(name: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return _members.function(name, description, "functional.compose")


def _transforming(name: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return _members.function(name, description, "functional.transform")


# -- functions from functions ------------------------------------------------------------------------


def _chain(functions: List[Any]) -> Any:
    """Return the function that calls one function after the other."""
    steps = [callback(function) for function in functions]

    @made("composed", "functional")
    def composed(value: Any) -> Any:
        for step in steps:
            value = step(value)
        return value

    return composed


@_composing("compose", "Compose functions right to left")
def _compose(*functions: Any) -> Any:
    return _chain(list(functions[::-1]))


@_composing("composeAll", "Compose array of functions")
def _compose_all(functions: Any) -> Any:
    return _chain(elements(functions)[::-1])


@_composing("pipe", "Pipe functions left to right")
def _pipe(*functions: Any) -> Any:
    return _chain(list(functions))


@_composing("pipeAll", "Pipe array of functions")
def _pipe_all(functions: Any) -> Any:
    return _chain(elements(functions))


def _arity(function: Any) -> int:
    """Return how many arguments a function needs."""
    if not is_function(function):
        raise AttributeError(f"'{host_kind(function)}' object has no attribute '__code__'")
    least, most = parameters(getattr(function, "__wrapped__", function))  # behind the check of its capability
    if not least and most == ANY:
        raise ValueError("curry cannot know how many arguments this function takes; give their number")
    return least


@_composing("curry", "Curry a function")
def _curry(func: Any, arity: Any = None) -> Any:
    count = _arity(func) if arity is None else as_index(arity)
    function = callback(func)

    def collecting(known: Tuple[Any, ...]) -> Any:
        @made("curried", "functional")
        def curried(*arguments: Any) -> Any:
            given = known + arguments
            return function(*given[:count]) if len(given) >= count else collecting(given)

        return curried

    return collecting(())


@_composing("curry2", "Curry function for 2 arguments")
def _curry2(func: Any) -> Any:
    function = callback(func)

    @made("curried", "functional")
    def curried(a: Any) -> Any:
        @made("curried", "functional")
        def inner(b: Any) -> Any:
            return function(a, b)

        return inner

    return curried


@with_aliases(_members, "partial partial_apply", "Partially apply arguments", "functional.compose")
def _partial(func: Any, *arguments: Any) -> Any:
    if not is_function(func):
        raise TypeError("the first argument must be callable")

    @made("partially_applied", "functional")
    def partial(*more: Any) -> Any:
        return func(*arguments, *more)

    return partial


@_members.function("identity", "Identity function")
def _identity(value: Any) -> Any:
    return value


@_composing("constant", "Create constant function")
def _constant(value: Any) -> Any:
    @made("constantly", "functional")
    def constant() -> Any:
        return value

    return constant


@_composing("memoize", "Memoize function")
def _memoize(func: Any) -> Any:
    function = callback(func)
    results: Dict[Tuple[Any, ...], Any] = {}
    others: List[Tuple[List[Any], Any]] = []  # results for arrays and objects, which are compared by content

    @made("memoized", "functional")
    def memoized(*arguments: Any) -> Any:
        if not any(type(argument) is list or type(argument) is dict for argument in arguments):
            if arguments not in results:
                results[arguments] = function(*arguments)
                check_items(len(results))
            return results[arguments]
        given = list(arguments)
        for known, result in others:
            if equal(known, given):
                return result
        copy = to_ml(given)  # before the function or anybody else can change them
        result = function(*arguments)
        others.append((copy, result))
        check_items(len(others))
        return result

    return memoized


@_composing("ifElse", "Conditional function application")
def _if_else(predicate: Any, if_true: Any, if_false: Any) -> Any:
    matches, on_true, on_false = callback(predicate), callback(if_true), callback(if_false)

    @made("conditional", "functional")
    def conditional(value: Any) -> Any:
        return on_true(value) if matches(value) else on_false(value)

    return conditional


@_composing("cond", "Multi-condition function")
def _cond(conditions: Any) -> Any:
    @made("conditional", "functional")
    def conditional(value: Any) -> Any:
        for pair in each(conditions):
            if type(pair) is not list:
                raise TypeError(f"'{host_kind(pair)}' object is not subscriptable")
            if callback(pair[0])(value):
                return callback(pair[1])(value)
        return None

    return conditional


@_composing("juxt", "Apply multiple functions to same input")
def _juxt(functions: Any) -> Any:
    @made("applied", "functional")
    def applied(value: Any) -> List[Any]:
        return [callback(function)(value) for function in elements(functions)]

    return applied


# -- over the elements -------------------------------------------------------------------------------


@_transforming("map", "Map function over iterable")
def _map(func: Any, iterable: Any) -> List[Any]:
    return list(map(callback(func), elements(iterable)))


@_transforming("filter", "Filter iterable with predicate")
def _filter(predicate: Any, iterable: Any) -> List[Any]:
    matches = bool if predicate is None else callback(predicate)
    return [item for item in elements(iterable) if matches(item)]


@_transforming("reduce", "Reduce iterable with function")
def _reduce(func: Any, iterable: Any, initial: Any = _MISSING) -> Any:
    combine = callback(func)
    items = iter(elements(iterable))
    result = next(items, _MISSING) if initial is _MISSING else initial
    if result is _MISSING:
        raise TypeError("reduce() of empty iterable with no initial value")
    for item in items:
        result = combine(result, item)
    return result


@with_aliases(_members, "forEach for_each", "Execute function for each element", "functional.transform")
def _for_each(func: Any, iterable: Any) -> None:
    function = callback(func)
    for item in elements(iterable):
        function(item)


@_transforming("find", "Find first matching element")
def _find(predicate: Any, iterable: Any) -> Any:
    matches = callback(predicate)
    for item in each(iterable):
        if matches(item):
            return item
    return None


@_transforming("some", "Check if some elements match")
def _some(predicate: Any, iterable: Any) -> bool:
    matches = callback(predicate)
    return any(matches(item) for item in each(iterable))


@_transforming("every", "Check if all elements match")
def _every(predicate: Any, iterable: Any) -> bool:
    matches = callback(predicate)
    return all(matches(item) for item in each(iterable))


@_transforming("partition", "Partition by predicate")
def _partition(predicate: Any, iterable: Any) -> List[List[Any]]:
    matches = callback(predicate)
    sides: List[List[Any]] = [[], []]
    for item in elements(iterable):
        sides[0 if matches(item) else 1].append(item)
    return sides


@_transforming("takeWhile", "Take while predicate true")
def _take_while(predicate: Any, iterable: Any) -> List[Any]:
    matches = callback(predicate)
    taken: List[Any] = []
    for item in each(iterable):
        if not matches(item):
            break
        taken.append(item)
    return taken


@with_aliases(_members, "groupBy group_by", "Group elements by key", "functional.transform")
def _group_by(key_function: Any, iterable: Any) -> Dict[Any, Any]:
    key_of = callback(key_function)
    groups: Dict[Any, Any] = {}
    for item in elements(iterable):
        groups.setdefault(as_key(key_of(item)), []).append(item)
    return groups


@_transforming("times", "Execute function N times")
def _times(n: Any, func: Any) -> List[Any]:
    count = as_index(n)
    check_items(count)
    if count > SMALL:
        spend(count)
    return list(map(callback(func), range(count)))


# -- arrays from arrays ------------------------------------------------------------------------------


def _zipped(iterables: Tuple[Any, ...]) -> List[Tuple[Any, ...]]:
    return list(zip(*map(elements, iterables)))


@_transforming("zip", "Zip iterables together")
def _zip(*iterables: Any) -> List[List[Any]]:
    groups = _zipped(iterables)
    if len(groups) * len(iterables) > SMALL:
        spend(len(groups) * len(iterables))
    return [list(group) for group in groups]


@_transforming("zipWith", "Zip with custom combiner")
def _zip_with(func: Any, iterable1: Any, iterable2: Any) -> List[Any]:
    combine = callback(func)
    return [combine(a, b) for a, b in _zipped((iterable1, iterable2))]


@_members.function("range", "Create range of numbers")
def _range(start: Any, end: Any = None, step: Any = 1) -> List[int]:
    if end is None:
        numbers = range(as_index(start))
    else:
        numbers = range(as_index(start), as_index(end), as_index(step))
    try:
        count = len(numbers)
    except OverflowError:
        count = abs(numbers.stop - numbers.start) // abs(numbers.step)
    check_items(count)
    if count > SMALL:
        spend(count)
    return list(numbers)


@_members.function("repeat", "Repeat value N times")
def _repeat(value: Any, times: Any) -> List[Any]:
    if type(times) is not int and type(times) is not bool:
        raise TypeError(f"can't multiply sequence by non-int of type '{host_kind(times)}'")
    check_items(times)
    if times > SMALL:
        spend(times)
    return [value] * times


@_transforming("take", "Take first N elements")
def _take(n: Any, iterable: Any) -> List[Any]:
    return elements(iterable)[: bound(n)]


@_transforming("drop", "Drop first N elements")
def _drop(n: Any, iterable: Any) -> List[Any]:
    return elements(iterable)[bound(n) :]


@_transforming("chunk", "Chunk iterable into groups")
def _chunk(size: Any, iterable: Any) -> List[List[Any]]:
    items = elements(iterable)
    step = as_index(size)
    return [items[start : start + step] for start in range(0, len(items), step)]


@_transforming("flatten", "Flatten nested list")
def _flatten(iterable: Any) -> List[Any]:
    return flattened(iterable)


@_transforming("reverse", "Reverse iterable")
def _reverse(iterable: Any) -> List[Any]:
    if type(iterable) not in (list, str, dict):
        raise TypeError(f"'{host_kind(iterable)}' object is not reversible")
    return elements(iterable)[::-1]


@_transforming("unique", "Get unique elements")
def _unique(iterable: Any) -> List[Any]:
    return distinct(elements(iterable))


_module = Module(
    "functional",
    _members,
    "Functional programming composition and higher-order functions",
    "Functional",
    ("functional.compose", "functional.transform"),
)
