"""Nodes of expressions to Python trees.

Operators are compiled to Python's own wherever the values of ML need nothing else. What must not run
unchecked, because its result may be huge or its work may explode (``+`` and ``*`` on sequences, ``==``
on nested data), is guarded by a test of the operand's type, and by nothing where the text tells the
kind (``kinds.py``).
"""

from __future__ import annotations

import _ast as ast
import sys
from typing import Any, Callable, ClassVar, Dict, FrozenSet, List, Optional, Sequence, Tuple, Union

from .formatting import is_plain
from .kinds import ARRAY, FLOAT, NUMBERS, OBJECT, TEXT, TEXTUAL_METHODS, WHOLE, Kinds, is_textual
from .limits import SMALL
from .members import TABLE_NAMES
from .nodes import (
    Array,
    Arrow,
    Binary,
    Call,
    Constant,
    Expression,
    Index,
    Logical,
    Member,
    Name,
    Object,
    Slice,
    String,
    Ternary,
    Unary,
)
from .scopes import MODULE, Scope
from .source import Source
from .trees import Trees, first_line, python
from .trees.python import AND, IN, IS, IS_NOT, MODULO, MULTIPLY, NEGATE, NOT, OR, Place, Tree

ARITHMETIC: Dict[str, ast.operator] = {
    "+": python.ADD,
    "-": python.SUBTRACT,
    "*": python.MULTIPLY,
    "/": python.DIVIDE,
    "//": python.FLOOR_DIVIDE,
    "%": python.MODULO,
}
_COMPARISONS: Dict[str, Tuple[ast.cmpop, str]] = {
    "==": (python.EQUAL, "rt equal"),
    "!=": (python.UNEQUAL, "rt unequal"),
    "<": (python.LESS, "rt less"),
    "<=": (python.LESS_EQUAL, "rt less or equal"),
    ">": (python.GREATER, "rt greater"),
    ">=": (python.GREATER_EQUAL, "rt greater or equal"),
}
_IDENTITIES: Dict[str, ast.cmpop] = {"==": IS, "!=": IS_NOT}
_NEVER_FOLDED = frozenset([Name, Member, Call, Index, Slice])  # what Python does not evaluate when it compiles
SPELLINGS = {"None": "None ", "True": "True ", "False": "False "}  # of names that are words of Python's
FLAT = NUMBERS | {TEXT}  # kinds whose comparison cannot go deep

# Methods that Python may run itself on a value of exactly this type, and their numbers of arguments.
_TEXT_METHODS = {
    "upper": (0, 0),
    "lower": (0, 0),
    "capitalize": (0, 0),
    "title": (0, 0),
    "swapcase": (0, 0),
    "strip": (0, 1),
    "lstrip": (0, 1),
    "rstrip": (0, 1),
    "startswith": (1, 3),
    "endswith": (1, 3),
    "find": (1, 3),
    "rfind": (1, 3),
    "isdigit": (0, 0),
    "isalpha": (0, 0),
    "isalnum": (0, 0),
    "isspace": (0, 0),
    "isupper": (0, 0),
    "islower": (0, 0),
    "istitle": (0, 0),
}
_GROWING = frozenset(["upper", "lower", "capitalize", "title", "swapcase"])  # whose texts can be three times as long
_ARRAY_METHODS = {"append": (1, 1), "pop": (0, 1), "reverse": (0, 0)}

# Built-in functions for which Python's own serves, with this number of arguments of these kinds.
_NATIVE: Dict[str, Tuple[int, FrozenSet[Optional[str]]]] = {
    "len": (1, frozenset([TEXT, ARRAY, OBJECT])),
    "str": (1, frozenset([TEXT, FLOAT])),
    "ord": (1, frozenset([TEXT])),
    "chr": (1, NUMBERS),
    "abs": (1, NUMBERS),
    "int": (1, NUMBERS),
    "float": (1, NUMBERS),
    "bool": (1, NUMBERS | {TEXT, ARRAY, OBJECT}),
    "max": (2, NUMBERS),
    "min": (2, NUMBERS),
}

