"""Where a value comes from, as far as the text says: whether mlpy 2.0 would refuse to call it from a variable.

mlpy refuses methods that were taken out of their values, and functions of modules written in ML; in such a module
it calls its own functions by the names of their definitions only. What a text does not say counts as harmless.
"""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Tuple

from .members import TABLE_NAMES
from .nodes import Array, Arrow, Call, Function, Index, Logical, Member, Name, Object, String, Ternary
from .scopes import MODULE, Scope

BUNDLED_MODULES = frozenset(
    [
        "args",
        "collections",
        "console",
        "crypto",
        "csv",
        "datetime",
        "env",
        "file",
        "functional",
        "http",
        "json",
        "log",
        "math",
        "path",
        "random",
        "regex",
    ]
)
_WITH_OBJECTS = frozenset(["args", "datetime", "http", "log", "regex"])  # modules whose functions return objects
_STEPS = 6  # from a variable to a value, and on

Place = Tuple[Any, Scope]  # an expression or a function, and the scope in which it stands


class Origins:
    """Follows variables to the values that they are given; ``imported`` are the modules by their names.

    ``in_module`` is whether the text is a module and not a program.
    """

    def __init__(self, scopes: Dict[int, Scope], imported: Dict[str, str], in_module: bool) -> None:
        self._scopes = scopes
        self._imported = imported
        self._in_module = in_module
        self._answers: Dict[Tuple[int, str, int], bool] = {}

    def values(self, name: str, scope: Scope) -> List[Place]:
        """Return what a variable is given anywhere in the text."""
        owner = scope.owner(name)
        found = [] if owner is None else owner.bindings.get(name, [])
        return [(binding[0], self._scopes[binding[1]]) for binding in found if binding is not None]

    def module_of(self, node: Any, scope: Scope) -> str:
        """Return the module that an expression names, or that its variable is given; an empty text if none."""
        if type(node) is not Name:
            return ""
        owner = scope.owner(node.name)
        if node.name in self._imported and owner is self._scopes[MODULE]:
            return self._imported[node.name]
        given = [value for value, _ in self.values(node.name, scope) if type(value) is Name]
        return next((self._imported[value.name] for value in given if value.name in self._imported), "")

    def is_ml_module(self, node: Any, scope: Scope) -> bool:
        """Say whether an expression names a module that is written in ML."""
        return self.module_of(node, scope) not in ("", "builtin", *BUNDLED_MODULES)

    def is_refused(self, node: Any, scope: Scope, steps: int = _STEPS) -> bool:
        """Say whether mlpy refuses to call the value of an expression."""
        kind = type(node)
        if kind is Arrow or kind is Function:
            return self._in_module
        if kind is Member:
            return self._is_refused_member(node, scope, steps)
        if kind is Index and type(node.target) is Member:
            return self._is_part_of_module(node, scope)
        if kind is Name:
            key = (id(scope.owner(node.name)), node.name, steps)
            if key not in self._answers:  # a variable that is given many others is followed once
                self._answers[key] = self._is_refused_source(node, scope, steps)
            return self._answers[key]
        return self._is_refused_source(node, scope, steps)

    def _is_refused_source(self, node: Any, scope: Scope, steps: int) -> bool:
        return any(self.is_refused(part, place, steps - 1) for part, place in self._sources(node, scope, steps))

    def _sources(self, node: Any, scope: Scope, steps: int) -> Iterator[Place]:
        """Yield the expressions of which one gives an expression its value, or an element of it."""
        kind = type(node)
        if steps <= 0:
            return
        if kind is Name:
            yield from self.values(node.name, scope)
        elif kind is Index:
            yield node.target, scope
        elif kind is Array:
            for item in node.items:
                yield item, scope
        elif kind is Object:
            for value in node.values:
                yield value, scope
        elif kind is Ternary:
            yield node.then, scope
            yield node.otherwise, scope
        elif kind is Logical:
            yield node.left, scope
            yield node.right, scope
        elif kind is Call and type(node.function) is Member and self.is_ml_module(node.function.target, scope):
            yield node.function, scope
        elif kind is Call and type(node.function) is Name:
            for function, _ in self.values(node.function.name, scope):
                if type(function) in (Arrow, Function):
                    yield from self._returned(function)

    def _returned(self, function: Any) -> Iterator[Place]:
        inside = self._scopes[function.start]
        if type(function) is Arrow and function.expression is not None:
            yield function.expression, inside
        for value in inside.returns:
            yield value, inside

    def _is_refused_member(self, node: Member, scope: Scope, steps: int) -> bool:
        target = node.target
        if type(target) in (String, Array) or steps <= 0:
            return False
        module = self.module_of(target, scope)
        if module:
            return self.is_ml_module(target, scope)
        given = self.values(target.name, scope) if type(target) is Name else [(target, scope)]
        for value, place in given:
            if type(value) is Object:
                values = [item for key, item in zip(value.keys, value.values) if key.name == node.name]
                return any(self.is_refused(item, place, steps - 1) for item in values)
            called = value.function if type(value) is Call else None
            if type(called) is Member and self.module_of(called.target, place) in _WITH_OBJECTS:
                return True
            if self._is_part_of_module(called or value, place):
                return True
        return node.name in TABLE_NAMES or self._is_part_of_module(target, scope)

    def _is_part_of_module(self, node: Any, scope: Scope) -> bool:
        """Say whether a value was taken out of a module that is written in ML."""
        while type(node) in (Index, Member):
            node = node.target
        return self.is_ml_module(node, scope)
