"""Python functions as functions of the language: their names, what they need, their complaints.

A library function is a plain Python function with three attributes: ``ml_name`` ("len",
"math.sqrt"), ``description`` for ``help`` and ``capabilities``, the types it declares. It is called
directly; when the number of arguments is wrong Python says so in its own words, and
:func:`arity_message` turns these into the words of the language.
"""

from __future__ import annotations

import re
import sys
from types import FunctionType
from typing import Any, Callable, Dict, Tuple, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

ANY = 255  # the greatest number of arguments of a function that takes any number of them

_parameters: Dict[str, Tuple[int, int]] = {}  # the arities of library functions by ml_name

_COMPLAINT = (
    r"([\w.]+)\(\) (?:missing (\d+) required positional arguments?: .*"
    r"|takes (?:from (\d+) to )?(\d+) positional arguments? but (\d+) (?:was|were) given)"
)


def library_function(
    name: str, description: str, capabilities: Tuple[str, ...] = (), owner: str = ""
) -> Callable[[Function], Function]:
    """Declare a Python function to be the library function *name*.

    *owner* is a name to stand before the function's own in messages.
    """
    shown = f"{owner}.{name}" if owner else name

    def declare(function: Function) -> Function:
        assert isinstance(function, FunctionType)
        function.__name__ = name.rpartition(".")[2]
        function.__qualname__ = shown
        if sys.version_info < (3, 10):  # where messages show the name of the code
            function.__code__ = function.__code__.replace(co_name=shown)
        function.__dict__.update(ml_name=name, description=description, capabilities=capabilities)
        if not owner:
            _parameters[name] = parameters(function)
        return function

    return declare


def parameters(function: Callable[..., Any]) -> Tuple[int, int]:
    """Return the least and the greatest number of arguments that a plain function takes."""
    if not isinstance(function, FunctionType):
        return 0, ANY
    code = function.__code__
    most = ANY if code.co_flags & 0x04 else code.co_argcount
    return code.co_argcount - len(function.__defaults__ or ()), most


def arity_message(message: str) -> str:
    """Return Python's complaint about the number of arguments in the words of the language.

    Built-in functions count a receiver that nobody sees; functions of modules say what they expect.
    Any other text comes back as it is.

    >>> arity_message("Builtin.len() takes 1 positional argument but 2 were given")
    'Builtin.len() takes 2 positional arguments but 3 were given'
    """
    match = re.fullmatch(_COMPLAINT, message)
    if match is None:
        return message
    name, missing, least, most, given = match.groups()
    if name in _parameters:
        fewest, greatest = _parameters[name]
        return arity_text(name, fewest, greatest, fewest - int(missing) if missing else int(given))
    if missing or not name.startswith("Builtin."):
        return message
    count = int(most) + 1
    wanted = f"from {int(least) + 1} to {count}" if least else str(count)
    plural = "argument" if count == 1 else "arguments"
    return f"{name}() takes {wanted} positional {plural} but {int(given) + 1} were given"


def arity_text(name: str, least: int, most: int, given: int) -> str:
    """Return the complaint of a library function about the number of its arguments.

    >>> arity_text("math.sqrt", 1, 1, 2)
    'math.sqrt() expects 1 argument, got 2'
    """
    if most >= ANY:
        wanted, last = f"at least {least}", least
    else:
        wanted, last = (str(most) if least == most else f"{least} to {most}"), most
    return f"{name}() expects {wanted} {'argument' if last == 1 else 'arguments'}, got {given}"
