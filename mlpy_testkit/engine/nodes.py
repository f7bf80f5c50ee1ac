"""The nodes of a parsed ML program: immutable, printable, each with the span of its text.

``start`` and ``end`` are offsets into the source, the end is outside. Children stand in tuples.

A node is a named tuple. ``typing.NamedTuple`` compiles a constructor for every class, which would take a tenth of
the time in which a program starts and ends; one constructor serves all nodes.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any, Container, Iterator, List, Optional, Tuple, Union

if TYPE_CHECKING:
    from typing import NamedTuple as Node
else:
    _FIELDS = [vars(namedtuple("_Fields", "a b c d e f"))[name] for name in "abcdef"]  # the first item, the second, ...

    class _NodeType(type):
        """Makes the class of a node from its annotated fields."""

        def __new__(cls, name, bases, namespace):
            fields = tuple(namespace.get("__annotations__", ()))
            namespace.update(zip(fields, _FIELDS), __slots__=(), _fields=fields)
            return super().__new__(cls, name, bases, namespace)

    class Node(tuple, metaclass=_NodeType):
        """A tuple whose items have names."""

        def __new__(cls, *values):
            return tuple.__new__(cls, values)

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            items = zip(self._fields, self)
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in items)})"


class Identifier(Node):
    """A name where it is introduced: parameter, loop variable, pattern, ``nonlocal``, ..."""

    start: int
    end: int
    name: str


# -- expressions ------------------------------------------------------------------------------


class Constant(Node):
    """``true``, ``false``, ``null``, ``undefined`` or a number"""

    start: int
    end: int
    value: Union[bool, int, float, None]


class String(Node):
    """``"text"``"""

    start: int
    end: int
    value: str


class Name(Node):
    """``name``"""

    start: int
    end: int
    name: str


class Array(Node):
    """``[item, item]``"""

    start: int
    end: int
    items: Tuple[Expression, ...]


class Object(Node):
    """``{key: value, "key": value}``"""

    start: int
    end: int
    keys: Tuple[Identifier, ...]
    values: Tuple[Expression, ...]


class Member(Node):
    """``target.name``"""

    start: int
    end: int
    target: Expression
    name: str


class Call(Node):
    """``function(argument)`` where *function* is a ``Name`` or a ``Member``"""

    start: int
    end: int
    function: Union[Name, Member]
    arguments: Tuple[Expression, ...]


class Index(Node):
    """``target[index]``"""

    start: int
    end: int
    target: Expression
    key: Expression


class Slice(Node):
    """``target[lower:upper:step]``"""

    start: int
    end: int
    target: Expression
    lower: Optional[Expression]
    upper: Optional[Expression]
    step: Optional[Expression]


class Unary(Node):
    """``!operand`` or ``-operand``"""

    start: int
    end: int
    operator: str
    operand: Expression


class Binary(Node):
    """``left operator right`` for arithmetic and comparison"""

    start: int
    end: int
    operator: str
    left: Expression
    right: Expression


class Logical(Node):
    """``left && right`` or ``left || right``"""

    start: int
    end: int
    operator: str
    left: Expression
    right: Expression


class Ternary(Node):
    """``test ? then : otherwise``"""

    start: int
    end: int
    test: Expression
    then: Expression
    otherwise: Expression


class Arrow(Node):
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


class Evaluate(Node):
    """``expression;``"""

    start: int
    end: int
    expression: Expression


class Assign(Node):
    """``target = value;``"""

    start: int
    end: int
    target: Union[Name, Member, Index, Slice]
    value: Expression


class UnpackArray(Node):
    """``[name, name] = value;``"""

    start: int
    end: int
    names: Tuple[Identifier, ...]
    value: Expression


class UnpackObject(Node):
    """``{name, name} = value;``"""

    start: int
    end: int
    names: Tuple[Identifier, ...]
    value: Expression


class Return(Node):
    """``return value;``"""

    start: int
    end: int
    value: Optional[Expression]


class Throw(Node):
    """``throw {key: value};``"""

    start: int
    end: int
    value: Object


class Break(Node):
    """``break;``"""

    start: int
    end: int


class Continue(Node):
    """``continue;``"""

    start: int
    end: int


class Nonlocal(Node):
    """``nonlocal name, name;``"""

    start: int
    end: int
    names: Tuple[Identifier, ...]


class Function(Node):
    """``function name(parameter) { body }``; *annotations* are the types written at parameters"""

    start: int
    end: int
    name: Identifier
    parameters: Tuple[Identifier, ...]
    annotations: Tuple[Identifier, ...]
    body: Tuple[Statement, ...]


class If(Node):
    """``if (test) { then } else { otherwise }``; ``elif`` is an ``If`` alone in *otherwise*"""

    start: int
    end: int
    test: Expression
    then: Tuple[Statement, ...]
    otherwise: Tuple[Statement, ...]


class While(Node):
    """``while (test) { body }``"""

    start: int
    end: int
    test: Expression
    body: Tuple[Statement, ...]


class For(Node):
    """``for (variable in iterable) { body }``"""

    start: int
    end: int
    variable: Identifier
    iterable: Expression
    body: Tuple[Statement, ...]


class Handler(Node):
    """``except (name) { body }``"""

    start: int
    end: int
    name: Optional[Identifier]
    body: Tuple[Statement, ...]


class Try(Node):
    """``try { body } except (name) { ... } finally { ending }``"""

    start: int
    end: int
    body: Tuple[Statement, ...]
    handlers: Tuple[Handler, ...]
    ending: Optional[Tuple[Statement, ...]]


class Import(Node):
    """``import part.part as alias;``"""

    start: int
    end: int
    path: Tuple[str, ...]
    alias: Optional[Identifier]


class Permission(Node):
    """``resource "pattern";`` or ``allow kind "target";`` inside a capability"""

    start: int
    end: int
    kind: str
    target: Optional[str]


class Capability(Node):
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


class Module(Node):
    """A whole text: a program, a module or one input of a session."""

    start: int
    end: int
    body: Tuple[Statement, ...]


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
