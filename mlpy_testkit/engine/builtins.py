"""The built-in functions of ML: conversions, numbers, arrays, texts, input and output.

Each is a plain Python function, called directly, whose parameters are named as messages name them.
A function that builds something asks for the room first, and one that goes through a large value
charges for it. Functions that look at types, members, modules and capabilities are in
``introspection.py``; both files fill the one table ``BUILTINS``.
"""

from __future__ import annotations

import re
import sys
from math import isfinite
from typing import Any, Callable, Dict, List
from typing import Iterator as PythonIterator

from .collection_methods import elements
from .compare import is_light, smallest, sort_values
from .formatting import format_value
from .functions import Function, arity_message, library_function
from .introspection import INTROSPECTION
from .limits import SMALL, check_bits, check_items, check_text, current, spend
from .text import DIGITS, representation, text
from .values import Iterator, Module, host_kind, is_function, iterate

__all__ = ["BUILTIN", "BUILTINS", "arity_message"]

BUILTINS: Dict[str, Callable[..., Any]] = {}


def _builtin(name: str, description: str) -> Callable[[Function], Function]:
    """Put a function into the table of built-ins."""

    def declare(function: Function) -> Function:
        BUILTINS[name] = library_function(name, description, owner="Builtin")(function)
        return function

    return declare


def _need_integer(value: Any) -> None:
    if type(value) is not int and type(value) is not bool:
        raise TypeError(f"'{host_kind(value)}' object cannot be interpreted as an integer")


# -- conversions -----------------------------------------------------------------------------------


@_builtin("int", "Convert value to integer")
def _int(value: Any) -> int:
    kind = type(value)
    if kind is str:
        return int(value) if len(value) < 20 and value.isdigit() and value.isascii() else _int_of_text(value)
    if kind is int or kind is bool or kind is float:
        return int(value)
    raise TypeError(f"int() argument must be a string, a bytes-like object or a real number, not '{host_kind(value)}'")


_WHOLE = r"\s*[+-]?(\d+)\s*"


def _int_of_text(value: str) -> int:
    """Read a whole number exactly, anything else as a float that is cut off."""
    match = re.fullmatch(_WHOLE, value)
    if match is not None:
        count = len(match.group(1))
        if count > DIGITS:
            raise ValueError(
                f"Exceeds the limit ({DIGITS} digits) for integer string conversion: value has "
                f"{count} digits; use sys.set_int_max_str_digits() to increase the limit"
            )
        return int(value)
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if "_" in value or number != number:
        raise ValueError(f"invalid literal for int() with base 10: {representation(value)[:200]}")
    return int(number)


@_builtin("float", "Convert value to float")
def _float(value: Any) -> float:
    kind = type(value)
    if kind is float or kind is int or kind is bool:
        return float(value)
    if kind is str:
        try:
            return float(value)
        except ValueError:
            raise ValueError(f"could not convert string to float: {representation(value)}") from None
    raise TypeError(f"float() argument must be a string or a real number, not '{host_kind(value)}'")


@_builtin("str", "Convert value to string")
def _str(value: Any) -> str:
    return text(value)


@_builtin("bool", "Convert value to boolean")
def _bool(value: Any) -> bool:
    return bool(value)


@_builtin("repr", "Get string representation")
def _repr(obj: Any) -> str:
    return representation(obj)


@_builtin("format", "Format value with format specifier")
def _format(value: Any, format_spec: Any = "") -> str:
    return format_value(value, format_spec)


@_builtin("chr", "Convert integer to character")
def _chr(i: Any) -> str:
    _need_integer(i)
    if not -(2**31) <= i < 2**31:
        raise OverflowError("Python int too large to convert to C int")
    return chr(i)


@_builtin("ord", "Convert character to integer")
def _ord(c: Any) -> int:
    if type(c) is not str:
        raise TypeError(f"ord() expected string of length 1, but {host_kind(c)} found")
    if len(c) != 1:
        raise TypeError(f"ord() expected a character, but string of length {len(c)} found")
    return ord(c)


@_builtin("hex", "Convert to hexadecimal")
def _hex(n: Any) -> str:
    _need_integer(n)
    return hex(n)


@_builtin("bin", "Convert to binary")
def _bin(n: Any) -> str:
    _need_integer(n)
    return bin(n)


@_builtin("oct", "Convert to octal")
def _oct(n: Any) -> str:
    _need_integer(n)
    return oct(n)


