"""Arguments of the kit's own functions: numbers and paths, held to one rule wherever they are handed in.

A truth value is no number, a text is no list of paths, and NaN is neither more nor less than anything, so a
comparison alone would let it pass.
"""

from __future__ import annotations

import os
from typing import Any, Iterable, List, Mapping

from .errors import MLUsageError, MLUsageTypeError, MLUsageValueError

_INFINITE = float("inf")
_BITS = 200  # of a whole number that a message shows


def checked_count(value: Any, name: str, least: int = 1) -> int:
    """Return a number of things, or raise ``MLUsageError``.

    >>> checked_count(True, "iterations")
    Traceback (most recent call last):
    mlpy_testkit.engine.errors.MLUsageTypeError: iterations must be a whole number of at least 1, not True
    """
    if type(value) is not int or value < least:
        raise _refusal(value, f"{name} must be a whole number of at least {least}", type(value) is int)
    return value


def checked_seconds(value: Any, name: str = "seconds") -> float:
    """Return a time from 0 upward, which may be infinite, or raise ``MLUsageError``."""
    if not is_number(value) or not value >= 0:
        raise _refusal(value, f"{name} must be a number of seconds from 0 upward", type(value) in (int, float))
    return float(value)


def checked_positive(value: Any, name: str, what: str = "number") -> float:
    """Return a finite number above 0, or raise ``MLUsageError``."""
    if not is_number(value) or not 0 < value < _INFINITE:
        raise _refusal(value, f"{name} must be a {what} above 0", type(value) in (int, float))
    return float(value)


def checked_share(value: Any, name: str, whole: float = 1.0) -> float:
    """Return what part of a *whole* a number is: 0 to 1; or raise ``MLUsageError``."""
    if not is_number(value) or not 0 <= value <= whole:
        raise _refusal(value, f"{name} must be a number from 0 to {whole:g}", type(value) in (int, float))
    return float(value / whole)


def is_number(value: Any) -> bool:
    """Tell whether a value is a number that can be calculated with as a float: NaN and 10**400 are none."""
    if type(value) not in (int, float):
        return False
    try:
        number = float(value)
    except OverflowError:
        return False
    return number == number


def checked_paths(paths: Any, name: str) -> List[str]:
    """Return a list of paths, an empty one for None, or raise ``MLUsageError``.

    >>> checked_paths("rules", "import_paths")
    Traceback (most recent call last):
    mlpy_testkit.engine.errors.MLUsageTypeError: import_paths must be a list of paths, not 'rules'
    """
    found = []
    for path in () if paths is None else checked_list(paths, name, "paths"):
        if not isinstance(path, (str, bytes, os.PathLike)):
            raise _refusal(path, f"{name} must hold paths", False)
        found.append(os.fsdecode(path))
    return found


def checked_list(values: Any, name: str, what: str) -> List[Any]:
    """Return a list of what there is to go through, or raise ``MLUsageError``: one text is no list of letters."""
    if type(values) is list or type(values) is tuple:  # quicker told than the others
        return list(values)
    if isinstance(values, (str, bytes, bytearray, os.PathLike, Mapping)) or not isinstance(values, Iterable):
        raise _refusal(values, f"{name} must be a list of {what}", False)
    return list(values)


def checked_texts(values: Any, name: str) -> List[str]:
    """Return a list of texts, or raise ``MLUsageError``."""
    found = checked_list(values, name, "texts")
    for value in found:
        if not isinstance(value, str):
            raise _refusal(value, f"{name} must hold texts", False)
    return found


def check_type(value: Any, name: str, kind: Any, what: str) -> None:
    """Raise ``MLUsageError`` for what is neither *what* is wanted, of a *kind*, nor None."""
    if value is not None and not isinstance(value, kind):
        raise _refusal(value, f"{name} must be {what}", False)


def check_code(code: Any) -> None:
    """Raise ``MLUsageError`` for what is no text of a program."""
    if type(code) is not str:
        raise MLUsageTypeError(f"ML code must be a str, not {type(code).__name__}")


def check_context(context: Any, name: str = "context") -> None:
    """Raise ``MLUsageError`` for what is no context of a program, which may be None."""
    if context is not None and type(context) is not dict and not isinstance(context, Mapping):
        raise MLUsageTypeError(f"{name} must be a mapping of names to values, not {type(context).__name__}")


def _refusal(value: Any, text: str, has_right_type: bool) -> MLUsageError:
    kind = MLUsageValueError if has_right_type else MLUsageTypeError
    return kind(f"{text}, not {shown(value)}")


def shown(value: Any) -> str:
    """Return a value as messages show it; a number that nobody would read is only described."""
    if type(value) is int and value.bit_length() > _BITS:
        return f"a whole number of {value.bit_length()} bits"
    return f"{value!r:.80}"
