"""Nodes of expressions to Python trees.

Operators are compiled to Python's own wherever the values of ML need nothing else. What must not run
unchecked, because its result may be huge or its work may explode (``+`` and ``*`` on sequences, ``==``
on nested data), is guarded by a test of the operand's type, and by nothing where the kind is known
from the text (``kinds.py``).
"""

from __future__ import annotations

import ast
from typing import Any, Callable, ClassVar, Dict, FrozenSet, List, Optional, Sequence, Tuple, Union

from .formatting import is_plain
from .kinds import ARRAY, FLOAT, NUMBERS, OBJECT, TEXT, Kinds, is_textual
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
from .trees import AND, IN, IS, IS_NOT, LOAD, OR, Place, Tree, Trees, make

ARITHMETIC: Dict[str, ast.operator] = {
    "+": ast.Add(),
    "-": ast.Sub(),
    "*": ast.Mult(),
    "/": ast.Div(),
    "//": ast.FloorDiv(),
    "%": ast.Mod(),
}
_COMPARISONS: Dict[str, Tuple[ast.cmpop, str]] = {
    "==": (ast.Eq(), "rt equal"),
    "!=": (ast.NotEq(), "rt unequal"),
    "<": (ast.Lt(), "rt less"),
    "<=": (ast.LtE(), "rt less or equal"),
    ">": (ast.Gt(), "rt greater"),
    ">=": (ast.GtE(), "rt greater or equal"),
}
_NOT, _NEGATE = ast.Not(), ast.USub()
_HOST_WORDS = frozenset(["None", "True", "False"])
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
_ARRAY_METHODS = {"append": (1, 1), "pop": (0, 1), "reverse": (0, 0)}

# Built-in functions for which Python's own serves, with this number of arguments of these kinds.
_NATIVE: Dict[str, Tuple[int, FrozenSet[Optional[str]]]] = {
    "len": (1, frozenset([TEXT, ARRAY, OBJECT])),
    "ord": (1, frozenset([TEXT])),
    "chr": (1, NUMBERS),
    "abs": (1, NUMBERS),
    "int": (1, NUMBERS),
    "float": (1, NUMBERS),
    "bool": (1, NUMBERS | {TEXT, ARRAY, OBJECT}),
    "max": (2, NUMBERS),
    "min": (2, NUMBERS),
}

_ROW = 8  # texts or arrays that are added before the result is measured
_SHORT = 64  # characters of a text that Python may search for itself
_WIDTH = 1000  # to which Python may pad a text itself


def python_name(name: str) -> str:
    """Return the Python identifier for an ML name: itself, but for the three words Python keeps."""
    return name + " " if name in _HOST_WORDS else name