# -- numbers ---------------------------------------------------------------------------------------


@_builtin("abs", "Get absolute value")
def _abs(value: Any) -> Any:
    kind = type(value)
    if kind is int or kind is float or kind is bool:
        return abs(value)
    raise TypeError(f"bad operand type for abs(): '{host_kind(value)}'")


@_builtin("round", "Round number to precision")
def _round(value: Any, precision: Any = 0) -> Any:
    kind = type(value)
    if kind is not float and kind is not int and kind is not bool:
        raise TypeError(f"type {host_kind(value)} doesn't define __round__ method")
    if precision is None:
        precision = 0
    _need_integer(precision)
    if kind is float:
        return round(value, precision)
    if precision >= 0:
        return int(value)
    if -precision > value.bit_length():  # more places than the number can have
        return 0
    return round(value, precision)


@_builtin("min", "Get minimum value")
def _min(*values: Any) -> Any:
    return _extreme(values, min, False)


@_builtin("max", "Get maximum value")
def _max(*values: Any) -> Any:
    return _extreme(values, max, True)


def _extreme(values: Any, choose: Callable[[Any], Any], largest: bool) -> Any:
    """Return the least or greatest of several values, or of the elements of the only one."""
    if len(values) == 1:
        values = values[0]
        if type(values) is not list:
            return values
        if len(values) > SMALL:
            spend(len(values))
    if not values:
        return None
    if is_light(values):
        return choose(values)
    return smallest(values, largest)


@_builtin("sum", "Sum numeric values")
def _sum(iterable: Any, start: Any = 0) -> Any:
    items = elements(iterable)
    kinds = set(map(type, items))
    if type(start) is int:
        if kinds <= {int, bool}:
            return _sum_integers(items, start)
        if kinds == {float}:
            return _sum_floats(items, start)
    if type(start) is str:
        raise TypeError("sum() can't sum strings [use ''.join(seq) instead]")
    if type(start) is list and kinds <= {list}:
        return _chain(items, start)
    return _sum_mixed(items, start)


def _sum_integers(items: List[int], start: int) -> int:
    total = start
    for first in range(0, len(items), SMALL):
        total = sum(items[first : first + SMALL], total)
        check_bits(total.bit_length())
    return total


if sys.version_info >= (3, 12):

    def _sum_floats(items: List[float], start: int) -> float:
        return sum(items, start)

else:

    def _sum_floats(items: List[float], start: int) -> float:
        result: float = _sum_mixed(items, start)
        return result


def _sum_mixed(items: List[Any], start: Any) -> Any:
    """Add as CPython 3.12 does: whole numbers, then floats with compensation, then the rest."""
    remaining = iter(items)
    total = start
    if type(total) is int and _is_short(total):
        for item in remaining:
            counted = (type(item) is int or type(item) is bool) and _is_short(item)
            total = _add(total, item)
            if not counted or not _is_short(total):
                break
    if type(total) is float:
        total = _sum_compensated(total, remaining)
    for item in remaining:
        total = _add(total, item)
    return total


def _is_short(number: int) -> bool:
    return -(2**63) <= number < 2**63


def _sum_compensated(total: float, remaining: PythonIterator[Any]) -> Any:
    """Go on with a float; what is lost in each addition is kept and added at the end."""
    lost = 0.0
    for item in remaining:
        if type(item) is float:
            result = total + item
            if abs(total) >= abs(item):
                lost += (total - result) + item
            else:
                lost += (item - result) + total
            total = result
        elif (type(item) is int or type(item) is bool) and _is_short(item):
            total += float(item)
        else:
            return _add(total + lost if lost and isfinite(lost) else total, item)
    return total + lost if lost and isfinite(lost) else total


def _add(a: Any, b: Any) -> Any:
    """Return ``a + b`` for two values of any kind."""
    if type(a) is list and type(b) is list:
        check_items(len(a) + len(b))
    try:
        return a + b
    except TypeError as error:
        if str(error).startswith("unsupported"):
            raise TypeError(f"unsupported operand type(s) for +: '{host_kind(a)}' and '{host_kind(b)}'") from None
        raise


def _chain(items: List[List[Any]], start: List[Any]) -> List[Any]:
    size = len(start) + sum(map(len, items))
    check_items(size)
    if size > SMALL:
        spend(size)
    result = list(start)
    for item in items:
        result += item
    return result


# -- arrays and objects ----------------------------------------------------------------------------


