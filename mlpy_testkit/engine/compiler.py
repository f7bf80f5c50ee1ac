"""Nodes to a Python code object, by way of an ``ast`` tree; never by way of text.

Names of the program keep their spelling; names of helpers contain a blank ("rt member"), so no
program can spell one. Every tree carries the line and column of its node and the code the name of
the source: tracebacks, ``pdb``, ``trace`` and profilers speak of ML.

Operators are compiled to Python's own wherever the values of ML need nothing else. What must not
run unchecked, because its result may be huge or its work may explode (``+`` and ``*`` on
sequences, ``==`` on nested data), is guarded by a test of the operand's type, and by nothing where
the kind is known from the text (``kinds.py``).

With ``counted`` each loop round and each function call takes a step ("rt tick"); with ``deep``
each function counts the depth of calls.
"""

from __future__ import annotations

import ast
import sys
import warnings
from types import CodeType
from typing import Any, Callable, Dict, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple, Union

from .errors import MLLimitError
from .formatting import is_plain
from .kinds import ARRAY, FLOAT, NUMBERS, OBJECT, TEXT, Kinds, is_textual
from .limits import SMALL
from .members import TABLE_NAMES
from .nodes import (
    Array,
    Arrow,
    Assign,
    Binary,
    Break,
    Call,
    Capability,
    Constant,
    Continue,
    Evaluate,
    Expression,
    For,
    Function,
    Handler,
    Identifier,
    If,
    Import,
    Index,
    Logical,
    Member,
    Module,
    Name,
    Nonlocal,
    Object,
    Return,
    Slice,
    Statement,
    String,
    Ternary,
    Throw,
    Try,
    Unary,
    UnpackArray,
    UnpackObject,
    While,
    walk,
)
from .scopes import MODULE, Scope
from .source import Source, Span

MAIN = "<module>"  # the name of the function that runs the top level
_HOST_WORDS = frozenset(["None", "True", "False"])
_LOAD, _STORE = ast.Load(), ast.Store()
_NEW_FIELDS: Dict[str, Any] = {"type_params": []} if sys.version_info >= (3, 12) else {}
_NEEDS_ROOM = sys.version_info < (3, 10)  # see ``make_room`` in runtime.py
_ENDS = sys.version_info >= (3, 11)

