"""The module ``json``.

Parsing is Python's own, with the nesting measured beforehand and the messages of CPython 3.12.
Writing walks the value with the renderer of the engine's text form, so neither depth nor sharing
is a danger, and gives exactly what Python's ``json.dumps`` gives.
"""

from __future__ import annotations

import json
import math
import re
from json.encoder import encode_basestring_ascii
from typing import Any, Callable, Dict, List, NoReturn

from ..engine.collection_methods import as_key, elements
from ..engine.compare import greater
from ..engine.limits import SMALL, check_items, check_text, spend
from ..engine.text import DIGITS, digits, render, text
from ..engine.values import Module, host_kind
from .declarations import Members

DEPTH = 100  # nesting that safeParse allows at most
PARSE_DEPTH = 500  # nesting that parse and validate allow

_members = Members("json")


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


# -- parsing -----------------------------------------------------------------------------------------


@_members.function("parse", "Parse JSON string to object", "json.parse")
def _parse(json_string: Any) -> Any:
    return _loads(json_string, PARSE_DEPTH)


@_members.function("safeParse", "Parse JSON string with depth validation for security", "json.parse")
def _safe_parse(json_string: Any, max_depth: Any = DEPTH) -> Any:
    most = DEPTH if greater(max_depth, DEPTH) else max_depth
    value = _loads(json_string, most)
    if _depth(value) > most:
        _too_deep(most)
    return value


@_members.function("validate", "Validate if string is valid JSON", "json.parse")
def _validate(json_string: Any) -> bool:
    try:
        _loads(json_string, PARSE_DEPTH)
    except ValueError:
        return False
    return True


