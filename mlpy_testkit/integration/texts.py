"""Texts that a session shows: errors in the forms of mlpy, values in the spelling of ML."""

from __future__ import annotations

from typing import Any

from ..engine.errors import MLError
from ..engine.text import digits

_TIPS = {
    "NameError": "assign the variable before you use it",
    "ZeroDivisionError": "test the divisor before you divide",
    "IndexError": "an array of n elements has the indices 0 to n - 1",
    "KeyError": "object.key is null where object[key] fails",
    "TypeError": "typeof(value) tells what a value is",
    "ValueError": "look at the text that is converted",
    "CapabilityError": "grant_capability(type) grants it to this session",
}
_FORMS = {
    "NameError": "Runtime Error: Variable %s is not defined",
    "ZeroDivisionError": "Runtime Error: Division by zero",
    "IndexError": "Runtime Error: Array index out of bounds - %s",
    "KeyError": "Runtime Error: Key %s not found in object",
    "TypeError": "Runtime Error: Type mismatch - %s",
    "AttributeError": "Runtime Error: %s",
    "ValueError": "Runtime Error: Invalid value - %s",
}


def error_text(error: MLError) -> str:
    """Return the text that a failed result has for an error, in the forms of mlpy."""
    message = error.message
    if error.stage in ("syntax", "check"):
        return f"Error: {message}"
    kind = "NameError" if error.kind == "UnboundLocalError" else error.kind
    form = _FORMS.get(kind, f"Runtime Error ({kind}): %s")
    text = form.replace("%s", _quoted(message) if kind == "NameError" else message)
    tip = _TIPS.get(kind)
    return f"{text}\nTip: {tip}" if tip else text


def _quoted(message: str) -> str:
    """Return the name in a message about a name, in its quotes."""
    _, quote, rest = message.partition("'")
    return f"'{rest.partition(quote)[0]}'" if quote else message


def format_repl_value(value: Any, max_lines: int = 50, use_pager: bool = False) -> str:
    """Return a value as the interactive session shows it: with the spelling of ML, null as nothing.

    >>> format_repl_value([1, "x", None, True])
    '[1, "x", null, true]'
    """
    text = "" if value is None else _Writer().shown(value, 0)
    lines = text.split("\n")
    if len(lines) > max_lines:
        text = "\n".join([*lines[:max_lines], f"... {len(lines) - max_lines} more lines"])
    return text


_DEEP = 20  # levels that are shown
_ROOM = 1 << 20  # characters after which no more texts, arrays and objects are shown: small ones can expand without end


class _Writer:
    """Writes one value, and keeps account of what that takes."""

    def __init__(self) -> None:
        self._room = _ROOM

    def shown(self, value: Any, depth: int) -> str:
        """Return the text of a value that stands *depth* levels deep."""
        self._room -= 2
        if value is None:
            return "null"
        if value is True or value is False:
            return "true" if value else "false"
        if isinstance(value, str):
            if self._room < 0:
                return '"..."'
            self._room -= len(value)
            return f'"{value}"'
        if (depth > _DEEP or self._room < 0) and isinstance(value, (list, dict)) and value:
            return "[...]" if isinstance(value, list) else "{...}"
        indent = "  " * (depth + 1)
        if isinstance(value, dict):
            if not value:
                return "{}"
            parts = [f"{indent}{self.shown(key, depth)}: {self.shown(item, depth + 1)}" for key, item in value.items()]
            return "{\n" + ",\n".join(parts) + "\n" + "  " * depth + "}"
        if isinstance(value, list):
            parts = [self.shown(item, depth + 1) for item in value]
            if len(parts) <= 100:
                return f"[{', '.join(parts)}]"
            return "[\n" + ",\n".join(indent + part for part in parts) + "\n" + "  " * depth + "]"
        return _number(value) if type(value) is int else repr(value)


def _number(value: int) -> str:
    """Return the text of a whole number, or how long it is if it is too long to be written."""
    try:
        return digits(value)
    except ValueError:
        return f"<a number of {value.bit_length()} bits>"
