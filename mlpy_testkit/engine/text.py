"""The one text form of values: what ``str``, ``print``, textual ``+`` and ``repr`` show.

The layout is Python's, the words are ML's: ``null``, ``true``, ``false`` at every depth. A run can
ask for the host's spelling (``None``, ``True``, ``False``) to compare its output with that of the
reference implementation; a boolean that stands alone is ``true`` even there. Containers are walked
with a stack of our own, so depth is no danger, and with an account, so a small shared structure
cannot expand without end. The format specifications of ``format`` are in ``formatting.py``.
"""

from __future__ import annotations

import re
from types import FunctionType
from typing import Any, Callable, Dict, List, Optional, Tuple
from typing import Iterator as PythonIterator

from .limits import check_text, current
from .values import SCALARS, ErrorValue, HostFunction, Iterator, LibraryObject, Method, Module

DIGITS = 4300  # decimal digits a whole number may have to be written or read
_TOO_LONG = 10**DIGITS
_SMALL = 1 << 62
_STRIDE = 4096  # pieces between two looks at the account


def text(value: Any) -> str:
    """Return the text of a value, as ``str`` gives it.

    >>> text([None, True, "it's", 0.5])
    '[null, true, "it\\'s", 0.5]'
    """
    kind = type(value)
    if kind is str:
        same: str = value
        return same
    if kind is int:
        return str(value) if -_SMALL < value < _SMALL else digits(value)
    if kind is float:
        return repr(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is ErrorValue:
        return str(value.message)
    return representation(value)


def representation(value: Any) -> str:
    """Return the text of a value as it stands inside an array: strings are quoted.

    >>> representation("a")
    "'a'"
    """
    kind = type(value)
    if kind is bool:
        return "true" if value else "false"
    scalar = _host_scalar if current().host_spelling else scalar_text
    if kind is list and value:
        if len(value) < _STRIDE and SCALARS.issuperset(map(type, value)):
            return f"[{_flat(value, scalar)}]"
        return render(value, scalar, scalar)
    if kind is dict and value:
        return render(value, scalar, scalar)
    shown = scalar(value)
    check_text(len(shown))
    return shown


def operand_text(value: Any) -> str:
    """Return the text of an operand of a textual ``+``: the host spells every boolean its own way."""
    kind = type(value)
    if kind is str:
        same: str = value
        return same
    if kind is int and -_SMALL < value < _SMALL:
        return str(value)
    if kind is bool and current().host_spelling:
        return str(value)
    return text(value)


def digits(number: int) -> str:
    """Return the decimal text of a whole number; fails as CPython 3.12 does if it is too long."""
    if number >= _TOO_LONG or number <= -_TOO_LONG:
        raise ValueError(
            f"Exceeds the limit ({DIGITS} digits) for integer string conversion; "
            "use sys.set_int_max_str_digits() to increase the limit"
        )
    return str(number)


# -- single values ---------------------------------------------------------------------------------


def scalar_text(value: Any) -> str:
    """Return the quoted text of a value that is no array or object with elements."""
    return _WRITERS.get(type(value), _other)(value)


def _host_scalar(value: Any) -> str:
    if value is None or type(value) is bool:
        return str(value)
    return scalar_text(value)


def _function(function: Any) -> str:
    name = getattr(function, "ml_name", None)
    if name is not None:
        return f"<built-in {name}>"
    name = function.__name__
    if name.startswith(("<lambda>", "rt fn")):
        return "<function>"
    return f"<function {name.partition(' ')[0]}>"


def _error(error: ErrorValue) -> str:
    number = re.match(r"\[Errno (\d+)\] (.*?)(?:: '.*')?$", error.message)
    if number is not None and error.payload is None:  # of the operating system, whose file is not shown
        return f"{error.kind}({number[1]}, {number[2]!r})"
    # The message of a missing key is that key as it is quoted.
    return f"{error.kind}({error.message if error.kind == 'KeyError' else repr(error.message)})"


def _other(value: Any) -> str:
    if isinstance(value, LibraryObject):
        return f"<{value.type_name}>"
    return f"<{type(value).__name__}>"


_WRITERS: Dict[type, Callable[[Any], str]] = {
    str: repr,
    int: digits,
    float: repr,
    bool: lambda value: "true" if value else "false",
    type(None): lambda value: "null",
    list: lambda value: "[]",
    dict: lambda value: "{}",
    FunctionType: _function,
    Method: lambda method: f"<method {method.name}>",
    HostFunction: lambda function: f"<function {function.name}>",
    Module: lambda module: f"<module {module.name}>",
    Iterator: lambda iterator: "<iterator>",
    ErrorValue: _error,
}


def _flat(values: List[Any], scalar: Callable[[Any], str]) -> str:
    """Return the texts of scalars with commas between them."""
    pieces = []
    size = 0
    for value in values:
        piece = scalar(value)
        pieces.append(piece)
        size += len(piece)
        if size > _STRIDE:
            check_text(size)
    return ", ".join(pieces)


# -- containers ------------------------------------------------------------------------------------


def render(
    root: Any,
    scalar: Callable[[Any], str],
    key: Callable[[Any], str],
    cycle: Optional[Callable[[Any], str]] = None,
    indent: Optional[str] = None,
) -> str:
    """Return the text of an array or object that has elements.

    *scalar* writes what has no elements, *key* the keys, *cycle* a container inside itself (as
    ``[...]`` if it is not given). With an *indent* every element stands on a line of its own.
    The text of a shared container is taken from where it was written before, so that a structure
    that expands beyond the limit reaches it at once.
    """
    pieces: List[str] = []
    add = pieces.append
    stack: List[Tuple[Any, PythonIterator[Any], int, int]] = []
    inside = set()  # the containers that are being written
    written: Dict[int, Tuple[int, int]] = {}  # where the text of a finished one stands in pieces
    cycles = 0
    run = current()
    limit = run.limits.text
    size = 0
    counted = 0

    def account() -> None:
        nonlocal size, counted
        size += sum(map(len, pieces[counted:]))
        run.spend(len(pieces) - counted)
        counted = len(pieces)
        if limit is not None and size > limit:
            run.stop("text")

    def enter(container: Any) -> None:
        inside.add(id(container))
        elements = iter(container.items() if type(container) is dict else container)
        stack.append((container, elements, len(pieces), cycles))
        add("{" if type(container) is dict else "[")

    def line() -> str:
        """Return what begins a line, if every element stands on its own."""
        if indent is None:
            return ""
        width = len(indent) * len(stack)
        check_text(width)
        if width > _STRIDE:
            account()
        return "\n" + indent * len(stack)

    enter(root)
    separator = line()
    while stack:
        container, elements, start, cycles_before = stack[-1]
        mapping = type(container) is dict
        comma = ", " if indent is None else "," + line()
        for element in elements:
            if separator:
                add(separator)
            separator = comma
            if mapping:
                name, element = element
                add(key(name))
                add(": ")
            kind = type(element)
            if (kind is list or kind is dict) and element:
                place = written.get(id(element))
                if place is not None:
                    add("".join(pieces[place[0] : place[1]]))
                    written[id(element)] = (len(pieces) - 1, len(pieces))
                    account()
                elif id(element) not in inside:
                    enter(element)
                    separator = line()
                    break
                else:
                    cycles += 1
                    add(("{...}" if kind is dict else "[...]") if cycle is None else cycle(element))
            else:
                piece = scalar(element)
                add(piece)
                if len(piece) > _STRIDE:
                    account()
            if len(pieces) - counted > _STRIDE:
                account()
        else:
            stack.pop()
            inside.remove(id(container))
            separator = ", " if indent is None else "," + line()
            add(line() + ("}" if mapping else "]"))
            if indent is None and cycles == cycles_before:
                written[id(container)] = (start, len(pieces))
    account()
    return "".join(pieces)
