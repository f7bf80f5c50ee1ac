"""Nodes to a Python code object, by way of an ``ast`` tree; never by way of text.

Names of the program keep their spelling; names of helpers contain a blank ("rt member"), so no
program can spell one. Every tree carries the line and column of its node and the code the name of
the source: tracebacks, ``pdb``, ``trace`` and profilers speak of ML.

Here are statements and functions; expressions are in ``expressions.py``.

With ``counted`` each loop round and each function call takes a step ("rt tick"); with ``deep``
each function counts the depth of calls.
"""

from __future__ import annotations

import _ast as ast
import sys
import warnings
from types import CodeType
from typing import Any, Callable, ClassVar, Dict, FrozenSet, List, NoReturn, Optional, Sequence, Tuple

from ..records import NamedTuple
from .errors import MLLimitError
from .expressions import SPELLINGS, Expressions, python_name
from .kinds import ARRAY, NUMBERS, OBJECT, TEXT, Kinds, is_textual
from .nodes import (
    Arrow,
    Assign,
    Binary,
    Break,
    Call,
    Capability,
    Continue,
    Evaluate,
    For,
    Function,
    Handler,
    Identifier,
    If,
    Import,
    Index,
    Member,
    Module,
    Name,
    Nonlocal,
    Return,
    Slice,
    Statement,
    Throw,
    Try,
    UnpackArray,
    UnpackObject,
    While,
    walk,
)
from .scopes import MODULE, Scope
from .source import Source, Span
from .trees import python
from .trees.python import ADD, GREATER_EQUAL, IS_NOT, STORE, Place, Tree

_EXPANDED = 100_000  # characters that the code of one ``try`` may stand for
MAIN = "<module>"  # the name of the function that runs the top level


class Compiled(NamedTuple):
    """What the compiler makes of a module; ``answers`` if running the code returns a value."""

    code: CodeType
    answers: bool


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
    compiler = _Compiler(scopes, source, kinds, counted, deep, spans)
    tree, answers = compiler.compile(module, session)
    return Compiled(_assemble(tree, source), answers)


def render(
    module: Module, scopes: Dict[int, Scope], source: Source, builtins: FrozenSet[str], *, session: bool = False
) -> str:
    """Return the tree of a module as Python text, for people to read."""
    from ast import fix_missing_locations, unparse

    kinds = Kinds(scopes, builtins, session)
    tree, _ = _Compiler(scopes, source, kinds, False, False, None).compile(module, session)
    return unparse(fix_missing_locations(_plain(tree)))