_FLOAT_WIDTH = 25  # characters of the longest text of a float
_ROW = 8  # texts that are added before the result is measured
_SUM = 4  # the same for values that may be arrays
_SHORT = 64  # characters of a text that Python may search for itself
_WIDTH = 1000  # to which Python may pad a text itself


def python_name(name: str) -> str:
    """Return the Python identifier for an ML name: itself, but for the three words Python keeps."""
    return SPELLINGS.get(name, name)


class Expressions(Trees):
    """Compiles the expressions of one source, except arrow functions."""

    def __init__(
        self, scopes: Dict[int, Scope], source: Source, kinds: Kinds, spans: Optional[List[Tuple[int, int]]]
    ) -> None:
        super().__init__(source, spans)
        self._scopes = scopes
        self._scope = scopes[MODULE]
        self._kinds = kinds
        self._names = SPELLINGS  # and those of the handlers in force

    def _visit(self, node: Expression) -> Tree:
        return self._expressions[type(node)](self, node)

    def _kind(self, node: Expression) -> Optional[str]:
        return self._kinds.of(node, self._scope)

    def _constant(self, node: Union[Constant, String]) -> Tree:
        return python.Constant(self._place(node), node.value)

    def _identifier(self, name: str) -> str:
        return self._names.get(name, name)

    def _name(self, node: Name) -> Tree:
        name = node.name
        return python.Name(self._place(node), self._names.get(name, name))

    def _array(self, node: Array) -> Tree:
        return python.ListDisplay(self._place(node), [self._visit(item) for item in node.items])

    def _object(self, node: Object) -> Tree:
        place = self._place(node)
        keys = [python.Constant(place, key.name) for key in node.keys]
        return python.Dict(place, keys, [self._visit(value) for value in node.values])

    def _member(self, node: Member) -> Tree:
        place = self._place(node)
        name = node.name
        target = self._visit(node.target)
        key = python.Constant(place, name)
        if (_can_ask(node) and self._is_in_one_line(node)) or self._kind(node.target) is OBJECT:
            return python.Call(place, python.Attribute(first_line(place), target, "get"), [key])
        first, again = self._twice(target, place)
        fetched = python.Call(place, python.Attribute(place, again, "get"), [key])
        is_object = self._type_is(first, "rt dict", place)
        return python.IfExp(place, is_object, fetched, self._helper("rt member", place, again, key))

    def _is_in_one_line(self, node: Member) -> bool:
        """Say whether CPython tells the place of a failing ``value.get``; in several lines it tells another."""
        return self._source.text.find("\n", node.start, node.end) < 0

    def _call(self, node: Call) -> Tree:
        place = self._place(node)
        function = node.function
        if type(function) is Member:
            return self._method(node, function, place)
        assert type(function) is Name
        name = function.name
        called = self._name(function)
        if name in self._kinds.builtins:
            if not self._kinds.is_builtin(name, self._scope):
                called = self._helper("rt pick", place, called, python.Name(place, "ml " + name))
            elif self._is_native(name, node.arguments):
                called.id = "rt " + name
            elif name == "format" and len(node.arguments) == 2:
                return self._format(called, node.arguments, place)
        return python.Call(place, called, [self._visit(argument) for argument in node.arguments])

    def _is_native(self, name: str, arguments: Sequence[Expression]) -> bool:
        """Say whether Python's own function serves for a call of a built-in."""
        if name not in _NATIVE:
            return False
        count, kinds = _NATIVE[name]
        if len(arguments) != count:
            return False
        if name == "str" and self._width(arguments[0]) is not None:
            return True
        return all(self._kind(argument) in kinds for argument in arguments)

    def _format(self, called: Tree, arguments: Sequence[Expression], place: Place) -> Tree:
        """``format(value, "specification")``: Python's own for floats if the specification is plain."""
        spec = arguments[1]
        value, specification = self._visit(arguments[0]), self._visit(spec)
        if type(spec) is not String or not is_plain(spec.value):
            return python.Call(place, called, [value, specification])
        first, again = self._twice(value, place)
        formatted = python.FormattedValue(place, again, python.JoinedStr(place, [specification]))
        native = python.JoinedStr(place, [formatted])
        other = python.Call(place, called, [again, specification])
        return python.IfExp(place, self._type_is(first, "rt float", place), native, other)

    def _method(self, node: Call, function: Member, place: Place) -> Tree:
        """``target.name(arguments)``: Python's own method where that is safe, else by the table."""
        name = function.name
        kind = self._kind(function.target)
        target = self._visit(function.target)
        arguments = [self._visit(argument) for argument in node.arguments]
        owner, exact = _native_owner(name, node.arguments)
        if owner is not None and kind is owner:
            return self._invoked(target, name, arguments, place)
        if name == "join" and kind is TEXT and len(arguments) == 1:
            return self._helper("rt join", place, target, *arguments)
        key = python.Constant(place, name)
        if kind is not None or (owner is None and name in TABLE_NAMES):
            return self._helper("rt invoke", place, target, key, *arguments)
        first, again = self._twice(target, place)
        if owner is not None:
            test = self._type_is(first, exact, place)
            if all(_is_small(argument) for argument in node.arguments):
                other = self._helper("rt invoke", place, again, key, *arguments)
                return python.IfExp(place, test, self._invoked(again, name, arguments, place), other)
            found: Tree = python.Attribute(first_line(place), again, name)
        else:
            has_key = python.Compare(place, key, [IN], [again])
            test = self._both(self._type_is(first, "rt dict", place), has_key, place)
            found = python.Subscript(place, again, key)
        called = python.IfExp(place, test, found, self._helper("rt method", place, again, key))
        return python.Call(place, called, arguments)

    def _invoked(self, target: Tree, name: str, arguments: List[Tree], place: Place) -> Tree:
        called = python.Call(place, python.Attribute(first_line(place), target, name), arguments)
        return self._sized(called, place) if name in _GROWING else called

    def _index(self, node: Index) -> Tree:
        place = self._place(node)
        target, key = self._visit(node.target), self._visit(node.key)
        if type(node.target) in _NEVER_FOLDED:
            return python.Subscript(place, target, key)
        # Python warns when it compiles a literal with an index of the wrong type.
        return self._helper("rt index", place, target, key)

    def _bounds(self, node: Slice) -> List[Tree]:
        place = self._place(node)
        return [
            python.Constant(place, None) if part is None else self._visit(part)
            for part in (node.lower, node.upper, node.step)
        ]

    def _slice(self, node: Slice) -> Tree:
        return self._helper("rt slice", self._place(node), self._visit(node.target), *self._bounds(node))

    def _unary(self, node: Unary) -> Tree:
        return python.UnaryOp(self._place(node), NOT if node.operator == "!" else NEGATE, self._visit(node.operand))

    def _binary(self, node: Binary) -> Tree:
        """A row of operators leans to the left: walk down, then build up."""
        row = [node]
        while type(row[-1].left) is Binary and not is_textual(row[-1]):
            row.append(row[-1].left)
        node = row.pop()
        if is_textual(node):
            tree = self._textual(node)
        else:
            tree = self._operation(node, self._visit(node.left), bool(row) and row[-1].operator == "+")
        while row:
            node = row.pop()
            tree = self._operation(node, tree, bool(row) and len(row) % _SUM > 0 and row[-1].operator == "+")
        return tree

    def _textual(self, node: Binary) -> Tree:
        place = self._place(node)
        parts: List[Expression] = []
        rest: Expression = node
        while type(rest) is Binary and is_textual(rest):
            parts.append(rest.right)
            rest = rest.left
        parts.append(rest)
        parts.reverse()
        return self._joined(parts, place)

    def _joined(self, parts: Sequence[Expression], place: Place) -> Tree:
        """Return the texts of some values as one text; each becomes text before the next is looked at."""
        values: List[Tree] = []
        width: Optional[int] = 0
        if len(parts) > _ROW:
            values.append(python.FormattedValue(place, self._joined(parts[:-_ROW], place)))
            parts = parts[-_ROW:]
            width = None
        for part in parts:
            tree = self._visit(part)
            if type(part) is not String:
                tree = python.FormattedValue(place, self._as_text(part, tree, place))
            values.append(tree)
            more = self._width(part)
            width = None if width is None or more is None else width + more
        joined = python.JoinedStr(place, values)
        return joined if width is not None and width < SMALL else self._sized(joined, place)

    def _as_text(self, node: Expression, tree: Tree, place: Place) -> Tree:
        """Return a tree whose value Python's ``str`` makes the same text of as ML's."""
        if self._kind(node) is TEXT or self._width(node) is not None:
            return tree
        if isinstance(tree, ast.IfExp) and type(node) is Call and type(node.function) is Member:
            if node.function.name in TEXTUAL_METHODS:  # a text's own method, or else who knows
                tree.orelse = self._helper("rt as text", place, tree.orelse)
                return tree
        first, again = self._twice(tree, place)
        return python.IfExp(
            place, self._type_is(first, "rt str", place), again, self._helper("rt as text", place, again)
        )

    def _width(self, node: Expression) -> Optional[int]:
        """Return a bound for the characters of a value's text, if Python's ``str`` makes the same; else None."""
        if type(node) is String:
            return len(node.value)
        kind = self._kind(node)
        if kind is FLOAT:
            return _FLOAT_WIDTH
        if kind is WHOLE:
            bits = self._kinds.bits(node, self._scope)
            return bits // 3 + 2 if bits <= SMALL else None
        return None

    def _operation(self, node: Binary, left: Tree, more: bool) -> Tree:
        """One binary operation; *more* if a ``+`` follows, whose guard serves for both."""
        operator = node.operator
        place = self._place(node)
        right = self._visit(node.right)
        if operator in _COMPARISONS:
            return self._comparison(node, left, right, place)
        if operator == "*":
            return self._product(node, left, right, place)
        if operator == "%" and self._kind(node.left) not in NUMBERS:
            first, again = self._twice(left, place)
            plain = python.BinOp(place, again, MODULO, right)
            other = self._helper("rt modulo", place, again, right)
            return python.IfExp(place, self._type_is(first, "rt str", place), other, plain)
        plain = python.BinOp(place, left, ARITHMETIC[operator], right)
        return self._sum(node, plain, place) if operator == "+" and not more else plain

    def _sum(self, node: Binary, plain: Tree, place: Place) -> Tree:
        """``left + right``: a number cannot get large in one step, anything else is measured."""
        right = self._kind(node.right)
        if right in NUMBERS:
            return plain
        left = self._kind(node.left)
        if left in NUMBERS:
            return plain
        if left in (TEXT, ARRAY) or right in (TEXT, ARRAY):
            return self._sized(plain, place)
        first, again = self._twice(plain, place)
        return python.IfExp(place, self._type_is(first, "rt int", place), again, self._helper("rt grown", place, again))

    def _comparison(self, node: Binary, left: Tree, right: Tree, place: Place) -> Tree:
        """A comparison; of arrays and objects by the helper, which walks them with an account."""
        operator, helper = _COMPARISONS[node.operator]
        if _is_constant(node.left) or _is_constant(node.right):
            if type(node.left) in _NEVER_FOLDED and _is_null(node.right):  # only null equals null
                operator = _IDENTITIES.get(node.operator, operator)
            return python.Compare(place, left, [operator], [right])
        if self._kind(node.left) in FLAT or self._kind(node.right) in FLAT:
            return python.Compare(place, left, [operator], [right])
        if not _is_small(node.right):
            return self._helper(helper, place, left, right)
        first, again = self._twice(left, place)
        guard = self._type_is(first, "rt list", place, IS_NOT)
        if node.operator in ("==", "!="):
            guard = self._both(guard, self._type_is(again, "rt dict", place, IS_NOT), place)
        plain = python.Compare(place, again, [operator], [right])
        return python.IfExp(place, guard, plain, self._helper(helper, place, again, right))

    def _product(self, node: Binary, left: Tree, right: Tree, place: Place) -> Tree:
        """``left * right`` if that is a small number, else by the helper."""
        kinds = self._kind(node.left), self._kind(node.right)
        if FLOAT in kinds:
            return python.BinOp(place, left, MULTIPLY, right)
        if kinds[0] in NUMBERS and kinds[1] in NUMBERS:
            if self._kinds.bits(node, self._scope) <= SMALL:
                return python.BinOp(place, left, MULTIPLY, right)
            if type(node.left) is Constant and type(node.right) is Constant:
                return self._helper("rt multiply", place, left, right)
            product, result = self._temporary(python.BinOp(place, left, MULTIPLY, right), place)
            small = self._small_number(product, result, place)
            return python.IfExp(place, small, result, self._helper("rt number", place, result))
        if TEXT in kinds or ARRAY in kinds:
            return self._helper("rt multiply", place, left, right)
        first, again = self._keep(left, place, right)
        second, twice = self._twice(right, place)
        product, result = self._temporary(python.BinOp(place, again, MULTIPLY, twice), place)
        if type(node.right) is Constant:
            alike = self._type_is(first, "rt int", place)
        elif type(node.left) is Constant:
            alike = self._type_is(second, "rt int", place)
        else:
            alike = self._same_type(first, second, place)
        guard = self._both(alike, self._small_number(product, result, place), place)
        return python.IfExp(place, guard, result, self._helper("rt multiply", place, again, twice))

    def _logical(self, node: Logical) -> Tree:
        row = [node.right]
        rest = node.left
        while type(rest) is Logical and rest.operator == node.operator:
            row.append(rest.right)
            rest = rest.left
        row.append(rest)
        operator = AND if node.operator == "&&" else OR
        return python.BoolOp(self._place(node), operator, [self._visit(part) for part in reversed(row)])

    def _ternary(self, node: Ternary) -> Tree:
        return python.IfExp(
            self._place(node), self._visit(node.test), self._visit(node.then), self._visit(node.otherwise)
        )

    _expressions: ClassVar[Dict[type, Callable[[Any, Any], Tree]]] = {
        Constant: _constant,
        String: _constant,
        Name: _name,
        Array: _array,
        Object: _object,
        Member: _member,
        Call: _call,
        Index: _index,
        Slice: _slice,
        Unary: _unary,
        Binary: _binary,
        Logical: _logical,
        Ternary: _ternary,
    }


