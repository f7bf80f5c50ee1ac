"""Nodes to bindings: which names each function owns, and what is assigned to them.

There are two sorts of scope: the module and one for every function. A name belongs to the
function that binds it anywhere in its body, unless ``nonlocal`` says otherwise; then it belongs to
the nearest enclosing function that binds it, else to the module. The name of a handler
(``except (e)``) belongs to the handler alone.

What CPython would refuse as a whole (``break`` outside a loop, a parameter twice, ...) is refused
here, with the ML position.
"""

from __future__ import annotations

from typing import Any, Callable, ClassVar, Dict, FrozenSet, List, NoReturn, Optional, Set, Tuple

from .errors import MLCheckError
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
    While,
)
from .source import Source, Span

MODULE = -1  # the key of the module's scope; functions use the offset at which they start


class Scope:
    """The names of one function, or of the module.

    ``bindings`` lists for each name what is assigned to it: an expression or function and the scope
    in which it stands, or None where the value cannot be known from the text. ``calls`` lists for each
    name the calls by that name, ``values`` are the names that are read in any other way.
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
        "used",
        "values",
    )

    def __init__(self, parent: Optional[Scope], parameters: FrozenSet[str], function: Any = None) -> None:
        self.parent = parent
        self.parameters = parameters
        self.function = function  # the node of the function, None for the module
        self.bindings: Dict[str, List[Optional[Tuple[Any, Scope]]]] = {name: [None] for name in parameters}
        self.calls: Dict[str, List[Tuple[Call, Scope]]] = {}
        self.values: Set[str] = set()
        self.handlers: Set[str] = set()  # of the module: all names that handlers bind anywhere
        self.functions: Set[str] = set()  # names bound by ``function name``
        self.nonlocals: Dict[str, Scope] = {}  # name -> the scope that owns it
        self.used: Set[str] = set()

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
    resolver = _Resolver(source)
    resolver.body(module.body)
    resolver.finish()
    return resolver.scopes


class _Resolver:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._scope = self._module = Scope(None, frozenset())
        self.scopes = {MODULE: self._module}
        self._loops = 0
        self._nonlocals: List[Tuple[Scope, Identifier]] = []
        self._calls: List[Tuple[Scope, Call]] = []
        self._values: List[Tuple[Scope, str]] = []

    def body(self, statements: Tuple[Statement, ...]) -> None:
        visitors = self._visitors
        for statement in statements:
            visitors[type(statement)](self, statement)

    def finish(self) -> None:
        """Find the owners of the ``nonlocal`` names, now that all bindings are known."""
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
        for scope, node in self._calls:
            owner = scope.owner(node.function.name)
            if owner is not None:
                owner.calls.setdefault(node.function.name, []).append((node, scope))
        for scope, value in self._values:
            owner = scope.owner(value)
            if owner is not None:
                owner.values.add(value)

    def _fail(self, message: str, node: Any) -> NoReturn:
        raise MLCheckError(message, self._source, Span(node.start, node.end))

    def _bind(self, name: str, value: Any) -> None:
        scope = self._scope
        binding = None if value is None else (value, scope)
        known = scope.bindings.get(name)
        if known is None:
            scope.bindings[name] = [binding]
        else:
            known.append(binding)

    # -- expressions --------------------------------------------------------------------------

    def _nothing(self, node: Any) -> None:
        """Neither binds nor reads a name."""

    def _name(self, node: Name) -> None:
        self._scope.used.add(node.name)
        self._values.append((self._scope, node.name))

    def _array(self, node: Array) -> None:
        visitors = self._visitors
        for item in node.items:
            visitors[type(item)](self, item)

    def _object(self, node: Object) -> None:
        visitors = self._visitors
        for value in node.values:
            visitors[type(value)](self, value)

    def _member(self, node: Member) -> None:
        self._visitors[type(node.target)](self, node.target)

    def _call(self, node: Call) -> None:
        visitors = self._visitors
        function = node.function
        if isinstance(function, Name):
            self._scope.used.add(function.name)
            self._calls.append((self._scope, node))
        else:
            self._member(function)
        for argument in node.arguments:
            visitors[type(argument)](self, argument)

    def _index(self, node: Index) -> None:
        self._visitors[type(node.target)](self, node.target)
        self._visitors[type(node.key)](self, node.key)

    def _slice(self, node: Slice) -> None:
        self._visitors[type(node.target)](self, node.target)
        for part in (node.lower, node.upper, node.step):
            if part is not None:
                self._visitors[type(part)](self, part)

    def _unary(self, node: Unary) -> None:
        self._visitors[type(node.operand)](self, node.operand)

    def _binary(self, node: Any) -> None:
        visitors = self._visitors
        kind = type(node)
        while kind is Binary or kind is Logical:  # a long row leans to the left
            visitors[type(node.right)](self, node.right)
            node = node.left
            kind = type(node)
        visitors[kind](self, node)

    def _ternary(self, node: Ternary) -> None:
        self._visitors[type(node.test)](self, node.test)
        self._visitors[type(node.then)](self, node.then)
        self._visitors[type(node.otherwise)](self, node.otherwise)

    def _arrow(self, node: Arrow) -> None:
        self._enter(node)
        if node.expression is not None:
            self._visitors[type(node.expression)](self, node.expression)
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
        self._scope = self.scopes[node.start] = Scope(self._scope, names, node)

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
        if node.value is not None:
            self._visitors[type(node.value)](self, node.value)

    def _nonlocal(self, node: Nonlocal) -> None:
        scope = self._scope
        if scope is self._module:
            self._fail("nonlocal declaration not allowed at module level", node)
        for name in node.names:
            if name.name in scope.parameters:
                self._fail(f"name {name.name!r} is parameter and global", name)
            if name.name in scope.nonlocals:
                continue
            if name.name in scope.used:
                self._fail(f"name {name.name!r} is used prior to global declaration", name)
            if name.name in scope.bindings:
                self._fail(f"name {name.name!r} is assigned to before global declaration", name)
            scope.nonlocals[name.name] = self._module
            self._nonlocals.append((scope, name))

    # -- other statements ---------------------------------------------------------------------

    def _evaluate(self, node: Evaluate) -> None:
        self._visitors[type(node.expression)](self, node.expression)

    def _assign(self, node: Assign) -> None:
        value = node.value
        self._visitors[type(value)](self, value)
        target = node.target
        if type(target) is Name:
            self._bind(target.name, value)
        else:
            self._visitors[type(target)](self, target)

    def _unpack(self, node: Any) -> None:
        self._visitors[type(node.value)](self, node.value)
        for name in node.names:
            self._bind(name.name, None)

    def _throw(self, node: Throw) -> None:
        self._object(node.value)

    def _break(self, node: Break) -> None:
        if not self._loops:
            self._fail("'break' outside loop", node)

    def _continue(self, node: Continue) -> None:
        if not self._loops:
            self._fail("'continue' not properly in loop", node)

    def _if(self, node: If) -> None:
        while True:
            self._visitors[type(node.test)](self, node.test)
            self.body(node.then)
            otherwise = node.otherwise
            if len(otherwise) == 1 and type(otherwise[0]) is If:  # a long row of ``elif``
                node = otherwise[0]
            else:
                break
        self.body(otherwise)

    def _while(self, node: While) -> None:
        self._visitors[type(node.test)](self, node.test)
        self._loop(node.body)

    def _for(self, node: For) -> None:
        self._visitors[type(node.iterable)](self, node.iterable)
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

    _visitors: ClassVar[Dict[type, Callable[[Any, Any], None]]] = {
        Constant: _nothing,
        String: _nothing,
        Name: _name,
        Array: _array,
        Object: _object,
        Member: _member,
        Call: _call,
        Index: _index,
        Slice: _slice,
        Unary: _unary,
        Binary: _binary,
        Logical: _binary,
        Ternary: _ternary,
        Arrow: _arrow,
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
        Capability: _nothing,
    }