class Expressions(Trees):
    """Compiles the expressions of one source, except arrow functions."""

    def __init__(
        self, scopes: Dict[int, Scope], source: Source, kinds: Kinds, spans: Optional[List[Tuple[int, int]]]
    ) -> None:
        super().__init__(source, spans)
        self._scopes = scopes
        self._scope = scopes[MODULE]
        self._kinds = kinds
        self._names: Dict[str, str] = {}  # names of handlers in force

    def _visit(self, node: Expression) -> Tree:
        return self._expressions[type(node)](self, node)

    def _kind(self, node: Expression) -> Optional[str]:
        return self._kinds.of(node, self._scope)

    def _constant(self, node: Union[Constant, String]) -> Tree:
        return make(ast.Constant, self._place(node), value=node.value, kind=None)

    def _identifier(self, name: str) -> str:
        return self._names.get(name) or python_name(name)

    def _name(self, node: Name) -> Tree:
        return make(ast.Name, self._place(node), id=self._names.get(node.name) or python_name(node.name), ctx=LOAD)

    def _array(self, node: Array) -> Tree:
        return make(ast.List, self._place(node), elts=[self._visit(item) for item in node.items], ctx=LOAD)

    def _object(self, node: Object) -> Tree:
        place = self._place(node)
        keys = [make(ast.Constant, place, value=key.name, kind=None) for key in node.keys]
        return make(ast.Dict, place, keys=keys, values=[self._visit(value) for value in node.values])

    def _member(self, node: Member) -> Tree:
        place = self._place(node)
        key = make(ast.Constant, place, value=node.name, kind=None)
        first, again = self._twice(self._visit(node.target), place)
        fetched = make(
            ast.Call,
            place,
            func=make(ast.Attribute, place, value=again, attr="get", ctx=LOAD),
            args=[key],
            keywords=[],
        )
        if self._kind(node.target) is OBJECT:
            fetched.func.value = first
            return fetched
        return self._choose(
            self._type_is(first, "rt dict", place), fetched, self._helper("rt member", place, again, key), place
        )

    def _call(self, node: Call) -> Tree:
        place = self._place(node)
        function = node.function
        if isinstance(function, Name):
            name = function.name
            called = self._name(function)
            if name in self._kinds.builtins and not self._kinds.is_builtin(name, self._scope):
                called = self._helper("rt pick", place, called, make(ast.Name, place, id="ml " + name, ctx=LOAD))
            elif self._is_native(name, node.arguments):
                called.id = "rt " + name
            elif name == "format" and len(node.arguments) == 2:
                return self._format(called, node.arguments, place)
            arguments = [self._visit(argument) for argument in node.arguments]
            return make(ast.Call, place, func=called, args=arguments, keywords=[])
        return self._method(node, function, place)

    def _is_native(self, name: str, arguments: Sequence[Expression]) -> bool:
        """Say whether Python's own function serves for a call of a built-in."""
        count, kinds = _NATIVE.get(name, (-1, NUMBERS))
        return len(arguments) == count and all(self._kind(argument) in kinds for argument in arguments)

    def _format(self, called: Tree, arguments: Sequence[Expression], place: Place) -> Tree:
        """``format(value, "specification")``: Python's own for floats if the specification is plain."""
        spec = arguments[1]
        first, again = self._twice(self._visit(arguments[0]), place)
        trees = [again, self._visit(spec)]
        plain = type(spec) is String and is_plain(spec.value)
        if not plain or not isinstance(called, ast.Name):
            return make(ast.Call, place, func=called, args=[first, trees[1]], keywords=[])
        other = make(ast.Call, place, func=called, args=trees, keywords=[])
        return self._choose(
            self._type_is(first, "rt float", place), self._helper("rt format", place, *trees), other, place
        )

    def _method(self, node: Call, function: Member, place: Place) -> Tree:
        """``target.name(arguments)``: Python's own method where that is safe, else by the table."""
        name = function.name
        kind = self._kind(function.target)
        first, again = self._twice(self._visit(function.target), place)
        arguments = [self._visit(argument) for argument in node.arguments]
        key = make(ast.Constant, place, value=name, kind=None)
        owner, exact = _native_owner(name, node.arguments)
        if owner is not None and kind is owner:
            return self._invoked(first, name, arguments, place)
        if owner is not None and kind is None:
            test = self._type_is(first, exact, place)
            if all(_is_small(argument) for argument in node.arguments):
                other = self._helper("rt invoke", place, again, key, *arguments)
                return self._choose(test, self._invoked(again, name, arguments, place), other, place)
            native = make(ast.Attribute, _first_line(place), value=again, attr=name, ctx=LOAD)
            called = self._choose(test, native, self._helper("rt method", place, again, key), place)
            return make(ast.Call, place, func=called, args=arguments, keywords=[])
        if name == "join" and kind is TEXT and len(arguments) == 1:
            return self._helper("rt join", place, first, *arguments)
        if kind is not None or name in TABLE_NAMES:
            return self._helper("rt invoke", place, first, key, *arguments)
        found = make(ast.Subscript, place, value=again, slice=key, ctx=LOAD)
        test = make(
            ast.BoolOp,
            place,
            op=AND,
            values=[
                self._type_is(first, "rt dict", place),
                make(ast.Compare, place, left=key, ops=[IN], comparators=[again]),
            ],
        )
        called = self._choose(test, found, self._helper("rt method", place, again, key), place)
        return make(ast.Call, place, func=called, args=arguments, keywords=[])

    def _invoked(self, target: Tree, name: str, arguments: List[Tree], place: Place) -> Tree:
        method = make(ast.Attribute, _first_line(place), value=target, attr=name, ctx=LOAD)
        return make(ast.Call, place, func=method, args=arguments, keywords=[])

    def _index(self, node: Index) -> Tree:
        place = self._place(node)
        target, index = self._visit(node.target), self._visit(node.key)
        if type(node.target) not in (Name, Member, Call, Index, Slice):
            # Python warns when it compiles a literal with an index of the wrong type.
            return self._helper("rt index", place, target, index)
        return make(ast.Subscript, place, value=target, slice=index, ctx=LOAD)

    def _bounds(self, node: Slice) -> List[Tree]:
        place = self._place(node)
        return [
            make(ast.Constant, place, value=None, kind=None) if part is None else self._visit(part)
            for part in (node.lower, node.upper, node.step)
        ]

    def _slice(self, node: Slice) -> Tree:
        return self._helper("rt slice", self._place(node), self._visit(node.target), *self._bounds(node))

    def _unary(self, node: Unary) -> Tree:
        operator = _NOT if node.operator == "!" else _NEGATE
        return make(ast.UnaryOp, self._place(node), op=operator, operand=self._visit(node.operand))

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
            tree = self._operation(node, tree, bool(row) and len(row) % _ROW > 0 and row[-1].operator == "+")
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
        if len(parts) > _ROW:
            values.append(
                make(
                    ast.FormattedValue, place, value=self._joined(parts[:-_ROW], place), conversion=-1, format_spec=None
                )
            )
            parts = parts[-_ROW:]
        for part in parts:
            tree = self._visit(part)
            if type(part) is not String:
                if self._kind(part) not in (TEXT, FLOAT):
                    tree = self._helper("rt as text", place, tree)
                tree = make(ast.FormattedValue, place, value=tree, conversion=-1, format_spec=None)
            values.append(tree)
        return self._sized(make(ast.JoinedStr, place, values=values), place)

    def _operation(self, node: Binary, left: Tree, more: bool) -> Tree:
        """One binary operation; *more* if a ``+`` follows, whose guard serves for both."""
        operator = node.operator
        place = self._place(node)
        right = self._visit(node.right)
        if operator in _COMPARISONS:
            return self._comparison(node, left, right, place)
        plain = make(ast.BinOp, place, left=left, op=ARITHMETIC[operator], right=right)
        if operator == "+":
            return plain if more else self._sum(node, plain, place)
        if operator == "*":
            return self._product(node, left, right, place)
        if operator == "%" and self._kind(node.left) not in NUMBERS:
            first, again = self._twice(left, place)
            plain.left = again
            other = self._helper("rt modulo", place, again, right)
            return self._choose(self._type_is(first, "rt str", place), other, plain, place)
        return plain

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
        return self._choose(self._type_is(first, "rt int", place), again, self._helper("rt grown", place, again), place)

    def _comparison(self, node: Binary, left: Tree, right: Tree, place: Place) -> Tree:
        """A comparison; of arrays and objects by the helper, which walks them with an account."""
        test, helper = _COMPARISONS[node.operator]
        plain = make(ast.Compare, place, left=left, ops=[test], comparators=[right])
        if type(left) is ast.Constant or type(right) is ast.Constant:
            return plain
        if self._kind(node.left) in FLAT or self._kind(node.right) in FLAT:
            return plain
        if not _is_small(node.right):
            return self._helper(helper, place, left, right)
        first, again = self._twice(left, place)
        plain.left = again
        guard = self._type_is(first, "rt list", place, IS_NOT)
        if node.operator in ("==", "!="):
            guard = make(ast.BoolOp, place, op=AND, values=[guard, self._type_is(again, "rt dict", place, IS_NOT)])
        return self._choose(guard, plain, self._helper(helper, place, again, right), place)

    def _product(self, node: Binary, left: Tree, right: Tree, place: Place) -> Tree:
        """``left * right`` if that is a small number, else by the helper."""
        kinds = self._kind(node.left), self._kind(node.right)
        if FLOAT in kinds:
            return make(ast.BinOp, place, left=left, op=ARITHMETIC["*"], right=right)
        if kinds[0] in NUMBERS and kinds[1] in NUMBERS:
            plain = make(ast.BinOp, place, left=left, op=ARITHMETIC["*"], right=right)
            if self._kinds.bits(node, self._scope) <= SMALL:
                return plain
            if type(left) is ast.Constant and type(right) is ast.Constant:
                return self._helper("rt multiply", place, left, right)
            first, again = self._twice(plain, place)
            return self._choose(self._between(first, place), again, self._helper("rt number", place, again), place)
        first, again = (left, left) if type(left) is ast.Constant else self._keep(left, place, right)
        second, twice = self._twice(right, place)
        plain = make(ast.BinOp, place, left=again, op=ARITHMETIC["*"], right=twice)
        product, result = self._twice(plain, place)
        same = make(
            ast.Compare,
            place,
            left=self._helper("rt type", place, first),
            ops=[IS],
            comparators=[self._helper("rt type", place, second)],
        )
        guard = make(ast.BoolOp, place, op=AND, values=[same, self._between(product, place)])
        return self._choose(guard, result, self._helper("rt multiply", place, again, twice), place)

    def _logical(self, node: Logical) -> Tree:
        row = [node.right]
        rest = node.left
        while type(rest) is Logical and rest.operator == node.operator:
            row.append(rest.right)
            rest = rest.left
        row.append(rest)
        operator = AND if node.operator == "&&" else OR
        return make(ast.BoolOp, self._place(node), op=operator, values=[self._visit(part) for part in reversed(row)])

    def _ternary(self, node: Ternary) -> Tree:
        return self._choose(
            self._visit(node.test), self._visit(node.then), self._visit(node.otherwise), self._place(node)
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
            if isinstance(old, str) and isinstance(new, str) and 0 < len(old) >= len(new):
                return TEXT, "rt str"
    return None, ""


def _first_line(place: Place) -> Place:
    """Return a place without its further lines: CPython takes a call for one in the line where its method ends."""
    line = place["lineno"]
    if place.get("end_lineno") == line:
        return place
    return {**place, "end_lineno": line, "end_col_offset": place["col_offset"]}


def _are_short(arguments: Sequence[Expression]) -> bool:
    """Say whether arguments are a short text, then numbers; searching for a long text in a long one takes long."""
    if not arguments:
        return True
    first, *others = arguments
    return type(first) is String and len(first.value) <= _SHORT and all(type(other) is Constant for other in others)


def _is_small(node: Expression) -> bool:
    """Say whether an expression is short enough to stand twice in the code."""
    return node.end - node.start <= 24 and type(node) is not Arrow
