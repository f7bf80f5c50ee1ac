"""The module ``regex``.

``syntax.py`` reads a pattern, ``safety.py`` refuses one that could take exponential time, ``expression.py``
lets Python's ``re`` match what is left and has the objects that a program sees.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

from ...engine.limits import check_text
from ...engine.values import Module, host_kind
from ..declarations import Members
from .expression import Match, Pattern, expression
from .tree import ASCII, DOTALL, IGNORECASE, MULTILINE, UNICODE, VERBOSE

_members = Members("regex")


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


def _matching(name: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return _members.function(name, description, "regex.match")


# -- flags -------------------------------------------------------------------------------------------


@_members.function("IGNORECASE", "Case-insensitive matching flag")
def _ignorecase() -> int:
    return IGNORECASE


@_members.function("MULTILINE", "Multiline mode flag")
def _multiline() -> int:
    return MULTILINE


@_members.function("DOTALL", "Dot matches newline flag")
def _dotall() -> int:
    return DOTALL


@_members.function("VERBOSE", "Verbose regex flag")
def _verbose() -> int:
    return VERBOSE


@_members.function("ASCII", "ASCII-only matching flag")
def _ascii() -> int:
    return ASCII


@_members.function("UNICODE", "Unicode matching flag")
def _unicode() -> int:
    return UNICODE


# -- patterns ----------------------------------------------------------------------------------------


@_members.function("compile", "Compile regex pattern", "regex.compile")
def _compile(pattern: Any, flags: Any = 0) -> Pattern:
    return Pattern(expression(pattern, flags))


@_members.function("escape", "Escape special regex characters")
def _escape(text: Any) -> str:
    if type(text) is not str:
        raise TypeError(f"expected string or bytes-like object, got '{host_kind(text)}'")
    check_text(2 * len(text))
    return text.translate(_ESCAPES)


_ESCAPES = {ord(character): "\\" + character for character in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


@_members.function("isValid", "Test if pattern is valid regex")
def _is_valid(pattern: Any) -> bool:
    try:
        expression(pattern, 0)
    except (TypeError, ValueError):
        return False
    return True


# -- matching ----------------------------------------------------------------------------------------


@_matching("search", "Search for pattern in string")
def _search(pattern: Any, text: Any, flags: Any = 0) -> Optional[Match]:
    return Pattern(expression(pattern, flags)).search(text)


@_matching("match", "Match pattern from start of string")
def _match(pattern: Any, text: Any, flags: Any = 0) -> Optional[Match]:
    return Pattern(expression(pattern, flags)).match(text)


@_matching("fullmatch", "Match entire string against pattern")
def _fullmatch(pattern: Any, text: Any, flags: Any = 0) -> Optional[Match]:
    return Pattern(expression(pattern, flags)).fullmatch(text)


@_matching("test", "Test if pattern matches text")
def _test(pattern: Any, text: Any, flags: Any = 0) -> bool:
    return expression(pattern, flags).search(text) is not None


@_matching("findall", "Find all non-overlapping matches")
def _findall(pattern: Any, text: Any, flags: Any = 0) -> List[Any]:
    return expression(pattern, flags).findall(text)


@_matching("finditer", "Find all matches as Match objects")
def _finditer(pattern: Any, text: Any, flags: Any = 0) -> List[Match]:
    return expression(pattern, flags).finditer(text)


@_matching("count", "Count number of matches")
def _count(pattern: Any, text: Any, flags: Any = 0) -> int:
    return expression(pattern, flags).count(text)


@_matching("split", "Split string by pattern")
def _split(pattern: Any, text: Any, maxsplit: Any = 0, flags: Any = 0) -> List[Any]:
    return expression(pattern, flags).split(text, maxsplit)


@_matching("sub", "Replace matches with replacement")
def _sub(pattern: Any, replacement: Any, text: Any, count: Any = 0, flags: Any = 0) -> str:
    return expression(pattern, flags).replace(replacement, text, count)[0]


@_matching("subn", "Replace matches and return count")
def _subn(pattern: Any, replacement: Any, text: Any, count: Any = 0, flags: Any = 0) -> Dict[str, Any]:
    result, replaced = expression(pattern, flags).replace(replacement, text, count)
    return {"result": result, "count": replaced}


_module = Module(
    "regex",
    _members,
    "Regular expression pattern matching",
    "Regex",
    ("regex.compile", "regex.match"),
)
