"""Compiled regular expressions, and the two kinds of objects that a program sees.

Nothing is matched before the text is known to be harmless for the pattern, and what is found is measured
before it is put together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Callable, ClassVar, Dict, Iterator, List, Optional, Tuple, Union, final

from ...engine.limits import SMALL, check_items, check_text, spend
from ...engine.values import LibraryObject, host_kind, is_function
from ..callbacks import as_index
from .reader import PatternError
from .safety import DangerousPattern, Risk, judge
from .syntax import parse
from .template import parse_template
from .tree import ASCII, DOTALL, IGNORECASE, MULTILINE, UNICODE, VERBOSE

LONGEST = 10_000  # characters of a pattern
_FLAGS = IGNORECASE | MULTILINE | DOTALL | UNICODE | VERBOSE | ASCII
_STRIDE = 256  # matches between two looks at the account


def expression(pattern: Any, flags: Any) -> Expression:
    """Return the compiled pattern; fails if it is none or not safe."""
    if type(pattern) is not str:
        raise TypeError("first argument must be string or compiled pattern")
    number = as_index(flags)
    if number & ~_FLAGS:
        raise ValueError(f"unknown regex flags: {number & ~_FLAGS}")
    if len(pattern) > LONGEST:
        raise ValueError(f"regex pattern of {len(pattern)} characters is too long; at most {LONGEST} are allowed")
    return _compiled(pattern, number)


@lru_cache(maxsize=256)
def _compiled(pattern: str, flags: int) -> Expression:
    try:
        parsed = parse(pattern, flags)
        compiled = re.compile(parsed.spelling, flags)
    except (PatternError, re.error) as error:
        raise ValueError(f"Invalid regex pattern '{pattern}': {error}") from None
    try:
        risk = judge(parsed)
    except DangerousPattern as error:
        raise ValueError(f"Unsafe regex pattern '{pattern}': {error}") from None
    return Expression(pattern, flags, compiled, risk)


def expand(found: re.Match[str], template: List[Union[str, int]]) -> str:
    """Return the text of a replacement for a match."""
    check_text(sum(len(part) if isinstance(part, str) else _span(found, part) for part in template))
    return "".join(part if isinstance(part, str) else found[part] or "" for part in template)


def _span(found: re.Match[str], group: int) -> int:
    start, end = found.span(group)
    return end - start


def groups(found: re.Match[str]) -> List[Optional[str]]:
    """Return the texts of all groups of a match."""
    check_text(sum(_span(found, number) for number in range(1, found.re.groups + 1)))
    return list(found.groups())


class Expression:
    """A pattern that was found to be safe."""

    def __init__(self, pattern: str, flags: int, compiled: re.Pattern[str], risk: Risk) -> None:
        self.pattern = pattern
        self.flags = flags
        self._compiled = compiled
        self._risk = risk

    def _check(self, text: Any, is_search: bool = True) -> None:
        """Fail for what is no text, and for a text that takes too much work."""
        if type(text) is not str:
            raise TypeError(f"expected string or bytes-like object, got '{host_kind(text)}'")
        if len(text) > SMALL:
            spend(len(text) // 8)
        if not self._risk.is_acceptable(text, is_search):
            raise ValueError(
                f"text of {len(text)} characters is too long for regex pattern '{self.pattern}', which "
                f"may need too much time beyond {self._risk.longest(is_search)}"
            )

    # -- one match --------------------------------------------------------------------------

    def search(self, text: Any, start: Any = 0, end: Any = None) -> Optional[re.Match[str]]:
        """Return the first match anywhere."""
        self._check(text)
        return self._compiled.search(text, *_bounds(text, start, end))

    def match(self, text: Any, start: Any = 0, end: Any = None) -> Optional[re.Match[str]]:
        """Return the match at the start."""
        self._check(text, is_search=False)
        return self._compiled.match(text, *_bounds(text, start, end))

    def fullmatch(self, text: Any, start: Any = 0, end: Any = None) -> Optional[re.Match[str]]:
        """Return the match of all of the text."""
        self._check(text, is_search=False)
        return self._compiled.fullmatch(text, *_bounds(text, start, end))

    # -- all matches ------------------------------------------------------------------------

    def _each(self, text: Any, start: Any = 0, end: Any = None) -> Iterator[re.Match[str]]:
        self._check(text)
        for number, found in enumerate(self._compiled.finditer(text, *_bounds(text, start, end)), 1):
            if not number % _STRIDE:
                spend(_STRIDE)
            yield found

    def finditer(self, text: Any, start: Any = 0, end: Any = None) -> List[Match]:
        """Return all matches."""
        found: List[Match] = []
        for one in self._each(text, start, end):
            found.append(Match(self, one))
            check_items(len(found))
        return found

    def findall(self, text: Any, start: Any = 0, end: Any = None) -> List[Any]:
        """Return the texts of all matches, or of their groups if there are any."""
        found: List[Any] = []
        size = 0
        for one in self._each(text, start, end):
            if not self._compiled.groups:
                texts = [one[0]]
            else:
                texts = [part or "" for part in groups(one)]
            size += sum(map(len, texts))
            check_text(size)
            found.append(texts if len(texts) > 1 else texts[0])
            check_items(len(found))
        return found

    def count(self, text: Any) -> int:
        """Return the number of matches."""
        return sum(1 for _ in self._each(text))

    def split(self, text: Any, most: Any = 0) -> List[Any]:
        """Return what stands between the matches, and the groups of these."""
        limit = as_index(most)
        parts: List[Any] = []
        last = 0
        for count, found in enumerate(self._each(text) if limit >= 0 else (), 1):
            parts.append(text[last : found.start()])
            parts.extend(groups(found))
            check_items(len(parts) + 1)
            last = found.end()
            if count == limit:
                break
        self._check(text)
        parts.append(text[last:])
        return parts

    def replace(self, replacement: Any, text: Any, most: Any = 0) -> Tuple[str, int]:
        """Return the text with its matches replaced and their number."""
        limit = as_index(most)
        replaced = self._replacement(replacement)
        parts: List[str] = []
        last = count = size = 0
        for found in self._each(text) if limit >= 0 else ():
            parts += (text[last : found.start()], replaced(found))
            size += len(parts[-1]) + len(parts[-2])
            check_text(size)
            last = found.end()
            count += 1
            if count == limit:
                break
        self._check(text)
        parts.append(text[last:])
        check_text(size + len(parts[-1]))
        return "".join(parts), count

    def _replacement(self, replacement: Any) -> Callable[[re.Match[str]], str]:
        """Return the function that makes the text for a match."""
        if is_function(replacement):
            return lambda found: self._called(replacement, found)
        parts = self.template(replacement)
        if not any(isinstance(part, int) for part in parts):
            text = "".join(str(part) for part in parts)
            return lambda found: text
        return lambda found: expand(found, parts)

    def _called(self, function: Callable[[Match], Any], found: re.Match[str]) -> str:
        result = function(Match(self, found))
        if type(result) is not str:
            raise TypeError(f"expected str instance, {host_kind(result)} found")
        return result

    def template(self, replacement: Any) -> List[Union[str, int]]:
        """Return the parts of a replacement text."""
        if type(replacement) is not str:
            raise TypeError(f"replacement must be a string or a function, not {host_kind(replacement)}")
        if len(replacement) > SMALL:
            spend(len(replacement) // 8)
        try:
            return parse_template(replacement, self._compiled.groups, self._compiled.groupindex)
        except PatternError as error:
            raise ValueError(f"Invalid replacement '{replacement}': {error}") from None


def _bounds(text: str, start: Any, end: Any) -> Tuple[int, int]:
    length = len(text)
    last = length if end is None else as_index(end)
    return min(max(as_index(start), 0), length), min(max(last, 0), length)


# -- objects -----------------------------------------------------------------------------------------


@final
class Pattern(LibraryObject):
    """What ``compile`` returns."""

    __slots__ = ("_expression",)

    type_name = "Pattern"
    attributes = ("pattern", "flags")

    def __init__(self, expression: Expression) -> None:
        self._expression = expression

    @property
    def pattern(self) -> str:
        """The pattern as it was written."""
        return self._expression.pattern

    @property
    def flags(self) -> int:
        """The flags given to ``compile``."""
        return self._expression.flags

    def _found(self, found: Optional[re.Match[str]]) -> Optional[Match]:
        return None if found is None else Match(self._expression, found)

    def search(self, text: Any, pos: Any = 0, endpos: Any = None) -> Optional[Match]:
        """Return the first match anywhere in a part of the text."""
        return self._found(self._expression.search(text, pos, endpos))

    def match(self, text: Any, pos: Any = 0, endpos: Any = None) -> Optional[Match]:
        """Return the match at the start of a part of the text."""
        return self._found(self._expression.match(text, pos, endpos))

    def fullmatch(self, text: Any, pos: Any = 0, endpos: Any = None) -> Optional[Match]:
        """Return the match of all of a part of the text."""
        return self._found(self._expression.fullmatch(text, pos, endpos))

    def _findall(self, text: Any, pos: Any = 0, endpos: Any = None) -> List[Any]:
        return self._expression.findall(text, pos, endpos)

    def _finditer(self, text: Any, pos: Any = 0, endpos: Any = None) -> List[Match]:
        return self._expression.finditer(text, pos, endpos)

    def _split(self, text: Any, maxsplit: Any = 0) -> List[Any]:
        return self._expression.split(text, maxsplit)

    def _sub(self, replacement: Any, text: Any, count: Any = 0) -> str:
        return self._expression.replace(replacement, text, count)[0]

    def _subn(self, replacement: Any, text: Any, count: Any = 0) -> Dict[str, Any]:
        result, replaced = self._expression.replace(replacement, text, count)
        return {"result": result, "count": replaced}

    def _test(self, text: Any) -> bool:
        return self._expression.search(text) is not None

    def _count(self, text: Any) -> int:
        return self._expression.count(text)

    def _get_pattern(self) -> str:
        return self.pattern

    def _get_flags(self) -> int:
        return self.flags

    def _to_string(self) -> str:
        names = [name for name, flag in _SHOWN.items() if self.flags & flag]
        return f"Pattern({self.pattern!r}" + (f", flags={' | '.join(names)})" if names else ")")

    methods: ClassVar[Dict[str, Callable[..., Any]]] = {
        "search": search,
        "match": match,
        "fullmatch": fullmatch,
        "findall": _findall,
        "finditer": _finditer,
        "split": _split,
        "sub": _sub,
        "subn": _subn,
        "test": _test,
        "count": _count,
        "getPattern": _get_pattern,
        "getFlags": _get_flags,
        "toString": _to_string,
    }


_SHOWN = {"IGNORECASE": IGNORECASE, "MULTILINE": MULTILINE, "DOTALL": DOTALL, "VERBOSE": VERBOSE}


@final
class Match(LibraryObject):
    """One match of a pattern in a text."""

    __slots__ = ("_expression", "_match")

    type_name = "Match"

    def __init__(self, expression: Expression, match: re.Match[str]) -> None:
        self._expression = expression
        self._match = match

    def _number(self, group: Any) -> Optional[int]:
        """Return the number of a group given by its number or name; None if there is no such group."""
        if type(group) is str:
            return self._match.re.groupindex.get(group)
        if (type(group) is int or type(group) is bool) and 0 <= group <= self._match.re.groups:
            return int(group)
        return None

    def _span_of(self, group: Any) -> Tuple[int, int]:
        number = self._number(group)
        return (-1, -1) if number is None else self._match.span(number)

    def _group(self, group_id: Any = 0) -> Optional[str]:
        number = self._number(group_id)
        return None if number is None else self._match[number]

    def _groups(self) -> List[Optional[str]]:
        return groups(self._match)

    def _group_dict(self, default: Any = None) -> Dict[str, Any]:
        groups(self._match)
        return self._match.groupdict(default)

    def _start(self, group_id: Any = 0) -> int:
        return self._span_of(group_id)[0]

    def _end(self, group_id: Any = 0) -> int:
        return self._span_of(group_id)[1]

    def _span(self, group_id: Any = 0) -> List[int]:
        return list(self._span_of(group_id))

    def _value(self) -> str:
        return self._match[0]

    def _last_group(self) -> Optional[str]:
        return self._match.lastgroup

    def _group_count(self) -> int:
        return self._match.re.groups

    def _expand(self, template: Any) -> str:
        return expand(self._match, self._expression.template(template))

    def _to_string(self) -> str:
        start, end = self._match.span()
        check_text(2 * (end - start))
        return f"Match(value={self._match[0]!r}, span=[{start}, {end}])"

    methods: ClassVar[Dict[str, Callable[..., Any]]] = {
        "group": _group,
        "groups": _groups,
        "groupDict": _group_dict,
        "start": _start,
        "end": _end,
        "span": _span,
        "value": _value,
        "lastGroup": _last_group,
        "groupCount": _group_count,
        "expand": _expand,
        "toString": _to_string,
    }
