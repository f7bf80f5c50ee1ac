"""Nodes to bindings: which names each function owns, and what is assigned to them.

There are two sorts of scope: the module and one for every function. A name belongs to the
function that binds it anywhere in its body, unless ``nonlocal`` says otherwise; then it belongs to
the nearest enclosing function that binds it, else to the module. The name of a handler
(``except (e)``) belongs to the handler alone.

What CPython would refuse as a whole (``break`` outside a loop, a parameter twice, ...) is refused
here, with the ML position.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any, Callable, ClassVar, Dict, FrozenSet, List, NoReturn, Optional, Set, Tuple

from .errors import MLCheckError
from .nodes import (
    MODULE,
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
    Uses,
    While,
)
from .source import Source, Span

__all__ = ["MODULE", "Scope", "resolve"]

# The expressions directly inside an expression, as one slice of its fields or one field that is a tuple.
_PARTS: Dict[type, Callable[[Any], Tuple[Any, ...]]] = {
    Constant: itemgetter(slice(0, 0)),
    String: itemgetter(slice(0, 0)),
    Name: itemgetter(slice(0, 0)),
    Array: itemgetter(2),
    Object: itemgetter(3),
    Member: itemgetter(slice(2, 3)),
    Call: lambda node: (node.function, *node.arguments),
    Index: itemgetter(slice(2, 4)),
    Slice: lambda node: tuple([part for part in node[2:] if part is not None]),
    Unary: itemgetter(slice(3, 4)),
    Binary: itemgetter(slice(3, 5)),
    Logical: itemgetter(slice(3, 5)),
    Ternary: itemgetter(slice(2, 5)),
}


class Scope:
    """The names of one function, or of the module.

    ``bindings`` lists for each name what is assigned to it: an expression or function and the start of the
    scope in which it stands, or None where the value cannot be known from the text. Of these names, ``calls``
    lists for each the calls by that name, ``values`` are those that are read in any other way.
    ``uses`` are the names that are used in the scope itself, whoever owns them.
    """

    __slots__ = (
        "bindings",
        "calls",
        "function",
        "functions",
        "handlers",
        "nonlocals",
        "parameters",
        "parent",
        "returns",
        "start",
        "uses",
        "values",
    )

    def __init__(
        self, parent: Optional[Scope], uses: Uses, parameters: FrozenSet[str] = frozenset(), function: Any = None
    ) -> None:
        self.start: int = MODULE if function is None else function.start  # its key; no scope refers to an inner one
        self.parent = parent
        self.uses = uses
        self.parameters = parameters
        self.function = function  # the node of the function, None for the module
        self.bindings: Dict[str, List[Optional[Tuple[Any, int]]]] = {name: [None] for name in parameters}
        self.calls: Dict[str, List[Tuple[Call, int]]] = {}
        self.values: Set[str] = set()
        self.handlers: Set[str] = set()  # of the module: all names that handlers bind anywhere
        self.functions: Set[str] = set()  # names bound by ``function name``
        self.nonlocals: Dict[str, Scope] = {}  # name -> the scope that owns it
        self.returns: List[Any] = []  # what the ``return`` statements say, None if nothing

    def owner(self, name: str) -> Optional[Scope]:
        """Return the scope that owns the name as it is seen here, or None."""
        scope: Optional[Scope] = self
        while scope is not None:
            if name in scope.nonlocals:
                return scope.nonlocals[name]
            if name in scope.bindings:
                return scope
            scope = scope.parent
        return None


def resolve(module: Module, source: Source) -> Dict[int, Scope]:
    """Return the scope of the module and of every function, by the offset where it starts."""
    resolver = _Resolver(source, module.uses)
    resolver.body(module.body)
    resolver.finish()
    return resolver.scopes


def _is_used_before(name: Identifier, uses: Uses) -> bool:
    if uses.read.get(name.name, name.start) < name.start:
        return True
    calls = uses.called.get(name.name)
    return calls is not None and calls[0].start < name.start


class _Resolver:
    def __init__(self, source: Source, uses: Dict[int, Uses]) -> None:
        self._source = source
        self._uses = uses
        self._scope = self._module = Scope(None, uses[MODULE])
        self.scopes = {MODULE: self._module}
        self._loops = 0
        self._nonlocals: List[Tuple[Scope, Identifier]] = []

    def body(self, statements: Tuple[Statement, ...]) -> None:
        visitors = self._visitors
        for statement in statements:
            visitors[type(statement)](self, statement)

    def finish(self) -> None:
        """Find the owners of all names, now that all bindings are known."""
        for scope, name in self._nonlocals:
            owner = scope.parent
            while owner is not None and (name.name in owner.nonlocals or name.name not in owner.bindings):
                owner = owner.parent
            scope.nonlocals[name.name] = owner or self._module
        for scope, name in self._nonlocals:
            owner = scope.nonlocals[name.name]
            moved = scope.bindings.pop(name.name, [])
            owner.bindings.setdefault(name.name, []).extend(moved)
            if name.name in scope.functions:
                scope.functions.discard(name.name)
                owner.functions.add(name.name)
        for scope in self.scopes.values():
            for called, calls in scope.uses.called.items():
                owner = scope.owner(called)
                if owner is not None:
                    owner.calls.setdefault(called, []).extend([(call, scope.start) for call in calls])
            for read in scope.uses.read:
                owner = scope.owner(read)
                if owner is not None:
                    owner.values.add(read)

    def _fail(self, message: str, node: Any) -> NoReturn:
        raise MLCheckError(message, self._source, Span(node.start, node.end))

    def _bind(self, name: str, value: Any) -> None:
        scope = self._scope
        scope.bindings.setdefault(name, []).append(None if value is None else (value, scope.start))

    # -- expressions --------------------------------------------------------------------------

    def _read(self, expression: Expression) -> None:
        """Go into the arrow functions of an expression."""
        if not self._scope.uses.arrows:
            return
        waiting: List[Any] = [expression]
        while waiting:
            node = waiting.pop()
            if type(node) is Arrow:
                self._arrow(node)
            else:
                waiting += _PARTS[type(node)](node)[::-1]

    def _arrow(self, node: Arrow) -> None:
        self._enter(node)
        if node.expression is not None:
            self._read(node.expression)
        self._leave(node.body)

    # -- functions ----------------------------------------------------------------------------

    def _enter(self, node: Any) -> None:
        names = frozenset([parameter.name for parameter in node.parameters])
        if len(names) != len(node.parameters):
            seen: Set[str] = set()
            for parameter in node.parameters:
                if parameter.name in seen:
                    self._fail(f"duplicate argument {parameter.name!r} in function definition", parameter)
                seen.add(parameter.name)
        self._scope = self.scopes[node.start] = Scope(self._scope, self._uses[node.start], names, node)

    def _leave(self, body: Tuple[Statement, ...]) -> None:
        loops, self._loops = self._loops, 0
        self.body(body)
        self._loops = loops
        assert self._scope.parent is not None
        self._scope = self._scope.parent

    def _function(self, node: Function) -> None:
        self._bind(node.name.name, node)
        self._scope.functions.add(node.name.name)
        self._enter(node)
        self._leave(node.body)

    def _return(self, node: Return) -> None:
        if self._scope is self._module:
            self._fail("'return' outside function", node)
        self._scope.returns.append(node.value)
        if node.value is not None:
            self._read(node.value)

    def _nonlocal(self, node: Nonlocal) -> None:
        scope = self._scope
        if scope is self._module:
            self._fail("nonlocal declaration not allowed at module level", node)
        for name in node.names:
            if name.name in scope.parameters:
                self._fail(f"name {name.name!r} is parameter and global", name)
            if name.name in scope.nonlocals:
                continue
            if _is_used_before(name, scope.uses):
                self._fail(f"name {name.name!r} is used prior to global declaration", name)
            if name.name in scope.bindings:
                self._fail(f"name {name.name!r} is assigned to before global declaration", name)
            scope.nonlocals[name.name] = self._module
            self._nonlocals.append((scope, name))

    # -- other statements ---------------------------------------------------------------------

    def _evaluate(self, node: Evaluate) -> None:
        self._read(node.expression)

    def _assign(self, node: Assign) -> None:
        value = node.value
        self._read(value)
        target = node.target
        if type(target) is Name:
            self._bind(target.name, value)
        else:
            self._read(target)

    def _unpack(self, node: Any) -> None:
        self._read(node.value)
        for name in node.names:
            self._bind(name.name, None)

    def _throw(self, node: Throw) -> None:
        self._read(node.value)

    def _break(self, node: Break) -> None:
        if not self._loops:
            self._fail("'break' outside loop", node)

    def _continue(self, node: Continue) -> None:
        if not self._loops:
            self._fail("'continue' not properly in loop", node)

    def _if(self, node: If) -> None:
        while True:
            self._read(node.test)
            self.body(node.then)
            otherwise = node.otherwise
            if len(otherwise) == 1 and type(otherwise[0]) is If:  # a long row of ``elif``
                node = otherwise[0]
            else:
                break
        self.body(otherwise)

    def _while(self, node: While) -> None:
        self._read(node.test)
        self._loop(node.body)

    def _for(self, node: For) -> None:
        self._read(node.iterable)
        # The variable gets what an element of the iterable is.
        iterable = node.iterable
        self._bind(node.variable.name, Index(iterable.start, iterable.end, iterable, Constant(0, 0, 0)))
        self._loop(node.body)

    def _loop(self, body: Tuple[Statement, ...]) -> None:
        self._loops += 1
        self.body(body)
        self._loops -= 1

    def _try(self, node: Try) -> None:
        self.body(node.body)
        for handler in node.handlers:
            if handler.name is None and handler is not node.handlers[-1]:
                self._fail("default 'except:' must be last", handler)
            if handler.name is not None:
                self._module.handlers.add(handler.name.name)
            self.body(handler.body)
        self.body(node.ending or ())

    def _import(self, node: Import) -> None:
        self._bind(node.alias.name if node.alias else node.path[0], None)

    def _capability(self, node: Capability) -> None:
        """Binds no name."""

    _visitors: ClassVar[Dict[type, Callable[[Any, Any], None]]] = {
        Evaluate: _evaluate,
        Assign: _assign,
        UnpackArray: _unpack,
        UnpackObject: _unpack,
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