_ARITHMETIC: Dict[str, ast.operator] = {
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
_IS, _IS_NOT, _AND, _OR, _NOT, _NEGATE = ast.Is(), ast.IsNot(), ast.And(), ast.Or(), ast.Not(), ast.USub()
_IN = ast.In()
_LESS = ast.Lt()
_FLAT = NUMBERS | {TEXT}  # kinds whose comparison cannot go deep

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
    "split": (0, 2),
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

_WIDTH = 1000  # to which Python may pad a text itself

_AST = Any  # an ast expression or statement: their constructors take what the grammar says


class Compiled(NamedTuple):
    """What the compiler makes of a module; ``answers`` if running the code returns a value."""

    code: CodeType
    answers: bool


def _tree(kind: Any, place: Dict[str, int], /, **fields: Any) -> Any:
    """Return a new tree: what ``kind(**fields, **place)`` gives, in half the time."""
    fields.update(place)
    tree = kind.__new__(kind)
    tree.__dict__ = fields
    return tree


def python_name(name: str) -> str:
    """Return the Python identifier for an ML name: itself, but for the three words Python keeps."""
    return name + " " if name in _HOST_WORDS else name


def compile_module(
    module: Module,
    scopes: Dict[int, Scope],
    source: Source,
    builtins: FrozenSet[str],
    *,
    session: bool = False,
    open_module: bool = False,
    counted: bool = False,
    deep: bool = False,
    spans: Optional[List[Tuple[int, int]]] = None,
) -> Compiled:
    """Return the code of a module's top level: a function body without parameters.

    A ``session`` text answers with the value of its last statement if that is an expression. With
    ``spans`` the code gets numbers instead of lines, and the list the spans they stand for.
    """
    kinds = Kinds(scopes, builtins, open_module)
    compiler = _Compiler(scopes, source, kinds, counted, deep)
    compiler.spans = spans
    tree, answers = compiler.compile(module, session)
    return Compiled(_assemble(tree, source), answers)


def _assemble(tree: ast.Module, source: Source) -> CodeType:
    try:
        if sys.version_info >= (3, 14):  # it warns of ``return`` in ``finally``, which ML allows
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SyntaxWarning)
                outer = compile(tree, source.name, "exec", dont_inherit=True)
        else:
            outer = compile(tree, source.name, "exec", dont_inherit=True)
    except (SyntaxError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        start = source.offset(line, 1)
        raise MLLimitError(
            "loops and 'try' statements, or operators, nested too deeply",
            source,
            Span(start, start + 1),
            limit="nesting",
        ) from None
    return next(constant for constant in outer.co_consts if isinstance(constant, CodeType))


class _Compiler:
    def __init__(self, scopes: Dict[int, Scope], source: Source, kinds: Kinds, counted: bool, deep: bool) -> None:
        self._scopes = scopes
        self._scope = scopes[MODULE]
        self._kinds = kinds
        self._counted = counted
        self._deep = deep
        self._text = source.text
        self._ascii = source.text.isascii()
        self._source = source
        self.spans: Optional[List[Tuple[int, int]]] = None
        self._low = self._high = 0  # offsets of the line that was last looked up
        self._line = 0
        self._temporaries = 0
        self._handlers = 0
        self._names: Dict[str, str] = {}  # names of handlers in force, and of Python's words
        self._hoisted: List[_AST] = []  # definitions that must stand before the current statement
        self._expressions: Dict[type, Callable[[Any], _AST]] = {
            Constant: self._constant,
            String: self._constant,
            Name: self._name,
            Array: self._array,
            Object: self._object,
            Member: self._member,
            Call: self._call,
            Index: self._index,
            Slice: self._slice,
            Unary: self._unary,
            Binary: self._binary,
            Logical: self._logical,
            Ternary: self._ternary,
            Arrow: self._arrow,
        }
        self._statements: Dict[type, Callable[[Any], List[_AST]]] = {
            Evaluate: self._evaluate,
            Assign: self._assign,
            UnpackArray: self._unpack_array,
            UnpackObject: self._unpack_object,
            Return: self._return,
            Throw: self._throw,
            Break: self._break,
            Continue: self._continue,
            Nonlocal: self._nonlocal,
            Function: self._function,
            If: self._if,
            While: self._while,
            For: self._for,
            Try: self._try,
            Import: self._import,
            Capability: self._capability,
        }

    def compile(self, module: Module, session: bool) -> Tuple[ast.Module, bool]:
        """Return the tree of a function that runs the module, and whether it returns a value."""
        statements = module.body
        body: List[_AST] = []
        place = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 0}
        if self._scope.bindings:
            body.append(_tree(ast.Global, place, names=[python_name(name) for name in self._scope.bindings]))
        last = statements[-1] if statements else None
        answers = session and type(last) is Evaluate
        if answers:
            assert type(last) is Evaluate
            statements = (*statements[:-1], Return(last.start, last.end, last.expression))
        body += self._body(statements)
        if not body:
            body.append(_tree(ast.Pass, place))
        function = self._define(MAIN, (), body, place)
        return ast.Module(body=[function], type_ignores=[]), answers

    # -- places ---------------------------------------------------------------------------------

    def _place(self, node: Any) -> Dict[str, int]:
        """Return the position of a node as keyword arguments for a tree."""
        start: int = node[0]
        if self.spans is not None:
            self.spans.append((start, node[1]))
            return {"lineno": len(self.spans), "col_offset": 0}
        if not self._low <= start < self._high:
            self._seek(start)
        column = start - self._low
        if not self._ascii:
            column = len(self._text[self._low : start].encode("utf-8", "surrogatepass"))
        if not _ENDS:
            return {"lineno": self._line, "col_offset": column}
        end: int = node[1]
        if end <= self._high and self._ascii:
            return {
                "lineno": self._line,
                "col_offset": column,
                "end_lineno": self._line,
                "end_col_offset": end - self._low,
            }
        line = self._line
        if end > self._high:
            self._seek(end - 1)
        width = len(self._text[self._low : end].encode("utf-8", "surrogatepass"))
        return {"lineno": line, "col_offset": column, "end_lineno": self._line, "end_col_offset": width}

    def _seek(self, offset: int) -> None:
        self._line = self._source.position(offset)[0]
        starts = self._source.line_starts
        self._low = starts[self._line - 1]
        self._high = starts[self._line] if self._line < len(starts) else len(self._text) + 1

    # -- small trees ----------------------------------------------------------------------------

    def _helper(self, name: str, place: Dict[str, int], *arguments: _AST) -> _AST:
        return _tree(
            ast.Call, place, func=_tree(ast.Name, place, id=name, ctx=_LOAD), args=list(arguments), keywords=[]
        )

    def _visit(self, node: Expression) -> _AST:
        return self._expressions[type(node)](node)

    def _kind(self, node: Expression) -> Optional[str]:
        return self._kinds.of(node, self._scope)

    def _twice(self, tree: _AST, place: Dict[str, int]) -> Tuple[_AST, _AST]:
        """Return a tree that evaluates and one that reads the same value again."""
        if type(tree) is ast.Name or type(tree) is ast.Constant:
            return tree, tree
        return self._temporary(tree, place)

    def _temporary(self, tree: _AST, place: Dict[str, int]) -> Tuple[_AST, _AST]:
        self._temporaries += 1
        name = f"rt {self._temporaries}"
        kept = _tree(ast.NamedExpr, place, target=_tree(ast.Name, place, id=name, ctx=_STORE), value=tree)
        return kept, _tree(ast.Name, place, id=name, ctx=_LOAD)

    def _type_is(self, tree: _AST, kind: str, place: Dict[str, int], test: ast.cmpop = _IS) -> _AST:
        """Return ``type(tree) is kind``."""
        return _tree(
            ast.Compare,
            place,
            left=self._helper("rt type", place, tree),
            ops=[test],
            comparators=[_tree(ast.Name, place, id=kind, ctx=_LOAD)],
        )

    def _choose(self, test: _AST, then: _AST, otherwise: _AST, place: Dict[str, int]) -> _AST:
        return _tree(ast.IfExp, place, test=test, body=then, orelse=otherwise)

    # -- expressions ----------------------------------------------------------------------------

    def _constant(self, node: Union[Constant, String]) -> _AST:
        return _tree(ast.Constant, self._place(node), value=node.value, kind=None)

    def _identifier(self, name: str) -> str:
        return self._names.get(name) or python_name(name)

    def _name(self, node: Name) -> _AST:
        return _tree(ast.Name, self._place(node), id=self._names.get(node.name) or python_name(node.name), ctx=_LOAD)

    def _array(self, node: Array) -> _AST:
        return _tree(ast.List, self._place(node), elts=[self._visit(item) for item in node.items], ctx=_LOAD)

    def _object(self, node: Object) -> _AST:
        place = self._place(node)
        keys = [_tree(ast.Constant, place, value=key.name, kind=None) for key in node.keys]
        return _tree(ast.Dict, place, keys=keys, values=[self._visit(value) for value in node.values])

    def _member(self, node: Member) -> _AST:
        place = self._place(node)
        key = _tree(ast.Constant, place, value=node.name, kind=None)
        first, again = self._twice(self._visit(node.target), place)
        fetched = _tree(
            ast.Call,
            place,
            func=_tree(ast.Attribute, place, value=again, attr="get", ctx=_LOAD),
            args=[key],
            keywords=[],
        )
        if self._kind(node.target) is OBJECT:
            fetched.func.value = first
            return fetched
        return self._choose(
            self._type_is(first, "rt dict", place), fetched, self._helper("rt member", place, again, key), place
        )

    def _call(self, node: Call) -> _AST:
        place = self._place(node)
        function = node.function
        if isinstance(function, Name):
            name = function.name
            called = self._name(function)
            if name in self._kinds.builtins and not self._kinds.is_builtin(name, self._scope):
                called = self._helper("rt pick", place, called, _tree(ast.Name, place, id="ml " + name, ctx=_LOAD))
            elif self._is_native(name, node.arguments):
                called.id = "rt " + name
            elif name == "format" and len(node.arguments) == 2:
                return self._format(called, node.arguments, place)
            arguments = [self._visit(argument) for argument in node.arguments]
            return _tree(ast.Call, place, func=called, args=arguments, keywords=[])
        return self._method(node, function, place)

    def _is_native(self, name: str, arguments: Sequence[Expression]) -> bool:
        """Say whether Python's own function serves for a call of a built-in."""
        count, kinds = _NATIVE.get(name, (-1, NUMBERS))
        return len(arguments) == count and all(self._kind(argument) in kinds for argument in arguments)

    def _format(self, called: _AST, arguments: Sequence[Expression], place: Dict[str, int]) -> _AST:
        """``format(value, "specification")``: Python's own for floats if the specification is plain."""
        spec = arguments[1]
        first, again = self._twice(self._visit(arguments[0]), place)
        trees = [again, self._visit(spec)]
        plain = type(spec) is String and is_plain(spec.value)
        if not plain or not isinstance(called, ast.Name):
            return _tree(ast.Call, place, func=called, args=[first, trees[1]], keywords=[])
        other = _tree(ast.Call, place, func=called, args=trees, keywords=[])
        return self._choose(
            self._type_is(first, "rt float", place), self._helper("rt format", place, *trees), other, place
        )

    def _method(self, node: Call, function: Member, place: Dict[str, int]) -> _AST:
        """``target.name(arguments)``: Python's own method where that is safe, else by the table."""
        name = function.name
        kind = self._kind(function.target)
        first, again = self._twice(self._visit(function.target), place)
        arguments = [self._visit(argument) for argument in node.arguments]
        key = _tree(ast.Constant, place, value=name, kind=None)
        owner, exact = _native_owner(name, node.arguments)
        if owner is not None and kind is owner:
            return self._invoked(first, name, arguments, place)
        if owner is not None and kind is None:
            test = self._type_is(first, exact, place)
            if all(_is_small(argument) for argument in node.arguments):
                other = self._helper("rt invoke", place, again, key, *arguments)
                return self._choose(test, self._invoked(again, name, arguments, place), other, place)
            native = _tree(ast.Attribute, place, value=again, attr=name, ctx=_LOAD)
            called = self._choose(test, native, self._helper("rt method", place, again, key), place)
            return _tree(ast.Call, place, func=called, args=arguments, keywords=[])
        if name == "join" and kind is TEXT and len(arguments) == 1:
            return self._helper("rt join", place, first, *arguments)
        if kind is not None or name in TABLE_NAMES:
            return self._helper("rt invoke", place, first, key, *arguments)
        found = _tree(ast.Subscript, place, value=again, slice=key, ctx=_LOAD)
        test = _tree(
            ast.BoolOp,
            place,
            op=_AND,
            values=[
                self._type_is(first, "rt dict", place),
                _tree(ast.Compare, place, left=key, ops=[_IN], comparators=[again]),
            ],
        )
        called = self._choose(test, found, self._helper("rt method", place, again, key), place)
        return _tree(ast.Call, place, func=called, args=arguments, keywords=[])

    def _invoked(self, target: _AST, name: str, arguments: List[_AST], place: Dict[str, int]) -> _AST:
        method = _tree(ast.Attribute, place, value=target, attr=name, ctx=_LOAD)
        return _tree(ast.Call, place, func=method, args=arguments, keywords=[])

    def _index(self, node: Index) -> _AST:
        place = self._place(node)
        target, index = self._visit(node.target), self._visit(node.key)
        if type(node.target) not in (Name, Member, Call, Index, Slice):
            # Python warns when it compiles a literal with an index of the wrong type.
            return self._helper("rt index", place, target, index)
        return _tree(ast.Subscript, place, value=target, slice=index, ctx=_LOAD)

    def _bounds(self, node: Slice) -> List[_AST]:
        place = self._place(node)
        return [
            _tree(ast.Constant, place, value=None, kind=None) if part is None else self._visit(part)
            for part in (node.lower, node.upper, node.step)
        ]

    def _slice(self, node: Slice) -> _AST:
        place = self._place(node)
        target, bounds = self._visit(node.target), self._bounds(node)
        if self._kind(node.target) in (ARRAY, TEXT) and type(target) is ast.Name:
            part = _tree(ast.Slice, place, lower=bounds[0], upper=bounds[1], step=bounds[2])
            return _tree(ast.Subscript, place, value=target, slice=part, ctx=_LOAD)
        return self._helper("rt slice", place, target, *bounds)

    def _unary(self, node: Unary) -> _AST:
        operator = _NOT if node.operator == "!" else _NEGATE
        return _tree(ast.UnaryOp, self._place(node), op=operator, operand=self._visit(node.operand))

    def _binary(self, node: Binary) -> _AST:
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
            tree = self._operation(node, tree, bool(row) and row[-1].operator == "+")
        return tree

    def _textual(self, node: Binary) -> _AST:
        place = self._place(node)
        parts: List[Expression] = []
        rest: Expression = node
        while type(rest) is Binary and is_textual(rest):
            parts.append(rest.right)
            rest = rest.left
        parts.append(rest)
        parts.reverse()
        return self._joined(parts, place)

    def _joined(self, parts: Sequence[Expression], place: Dict[str, int]) -> _AST:
        """Return the texts of some values as one text; each becomes text before the next is looked at."""
        values: List[_AST] = []
        for part in parts:
            tree = self._visit(part)
            if type(part) is not String:
                if self._kind(part) not in (TEXT, FLOAT):
                    tree = self._helper("rt as text", place, tree)
                tree = _tree(ast.FormattedValue, place, value=tree, conversion=-1, format_spec=None)
            values.append(tree)
        return self._sized(_tree(ast.JoinedStr, place, values=values), place)

    def _operation(self, node: Binary, left: _AST, more: bool) -> _AST:
        """One binary operation; *more* if a ``+`` follows, whose guard serves for both."""
        operator = node.operator
        place = self._place(node)
        right = self._visit(node.right)
        kinds = self._kind(node.left), self._kind(node.right)
        if operator in _COMPARISONS:
            return self._comparison(node, left, right, kinds, place)
        plain = _tree(ast.BinOp, place, left=left, op=_ARITHMETIC[operator], right=right)
        numeric = kinds[0] in NUMBERS or kinds[1] in NUMBERS
        if operator == "+":
            if numeric or more:
                return plain
            if kinds[0] in (TEXT, ARRAY) or kinds[1] in (TEXT, ARRAY):
                return self._sized(plain, place)
            first, again = self._twice(plain, place)
            return self._choose(
                self._type_is(first, "rt int", place), again, self._helper("rt grown", place, again), place
            )
        if operator == "*" and FLOAT not in kinds:
            return self._product(node, left, right, kinds, place)
        if operator == "%" and kinds[0] not in NUMBERS:
            first, again = self._twice(left, place)
            plain.left = again
            other = self._helper("rt modulo", place, again, right)
            return self._choose(self._type_is(first, "rt str", place), other, plain, place)
        return plain

    def _comparison(
        self, node: Binary, left: _AST, right: _AST, kinds: Tuple[Optional[str], ...], place: Dict[str, int]
    ) -> _AST:
        test, helper = _COMPARISONS[node.operator]
        plain = _tree(ast.Compare, place, left=left, ops=[test], comparators=[right])
        if kinds[0] in _FLAT or kinds[1] in _FLAT or type(left) is ast.Constant or type(right) is ast.Constant:
            return plain
        if not _is_small(node.right):
            return self._helper(helper, place, left, right)
        first, again = self._twice(left, place)
        plain.left = again
        guard = self._type_is(first, "rt list", place, _IS_NOT)
        if node.operator in ("==", "!="):
            guard = _tree(ast.BoolOp, place, op=_AND, values=[guard, self._type_is(again, "rt dict", place, _IS_NOT)])
        return self._choose(guard, plain, self._helper(helper, place, again, right), place)

    def _product(
        self, node: Binary, left: _AST, right: _AST, kinds: Tuple[Optional[str], ...], place: Dict[str, int]
    ) -> _AST:
        """``left * right`` if that is a small number, else by the helper."""
        if kinds[0] in NUMBERS and kinds[1] in NUMBERS:
            plain = _tree(ast.BinOp, place, left=left, op=_ARITHMETIC["*"], right=right)
            if self._kinds.bits(node, self._scope) <= SMALL:
                return plain
            if type(left) is ast.Constant and type(right) is ast.Constant:
                return self._helper("rt multiply", place, left, right)
            first, again = self._twice(plain, place)
            return self._choose(self._between(first, place), again, self._helper("rt number", place, again), place)
        first, again = (left, left) if type(left) is ast.Constant else self._keep(left, place, right)
        second, twice = self._twice(right, place)
        plain = _tree(ast.BinOp, place, left=again, op=_ARITHMETIC["*"], right=twice)
        product, result = self._twice(plain, place)
        same = _tree(
            ast.Compare,
            place,
            left=self._helper("rt type", place, first),
            ops=[_IS],
            comparators=[self._helper("rt type", place, second)],
        )
        guard = _tree(ast.BoolOp, place, op=_AND, values=[same, self._between(product, place)])
        return self._choose(guard, result, self._helper("rt multiply", place, again, twice), place)

    def _keep(self, tree: _AST, place: Dict[str, int], other: _AST) -> Tuple[_AST, _AST]:
        """Like ``_twice``, but safe if *other*, evaluated in between, binds the name anew."""
        if type(tree) is ast.Name and type(other) in (ast.Name, ast.Constant):
            return tree, tree
        return self._temporary(tree, place)

    def _between(self, tree: _AST, place: Dict[str, int]) -> _AST:
        """Return ``-big < tree < big``, false for everything that is no small number."""
        low, high = (_tree(ast.Name, place, id=name, ctx=_LOAD) for name in ("rt low", "rt high"))
        return _tree(ast.Compare, place, left=low, ops=[_LESS, _LESS], comparators=[tree, high])

    def _sized(self, tree: _AST, place: Dict[str, int]) -> _AST:
        """Return a tree for a text or array, checked if it is long."""
        first, again = self._twice(tree, place)
        return self._choose(self._is_short(first, place), again, self._helper("rt grown", place, again), place)

    def _is_short(self, tree: _AST, place: Dict[str, int]) -> _AST:
        return _tree(
            ast.Compare,
            place,
            left=self._helper("rt len", place, tree),
            ops=[_LESS],
            comparators=[_tree(ast.Constant, place, value=SMALL, kind=None)],
        )

    def _logical(self, node: Logical) -> _AST:
        row = [node.right]
        rest = node.left
        while type(rest) is Logical and rest.operator == node.operator:
            row.append(rest.right)
            rest = rest.left
        row.append(rest)
        operator = _AND if node.operator == "&&" else _OR
        return _tree(ast.BoolOp, self._place(node), op=operator, values=[self._visit(part) for part in reversed(row)])

    def _ternary(self, node: Ternary) -> _AST:
        return self._choose(
            self._visit(node.test), self._visit(node.then), self._visit(node.otherwise), self._place(node)
        )

    # -- functions ------------------------------------------------------------------------------

    def _arrow(self, node: Arrow) -> _AST:
        place = self._place(node)
        outer, self._hoisted = self._hoisted, []
        names = self._enter(node)
        if node.expression is None:
            body = self._body(node.body)
        else:
            expression = self._visit(node.expression)
            if not self._hoisted and not self._deep:
                if self._counted:
                    tick = self._helper("rt tick", place)
                    expression = _tree(ast.BoolOp, place, op=_AND, values=[tick, expression])
                self._leave(names)
                self._hoisted = outer
                return _tree(ast.Lambda, place, args=self._parameters(node.parameters, place), body=expression)
            body = [*self._hoisted, _tree(ast.Return, self._place(node.expression), value=expression)]
        prologue = self._prologue(node.start, place)
        self._leave(names)
        self._temporaries += 1
        name = f"rt fn {self._temporaries}"
        self._hoisted = outer
        self._hoisted.append(self._define(name, node.parameters, prologue + body, place))
        return _tree(ast.Name, place, id=name, ctx=_LOAD)

    def _function(self, node: Function) -> List[_AST]:
        place = self._place(node)
        names = self._enter(node)
        body = self._prologue(node.start, place) + self._body(node.body)
        self._leave(names)
        return [self._define(self._identifier(node.name.name), node.parameters, body, place)]

    def _enter(self, node: Any) -> Dict[str, str]:
        """Go into a function; names of handlers that it binds itself mean its own variables."""
        names = self._names
        self._scope = self._scopes[node.start]
        if names:
            own = self._scope.bindings
            self._names = {name: known for name, known in names.items() if name not in own}
        return names

    def _leave(self, names: Dict[str, str]) -> None:
        assert self._scope.parent is not None
        self._scope = self._scope.parent
        self._names = names

    def _prologue(self, key: int, place: Dict[str, int]) -> List[_AST]:
        """Return what a function does first: say whose names it binds, give built-ins' names a value."""
        scope = self._scopes[key]
        module = self._scopes[MODULE]
        body: List[_AST] = []
        inner: List[str] = []
        outer: List[str] = []
        for name, owner in scope.nonlocals.items():
            if name in self._names:
                inner.append(self._names[name])
            else:
                (outer if owner is module else inner).append(python_name(name))
        if outer:
            body.append(_tree(ast.Global, place, names=outer))
        if inner:
            body.append(_tree(ast.Nonlocal, place, names=inner))
        for name in scope.bindings:
            if name in self._kinds.builtins and name not in scope.parameters:
                value = _tree(ast.Name, place, id="ml " + name, ctx=_LOAD)
                body.append(
                    _tree(ast.Assign, place, targets=[_tree(ast.Name, place, id=name, ctx=_STORE)], value=value)
                )
        return body

    def _parameters(self, parameters: Sequence[Identifier], place: Dict[str, int]) -> ast.arguments:
        arguments = [_tree(ast.arg, place, arg=python_name(name.name), annotation=None) for name in parameters]
        return ast.arguments(
            posonlyargs=[], args=arguments, vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[]
        )

    def _define(self, name: str, parameters: Sequence[Identifier], body: List[_AST], place: Dict[str, int]) -> _AST:
        if not body:
            body = [_tree(ast.Pass, place)]
        if name is not MAIN and (self._counted or self._deep):
            body = self._accounted(body)
        return _tree(
            ast.FunctionDef,
            place,
            name=name,
            args=self._parameters(parameters, place),
            body=body,
            decorator_list=[],
            returns=None,
            type_comment=None,
            **_NEW_FIELDS,
        )

    def _accounted(self, body: List[_AST]) -> List[_AST]:
        """Return a function body that takes a step, and a level of depth if these are counted."""
        head = 0
        while head < len(body) - 1 and isinstance(body[head], (ast.Global, ast.Nonlocal)):
            head += 1
        first = body[head]
        place = {"lineno": first.lineno, "col_offset": first.col_offset}
        opening: List[_AST] = list(body[:head])
        if self._counted:
            opening.append(_tree(ast.Expr, place, value=self._helper("rt tick", place)))
        if not self._deep:
            return opening + body[head:]
        opening.append(_tree(ast.Expr, place, value=self._helper("rt deeper", place)))
        closing = _tree(ast.Expr, place, value=self._helper("rt higher", place))
        return [*opening, _tree(ast.Try, place, body=body[head:], handlers=[], orelse=[], finalbody=[closing])]

    # -- statements -----------------------------------------------------------------------------

    def _body(self, statements: Sequence[Statement]) -> List[_AST]:
        body: List[_AST] = []
        visitors = self._statements
        for statement in statements:
            trees = visitors[type(statement)](statement)
            if self._hoisted:
                body += self._hoisted
                self._hoisted = []
            body += trees
        return body

    def _block(self, statements: Sequence[Statement], node: Any) -> List[_AST]:
        """Return the trees of a block, which Python does not want to be empty.

        Definitions that the statement in progress has hoisted stay with it.
        """
        outer, self._hoisted = self._hoisted, []
        body = self._body(statements)
        self._hoisted = outer
        return body or [_tree(ast.Pass, self._place(node))]

    def _evaluate(self, node: Evaluate) -> List[_AST]:
        return [_tree(ast.Expr, self._place(node), value=self._visit(node.expression))]

    def _assign(self, node: Assign) -> List[_AST]:
        target = node.target
        place = self._place(node)
        if type(target) is Name:
            grown = self._grow_in_place(target, node, place)
            if grown is not None:
                return grown
        value = self._visit(node.value)
        if type(target) is Name:
            store: _AST = _tree(ast.Name, self._place(target), id=self._identifier(target.name), ctx=_STORE)
        elif type(target) is Member:
            where = self._place(target)
            store = _tree(
                ast.Subscript,
                where,
                value=self._visit(target.target),
                ctx=_STORE,
                slice=_tree(ast.Constant, where, value=target.name, kind=None),
            )
        elif type(target) is Index:
            store = _tree(
                ast.Subscript,
                self._place(target),
                value=self._visit(target.target),
                slice=self._visit(target.key),
                ctx=_STORE,
            )
        else:
            assert type(target) is Slice
            call = self._helper("rt set slice", place, value, self._visit(target.target), *self._bounds(target))
            return [_tree(ast.Expr, place, value=call)]
        return [_tree(ast.Assign, place, targets=[store], value=value, type_comment=None)]

    def _grow_in_place(self, target: Name, node: Assign, place: Dict[str, int]) -> Optional[List[_AST]]:
        """``s = s + more`` as CPython likes it: it then extends the string without copying it."""
        value = node.value
        if type(value) is not Binary or value.operator != "+" or type(value.left) is not Name:
            return None
        if value.left.name != target.name:
            return None
        textual = is_textual(value)
        left, right = self._kind(value.left), self._kind(value.right)
        if not textual and (left in NUMBERS or right in NUMBERS):
            return None
        name = self._identifier(target.name)
        where = self._place(target)
        plain = _tree(
            ast.BinOp,
            self._place(value),
            left=self._visit(value.left),
            op=_ARITHMETIC["+"],
            right=self._visit(value.right),
        )
        assign = _tree(
            ast.Assign, place, targets=[_tree(ast.Name, where, id=name, ctx=_STORE)], value=plain, type_comment=None
        )
        read = _tree(ast.Name, where, id=name, ctx=_LOAD)
        fits = self._type_is(read, "rt int", place) if left is right is None else self._is_short(read, place)
        check = _tree(
            ast.Expr,
            place,
            value=_tree(ast.BoolOp, place, op=_OR, values=[fits, self._helper("rt grown", place, read)]),
        )
        if not textual or (left is TEXT and right is TEXT):
            return [assign, check]
        if right is not TEXT:
            return None
        other = _tree(
            ast.Assign,
            place,
            targets=[_tree(ast.Name, where, id=name, ctx=_STORE)],
            value=self._joined((value.left, value.right), place),
            type_comment=None,
        )
        return [_tree(ast.If, place, test=self._type_is(read, "rt str", place), body=[assign, check], orelse=[other])]

    def _unpack_array(self, node: UnpackArray) -> List[_AST]:
        place = self._place(node)
        names = [_tree(ast.Name, self._place(name), id=self._identifier(name.name), ctx=_STORE) for name in node.names]
        value = self._helper("rt unpack", place, self._visit(node.value))
        return [
            _tree(
                ast.Assign,
                place,
                targets=[_tree(ast.Tuple, place, elts=names, ctx=_STORE)],
                value=value,
                type_comment=None,
            )
        ]

    def _unpack_object(self, node: UnpackObject) -> List[_AST]:
        place = self._place(node)
        first, again = self._temporary(self._visit(node.value), place)
        trees: List[_AST] = [_tree(ast.Expr, place, value=first)]
        for name in node.names:
            where = self._place(name)
            value = _tree(
                ast.Subscript,
                where,
                value=again,
                slice=_tree(ast.Constant, where, value=name.name, kind=None),
                ctx=_LOAD,
            )
            target = _tree(ast.Name, where, id=self._identifier(name.name), ctx=_STORE)
            trees.append(_tree(ast.Assign, where, targets=[target], value=value, type_comment=None))
        return trees

    def _return(self, node: Return) -> List[_AST]:
        value = None if node.value is None else self._visit(node.value)
        return [_tree(ast.Return, self._place(node), value=value)]

    def _throw(self, node: Throw) -> List[_AST]:
        place = self._place(node)
        return [_tree(ast.Raise, place, exc=self._helper("rt thrown", place, self._object(node.value)), cause=None)]

    def _break(self, node: Break) -> List[_AST]:
        return [_tree(ast.Break, self._place(node))]

    def _continue(self, node: Continue) -> List[_AST]:
        return [_tree(ast.Continue, self._place(node))]

    def _nonlocal(self, node: Nonlocal) -> List[_AST]:
        return []  # said at the head of the function

    def _if(self, node: If) -> List[_AST]:
        branches = [node]
        while len(branches[-1].otherwise) == 1 and type(branches[-1].otherwise[0]) is If:
            branches.append(branches[-1].otherwise[0])
        parts = [(self._visit(branch.test), self._block(branch.then, branch), branch) for branch in branches]
        last = branches[-1].otherwise
        otherwise = self._block(last, last[0]) if last else []
        for test, then, branch in reversed(parts):
            otherwise = [_tree(ast.If, self._place(branch), test=test, body=then, orelse=otherwise)]
        return otherwise

    def _while(self, node: While) -> List[_AST]:
        place = self._place(node)
        test = self._visit(node.test)
        if self._counted:
            test = _tree(ast.BoolOp, place, op=_AND, values=[test, self._helper("rt tick", place)])
        return [_tree(ast.While, place, test=test, body=self._block(node.body, node), orelse=[])]

    def _for(self, node: For) -> List[_AST]:
        place = self._place(node)
        iterable = node.iterable
        tree = self._visit(iterable)
        where = self._place(iterable)
        if (
            type(iterable) is Call
            and type(iterable.function) is Name
            and (iterable.function.name == "range" and self._kinds.is_builtin("range", self._scope))
        ):
            tree.func.id = "rt counting"
        elif self._kind(iterable) not in (ARRAY, TEXT, OBJECT):
            tree = self._helper("rt iterate", where, tree)
        if self._counted:
            tree = self._helper("rt metered", where, tree)
        variable = _tree(ast.Name, self._place(node.variable), id=self._identifier(node.variable.name), ctx=_STORE)
        return [
            _tree(
                ast.For,
                place,
                target=variable,
                iter=tree,
                body=self._block(node.body, node),
                orelse=[],
                type_comment=None,
            )
        ]

    def _try(self, node: Try) -> List[_AST]:
        place = self._place(node)
        body = self._block(node.body, node)
        handlers = [self._handler(handler) for handler in node.handlers]
        ending: List[_AST] = []
        if node.ending is not None:
            ending = self._block(node.ending, node)
            if not self._is_unseen(node.ending):
                ending.insert(0, _tree(ast.Expr, place, value=self._helper("rt guard", place)))
        if not handlers and not ending:
            return body
        return [_tree(ast.Try, place, body=body, handlers=handlers, orelse=[], finalbody=ending)]

    def _is_unseen(self, statements: Sequence[Statement]) -> bool:
        """Say whether a ``finally`` block does nothing but give variables of its function a value.

        Such a block may run after a limit: nobody can see it, and it cannot go on for long.
        """
        local = self._scope is not self._scopes[MODULE] and not _NEEDS_ROOM
        return local and all(
            type(statement) is Assign
            and type(statement.target) is Name
            and self._scope.owner(statement.target.name) is self._scope
            and not any(type(part) is Call for part in walk(statement.value))
            for statement in statements
        )

    def _handler(self, node: Handler) -> _AST:
        """The name of a handler is a variable of its own, which lives on in functions made there."""
        place = self._place(node)
        names = self._names
        body: List[_AST] = []
        if _NEEDS_ROOM:
            body.append(_tree(ast.Expr, place, value=self._helper("rt room", place)))
        used = node.name is not None and any(
            type(part) in (Name, Identifier) and part.name == node.name.name for part in walk(node.body)
        )
        if node.name is not None and used:
            self._handlers += 1
            name = f"{node.name.name} #{self._handlers}"
            self._names = {**names, node.name.name: name}
            target = _tree(ast.Name, self._place(node.name), id=name, ctx=_STORE)
            caught = self._helper("rt caught", place, _tree(ast.Name, place, id="rt error", ctx=_LOAD))
            body.append(_tree(ast.Assign, place, targets=[target], value=caught, type_comment=None))
        body += self._block(node.body, node)
        self._names = names
        kinds = _tree(ast.Name, place, id="rt catchable", ctx=_LOAD)
        return _tree(ast.ExceptHandler, place, type=kinds, name="rt error" if used else None, body=body)

    def _import(self, node: Import) -> List[_AST]:
        place = self._place(node)
        path = _tree(ast.Constant, place, value=".".join(node.path), kind=None)
        whole = _tree(ast.Constant, place, value=node.alias is not None, kind=None)
        name = node.alias.name if node.alias else node.path[0]
        target = _tree(ast.Name, place, id=self._identifier(name), ctx=_STORE)
        return [
            _tree(
                ast.Assign,
                place,
                targets=[target],
                value=self._helper("rt import", place, path, whole),
                type_comment=None,
            )
        ]

    def _capability(self, node: Capability) -> List[_AST]:
        return []  # a request to the host, nothing that runs


def _native_owner(name: str, arguments: Sequence[Expression]) -> Tuple[Optional[str], str]:
    """Return the kind of value for which Python may run a method itself, and the name of its type."""
    for methods, owner, exact in ((_ARRAY_METHODS, ARRAY, "rt list"), (_TEXT_METHODS, TEXT, "rt str")):
        low, high = methods.get(name, (1, 0))
        if low <= len(arguments) <= high:
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


def _is_small(node: Expression) -> bool:
    """Say whether an expression is short enough to stand twice in the code."""
    return node.end - node.start <= 24 and type(node) is not Arrow
