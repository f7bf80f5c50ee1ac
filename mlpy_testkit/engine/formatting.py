"""The format specifications of the built-in ``format``.

Python's mini-language for numbers and strings, read here so that widths and precisions are checked
against the limits and the messages are those of CPython 3.12. Python's own formatting only ever
sees a number and a specification made from checked parts.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import Any, NoReturn, Optional

from ..records import NamedTuple
from .limits import check_text
from .text import digits, operand_text
from .values import host_kind

_PARTS = r"(?s)([ +-]?)(z?)(#?)(0?)([0-9]*)(,?_?,?)(\.?)([0-9]*)"
_INTEGER_TYPES = "bcdnoxX"
_FLOAT_TYPES = "eEfFgGn%"
_GREATEST_PRECISION = 2**31 - 1
_SMALL = 1 << 53


class Specification(NamedTuple):
    """The parts of a format specification."""

    fill: str
    align: str
    sign: str
    no_negative_zero: bool
    alternate: bool
    zero: bool
    width: int
    grouping: str
    precision: Optional[int]
    type: str


def format_value(value: Any, spec: Any) -> str:
    """Return a value's text in the form that *spec* asks for.

    >>> format_value(1234567.891, ",.2f")
    '1,234,567.89'
    """
    if type(spec) is not str:
        raise TypeError(f"format() argument 2 must be str, not {'None' if spec is None else host_kind(spec)}")
    kind = type(value)
    if not spec:
        return operand_text(value)
    if (kind is float or (kind is int and -_SMALL < value < _SMALL)) and is_plain(spec):
        return format(value, spec)
    if kind is str:
        return _format_string(value, _parse(spec, "str", "s"))
    if kind is int or kind is bool:
        return _format_integer(value, _parse(spec, kind.__name__, ""))
    if kind is float:
        return _format_float(value, _parse(spec, "float", ""), "float")
    raise TypeError(f"unsupported format string passed to {host_kind(value)}.__format__")


@lru_cache(maxsize=256)
def is_plain(spec: str) -> bool:
    """Tell whether Python can be trusted with a specification for any number that is not large."""
    return re.fullmatch(r"[<>^]?[0-9]{0,3},?\.[0-9]{1,2}f", spec) is not None


def _parse(spec: str, kind: str, default_type: str) -> Specification:
    """Take a specification apart, or raise ``ValueError``."""
    fill = align = ""
    start = 0
    if len(spec) > 1 and spec[1] in "<>=^":
        fill, align, start = spec[0], spec[1], 2
    elif spec[0] in "<>=^":
        align, start = spec[0], 1
    match = re.compile(_PARTS).match(spec, start)
    assert match is not None  # every part may be empty
    sign, z, alternate, zero, width, grouping, point, precision = match.groups()
    zero = "" if fill else zero
    if fill and match.group(4):
        width = match.group(4) + width
    if "_" in grouping and "," in grouping:
        raise ValueError("Cannot specify both ',' and '_'.")
    rest = spec[match.end() :]
    if len(grouping) == 2:
        _invalid(spec, kind)
    columns = _number(width)
    if point and not precision:
        raise ValueError("Format specifier missing precision")
    places = _number(precision) if point else None
    if not point and precision:
        _invalid(spec, kind)
    if len(rest) > 1:
        _invalid(spec, kind)
    code = rest or default_type
    if grouping and code and code not in "defgEG%F" and not (grouping == "_" and code in "boxX"):
        if 32 < ord(code) < 128:
            raise ValueError(f"Cannot specify '{grouping}' with '{code}'.")
        raise ValueError(f"Cannot specify '{grouping}' with '\\x{ord(code):x}'.")
    return Specification(fill, align, sign, bool(z), bool(alternate), bool(zero), columns, grouping, places, code)


def _invalid(spec: str, kind: str) -> NoReturn:
    raise ValueError(f"Invalid format specifier '{spec}' for object of type '{kind}'")


def _number(figures: str) -> int:
    number = int(figures[-25:] or 0) if not figures[:-25].strip("0") else sys.maxsize + 1
    if number > sys.maxsize:
        raise ValueError("Too many decimal digits in format string")
    return number


def _unknown(code: str, kind: str) -> NoReturn:
    shown = code if 32 < ord(code) < 128 else f"\\x{ord(code):x}"
    raise ValueError(f"Unknown format code '{shown}' for object of type '{kind}'")


def _format_string(value: str, spec: Specification) -> str:
    if spec.type != "s":
        _unknown(spec.type, "str")
    if spec.sign:
        raise ValueError(f"{'Space' if spec.sign == ' ' else 'Sign'} not allowed in string format specifier")
    if spec.no_negative_zero:
        raise ValueError("Negative zero coercion (z) not allowed in string format specifier")
    if spec.alternate:
        raise ValueError("Alternate form (#) not allowed in string format specifier")
    if spec.align == "=":
        raise ValueError("'=' alignment not allowed in string format specifier")
    shown = value if spec.precision is None else value[: spec.precision]
    check_text(spec.width)
    missing = max(0, spec.width - len(shown))
    fill = spec.fill or ("0" if spec.zero else " ")
    left = {">": missing, "^": missing // 2}.get(spec.align, 0)
    return fill * left + shown + fill * (missing - left)


def _format_integer(value: int, spec: Specification) -> str:
    kind = type(value).__name__
    if spec.type and spec.type not in _INTEGER_TYPES:
        if spec.type not in _FLOAT_TYPES:
            _unknown(spec.type, kind)
        return _format_float(float(value), spec, kind)
    if spec.precision is not None:
        raise ValueError("Precision not allowed in integer format specifier")
    if spec.no_negative_zero:
        raise ValueError("Negative zero coercion (z) not allowed in integer format specifier")
    if spec.type == "c":
        if spec.sign:
            raise ValueError("Sign not allowed with integer format specifier 'c'")
        if spec.alternate:
            raise ValueError("Alternate form (#) not allowed with integer format specifier 'c'")
        if not -(2**63) <= value < 2**63:
            raise OverflowError("Python int too large to convert to C long")
        if not 0 <= value <= sys.maxunicode:
            raise OverflowError("%c arg not in range(0x110000)")
    if spec.type in ("", "d", "n"):
        digits(value)
    check_text(spec.width)
    return format(int(value), _written(spec, "d" if spec.type in ("", "n") else spec.type))


def _format_float(value: float, spec: Specification, kind: str) -> str:
    if spec.type and spec.type not in _FLOAT_TYPES:
        _unknown(spec.type, kind)
    if spec.precision is not None:
        if spec.precision > _GREATEST_PRECISION:
            raise ValueError("precision too big")
        check_text(spec.precision)
    check_text(spec.width)
    code = "g" if spec.type == "n" else spec.type
    shown = format(value, _written(spec, code))
    if spec.no_negative_zero and not re.search("[1-9infa]", re.split("[eE]", shown.lstrip(spec.fill))[0]):
        shown = format(abs(value), _written(spec, code))
    return shown


def _written(spec: Specification, code: str) -> str:
    """Return a specification for Python's own formatting of numbers."""
    fill = spec.fill if spec.align else ""
    alternate = "#" if spec.alternate else ""
    zero = "0" if spec.zero else ""
    width = str(spec.width) if spec.width else ""
    precision = "" if spec.precision is None else f".{spec.precision}"
    return f"{fill}{spec.align}{spec.sign}{alternate}{zero}{width}{spec.grouping}{precision}{code}"