def _native_owner(name: str, arguments: Sequence[Expression]) -> Tuple[Optional[str], str]:
    """Return the kind of value for which Python may run a method itself, and the name of its type."""
    for methods, owner, exact in ((_ARRAY_METHODS, ARRAY, "rt list"), (_TEXT_METHODS, TEXT, "rt str")):
        low, high = methods.get(name, (1, 0))
        if low <= len(arguments) <= high and (owner is ARRAY or _are_short(arguments)):
            return owner, exact
    constants = [argument.value for argument in arguments if isinstance(argument, (Constant, String))]
    if len(constants) == len(arguments) > 0:
        if name in ("ljust", "rjust", "center") and len(constants) == 1:
            width = constants[0]
            if type(width) is int and 0 <= width <= _WIDTH:
                return TEXT, "rt str"
        if name == "replace" and len(constants) == 2:
            old, new = constants
            if isinstance(old, str) and isinstance(new, str) and len(new) <= len(old) <= _SHORT and old:
                return TEXT, "rt str"
    return None, ""


def _are_short(arguments: Sequence[Expression]) -> bool:
    """Say whether arguments are a short text, then numbers; searching for a long text in a long one takes long."""
    if not arguments:
        return True
    first, *others = arguments
    return type(first) is String and len(first.value) <= _SHORT and all(type(other) is Constant for other in others)


_ASKS_ERRORS = sys.version_info >= (3, 10)  # before, an AttributeError does not know its value


def _can_ask(node: Member) -> bool:
    """Say whether ``value.get(name)`` serves for ``value.name``.

    Objects have that method, so do modules, errors and the objects of the library, and nothing else.
    But arrays and texts have some members too, and to ask for some names is a SecurityError. What else
    has no such method is found in the error, or in the variable it came from.
    """
    name = node.name
    if name in TABLE_NAMES or name == "length" or name.startswith("__"):
        return False
    return _ASKS_ERRORS or type(node.target) is Name


def _is_constant(node: Expression) -> bool:
    return type(node) is Constant or type(node) is String


def _is_null(node: Expression) -> bool:
    return type(node) is Constant and node.value is None


def _is_small(node: Expression) -> bool:
    """Say whether an expression is short enough to stand twice in the code."""
    return node.end - node.start <= 24 and type(node) is not Arrow