@_builtin("len", "Get length of collection")
def _len(collection: Any) -> int:
    kind = type(collection)
    if kind is list or kind is str or kind is dict:
        return len(collection)
    return 0


@_builtin("range", "Generate range of numbers")
def _range(*args: Any) -> List[int]:
    if len(args) <= 3:
        for bound in args:
            if type(bound) is not int:
                _need_integer(bound)
    numbers = range(*args)
    try:
        count = len(numbers)
    except OverflowError:
        count = sys.maxsize
    if count <= SMALL:
        return list(numbers)
    check_items(count)
    spend(count)
    made: List[int] = []
    for first in range(0, count, SMALL):  # in parts, for giants fill the memory in no time
        made += numbers[first : first + SMALL]
    return made


@_builtin("enumerate", "Enumerate array with indices")
def _enumerate(array: Any, start: Any = 0) -> List[List[Any]]:
    _need_integer(start)
    return [[index, value] for index, value in enumerate(elements(array), int(start))]


@_builtin("zip", "Zip multiple arrays")
def _zip(*arrays: Any) -> List[List[Any]]:
    columns = [iterate(array) for array in arrays]
    if len(columns) > SMALL:
        spend(len(columns))
    rows: List[List[Any]] = []
    for row in zip(*columns):
        rows.append(list(row))
        if not len(rows) % SMALL:
            spend(SMALL * len(columns))
    return rows


@_builtin("sorted", "Get sorted copy of array")
def _sorted(array: Any, reverse: Any = False) -> List[Any]:
    if is_function(reverse):
        raise TypeError("sorted() takes no key function: its second argument only turns the order round")
    values = elements(array)
    sort_values(values, bool(reverse))
    return values


@_builtin("reversed", "Create reverse iterator")
def _reversed(seq: Any) -> List[Any]:
    if type(seq) not in (list, str, dict):
        raise TypeError(f"'{host_kind(seq)}' object is not reversible")
    return elements(seq)[::-1]


@_builtin("all", "Check if all elements are truthy")
def _all(iterable: Any) -> bool:
    return all(elements(iterable) if type(iterable) is not list else _charged(iterable))


@_builtin("any", "Check if any element is truthy")
def _any(iterable: Any) -> bool:
    return any(elements(iterable) if type(iterable) is not list else _charged(iterable))


def _charged(values: List[Any]) -> List[Any]:
    if len(values) > SMALL:
        spend(len(values))
    return values


@_builtin("keys", "Get object keys")
def _keys(obj: Any) -> List[Any]:
    if type(obj) is not dict:
        raise _no_object(obj, "keys")
    if len(obj) > SMALL:
        spend(len(obj))
    return list(obj)


@_builtin("values", "Get object values")
def _values(obj: Any) -> List[Any]:
    if type(obj) is not dict:
        raise _no_object(obj, "values")
    if len(obj) > SMALL:
        spend(len(obj))
    return list(obj.values())


def _no_object(value: Any, name: str) -> AttributeError:
    kind = "function" if is_function(value) else host_kind(value)
    return AttributeError(f"'{kind}' object has no attribute '{name}'")


@_builtin("iter", "Create iterator from iterable")
def _iter(iterable: Any) -> Iterator:
    if type(iterable) is Iterator:
        return iterable
    items = iter(iterate(iterable))
    if type(iterable) is str:
        return Iterator(items, "str_ascii_iterator" if iterable.isascii() else "str_iterator")
    return Iterator(items, "list_iterator" if type(iterable) is list else "dict_keyiterator")


@_builtin("next", "Get next item from iterator")
def _next(iterator: Any, *args: Any) -> Any:
    if type(iterator) is not Iterator:
        raise TypeError(f"'{host_kind(iterator)}' object is not an iterator")
    for item in iterator.items:
        return item
    if args:
        return args[0]
    raise RuntimeError("Iterator exhausted - use default parameter to avoid error")


# -- input and output ------------------------------------------------------------------------------


@_builtin("print", "Print value to console")
def _print(*values: Any) -> None:
    parts = list(map(text, values))
    check_text(sum(map(len, parts)) + len(parts))
    current().write(" ".join(parts) + "\n")


@_builtin("input", "Read input from console")
def _input(prompt: Any = "") -> str:
    return str(current().read_line(text(prompt)))


BUILTINS.update(INTROSPECTION)

BUILTIN = Module("builtin", BUILTINS, "Core builtin functions always available without import", "Builtin")
