"""Who owns a name: the bindings of each function, and what is assigned to them.

There are two sorts of scope: the module and one for every function. A name belongs to the
function that binds it anywhere in its body, unless ``nonlocal`` says otherwise; then it belongs to
the nearest enclosing function that binds it, else to the module. The name of a handler
(``except (e)``) belongs to the handler alone.

The parser fills the scopes on its way through the text. What CPython would refuse as a whole (``break``
outside a loop, a parameter twice, ...) is noted on the way and refused here, with the ML position.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Set, Tuple

from .errors import MLCheckError
from .nodes import Call, Identifier
from .source import Source, Span

MODULE = -1  # the key of the top level; functions use the offset at which they start


class Scope:
    """The names of one function, or of the module.

    ``bindings`` lists for each name what is assigned to it: an expression or function and the start of the
    scope in which it stands, or None where the value cannot be known from the text. Of these names, ``calls``
    lists for each the calls by that name, ``values`` are those that are read in any other way. ``parameters``
    tells the position of each.

    Whoever owns it, ``called`` lists the calls by a name in the scope itself, without the functions in it, and
    ``read`` tells where a name is first read in any other way.
    """

    __slots__ = (
        "bindings",
        "called",
        "calls",
        "function",
        "functions",
        "handlers",
        "nonlocals",
        "parameters",
        "parent",
        "read",
        "returns",
        "start",
        "values",
    )

    def __init__(
        self, parent: Optional[Scope] = None, start: int = MODULE, parameters: Tuple[Identifier, ...] = ()
    ) -> None:
        self.start = start  # its key; no scope refers to an inner one
        self.parent = parent
        self.parameters = {parameter.name: position for position, parameter in enumerate(parameters)}
        self.function: Any = None  # the node of the function, None for the module
        self.read: Dict[str, int] = {}
        self.called: Dict[str, List[Call]] = {}
        self.bindings: Dict[str, List[Optional[Tuple[Any, int]]]] = {name: [None] for name in self.parameters}
        self.calls: Dict[str, List[Tuple[Call, int]]] = {}
        self.values: Set[str] = set()
        self.handlers: Set[str] = set()  # of the module: all names that handlers bind anywhere
        self.functions: Set[str] = set()  # names bound by ``function name``
        self.nonlocals: Dict[str, Scope] = {}  # name -> the scope that owns it
        self.returns: List[Any] = []  # what the ``return`` statements say, None if nothing

    def bind(self, name: str, value: Any) -> None:
        """Note what is assigned to a name, an expression or function; None if it cannot be known."""
        self.bindings.setdefault(name, []).append(None if value is None else (value, self.start))

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


class Scopes:
    """The scopes of one text, by the offset where they start; ``module`` is that of the top level."""

    def __init__(self) -> None:
        self.module = Scope()
        self._scopes = {MODULE: self.module}
        self._nonlocals: List[Tuple[Scope, Identifier]] = []
        self._refusal: Optional[Tuple[int, int, str]] = None  # start, end and message

    def add(self, start: int, parameters: Tuple[Identifier, ...], parent: Scope) -> Scope:
        """Return a new scope, that of the function which starts at an offset."""
        scope = self._scopes[start] = Scope(parent, start, parameters)
        if len(scope.parameters) != len(parameters):
            seen: Set[str] = set()
            for parameter in parameters:
                if parameter.name in seen:
                    self.refuse(f"duplicate argument {parameter.name!r} in function definition", parameter)
                seen.add(parameter.name)
        return scope

    def refuse(self, message: str, node: Any) -> None:
        """Note what is wrong with a node; what stands first in the text counts."""
        if self._refusal is None or node.start < self._refusal[0]:
            self._refusal = node.start, node.end, message

    def declare_nonlocal(self, scope: Scope, names: List[Identifier]) -> None:
        """Note the names of a ``nonlocal`` statement."""
        for name in names:
            if name.name in scope.parameters:
                self.refuse(f"name {name.name!r} is parameter and global", name)
            elif name.name not in scope.nonlocals:
                if name.name in scope.read or name.name in scope.called:
                    self.refuse(f"name {name.name!r} is used prior to global declaration", name)
                elif name.name in scope.bindings:
                    self.refuse(f"name {name.name!r} is assigned to before global declaration", name)
                scope.nonlocals[name.name] = self.module
                self._nonlocals.append((scope, name))

    def resolved(self, source: Source) -> Dict[int, Scope]:
        """Return all scopes, with the owners of all names, or raise ``MLCheckError`` for what was refused."""
        if self._refusal is not None:
            start, end, message = self._refusal
            raise MLCheckError(message, source, Span(start, end))
        for scope, name in self._nonlocals:
            owner = scope.parent
            while owner is not None and (name.name in owner.nonlocals or name.name not in owner.bindings):
                owner = owner.parent
            scope.nonlocals[name.name] = owner or self.module
        for scope, name in self._nonlocals:
            owner = scope.nonlocals[name.name]
            moved = scope.bindings.pop(name.name, [])
            owner.bindings.setdefault(name.name, []).extend(moved)
            if name.name in scope.functions:
                scope.functions.discard(name.name)
                owner.functions.add(name.name)
        for scope in self._scopes.values():
            for called, calls in scope.called.items():
                owner = scope.owner(called)
                if owner is not None:
                    owner.calls.setdefault(called, []).extend([(call, scope.start) for call in calls])
            for read in scope.read:
                owner = scope.owner(read)
                if owner is not None:
                    owner.values.add(read)
        return self._scopes
