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

from . import nodes
from .errors import MLLimitError
from .kinds import ARRAY, FLOAT, NUMBERS, OBJECT, TEXT, Kinds, is_textual
from .limits import SMALL
from .nodes import Expression, Statement
from .scopes import MODULE, Scope
from .source import Source, Span

MAIN = "<module>"  # the name of the function that runs the top level
_HOST_WORDS = frozenset(["None", "True", "False"])
_LOAD, _STORE = ast.Load(), ast.Store()
_NEW_FIELDS: Dict[str, Any] = {"type_params": []} if sys.version_info >= (3, 12) else {}
_ENDS = sys.version_info >= (3, 11)

_ARITHMETIC: Dict[str, ast.operator] = {
    "+": ast.Add(), "-": ast.Sub(), "*": ast.Mult(), "/": ast.Div(), "//": ast.FloorDiv(), "%": ast.Mod(),
}
_COMPARISONS: Dict[str, Tuple[ast.cmpop, str]] = {
    "==": (ast.Eq(), "rt equal"), "!=": (ast.NotEq(), "rt unequal"), "<": (ast.Lt(), "rt less"),
    "<=": (ast.LtE(), "rt less or equal"), ">": (ast.Gt(), "rt greater"), ">=": (ast.GtE(), "rt greater or equal"),
}
_IS, _IS_NOT, _AND, _OR, _NOT, _NEGATE = ast.Is(), ast.IsNot(), ast.And(), ast.Or(), ast.Not(), ast.USub()
_LESS = ast.Lt()
_FLAT = NUMBERS | {TEXT}  # kinds whose comparison cannot go deep

# Methods that Python may run itself on a value of exactly this type, and their numbers of arguments.
_TEXT_METHODS = {
    "upper": (0, 0), "lower": (0, 0), "capitalize": (0, 0), "title": (0, 0), "swapcase": (0, 0), "strip": (0, 1),
    "lstrip": (0, 1), "rstrip": (0, 1), "split": (0, 2), "startswith": (1, 3), "endswith": (1, 3), "find": (1, 3),
    "rfind": (1, 3), "isdigit": (0, 0), "isalpha": (0, 0), "isalnum": (0, 0), "isspace": (0, 0), "isupper": (0, 0),
    "islower": (0, 0), "istitle": (0, 0),
}
_ARRAY_METHODS = {"append": (1, 1), "pop": (0, 1), "reverse": (0, 0)}

_AST = Any  # an ast expression or statement: their constructors take what the grammar says


class Compiled(NamedTuple):
    """What the compiler makes of a module; ``answers`` if running the code returns a value."""

    code: CodeType
    answers: bool


def python_name(name: str) -> str:
    """Return the Python identifier for an ML name: itself, but for the three words Python keeps."""
    return name + " " if name in _HOST_WORDS else name