def _loads(source: Any, most: Any) -> Any:
    """Return the value that a JSON text describes; *most* is how deep it may nest."""
    if type(source) is not str:
        raise ValueError(
            f"JSON parsing failed: the JSON object must be str, bytes or bytearray, not {host_kind(source)}"
        )
    if len(source) > SMALL:
        spend(len(source) // 8)
    _check_nesting(source, most)
    read_integer: Callable[[str], int] = int
    read_float: Callable[[str], float] = float
    if len(source) > _LONG:
        read_integer, read_float = _integer, _number
    elif _LONG_NUMBER.search(source) is not None:
        read_integer = _integer
    try:
        return json.loads(source, parse_int=read_integer, parse_float=read_float)
    except json.JSONDecodeError as error:
        message = str(error)
        if error.msg.startswith("Illegal trailing comma"):  # CPython 3.13
            message = _trailing_comma(source, error.pos)
        raise ValueError(f"JSON parsing failed: {message}") from None
    except RecursionError:
        _too_deep(most)


_LONG = 1 << 20  # characters from which on numbers are read by functions in Python, which a time limit can stop
_LONG_NUMBER = re.compile(f"(?<![0-9])[0-9]{{{DIGITS + 1}}}")
_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[][{}]', re.DOTALL)  # strings are skipped


def _check_nesting(source: str, most: Any) -> None:
    """Fail for a text in which brackets stand deeper than values may."""
    if source.count("[") + source.count("{") <= most + 1:
        return
    depth = 0
    for match in _BRACKET.finditer(source):
        bracket = match.group()
        if bracket in "[{":
            depth += 1
            if depth > most + 1:
                _too_deep(most)
        elif bracket in "]}":
            depth -= 1


def _depth(value: Any) -> int:
    """Return how deep the elements of a parsed value stand; 0 if it has none."""
    level = [value]
    depth = -1
    while level:
        depth += 1
        level = [
            element
            for container in level
            if type(container) is list or type(container) is dict
            for element in (container.values() if type(container) is dict else container)
        ]
    return depth


def _too_deep(most: Any) -> NoReturn:
    raise ValueError(f"JSON object depth exceeds maximum allowed ({text(most)})") from None


def _integer(figures: str) -> int:
    count = len(figures.lstrip("-"))
    if count > DIGITS:
        raise ValueError(
            f"Exceeds the limit ({DIGITS} digits) for integer string conversion: value has "
            f"{count} digits; use sys.set_int_max_str_digits() to increase the limit"
        )
    return int(figures)


def _number(figures: str) -> float:
    return float(figures)


def _trailing_comma(source: str, comma: int) -> str:  # CPython 3.13
    """Return the message that Pythons before 3.13 have for a comma before a closing bracket."""
    place = comma + 1
    while source[place] in " \t\n\r":
        place += 1
    wanted = "value" if source[place] == "]" else "property name enclosed in double quotes"
    return str(json.JSONDecodeError(f"Expecting {wanted}", source, place))


# -- writing -----------------------------------------------------------------------------------------


@_members.function("stringify", "Serialize object to JSON string", "json.serialize")
def _stringify(obj: Any) -> str:
    return _dumps(obj, None)


@_members.function("prettyPrint", "Serialize object to pretty-printed JSON string", "json.serialize")
def _pretty_print(obj: Any, indent: Any = 4) -> str:
    return _dumps(obj, indent)


def _dumps(value: Any, indent: Any) -> str:
    """Return a value as a JSON text; *indent* is a number of spaces, a text, or None for one line."""
    if type(value) is str:
        indent = None
    elif type(indent) is int or type(indent) is bool:
        check_text(indent)
        indent = " " * indent
    elif indent is not None and type(indent) is not str:
        raise ValueError(f"JSON serialization failed: can't multiply sequence by non-int of type '{host_kind(indent)}'")
    if (type(value) is list or type(value) is dict) and value:
        return render(value, _scalar, _key, _cycle, indent)
    shown = _scalar(value)
    check_text(len(shown))
    return shown


def _float(number: float) -> str:
    if math.isfinite(number):
        return repr(number)
    return "NaN" if number != number else "Infinity" if number > 0 else "-Infinity"


_WRITERS: Dict[type, Callable[[Any], str]] = {
    str: encode_basestring_ascii,
    int: digits,
    float: _float,
    bool: lambda value: "true" if value else "false",
    type(None): lambda value: "null",
    list: lambda value: "[]",
    dict: lambda value: "{}",
}


def _scalar(value: Any) -> str:
    writer = _WRITERS.get(type(value))
    if writer is None:
        raise ValueError(f"JSON serialization failed: Object of type {host_kind(value)} is not JSON serializable")
    return writer(value)


def _key(key: Any) -> str:
    kind = type(key)
    if kind is str:
        return encode_basestring_ascii(key)
    if kind in _WRITERS:
        return f'"{_scalar(key)}"'
    raise ValueError(f"JSON serialization failed: keys must be str, int, float, bool or None, not {host_kind(key)}")


def _cycle(container: Any) -> NoReturn:
    raise ValueError("JSON serialization failed: Circular reference detected")


# -- questions ---------------------------------------------------------------------------------------


@_members.function("isObject", "Check if value is a JSON object (dict)")
def _is_object(value: Any) -> bool:
    return type(value) is dict


@_members.function("isArray", "Check if value is a JSON array (list)")
def _is_array(value: Any) -> bool:
    return type(value) is list


@_members.function("isString", "Check if value is a JSON string")
def _is_string(value: Any) -> bool:
    return type(value) is str


@_members.function("isNumber", "Check if value is a JSON number")
def _is_number(value: Any) -> bool:
    return type(value) is int or type(value) is float


@_members.function("isBoolean", "Check if value is a JSON boolean")
def _is_boolean(value: Any) -> bool:
    return type(value) is bool


@_members.function("isNull", "Check if value is JSON null")
def _is_null(value: Any) -> bool:
    return value is None


# -- objects -----------------------------------------------------------------------------------------


@_members.function("keys", "Get all keys from JSON object")
def _keys(obj: Any) -> List[Any]:
    return elements(obj) if type(obj) is dict else []


@_members.function("values", "Get all values from JSON object")
def _values(obj: Any) -> List[Any]:
    return [obj[key] for key in _keys(obj)]


@_members.function("hasKey", "Check if JSON object has key")
def _has_key(obj: Any, key: Any) -> bool:
    return type(obj) is dict and as_key(key) in obj


@_members.function("get", "Get value from JSON object with default")
def _get(obj: Any, key: Any, default: Any = None) -> Any:
    return obj.get(as_key(key), default) if type(obj) is dict else default


@_members.function("merge", "Merge two JSON objects")
def _merge(obj1: Any, obj2: Any) -> Dict[Any, Any]:
    merged: Dict[Any, Any] = {}
    for part in (obj1, obj2):
        if type(part) is dict:
            check_items(len(merged) + len(part))
            if len(part) <= SMALL:
                merged.update(part)
                continue
            spend(len(part))
            for key, value in part.items():  # one by one: whole numbers can be made that all have the same hash
                merged[key] = value
    return merged


_module = Module(
    "json",
    _members,
    "JSON parsing, serialization, and validation utilities",
    "JSON",
    ("json.parse", "json.serialize"),
)
