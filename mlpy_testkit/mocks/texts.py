"""ML code as mocks look at it: whether the real thing would take it, and what it asks for.

mlpy's own tests hand its mocks texts that are no ML, ``"test code"`` and ``let x = 5;``. A mock that is not
strict takes these two kinds, and no other: prose, which is words without any bracket, operator or quote, as a
placeholder, and ``let`` before a name as if it were not there.
"""

from __future__ import annotations

import re
from typing import Any, Dict, FrozenSet, List, Mapping, Optional, Tuple

from ..engine.errors import MLError
from ..engine.lexer import END, Lexer
from ..engine.nodes import Function
from ..engine.program import Program
from ..engine.runtime import BUILTIN_NAMES
from ..records import NamedTuple

_KEPT = 512  # texts whose reading is remembered
_NO_NAMES: FrozenSet[str] = frozenset()
_PROSE = re.compile(r"[\w\s.,;:-]*")
_LET = re.compile(r"(?m)^(\s*)let(?=\s+[A-Za-z_]\w*\s*=)")
_RESULT = re.compile(r"result\s*=(?!=)\s*")

Key = Tuple[str, FrozenSet[str], bool, bool]
_readings: Dict[Key, Reading]


class Reading(NamedTuple):
    """What is known of a text: the code to run, why it cannot run, what it asks for, which functions it defines.

    ``asks`` are the texts that a pattern may match: the whole without its last ``;``, and the expression
    that is the value. ``defines_only`` if there is nothing in it but definitions of functions.
    """

    code: str
    error: Optional[MLError]
    asks: Tuple[str, ...]
    program: Optional[Program]
    defines_only: bool


_readings = {}


def read(
    code: str, context: Optional[Mapping[str, Any]] = None, *, strict: bool = False, session: bool = False
) -> Reading:
    """Return the reading of a text; with *session* as a session takes it, where the last ``;`` may be missing.

    >>> read("result = total(3);").asks
    ('result = total(3)', 'total(3)')
    >>> read("test code").error is None, read("test code", strict=True).error is None
    (True, False)
    """
    key = (code, frozenset(context) if context else _NO_NAMES, strict, session)
    found = _readings.get(key)
    if found is None:
        found = _read(*key)
        if len(_readings) >= _KEPT:
            _readings.clear()
        _readings[key] = found
    return found


def _read(code: str, names: FrozenSet[str], strict: bool, session: bool) -> Reading:
    text = code if strict else _LET.sub(r"\1", code)
    program: Optional[Program] = None
    error: Optional[MLError] = None
    try:
        program = Program(text, "<ml>", BUILTIN_NAMES, session=session, known=names)
    except MLError as failure:
        error = failure
    asks = [code.strip().rstrip(";").rstrip()]
    if program is None:
        if not strict and _PROSE.fullmatch(code):
            error = None
        return Reading(text, error, (asks[0], _RESULT.sub("", asks[0], 1)), None, False)
    answer = program.answer
    if answer is not None:
        asks.append(text[answer.start : answer.end])
    body = program.module.body
    return Reading(
        text, error, tuple(dict.fromkeys(asks)), program, bool(body) and all(type(node) is Function for node in body)
    )


def is_placeholder(reading: Reading) -> bool:
    """Tell whether a text is prose that stands for code."""
    return reading.program is None and reading.error is None


def tokens_of(code: str) -> List[str]:
    """Return what makes up a program, without blanks, comments, the kind of quotes and the last ``;``."""
    lexer = Lexer(code)
    while lexer.tokens[-2:-1] == ["//"]:  # where the lexer waits to be told: a comment, for this purpose
        lexer.comment(len(lexer.tokens) - 2)
    tokens = [_unquoted(token) for token in lexer.tokens if token != END]
    while tokens and tokens[-1] == ";":
        tokens.pop()
    return tokens


def _unquoted(token: str) -> str:
    if token[:1] == "'" and '"' not in token:
        return f'"{token[1:-1]}"'
    return token