def _plain(node: Any) -> Any:
    """Return a tree made of Python's own classes."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, ast.AST):
        return node
    kind: Any = next(base for base in type(node).__mro__ if base.__module__ in ("ast", "_ast"))
    return kind(**{name: _plain(getattr(node, name, None)) for name in kind._fields})


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


def _expanded(nodes: Sequence[Any]) -> Tuple[int, int]:
    """Return how large the code of some nodes gets, and how many ways out of them it has.

    CPython copies a ``finally`` block for every ``return``, ``break`` and ``continue`` that passes it,
    and twice more; blocks inside each other multiply. Sizes count characters of the source.
    """
    size = ways = 0
    for node in nodes:
        kind = type(node)
        if kind is Try:
            size_inside, ways_inside = _expanded((*node.body, *node.handlers))
            size_ending, ways_ending = _expanded(node.ending or ())
            copies = 2 + ways_inside
            size += size_inside + min(_EXPANDED, size_ending) * copies + 1
            ways += ways_inside + min(_EXPANDED, ways_ending) * copies
        elif kind is If:
            size_inside, ways_inside = _expanded((*node.then, *node.otherwise))
            size, ways = size + size_inside + 1, ways + ways_inside
        elif kind in (While, For, Handler):
            size_inside, ways_inside = _expanded(node.body)
            size, ways = size + size_inside + 1, ways + ways_inside
        else:
            size += node.end - node.start
            ways += kind in (Return, Break, Continue)
    return size, ways


class _Compiler(Expressions):
    def __init__(
        self,
        scopes: Dict[int, Scope],
        source: Source,
        kinds: Kinds,
        counted: bool,
        deep: bool,
        spans: Optional[List[Tuple[int, int]]],
    ) -> None:
        super().__init__(scopes, source, kinds, spans)
        self._counted = counted
        self._deep = deep
        self._handlers = 0
        self._trying = 0  # ``try`` statements around the current node
        self._hoisted: List[Tree] = []  # definitions that must stand before the current statement

    def compile(self, module: Module, session: bool) -> Tuple[ast.Module, bool]:
        """Return the tree of a function that runs the module, and whether it returns a value."""
        statements = module.body
        body: List[Tree] = []
        place = 1, 0, 1, 0
        if self._scope.bindings:
            body.append(python.Global(place, [python_name(name) for name in self._scope.bindings]))
        last = statements[-1] if statements else None
        answers = session and type(last) is Evaluate
        if answers:
            assert type(last) is Evaluate
            statements = (*statements[:-1], Return(last.start, last.end, last.expression))
        body += self._body(statements)
        if not body:
            body.append(python.Pass(place))
        function = self._define(MAIN, (), body, place)
        return ast.Module(body=[function], type_ignores=[]), answers

    # -- functions ------------------------------------------------------------------------------

    def _arrow(self, node: Arrow) -> Tree:
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
                    expression = self._both(tick, expression, place)
                self._leave(names)
                self._hoisted = outer
                return python.Lambda(place, self._parameters(node.parameters, place), expression)
            body = [*self._hoisted, python.Return(self._place(node.expression), expression)]
        prologue = self._prologue(node, place)
        self._leave(names)
        self._temporaries += 1
        name = f"rt fn {self._temporaries}"
        self._hoisted = outer
        self._hoisted.append(self._define(name, node.parameters, prologue + body, place))
        return python.Name(place, name)

    def _function(self, node: Function) -> List[Tree]:
        place = self._place(node)
        names = self._enter(node)
        body = self._prologue(node, place) + self._body(node.body)
        self._leave(names)
        return [self._define(self._identifier(node.name.name), node.parameters, body, place)]

    def _enter(self, node: Any) -> Dict[str, str]:
        """Go into a function; names of handlers that it binds itself mean its own variables."""
        names = self._names
        self._scope = self._scopes[node.start]
        if names is not SPELLINGS:
            own = self._scope.bindings
            self._names = {**SPELLINGS, **{name: known for name, known in names.items() if name not in own}}
        return names

    def _leave(self, names: Dict[str, str]) -> None:
        assert self._scope.parent is not None
        self._scope = self._scope.parent
        self._names = names

    def _prologue(self, node: Any, place: Place) -> List[Tree]:
        """Return what a function does first: say whose names it binds, give built-ins' names a value."""
        scope = self._scopes[node.start]
        first = self._place(node.body[0]) if node.body else place
        module = self._scopes[MODULE]
        body: List[Tree] = []
        inner: List[str] = []
        outer: List[str] = []
        for name, owner in scope.nonlocals.items():
            spelling = self._identifier(name)
            of_handler = spelling != python_name(name)
            (outer if owner is module and not of_handler else inner).append(spelling)
        if outer:
            body.append(python.Global(place, outer))
        if inner:
            body.append(python.Nonlocal(place, inner))
        for name in scope.bindings:
            if name in self._kinds.builtins and name not in scope.parameters:
                body.append(python.Assign(first, python.Name(first, name, STORE), python.Name(first, "ml " + name)))
        return body

    def _parameters(self, parameters: Sequence[Identifier], place: Place) -> ast.arguments:
        return python.Parameters([python.Parameter(place, python_name(name.name)) for name in parameters])

    def _define(self, name: str, parameters: Sequence[Identifier], body: List[Tree], place: Place) -> Tree:
        if not body:
            body = [python.Pass(place)]
        if name is not MAIN and (self._counted or self._deep):
            body = self._accounted(body)
        return python.FunctionDef(place, name, self._parameters(parameters, place), body)

    def _accounted(self, body: List[Tree]) -> List[Tree]:
        """Return a function body that takes a step, and a level of depth if these are counted."""
        head = 0
        while head < len(body) - 1 and isinstance(body[head], (ast.Global, ast.Nonlocal)):
            head += 1
        first = body[head]
        place = first.lineno, first.col_offset, first.end_lineno, first.end_col_offset
        opening: List[Tree] = list(body[:head])
        if self._counted:
            opening.append(python.Expr(place, self._helper("rt tick", place)))
        if not self._deep:
            return opening + body[head:]
        opening.append(python.Expr(place, self._helper("rt deeper", place)))
        closing = python.Expr(place, self._helper("rt higher", place))
        return [*opening, python.Try(place, body[head:], [], [closing])]

    # -- statements -----------------------------------------------------------------------------

    def _body(self, statements: Sequence[Statement]) -> List[Tree]:
        body: List[Tree] = []
        visitors = self._statements
        for statement in statements:
            trees = visitors[type(statement)](self, statement)
            if self._hoisted:
                body += self._hoisted
                self._hoisted = []
            body += trees
        return body

    def _block(self, statements: Sequence[Statement], node: Any) -> List[Tree]:
        """Return the trees of a block, which Python does not want to be empty.

        Definitions that the statement in progress has hoisted stay with it.
        """
        outer, self._hoisted = self._hoisted, []
        body = self._body(statements)
        self._hoisted = outer
        return body or [python.Pass(self._place(node))]

    def _loop(self, node: Any) -> List[Tree]:
        """Return the body of a loop.

        Before 3.11, CPython does not look for a pending exception when it jumps back to a ``try``.
        """
        body = self._block(node.body, node)
        if sys.version_info < (3, 11) and isinstance(body[0], ast.Try):
            place = self._place(node.body[0])
            body.insert(0, python.Expr(place, python.Name(place, "rt type")))
        return body

    def _evaluate(self, node: Evaluate) -> List[Tree]:
        return [python.Expr(self._place(node), self._visit(node.expression))]

    def _assign(self, node: Assign) -> List[Tree]:
        target = node.target
        place = self._place(node)
        if type(target) is Name:
            grown = self._grown(target, node, place)
            if grown is not None:
                return grown
        value = self._visit(node.value)
        if type(target) is Name:
            store: Tree = python.Name(place, self._identifier(target.name), STORE)
        elif type(target) is Member:
            where = self._place(target)
            store = python.Subscript(where, self._visit(target.target), python.Constant(where, target.name), STORE)
        elif type(target) is Index:
            where = self._place(target)
            store = python.Subscript(where, self._visit(target.target), self._visit(target.key), STORE)
        else:
            assert type(target) is Slice
            call = self._helper("rt set slice", place, value, self._visit(target.target), *self._bounds(target))
            return [python.Expr(place, call)]
        return [python.Assign(place, store, value)]

    def _grown(self, target: Name, node: Assign, place: Place) -> Optional[List[Tree]]:
        """``s = s + more`` as CPython likes it: it then extends the string without copying it.

        Of any sum of two, the size is looked at when it has its name.
        """
        value = node.value
        if type(value) is not Binary or value.operator != "+" or type(value.left) is Binary:
            return None
        textual = is_textual(value)
        if textual and (type(value.left) is not Name or value.left.name != target.name):
            return None
        left, right = self._kind(value.left), self._kind(value.right)
        if not textual and (left in NUMBERS or right in NUMBERS):
            return None
        name = self._identifier(target.name)
        where = self._place(target)
        plain = python.BinOp(self._place(value), self._visit(value.left), ADD, self._visit(value.right))
        assign = python.Assign(place, python.Name(where, name, STORE), plain)
        read = python.Name(where, name)
        if left is right is None:
            suspect = self._type_is(read, "rt int", place, IS_NOT)
        else:
            suspect = self._length_is(GREATER_EQUAL, read, place)
        check = python.If(place, suspect, [python.Expr(place, self._helper("rt grown", place, read))])
        if not textual or (left is TEXT and right is TEXT):
            return [assign, check]
        if right is not TEXT:
            return None
        joined = self._joined((value.left, value.right), place)
        other = python.Assign(place, python.Name(where, name, STORE), joined)
        return [python.If(place, self._type_is(read, "rt str", place), [assign, check], [other])]

    def _unpack_array(self, node: UnpackArray) -> List[Tree]:
        place = self._place(node)
        names = [python.Name(self._place(name), self._identifier(name.name), STORE) for name in node.names]
        value = self._helper("rt unpack", place, self._visit(node.value))
        return [python.Assign(place, python.TupleTarget(place, names), value)]

    def _unpack_object(self, node: UnpackObject) -> List[Tree]:
        place = self._place(node)
        first, again = self._temporary(self._visit(node.value), place)
        trees: List[Tree] = [python.Expr(place, first)]
        for name in node.names:
            where = self._place(name)
            value = python.Subscript(where, again, python.Constant(where, name.name))
            trees.append(python.Assign(where, python.Name(where, self._identifier(name.name), STORE), value))
        return trees

    def _return(self, node: Return) -> List[Tree]:
        return [python.Return(self._place(node), None if node.value is None else self._visit(node.value))]

    def _throw(self, node: Throw) -> List[Tree]:
        place = self._place(node)
        return [python.Raise(place, self._helper("rt thrown", place, self._object(node.value)))]

    def _break(self, node: Break) -> List[Tree]:
        return [python.Break(self._place(node))]

    def _continue(self, node: Continue) -> List[Tree]:
        return [python.Continue(self._place(node))]

    def _nonlocal(self, node: Nonlocal) -> List[Tree]:
        return []  # said at the head of the function

    def _if(self, node: If) -> List[Tree]:
        branches = [node]
        while len(branches[-1].otherwise) == 1 and type(branches[-1].otherwise[0]) is If:
            branches.append(branches[-1].otherwise[0])
        parts = [(self._visit(branch.test), self._block(branch.then, branch), branch) for branch in branches]
        last = branches[-1].otherwise
        otherwise = self._block(last, last[0]) if last else []
        for test, then, branch in reversed(parts):
            otherwise = [python.If(self._place(branch), test, then, otherwise)]
        return otherwise

    def _while(self, node: While) -> List[Tree]:
        place = self._place(node)
        test = self._visit(node.test)
        if self._counted:
            test = self._both(test, self._helper("rt tick", place), place)
        return [python.While(place, test, self._loop(node))]

    def _for(self, node: For) -> List[Tree]:
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
        variable = python.Name(self._place(node.variable), self._identifier(node.variable.name), STORE)
        return [python.For(place, variable, tree, self._loop(node))]

    def _try(self, node: Try) -> List[Tree]:
        place = self._place(node)
        if node.ending and not self._trying:
            size, _ = _expanded((node,))
            if size > _EXPANDED:
                self._refuse("'finally' blocks inside each other make the program too large", node)
        self._trying += 1
        body = self._block(node.body, node)
        handlers = [self._handler(handler) for handler in node.handlers]
        ending: List[Tree] = []
        if node.ending is not None:
            ending = self._block(node.ending, node)
            first = self._place(node.ending[0] if node.ending else node)
            ending.insert(0, python.Expr(first, self._helper("rt guard", first)))
        self._trying -= 1
        if not handlers and not ending:
            return body
        return [python.Try(place, body, handlers, ending)]

    def _refuse(self, message: str, node: Any) -> NoReturn:
        raise MLLimitError(message, self._source, Span(node.start, node.end), limit="nesting")

    def _handler(self, node: Handler) -> Tree:
        """The name of a handler is a variable of its own, which lives on in functions made there."""
        place = self._place(node)
        names = self._names
        body: List[Tree] = []
        # With a full stack what ends a run can turn into an error of recursion: ask whether it did.
        body.append(python.Expr(place, self._helper("rt guard", place)))
        used = node.name is not None and any(
            type(part) in (Name, Identifier) and part.name == node.name.name for part in walk(node.body)
        )
        if node.name is not None and used:
            self._handlers += 1
            name = f"{node.name.name} #{self._handlers}"
            self._names = {**names, node.name.name: name}
            caught = self._helper("rt caught", place, python.Name(place, "rt error"))
            body.append(python.Assign(place, python.Name(self._place(node.name), name, STORE), caught))
        body += self._block(node.body, node)
        self._names = names
        kinds = python.Name(place, "rt catchable")
        return python.ExceptHandler(place, kinds, "rt error" if used else None, body)

    def _import(self, node: Import) -> List[Tree]:
        place = self._place(node)
        path = python.Constant(place, ".".join(node.path))
        whole = python.Constant(place, node.alias is not None)
        name = self._identifier(node.alias.name if node.alias else node.path[0])
        return [python.Assign(place, python.Name(place, name, STORE), self._helper("rt import", place, path, whole))]

    def _capability(self, node: Capability) -> List[Tree]:
        return []  # a request to the host, nothing that runs

    _expressions = {**Expressions._expressions, Arrow: _arrow}

    _statements: ClassVar[Dict[type, Callable[[Any, Any], List[Tree]]]] = {
        Evaluate: _evaluate,
        Assign: _assign,
        UnpackArray: _unpack_array,
        UnpackObject: _unpack_object,
        Return: _return,
        Throw: _throw,
        Break: _break,
        Continue: _continue,
        Nonlocal: _nonlocal,
        Function: _function,
        If: _if,
        While: _while,
        For: _for,
        Try: _try,
        Import: _import,
        Capability: _capability,
    }
