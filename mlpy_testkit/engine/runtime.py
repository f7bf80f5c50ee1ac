"""What compiled code calls: small functions, each safe alone, under names no program can spell.

The compiled code sees exactly the names in ``NAMES`` and the variables of its program. Where an
operation is plain Python in the compiled code, the function here is the slow path for values that
are large or nested.
"""

from __future__ import annotations

import sys
from itertools import compress
from typing import Any, Callable, Dict, Optional

from .builtins import BUILTIN, BUILTINS
from .compare import equal, greater, greater_equal, less, less_equal
from .failures import Denied, Thrown, kind_and_message
from .limits import SMALL, Run, check_bits, check_items, check_text, current, guard
from .members import MISSING, SecurityError, invoke, member
from .strings import STRING_METHODS
from .text import operand_text
from .values import FUNCTIONS, ErrorValue, Iterator, Method, Module, host_kind, iterate

# What an ML handler catches: never what stops a run, never a mistake of the engine.
CATCHABLE = (
    Thrown,
    Denied,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    NameError,
    AttributeError,
    RuntimeError,
    EOFError,
    OSError,
    SecurityError,
)


def method(value: Any, name: str) -> Any:
    """Return the function to call for ``value.name(...)``."""
    if type(value) is dict:
        function = value.get(name, MISSING)
        if type(function) in FUNCTIONS:
            return function
    elif type(value) is Module:
        function = value.members.get(name, MISSING)
        if type(function) in FUNCTIONS:
            return function
    return Method(invoke, value, name)


def pick(value: Any, builtin: Callable[..., Any]) -> Any:
    """Return what a call of a built-in's name calls: the program's own function, else the built-in."""
    return value if type(value) in FUNCTIONS else builtin


def index(value: Any, key: Any) -> Any:
    """Return ``value[key]`` for a literal."""
    return value[key]


def slice_of(value: Any, lower: Any, upper: Any, step: Any) -> Any:
    """Return ``value[lower:upper:step]``."""
    if type(value) is not list and type(value) is not str:
        raise TypeError(
            f"'{host_kind(value)}' object cannot be sliced"
            if type(value) is dict
            else f"'{host_kind(value)}' object is not subscriptable"
        )
    part = value[lower:upper:step]
    if len(part) > SMALL:
        current().spend(len(part))
    return part


def set_slice(value: Any, target: Any, lower: Any, upper: Any, step: Any) -> None:
    """Perform ``target[lower:upper:step] = value``."""
    if type(target) is not list:
        raise TypeError(f"'{host_kind(target)}' object does not support item assignment")
    slice(lower, upper, step).indices(len(target))  # complains of bounds that are none
    if type(value) not in (list, str, dict, Iterator):
        extended = step is not None and step != 1
        raise TypeError("must assign iterable to extended slice" if extended else "can only assign an iterable")
    items = list(iterate(value))
    check_items(len(target) + len(items))
    target[lower:upper:step] = items


def grown(value: Any) -> Any:
    """Return the result of a ``+``, or end the run if it is too large."""
    if type(value) is str:
        if len(value) > SMALL:
            check_text(len(value))
    elif type(value) is list:
        if len(value) > SMALL:
            check_items(len(value))
    elif type(value) is int:
        return number(value)
    return value


def number(value: Any) -> Any:
    """Return a number, or end the run if it has too many bits."""
    if type(value) is int:
        check_bits(value.bit_length())
    return value


def multiply(left: Any, right: Any) -> Any:
    """Return ``left * right``; its size is checked before it is made."""
    if type(left) is float or type(right) is float:
        return left * right
    if type(left) is str or type(left) is list:
        left, right = right, left
        swapped = True
    else:
        swapped = False
    if (type(right) is str or type(right) is list) and (type(left) is int or type(left) is bool):
        size = max(0, left) * len(right)
        if size > SMALL:
            (check_text if type(right) is str else check_items)(size)
            current().spend(size >> 4)
        return left * right
    if type(left) is int and type(right) is int:
        bits = left.bit_length() + right.bit_length()
        if bits > SMALL:
            check_bits(bits - 1)
            current().spend(bits >> 10)
    return right * left if swapped else left * right


