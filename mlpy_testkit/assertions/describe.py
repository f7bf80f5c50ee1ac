"""Texts of failure messages: values, differences and places in ML.

Everything here is bounded, in time and in size, whatever the values are: giant, deep, cyclic, or of classes
whose ``__repr__`` fails.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any, Callable, Iterable, List, Optional, Tuple

from ..engine.failures import find_node
from ..engine.nodes import Arrow, Call, Function, Member, Name, Return, walk
from ..engine.source import Source, Span
from ..engine.values import UNITS, MLFunction
from ..records import NamedTuple
from .compare import MOST, NOTHING, Comparison, Difference, Index, Path

_SHORT = 100  # characters of both values together that stand in one line
_SIDE = 80  # characters of one value in a list of differences
_FULL = 10_000  # the same if there is no limit on the length of a message
_DEPTH = 20  # arrays in arrays that a text of a value goes into
_DIGITS = 1000  # bits of a whole number that is written out
_TEXT = 40  # characters of a text that needs no pointing at
_BEFORE, _AFTER = 30, 40  # characters around the first difference of two texts
_LINES = 60  # lines of two texts that are compared for a message
_AROUND = 2  # equal lines to show before and after a difference
_RETURNS = 3  # statements of a function to show, one of which has returned a value
_STEPS = 4  # steps to show at each end of a long path


class Text(NamedTuple):
    """What is said of a difference: a headline, and lines that explain it."""

    head: str
    lines: List[str]


# -- values ------------------------------------------------------------------------------------------


class _Full(Exception):
    """There is no room for more."""


class _Writer:
    """Writes values as ``repr`` does, up to a number of characters."""

    def __init__(self, room: int) -> None:
        self._room = room
        self.parts: List[str] = []

    def add(self, text: str) -> None:
        self.parts.append(text[: self._room])
        self._room -= len(text)
        if self._room < 0:
            raise _Full

    def value(self, value: Any, depth: int = 0) -> None:
        if isinstance(value, str):
            self.add(str.__repr__(str.__getitem__(value, slice(self._room + 1))))
        elif isinstance(value, dict):
            self._items("{", ((key, item) for key, item in dict.items(value)), "}", depth)
        elif isinstance(value, list):
            self._items("[", ((item,) for item in list.__iter__(value)), "]", depth)
        elif isinstance(value, tuple):
            self._items("(", ((item,) for item in tuple.__iter__(value)), ",)" if len(value) == 1 else ")", depth)
        elif type(value) is int and value.bit_length() > _DIGITS:
            self.add(f"<a number of {value.bit_length()} bits>")
        else:
            self.add(_repr(value))

    def _items(self, begin: str, items: Iterable[Tuple[Any, ...]], end: str, depth: int) -> None:
        self.add(begin)
        for number, item in enumerate(items):
            if number:
                self.add(", ")
            if depth >= _DEPTH:
                self.add("...")
                break
            for at, part in enumerate(item):
                if at:
                    self.add(": ")
                self.value(part, depth + 1)
        self.add(end)


def shown(value: Any, room: int = _SIDE) -> str:
    """Return the text of a value in one line, cut to *room* characters.

    >>> shown(list(range(1000)), 20)
    '[0, 1, 2, 3, 4, 5...'
    """
    writer = _Writer(room)
    try:
        writer.value(value)
    except _Full:
        return "".join(writer.parts)[: max(0, room - 3)] + "..."
    return "".join(writer.parts)


def _repr(value: Any) -> str:
    try:
        text = repr(value)
    except Exception as error:  # of a class of the test's own; the message is about something else
        return f"<{type(value).__name__}, whose repr raises {type(error).__name__}>"
    return "".join(text.splitlines()) if "\n" in text else text


def path_text(path: Path) -> str:
    """Return a path as text.

    >>> path_text(((((None, "items"), Index(3)), "price")))
    '$.items[3].price'
    """
    steps: List[str] = []
    while path is not None:
        path, step = path
        steps.append(_step(step))
    steps.reverse()
    if len(steps) > 2 * _STEPS + 1:
        left_out = f"<{len(steps) - 2 * _STEPS} more>"
        steps = [*steps[:_STEPS], left_out, *steps[-_STEPS:]]
    return "$" + "".join(steps)


def _step(step: Any) -> str:
    if type(step) is Index:
        return f"[{step.number}]"
    if type(step) is str and step.isidentifier():
        return f".{step}" if len(step) <= _TEXT else f".{step[:_TEXT]}..."
    return f"[{shown(step, _TEXT)}]"


# -- differences -------------------------------------------------------------------------------------


def describe_comparison(comparison: Comparison, what: str, limit: Optional[int] = None) -> str:
    """Return ``found != expected : what``, and a line for each place at which they differ.

    The lines have at most *limit* characters together; this is ``maxDiff``, and None is no limit.
    """
    differences = comparison.differences
    room = _SIDE if limit is not None else _FULL
    if differences[0].path is None:
        text = _of_two(comparison.found, comparison.expected, room)
        return "\n".join([f"{text.head} : {what}", *_cut(text.lines, limit)])
    head = _both(comparison.found, comparison.expected)
    if len(head) > _SHORT:
        head = f"{_count(comparison)} (found != expected)"
    lines = [line for difference in differences[:MOST] for line in _of_place(difference, room)]
    return "\n".join([f"{head} : {what}", *_cut(lines, limit)])


def describe_equality(found: Any, expected: Any, what: str) -> str:
    """Return ``found == expected : what``, for values that should differ."""
    left, right = shown(found), shown(expected)
    return f"{left} == {right} : {what}"


def _both(found: Any, expected: Any, room: int = _SHORT) -> str:
    left, right = shown(found, room), shown(expected, room)
    if left == right:
        left, right = (f"{text} ({type(value).__name__})" for text, value in ((left, found), (right, expected)))
    return f"{left} != {right}"


def _count(comparison: Comparison) -> str:
    number = len(comparison.differences)
    least = "" if comparison.complete else "at least "
    return f"{least}{number} difference{'' if number == 1 else 's'}"


def _of_place(difference: Difference, room: int) -> List[str]:
    path = path_text(difference.path)
    if difference.found is NOTHING:
        return [f"  {path}: missing, expected {shown(difference.expected, room)}"]
    if difference.expected is NOTHING:
        return [f"  {path}: {shown(difference.found, room)} is not expected"]
    text = _of_two(difference.found, difference.expected, room)
    return [f"  {path}: {text.head}", *(f"  {line}" for line in text.lines)]


def _of_two(found: Any, expected: Any, room: int) -> Text:
    if isinstance(found, str) and isinstance(expected, str):
        found, expected = str.__str__(found), str.__str__(expected)
        if max(len(found), len(expected)) > _TEXT or "\n" in found + expected:
            at = _first_difference(found, expected)
            if "\n" in found.strip("\n") or "\n" in expected.strip("\n"):
                return _of_lines(found, expected, at)
            if max(len(found), len(expected)) > _TEXT:
                return _of_texts(found, expected, at)
    both = _both(found, expected, room)
    if found != found and type(found) is float and type(expected) is float:
        both += " (nan equals nothing)"
    if len(both) <= _SHORT:
        return Text(both, [])
    return Text("values differ", [f"  found     {shown(found, room)}", f"  expected  {shown(expected, room)}"])


def _cut(lines: List[str], limit: Optional[int]) -> List[str]:
    """Return as many lines as have room in *limit* characters, and say what was left out."""
    if limit is None:
        return lines
    size = 0
    for number, line in enumerate(lines):
        size += len(line) + 1
        if size > limit:
            return [*lines[:number], f"  {len(lines) - number} lines more; set self.maxDiff to None to see them"]
    return lines


# -- texts -------------------------------------------------------------------------------------------


def _first_difference(found: str, expected: str) -> int:
    """Return the index of the first character that differs."""
    low, high = 0, min(len(found), len(expected))
    while low < high:
        middle = (low + high + 1) // 2
        if found[low:middle] == expected[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _characters(found: str, expected: str, at: int) -> str:
    return f"{_character(found, at)} != {_character(expected, at)}"


def _character(text: str, at: int) -> str:
    if at >= len(text):
        return "the end"
    return repr(text[at]) + ("" if text[at].isascii() else f" U+{ord(text[at]):04X}")


def _of_texts(found: str, expected: str, at: int) -> Text:
    """Point at the first difference of two texts."""
    head = f"texts differ at character {at + 1} ({_characters(found, expected, at)})"
    left, before = _window(found, at)
    right, _ = _window(expected, at)
    return Text(head, [f"  found     {left}", f"  expected  {right}", f"            {' ' * before}^"])


def _window(text: str, at: int) -> Tuple[str, int]:
    """Return the text around a character, with what cannot be seen made visible, and where the character stands."""
    first = max(0, at - _BEFORE)
    before = ("..." if first else "") + "'" + _visible(text[first:at])
    rest = text[at : at + _AFTER]
    return f"{before}{_visible(rest)}'" + ("..." if at + _AFTER < len(text) else ""), len(before)


def _visible(text: str) -> str:
    """Return a text with backslashes and what cannot be printed written as Python writes it."""
    return "".join(
        character if character.isprintable() and character != "\\" else repr(character)[1:-1] for character in text
    )


def _of_lines(found: str, expected: str, at: int) -> Text:
    """Show the lines of two texts around the first difference, and point at it."""
    line = found.count("\n", 0, at)
    column = at - (found.rfind("\n", 0, at) + 1)
    head = f"texts differ at line {line + 1}, character {column + 1} ({_characters(found, expected, at)})"
    if {found[at : at + 1], expected[at : at + 1]} == {"", "\n"}:
        number, other = found.count("\n") + 1, expected.count("\n") + 1
        head = f"texts differ at line {line + 2} ({number} lines != {other} lines)"
    start = at - column
    for _ in range(_AROUND):
        start = found.rfind("\n", 0, max(0, start - 1)) + 1
    first = found.count("\n", 0, start)
    ours, theirs = (text[start:].split("\n", _LINES) for text in (found, expected))
    width = len(str(first + _LINES))
    lines: List[str] = []
    found_there = False
    for mark, number, text in _rows(ours[:_LINES], theirs[:_LINES], first):
        begin = 0 if column < _SIDE - _AFTER or number != line else column - _BEFORE
        part = _visible(text[begin : begin + _SIDE]) + ("..." if begin + _SIDE < len(text) else "")
        lines.append(f"  {mark} {number + 1:{width}}  {'...' if begin else ''}{part}".rstrip())
        if number == line and mark == "+" and found_there:
            before = len(_visible(text[begin:column])) + (3 if begin else 0)
            lines.append(f"    {' ' * width}  {' ' * before}^")
        found_there = number == line and mark == "-"
    if max(len(ours), len(theirs)) > _LINES:
        lines.append("  and so on")
    return Text(head, lines)


Row = Tuple[str, int, str]  # "-" found, "+" expected, " " both; the number of the line, its text


def _rows(ours: List[str], theirs: List[str], first: int) -> List[Row]:
    from difflib import SequenceMatcher

    rows: List[Row] = []
    codes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    for code, (tag, begin, end, other, other_end) in enumerate(codes):
        if tag == "equal":
            keep = [*range(begin, end)]
            if code == len(codes) - 1:
                keep = keep[:_AROUND]
            elif len(keep) > 2 * _AROUND and code:
                keep = [*keep[:_AROUND], *keep[-_AROUND:]]
            rows += [(" ", first + number, ours[number]) for number in keep]
            continue
        for step in range(max(end - begin, other_end - other)):
            if begin + step < end:
                rows.append(("-", first + begin + step, ours[begin + step]))
            if other + step < other_end:
                rows.append(("+", first + other + step, theirs[other + step]))
    return rows


# -- places ------------------------------------------------------------------------------------------


def describe_place(source: Source, span: Span) -> str:
    """Return a place in ML: file, line and column, and the line with a caret."""
    line, column = source.position(span.start)
    return f"{source.name}:{line}:{column}\n{source.excerpt(span)}"


def describe_code(program: Any, find: Optional[Callable[[str], Any]] = None, returns: bool = False) -> Optional[str]:
    """Return where a program says its value, or else its last statement; None for no program, and an empty one.

    *find* returns the function of a name: if the value is that of a function, its place is told too, or with
    *returns* the statement that returned it.
    """
    if program is None or not program.module.body:
        return None
    span = program.answer
    if span is None:
        last = program.module.body[-1]
        return describe_place(program.source, Span(last.start, last.end))
    node = find_node(program.module, span)
    place = describe_place(program.source, span)
    if find is None or type(node) is not Call or type(node.function) not in (Name, Member):
        return place
    name = program.source.text[node.function.start : node.function.end]
    definition = _definition(find(name))
    if definition is None:
        return place
    if returns and definition.returns:
        return described(place, *_describe_returns(name, definition))
    line, column = definition.source.position(definition.span.start)
    return f"{place}\n{name} is defined at {definition.source.name}:{line}:{column}"


def describe_function(function: Any) -> Optional[str]:
    """Return where an ML function is defined, or None for any other."""
    definition = _definition(function)
    return None if definition is None else "defined at " + describe_place(definition.source, definition.span)


def describe_origin(function: Any, name: str) -> Optional[str]:
    """Return by which statement an ML function returned its value, or where it is defined; None for any other."""
    definition = _definition(function)
    if definition is None or not definition.returns:
        return describe_function(function)
    return described(*_describe_returns(name, definition))


class _Definition(NamedTuple):
    """Where an ML function is defined, and its statements that return a value."""

    source: Source
    span: Span
    returns: List[Span]


def _definition(function: Any) -> Optional[_Definition]:
    function = function.function if type(function) is MLFunction else function
    if type(function) is not FunctionType:
        return None
    code = function.__code__
    program = function.__globals__.get(UNITS, {}).get(code.co_filename)
    if program is None:
        return None
    source: Source = program.source
    start = source.line_starts[code.co_firstlineno - 1]
    for node in walk(program.module):
        if type(node) is Function and node.name.name == function.__name__ and node.start >= start:
            return _Definition(source, Span(node.name.start, node.name.end), _returns(node))
    return _Definition(source, Span(start, start + 1), [])


def _returns(function: Function) -> List[Span]:
    """Return the places where a function, and no other one inside it, returns a value."""
    nodes = [node for node in walk(function.body, without=(Function, Arrow)) if type(node) is Return]
    return [Span(node.start, node.end) for node in nodes if node.value is not None]


def _describe_returns(name: str, definition: _Definition) -> List[str]:
    """Return lines for what a function may have returned; which of several statements it was, nobody has noted."""
    source, _, spans = definition
    texts = []
    for span in spans[:_RETURNS]:
        line, column = source.position(span.start)
        texts.append(f"{source.name}:{line}:{column}, in {name}\n{source.excerpt(span)}")
    if len(spans) == 1:
        return texts
    more = f"; {len(spans) - _RETURNS} more are not shown" if len(spans) > _RETURNS else ""
    return [f"{name} returned it by one of {len(spans)} statements{more}:", *texts]


def described(*parts: Optional[str]) -> str:
    """Return the parts that there are, one below the other."""
    return "\n".join(part for part in parts if part)