def compile_module(
    module: nodes.Module,
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
            "loops and 'try' statements, or operators, nested too deeply", source, Span(start, start + 1),
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
            nodes.Constant: self._constant, nodes.String: self._constant, nodes.Name: self._name,
            nodes.Array: self._array, nodes.Object: self._object, nodes.Member: self._member, nodes.Call: self._call,
            nodes.Index: self._index, nodes.Slice: self._slice, nodes.Unary: self._unary,
            nodes.Binary: self._binary, nodes.Logical: self._logical, nodes.Ternary: self._ternary,
            nodes.Arrow: self._arrow,
        }
        self._statements: Dict[type, Callable[[Any], List[_AST]]] = {
            nodes.Evaluate: self._evaluate, nodes.Assign: self._assign, nodes.UnpackArray: self._unpack_array,
            nodes.UnpackObject: self._unpack_object, nodes.Return: self._return, nodes.Throw: self._throw,
            nodes.Break: self._break, nodes.Continue: self._continue, nodes.Nonlocal: self._nonlocal,
            nodes.Function: self._function, nodes.If: self._if, nodes.While: self._while, nodes.For: self._for,
            nodes.Try: self._try, nodes.Import: self._import, nodes.Capability: self._capability,
        }

    def compile(self, module: nodes.Module, session: bool) -> Tuple[ast.Module, bool]:
        """Return the tree of a function that runs the module, and whether it returns a value."""
        statements = module.body
        body: List[_AST] = []
        place = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 0}
        if self._scope.bindings:
            body.append(ast.Global(names=[python_name(name) for name in self._scope.bindings], **place))
        last = statements[-1] if statements else None
        answers = session and type(last) is nodes.Evaluate
        if answers:
            assert type(last) is nodes.Evaluate
            statements = (*statements[:-1], nodes.Return(last.start, last.end, last.expression))
        body += self._body(statements)
        if not body:
            body.append(ast.Pass(**place))
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
            column = len(self._text[self._low:start].encode("utf-8", "surrogatepass"))
        if not _ENDS:
            return {"lineno": self._line, "col_offset": column}
        end: int = node[1]
        if end <= self._high and self._ascii:
            return {
                "lineno": self._line, "col_offset": column, "end_lineno": self._line, "end_col_offset": end - self._low
            }
        line = self._line
        if end > self._high:
            self._seek(end - 1)
        width = len(self._text[self._low:end].encode("utf-8", "surrogatepass"))
        return {"lineno": line, "col_offset": column, "end_lineno": self._line, "end_col_offset": width}

    def _seek(self, offset: int) -> None:
        self._line = self._source.position(offset)[0]
        starts = self._source.line_starts
        self._low = starts[self._line - 1]
        self._high = starts[self._line] if self._line < len(starts) else len(self._text) + 1

    # -- small trees ----------------------------------------------------------------------------

    def _helper(self, name: str, place: Dict[str, int], *arguments: _AST) -> _AST:
        return ast.Call(func=ast.Name(id=name, ctx=_LOAD, **place), args=list(arguments), keywords=[], **place)

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
        kept = ast.NamedExpr(target=ast.Name(id=name, ctx=_STORE, **place), value=tree, **place)
        return kept, ast.Name(id=name, ctx=_LOAD, **place)

    def _type_is(self, tree: _AST, kind: str, place: Dict[str, int], test: ast.cmpop = _IS) -> _AST:
        """Return ``type(tree) is kind``."""
        return ast.Compare(
            left=self._helper("rt type", place, tree), ops=[test],
            comparators=[ast.Name(id=kind, ctx=_LOAD, **place)], **place,
        )

    def _choose(self, test: _AST, then: _AST, otherwise: _AST, place: Dict[str, int]) -> _AST:
        return ast.IfExp(test=test, body=then, orelse=otherwise, **place)

    # -- expressions ----------------------------------------------------------------------------

    def _constant(self, node: Union[nodes.Constant, nodes.String]) -> _AST:
        return ast.Constant(value=node.value, kind=None, **self._place(node))

    def _identifier(self, name: str) -> str:
        return self._names.get(name) or python_name(name)

    def _name(self, node: nodes.Name) -> _AST:
        return ast.Name(id=self._names.get(node.name) or python_name(node.name), ctx=_LOAD, **self._place(node))

    def _array(self, node: nodes.Array) -> _AST:
        return ast.List(elts=[self._visit(item) for item in node.items], ctx=_LOAD, **self._place(node))

    def _object(self, node: nodes.Object) -> _AST:
        place = self._place(node)
        keys = [ast.Constant(value=key.name, kind=None, **place) for key in node.keys]
        return ast.Dict(keys=keys, values=[self._visit(value) for value in node.values], **place)

    def _member(self, node: nodes.Member) -> _AST:
        place = self._place(node)
        key = ast.Constant(value=node.name, kind=None, **place)
        first, again = self._twice(self._visit(node.target), place)
        fetched = ast.Call(func=ast.Attribute(value=again, attr="get", ctx=_LOAD, **place), args=[key], keywords=[],
                           **place)
        if self._kind(node.target) is OBJECT:
            fetched.func.value = first
            return fetched
        return self._choose(
            self._type_is(first, "rt dict", place), fetched, self._helper("rt member", place, again, key), place
        )

    def _call(self, node: nodes.Call) -> _AST:
        place = self._place(node)
        function = node.function
        if type(function) is nodes.Name:
            name = function.name
            called = self._name(function)
            if name in self._kinds.builtins and not self._kinds.is_builtin(name, self._scope):
                called = self._helper("rt pick", place, called, ast.Name(id="ml " + name, ctx=_LOAD, **place))
            arguments = [self._visit(argument) for argument in node.arguments]
            return ast.Call(func=called, args=arguments, keywords=[], **place)
        return self._method(node, function, place)  # type: ignore[arg-type]

    def _method(self, node: nodes.Call, function: nodes.Member, place: Dict[str, int]) -> _AST:
        """``target.name(arguments)``: Python's own method where that is safe, else by the table."""
        name = function.name
        kind = self._kind(function.target)
        first, again = self._twice(self._visit(function.target), place)
        arguments = [self._visit(argument) for argument in node.arguments]
        for methods, owner, exact in ((_ARRAY_METHODS, ARRAY, "rt list"), (_TEXT_METHODS, TEXT, "rt str")):
            low, high = methods.get(name, (1, 0))
            if not low <= len(arguments) <= high:
                continue
            if kind is owner:
                return ast.Call(func=ast.Attribute(value=first, attr=name, ctx=_LOAD, **place), args=arguments,
                                keywords=[], **place)
            if all(_is_small(argument) for argument in node.arguments):
                native = ast.Call(func=ast.Attribute(value=again, attr=name, ctx=_LOAD, **place), args=arguments,
                                  keywords=[], **place)
                invoked = self._helper("rt invoke", place, again, ast.Constant(value=name, kind=None, **place),
                                       *arguments)
                return self._choose(self._type_is(first, exact, place), native, invoked, place)
        key = ast.Constant(value=name, kind=None, **place)
        if kind in (ARRAY, TEXT):
            return self._helper("rt invoke", place, first, key, *arguments)
        return ast.Call(func=self._helper("rt method", place, first, key), args=arguments, keywords=[], **place)

    def _index(self, node: nodes.Index) -> _AST:
        place = self._place(node)
        target, index = self._visit(node.target), self._visit(node.index)
        if type(node.target) not in (nodes.Name, nodes.Member, nodes.Call, nodes.Index, nodes.Slice):
            # Python warns when it compiles a literal with an index of the wrong type.
            return self._helper("rt index", place, target, index)
        return ast.Subscript(value=target, slice=index, ctx=_LOAD, **place)

    def _bounds(self, node: nodes.Slice) -> List[_AST]:
        place = self._place(node)
        return [
            ast.Constant(value=None, kind=None, **place) if part is None else self._visit(part)
            for part in (node.lower, node.upper, node.step)
        ]

    def _slice(self, node: nodes.Slice) -> _AST:
        return self._helper("rt slice", self._place(node), self._visit(node.target), *self._bounds(node))

    def _unary(self, node: nodes.Unary) -> _AST:
        operator = _NOT if node.operator == "!" else _NEGATE
        return ast.UnaryOp(op=operator, operand=self._visit(node.operand), **self._place(node))

    def _binary(self, node: nodes.Binary) -> _AST:
        """A row of operators leans to the left: walk down, then build up."""
        row = [node]
        while type(row[-1].left) is nodes.Binary and not is_textual(row[-1]):
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

    def _textual(self, node: nodes.Binary) -> _AST:
        place = self._place(node)
        parts: List[Expression] = []
        rest: Expression = node
        while type(rest) is nodes.Binary and is_textual(rest):
            parts.append(rest.right)
            rest = rest.left
        parts.append(rest)
        parts.reverse()
        trees = [self._visit(part) for part in parts]
        if all(self._kind(part) is TEXT for part in parts):
            joined = trees[0]
            for tree in trees[1:]:
                joined = ast.BinOp(left=joined, op=_ARITHMETIC["+"], right=tree, **place)
            return self._sized(joined, place)
        return self._helper("rt text", place, *trees)

    def _operation(self, node: nodes.Binary, left: _AST, more: bool) -> _AST:
        """One binary operation; *more* if a ``+`` follows, whose guard serves for both."""
        operator = node.operator
        place = self._place(node)
        right = self._visit(node.right)
        kinds = self._kind(node.left), self._kind(node.right)
        if operator in _COMPARISONS:
            return self._comparison(node, left, right, kinds, place)
        plain = ast.BinOp(left=left, op=_ARITHMETIC[operator], right=right, **place)
        numeric = kinds[0] in NUMBERS or kinds[1] in NUMBERS
        if operator == "+":
            if numeric or more:
                return plain
            if kinds[0] in (TEXT, ARRAY) or kinds[1] in (TEXT, ARRAY):
                return self._sized(plain, place)
            first, again = self._twice(plain, place)
            return self._choose(self._type_is(first, "rt int", place), again,
                                self._helper("rt grown", place, again), place)
        if operator == "*" and FLOAT not in kinds:
            return self._product(left, right, kinds, place)
        if operator == "%" and kinds[0] not in NUMBERS:
            first, again = self._twice(left, place)
            plain.left = again
            other = self._helper("rt modulo", place, again, right)
            return self._choose(self._type_is(first, "rt str", place), other, plain, place)
        return plain

    def _comparison(
        self, node: nodes.Binary, left: _AST, right: _AST, kinds: Tuple[Optional[str], ...], place: Dict[str, int]
    ) -> _AST:
        test, helper = _COMPARISONS[node.operator]
        plain = ast.Compare(left=left, ops=[test], comparators=[right], **place)
        if kinds[0] in _FLAT or kinds[1] in _FLAT or type(left) is ast.Constant or type(right) is ast.Constant:
            return plain
        if not _is_small(node.right):
            return self._helper(helper, place, left, right)
        first, again = self._twice(left, place)
        plain.left = again
        guard = self._type_is(first, "rt list", place, _IS_NOT)
        if node.operator in ("==", "!="):
            guard = ast.BoolOp(op=_AND, values=[guard, self._type_is(again, "rt dict", place, _IS_NOT)], **place)
        return self._choose(guard, plain, self._helper(helper, place, again, right), place)

    def _product(self, left: _AST, right: _AST, kinds: Tuple[Optional[str], ...], place: Dict[str, int]) -> _AST:
        """``left * right`` if that is a small number, else by the helper."""
        if kinds[0] in NUMBERS and kinds[1] in NUMBERS:
            plain = ast.BinOp(left=left, op=_ARITHMETIC["*"], right=right, **place)
            if type(left) is ast.Constant and type(right) is ast.Constant:
                return self._helper("rt multiply", place, left, right)
            first, again = self._twice(plain, place)
            return self._choose(self._between(first, place), again, self._helper("rt number", place, again), place)
        first, again = (left, left) if type(left) is ast.Constant else self._keep(left, place, right)
        second, twice = self._twice(right, place)
        plain = ast.BinOp(left=again, op=_ARITHMETIC["*"], right=twice, **place)
        product, result = self._twice(plain, place)
        same = ast.Compare(left=self._helper("rt type", place, first), ops=[_IS],
                           comparators=[self._helper("rt type", place, second)], **place)
        guard = ast.BoolOp(op=_AND, values=[same, self._between(product, place)], **place)
        return self._choose(guard, result, self._helper("rt multiply", place, again, twice), place)

    def _keep(self, tree: _AST, place: Dict[str, int], other: _AST) -> Tuple[_AST, _AST]:
        """Like ``_twice``, but safe if *other*, evaluated in between, binds the name anew."""
        if type(tree) is ast.Name and type(other) in (ast.Name, ast.Constant):
            return tree, tree
        return self._temporary(tree, place)

    def _between(self, tree: _AST, place: Dict[str, int]) -> _AST:
        """Return ``-big < tree < big``, false for everything that is no small number."""
        low, high = (ast.Name(id=name, ctx=_LOAD, **place) for name in ("rt low", "rt high"))
        return ast.Compare(left=low, ops=[_LESS, _LESS], comparators=[tree, high], **place)

    def _sized(self, tree: _AST, place: Dict[str, int]) -> _AST:
        """Return a tree for a text or array, checked if it is long."""
        first, again = self._twice(tree, place)
        return self._choose(self._is_short(first, place), again, self._helper("rt grown", place, again), place)

    def _is_short(self, tree: _AST, place: Dict[str, int]) -> _AST:
        return ast.Compare(left=self._helper("rt len", place, tree), ops=[_LESS],
                           comparators=[ast.Constant(value=SMALL, kind=None, **place)], **place)

    def _logical(self, node: nodes.Logical) -> _AST:
        row = [node.right]
        rest = node.left
        while type(rest) is nodes.Logical and rest.operator == node.operator:
            row.append(rest.right)
            rest = rest.left
        row.append(rest)
        operator = _AND if node.operator == "&&" else _OR
        return ast.BoolOp(op=operator, values=[self._visit(part) for part in reversed(row)], **self._place(node))

    def _ternary(self, node: nodes.Ternary) -> _AST:
        return self._choose(self._visit(node.test), self._visit(node.then), self._visit(node.otherwise),
                            self._place(node))

    # -- functions ------------------------------------------------------------------------------

    def _arrow(self, node: nodes.Arrow) -> _AST:
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
                    expression = ast.BoolOp(op=_AND, values=[tick, expression], **place)
                self._leave(names)
                self._hoisted = outer
                return ast.Lambda(args=self._parameters(node.parameters, place), body=expression, **place)
            body = [*self._hoisted, ast.Return(value=expression, **self._place(node.expression))]
        prologue = self._prologue(node.start, place)
        self._leave(names)
        self._temporaries += 1
        name = f"rt fn {self._temporaries}"
        self._hoisted = outer
        self._hoisted.append(self._define(name, node.parameters, prologue + body, place))
        return ast.Name(id=name, ctx=_LOAD, **place)

    def _function(self, node: nodes.Function) -> List[_AST]:
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
        inner = []
        outer = []
        for name, owner in scope.nonlocals.items():
            if name in self._names:
                inner.append(self._names[name])
            else:
                (outer if owner is module else inner).append(python_name(name))
        if outer:
            body.append(ast.Global(names=outer, **place))
        if inner:
            body.append(ast.Nonlocal(names=inner, **place))
        for name in scope.bindings:
            if name in self._kinds.builtins and name not in scope.parameters:
                value = ast.Name(id="ml " + name, ctx=_LOAD, **place)
                body.append(ast.Assign(targets=[ast.Name(id=name, ctx=_STORE, **place)], value=value, **place))
        return body

    def _parameters(self, parameters: Sequence[nodes.Identifier], place: Dict[str, int]) -> ast.arguments:
        arguments = [ast.arg(arg=python_name(name.name), annotation=None, **place) for name in parameters]
        return ast.arguments(posonlyargs=[], args=arguments, vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None,
                             defaults=[])

    def _define(self, name: str, parameters: Sequence[nodes.Identifier], body: List[_AST], place: Dict[str, int]
                ) -> _AST:
        if not body:
            body = [ast.Pass(**place)]
        if name is not MAIN and (self._counted or self._deep):
            body = self._accounted(body)
        return ast.FunctionDef(name=name, args=self._parameters(parameters, place), body=body, decorator_list=[],
                               returns=None, type_comment=None, **_NEW_FIELDS, **place)

    def _accounted(self, body: List[_AST]) -> List[_AST]:
        """Return a function body that takes a step, and a level of depth if these are counted."""
        head = 0
        while head < len(body) - 1 and isinstance(body[head], (ast.Global, ast.Nonlocal)):
            head += 1
        first = body[head]
        place = {"lineno": first.lineno, "col_offset": first.col_offset}
        opening: List[_AST] = list(body[:head])
        if self._counted:
            opening.append(ast.Expr(value=self._helper("rt tick", place), **place))
        if not self._deep:
            return opening + body[head:]
        opening.append(ast.Expr(value=self._helper("rt deeper", place), **place))
        closing = ast.Expr(value=self._helper("rt higher", place), **place)
        return [*opening, ast.Try(body=body[head:], handlers=[], orelse=[], finalbody=[closing], **place)]

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
        return body or [ast.Pass(**self._place(node))]

    def _evaluate(self, node: nodes.Evaluate) -> List[_AST]:
        return [ast.Expr(value=self._visit(node.expression), **self._place(node))]

    def _assign(self, node: nodes.Assign) -> List[_AST]:
        target = node.target
        place = self._place(node)
        if type(target) is nodes.Name:
            grown = self._grow_in_place(target, node, place)
            if grown is not None:
                return grown
        value = self._visit(node.value)
        if type(target) is nodes.Name:
            store: _AST = ast.Name(id=self._identifier(target.name), ctx=_STORE, **self._place(target))
        elif type(target) is nodes.Member:
            where = self._place(target)
            store = ast.Subscript(value=self._visit(target.target), ctx=_STORE,
                                  slice=ast.Constant(value=target.name, kind=None, **where), **where)
        elif type(target) is nodes.Index:
            store = ast.Subscript(value=self._visit(target.target), slice=self._visit(target.index), ctx=_STORE,
                                  **self._place(target))
        else:
            assert type(target) is nodes.Slice
            call = self._helper("rt set slice", place, value, self._visit(target.target), *self._bounds(target))
            return [ast.Expr(value=call, **place)]
        return [ast.Assign(targets=[store], value=value, type_comment=None, **place)]

    def _grow_in_place(self, target: nodes.Name, node: nodes.Assign, place: Dict[str, int]) -> Optional[List[_AST]]:
        """``s = s + more`` as CPython likes it: it then extends the string without copying it."""
        value = node.value
        if type(value) is not nodes.Binary or value.operator != "+" or type(value.left) is not nodes.Name:
            return None
        if value.left.name != target.name:
            return None
        textual = is_textual(value)
        left, right = self._kind(value.left), self._kind(value.right)
        if not textual and (left in NUMBERS or right in NUMBERS):
            return None
        name = self._identifier(target.name)
        where = self._place(target)
        plain = ast.BinOp(left=self._visit(value.left), op=_ARITHMETIC["+"], right=self._visit(value.right),
                          **self._place(value))
        assign = ast.Assign(targets=[ast.Name(id=name, ctx=_STORE, **where)], value=plain, type_comment=None, **place)
        read = ast.Name(id=name, ctx=_LOAD, **where)
        fits = self._type_is(read, "rt int", place) if left is right is None else self._is_short(read, place)
        check = ast.Expr(value=ast.BoolOp(op=_OR, values=[fits, self._helper("rt grown", place, read)], **place),
                         **place)
        if not textual or (left is TEXT and right is TEXT):
            return [assign, check]
        if right is not TEXT:
            return None
        other = ast.Assign(targets=[ast.Name(id=name, ctx=_STORE, **where)],
                           value=self._helper("rt text", place, plain.left, plain.right), type_comment=None, **place)
        return [ast.If(test=self._type_is(read, "rt str", place), body=[assign, check], orelse=[other], **place)]

    def _unpack_array(self, node: nodes.UnpackArray) -> List[_AST]:
        place = self._place(node)
        names = [ast.Name(id=self._identifier(name.name), ctx=_STORE, **self._place(name)) for name in node.names]
        value = self._helper("rt unpack", place, self._visit(node.value))
        return [ast.Assign(targets=[ast.Tuple(elts=names, ctx=_STORE, **place)], value=value, type_comment=None,
                           **place)]

    def _unpack_object(self, node: nodes.UnpackObject) -> List[_AST]:
        place = self._place(node)
        first, again = self._temporary(self._visit(node.value), place)
        trees: List[_AST] = [ast.Expr(value=first, **place)]
        for name in node.names:
            where = self._place(name)
            value = ast.Subscript(value=again, slice=ast.Constant(value=name.name, kind=None, **where), ctx=_LOAD,
                                  **where)
            target = ast.Name(id=self._identifier(name.name), ctx=_STORE, **where)
            trees.append(ast.Assign(targets=[target], value=value, type_comment=None, **where))
        return trees

    def _return(self, node: nodes.Return) -> List[_AST]:
        value = None if node.value is None else self._visit(node.value)
        return [ast.Return(value=value, **self._place(node))]

    def _throw(self, node: nodes.Throw) -> List[_AST]:
        place = self._place(node)
        return [ast.Raise(exc=self._helper("rt thrown", place, self._object(node.value)), cause=None, **place)]

    def _break(self, node: nodes.Break) -> List[_AST]:
        return [ast.Break(**self._place(node))]

    def _continue(self, node: nodes.Continue) -> List[_AST]:
        return [ast.Continue(**self._place(node))]

    def _nonlocal(self, node: nodes.Nonlocal) -> List[_AST]:
        return []  # said at the head of the function

    def _if(self, node: nodes.If) -> List[_AST]:
        branches = [node]
        while len(branches[-1].otherwise) == 1 and type(branches[-1].otherwise[0]) is nodes.If:
            branches.append(branches[-1].otherwise[0])
        parts = [(self._visit(branch.test), self._block(branch.then, branch), branch) for branch in branches]
        last = branches[-1].otherwise
        otherwise = self._block(last, last[0]) if last else []
        for test, then, branch in reversed(parts):
            otherwise = [ast.If(test=test, body=then, orelse=otherwise, **self._place(branch))]
        return otherwise

    def _while(self, node: nodes.While) -> List[_AST]:
        place = self._place(node)
        test = self._visit(node.test)
        if self._counted:
            test = ast.BoolOp(op=_AND, values=[test, self._helper("rt tick", place)], **place)
        return [ast.While(test=test, body=self._block(node.body, node), orelse=[], **place)]

    def _for(self, node: nodes.For) -> List[_AST]:
        place = self._place(node)
        iterable = node.iterable
        tree = self._visit(iterable)
        where = self._place(iterable)
        if type(iterable) is nodes.Call and type(iterable.function) is nodes.Name and (
            iterable.function.name == "range" and self._kinds.is_builtin("range", self._scope)
        ):
            tree.func.id = "rt counting"
        elif self._kind(iterable) not in (ARRAY, TEXT, OBJECT):
            tree = self._helper("rt iterate", where, tree)
        if self._counted:
            tree = self._helper("rt metered", where, tree)
        variable = ast.Name(id=self._identifier(node.variable.name), ctx=_STORE, **self._place(node.variable))
        return [ast.For(target=variable, iter=tree, body=self._block(node.body, node), orelse=[], type_comment=None,
                        **place)]

    def _try(self, node: nodes.Try) -> List[_AST]:
        place = self._place(node)
        body = self._block(node.body, node)
        handlers = [self._handler(handler) for handler in node.handlers]
        ending: List[_AST] = []
        if node.ending is not None:
            guard = ast.Expr(value=self._helper("rt guard", place), **place)
            ending = [guard, *self._block(node.ending, node)]
        if not handlers and not ending:
            return body
        return [ast.Try(body=body, handlers=handlers, orelse=[], finalbody=ending, **place)]

    def _handler(self, node: nodes.Handler) -> _AST:
        """The name of a handler is a variable of its own, which lives on in functions made there."""
        place = self._place(node)
        names = self._names
        caught = self._helper("rt caught", place, ast.Name(id="rt error", ctx=_LOAD, **place))
        if node.name is None:
            first: _AST = ast.Expr(value=caught, **place)
        else:
            self._handlers += 1
            name = f"{node.name.name} #{self._handlers}"
            self._names = {**names, node.name.name: name}
            target = ast.Name(id=name, ctx=_STORE, **self._place(node.name))
            first = ast.Assign(targets=[target], value=caught, type_comment=None, **place)
        body = [first, *self._block(node.body, node)]
        self._names = names
        kinds = ast.Name(id="rt catchable", ctx=_LOAD, **place)
        return ast.ExceptHandler(type=kinds, name="rt error", body=body, **place)

    def _import(self, node: nodes.Import) -> List[_AST]:
        place = self._place(node)
        path = ast.Constant(value=".".join(node.path), kind=None, **place)
        whole = ast.Constant(value=node.alias is not None, kind=None, **place)
        name = node.alias.name if node.alias else node.path[0]
        target = ast.Name(id=self._identifier(name), ctx=_STORE, **place)
        return [ast.Assign(targets=[target], value=self._helper("rt import", place, path, whole), type_comment=None,
                           **place)]

    def _capability(self, node: nodes.Capability) -> List[_AST]:
        return []  # a request to the host, nothing that runs


def _is_small(node: Expression) -> bool:
    """Say whether an expression is short enough to stand twice in the code."""
    return node.end - node.start <= 24 and type(node) is not nodes.Arrow