def modulo(left: Any, right: Any) -> Any:
    """Refuse ``left % right`` for a text on the left."""
    raise TypeError(f"unsupported operand type(s) for %: '{host_kind(left)}' and '{host_kind(right)}'")


def unequal(left: Any, right: Any) -> bool:
    """Return ``left != right``."""
    return not equal(left, right)


def unpack(value: Any) -> Any:
    """Return what ``[a, b] = value`` takes apart."""
    if type(value) is list or type(value) is str or type(value) is dict:
        return value
    if type(value) is Iterator:
        return value.items
    raise TypeError(f"cannot unpack non-iterable {host_kind(value)} object")


def thrown(payload: Dict[Any, Any]) -> Thrown:
    """Return the exception for ``throw payload``."""
    message = payload.get("message", "User-defined exception")
    return Thrown(message if type(message) is str else operand_text(message), payload)


def caught(error: Exception) -> ErrorValue:
    """Return the value that a handler's name holds."""
    if type(error) is Thrown:
        return ErrorValue(error.message, error.kind, error.payload)
    kind = getattr(error, "kind", None) or type(error).__name__
    return ErrorValue(lambda: kind_and_message(error)[1], kind)


def end_guard() -> None:  # CPython 3.9
    """Stand at the head of every handler and ``finally`` block on Python 3.9."""
    guard()
    error = sys.exc_info()[1]
    if error is not None and isinstance(error, RecursionError):
        _wait_for_room(error)


def _wait_for_room(error: BaseException) -> None:  # CPython 3.9
    """Raise *error* again while the stack is nearly full.

    CPython 3.9 ends the whole process if code that handles a RecursionError calls 50 levels
    deeper; it forgives once the stack is 50 levels below the limit.
    """
    room = sys.getrecursionlimit() - 100
    frame: Optional[Any] = sys._getframe(1)
    while frame is not None and room > 0:
        frame = frame.f_back
        room -= 1
    if frame is not None:
        raise error


def deeper() -> None:
    """Go one call deeper, or end the run."""
    run = current()
    run.depth += 1
    if run.limits.depth is not None and run.depth > run.limits.depth:
        run.stop("depth")


def higher() -> None:
    """Come back from a call."""
    current().depth -= 1


NAMES: Dict[str, Any] = {
    **BUILTINS,
    **{"ml " + name: function for name, function in BUILTINS.items()},
    "builtin": BUILTIN,
    "ml builtin": BUILTIN,
    "rt type": type,
    "rt list": list,
    "rt dict": dict,
    "rt str": str,
    "rt int": int,
    "rt len": len,
    "rt member": member,
    "rt method": method,
    "rt invoke": invoke,
    "rt pick": pick,
    "rt index": index,
    "rt slice": slice_of,
    "rt set slice": set_slice,
    "rt grown": grown,
    "rt number": number,
    "rt multiply": multiply,
    "rt modulo": modulo,
    "rt equal": equal,
    "rt unequal": unequal,
    "rt less": less,
    "rt less or equal": less_equal,
    "rt greater": greater,
    "rt greater or equal": greater_equal,
    "rt counting": range,
    "rt iterate": iterate,
    "rt unpack": unpack,
    "rt catchable": CATCHABLE,
    "rt caught": caught,
    "rt thrown": thrown,
    "rt guard": end_guard if sys.version_info < (3, 10) else guard,
    "rt abs": abs,
    "rt bool": bool,
    "rt chr": chr,
    "rt float": float,
    "rt max": max,
    "rt min": min,
    "rt ord": ord,
    "rt as text": operand_text,
    "rt join": STRING_METHODS["join"][0],
    "rt deeper": deeper,
    "rt higher": higher,
}
BUILTIN_NAMES = frozenset(name for name in NAMES if " " not in name)


def counted_names(run: Run) -> Dict[str, Any]:
    """Return the names for code that counts its steps on the account of a run."""
    budget = run.budget
    return {**NAMES, "rt tick": budget.__next__, "rt metered": lambda values: compress(values, budget)}
