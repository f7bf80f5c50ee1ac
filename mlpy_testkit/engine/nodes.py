"""The nodes of a parsed ML program: immutable, printable, each with the span of its text.

``start`` and ``end`` are offsets into the source, the end is outside. Children stand in tuples.
"""

from __future__ import annotations

from typing import Any, Container, Dict, Iterator, List, NamedTuple, Optional, Tuple, Union


class Identifier(NamedTuple):
    """A name where it is introduced: parameter, loop variable, pattern, ``nonlocal``, ..."""

    start: int
    end: int
    name: str


# -- expressions ------------------------------------------------------------------------------


class Constant(NamedTuple):
    """``true``, ``false``, ``null``, ``undefined`` or a number"""

    start: int
    end: int
    value: Union[bool, int, float, None]


class String(NamedTuple):
    """``"text"``"""

    start: int
    end: int
    value: str


class Name(NamedTuple):
    """``name``"""

    start: int
    end: int
    name: str


class Array(NamedTuple):
    """``[item, item]``"""

    start: int
    end: int
    items: Tuple[Expression, ...]


class Object(NamedTuple):
    """``{key: value, "key": value}``"""

    start: int
    end: int
    keys: Tuple[Identifier, ...]
    values: Tuple[Expression, ...]


class Member(NamedTuple):
    """``target.name``"""

    start: int
    end: int
    target: Expression
    name: str


class Call(NamedTuple):
    """``function(argument)`` where *function* is a ``Name`` or a ``Member``"""

    start: int
    end: int
    function: Union[Name, Member]
    arguments: Tuple[Expression, ...]


class Index(NamedTuple):
    """``target[index]``"""

    start: int
    end: int
    target: Expression
    key: Expression


class Slice(NamedTuple):
    """``target[lower:upper:step]``"""

    start: int
    end: int
    target: Expression
    lower: Optional[Expression]
    upper: Optional[Expression]
    step: Optional[Expression]


class Unary(NamedTuple):
    """``!operand`` or ``-operand``"""

    start: int
    end: int
    operator: str
    operand: Expression


class Binary(NamedTuple):
    """``left operator right`` for arithmetic and comparison"""

    start: int
    end: int
    operator: str
    left: Expression
    right: Expression


class Logical(NamedTuple):
    """``left && right`` or ``left || right``"""

    start: int
    end: int
    operator: str
    left: Expression
    right: Expression


class Ternary(NamedTuple):
    """``test ? then : otherwise``"""

    start: int
    end: int
    test: Expression
    then: Expression
    otherwise: Expression


class Arrow(NamedTuple):
    """``fn(parameter) => expression`` or ``fn(parameter) => { statements }``"""

    start: int
    end: int
    parameters: Tuple[Identifier, ...]
    expression: Optional[Expression]
    body: Tuple[Statement, ...]


Expression = Union[
    Constant, String, Name, Array, Object, Member, Call, Index, Slice, Unary, Binary, Logical, Ternary, Arrow
]

# -- statements -------------------------------------------------------------------------------


class Evaluate(NamedTuple):
    """``expression;``"""

    start: int
    end: int
    expression: Expression


class Assign(NamedTuple):
    """``target = value;``"""

    start: int
    end: int
    target: Union[Name, Member, Index, Slice]
    value: Expression


class UnpackArray(NamedTuple):
    """``[name, name] = value;``"""

    start: int
    end: int
    names: Tuple[Identifier, ...]
    value: Expression


class UnpackObject(NamedTuple):
    """``{name, name} = value;``"""

    start: int
    end: int
    names: Tuple[Identifier, ...]
    value: Expression


class Return(NamedTuple):
    """``return value;``"""

    start: int
    end: int
    value: Optional[Expression]


class Throw(NamedTuple):
    """``throw {key: value};``"""

    start: int
    end: int
    value: Object


class Break(NamedTuple):
    """``break;``"""

    start: int
    end: int


class Continue(NamedTuple):
    """``continue;``"""

    start: int
    end: int


class Nonlocal(NamedTuple):
    """``nonlocal name, name;``"""

    start: int
    end: int
    names: Tuple[Identifier, ...]


class Function(NamedTuple):
    """``function name(parameter) { body }``; *annotations* are the types written at parameters"""

    start: int
    end: int
    name: Identifier
    parameters: Tuple[Identifier, ...]
    annotations: Tuple[Identifier, ...]
    body: Tuple[Statement, ...]


class If(NamedTuple):
    """``if (test) { then } else { otherwise }``; ``elif`` is an ``If`` alone in *otherwise*"""

    start: int
    end: int
    test: Expression
    then: Tuple[Statement, ...]
    otherwise: Tuple[Statement, ...]


class While(NamedTuple):
    """``while (test) { body }``"""

    start: int
    end: int
    test: Expression
    body: Tuple[Statement, ...]


class For(NamedTuple):
    """``for (variable in iterable) { body }``"""

    start: int
    end: int
    variable: Identifier
    iterable: Expression
    body: Tuple[Statement, ...]


class Handler(NamedTuple):
    """``except (name) { body }``"""

    start: int
    end: int
    name: Optional[Identifier]
    body: Tuple[Statement, ...]


class Try(NamedTuple):
    """``try { body } except (name) { ... } finally { ending }``"""

    start: int
    end: int
    body: Tuple[Statement, ...]
    handlers: Tuple[Handler, ...]
    ending: Optional[Tuple[Statement, ...]]


class Import(NamedTuple):
    """``import part.part as alias;``"""

    start: int
    end: int
    path: Tuple[str, ...]
    alias: Optional[Identifier]


class Permission(NamedTuple):
    """``resource "pattern";`` or ``allow kind "target";`` inside a capability"""

    start: int
    end: int
    kind: str
    target: Optional[str]


class Capability(NamedTuple):
    """``capability name { permissions }``"""

    start: int
    end: int
    name: Identifier
    permissions: Tuple[Permission, ...]


Statement = Union[
    Evaluate,
    Assign,
    UnpackArray,
    UnpackObject,
    Return,
    Throw,
    Break,
    Continue,
    Nonlocal,
    Function,
    If,
    While,
    For,
    Try,
    Import,
    Capability,
]


class Uses(NamedTuple):
    """What the top level, or a function without those in it, does with names besides binding them.

    ``called`` lists the calls by a name; ``read`` tells where a name is first read in any other way.
    ``arrows`` are the places of arrow functions.
    """

    read: Dict[str, int]
    called: Dict[str, List[Call]]
    arrows: List[int]


MODULE = -1  # the key of the top level; functions use the offset at which they start


class Module(NamedTuple):
    """A whole text: a program, a module or one input of a session; *uses* are those of all functions."""

    start: int
    end: int
    body: Tuple[Statement, ...]
    uses: Dict[int, Uses]


def walk(node: Any, without: Container[type] = ()) -> Iterator[Any]:
    """Yield a node and all nodes in it, in the order of the text, but none *without* and none in those."""
    waiting: List[Any] = [node]
    while waiting:
        node = waiting.pop()
        if type(node) in without:
            continue
        if hasattr(node, "start"):
            yield node
            waiting.extend([part for part in reversed(node[2:]) if isinstance(part, tuple)])
        else:
            waiting.extend([part for part in reversed(node) if isinstance(part, tuple)])
