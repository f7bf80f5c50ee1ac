"""What kind of value an expression must have, as far as the text alone tells.

The compiler leaves out the size and depth checks that a known kind makes needless. An answer is
only given when every successful evaluation has that kind: ``a - b`` is a number whatever ``a`` and
``b`` are, because anything else fails.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, FrozenSet, Optional, Tuple

from .nodes import (
    Array, Binary, Call, Constant, Expression, Index, Logical, Name, Object, Slice, String, Ternary, Unary,
)
from .scopes import MODULE, Scope

NUMBER, FLOAT, TEXT, ARRAY, OBJECT = "number", "float", "text", "array", "object"
NUMBERS = frozenset([NUMBER, FLOAT])
_ASSUMED = "assumed"  # the kind of a name whose bindings are being looked at: it excludes nothing
_DEPTH = 60  # beyond these, a kind is not worth the search
_LOOKS = 2000

_RESULTS = {
    "int": NUMBER, "float": FLOAT, "len": NUMBER, "ord": NUMBER, "bool": NUMBER, "isinstance": NUMBER,
    "callable": NUMBER, "all": NUMBER, "any": NUMBER, "hasattr": NUMBER, "abs": NUMBER, "round": NUMBER,
    "str": TEXT, "chr": TEXT, "hex": TEXT, "bin": TEXT, "oct": TEXT, "repr": TEXT, "format": TEXT,
    "typeof": TEXT, "input": TEXT, "range": ARRAY, "sorted": ARRAY, "reversed": ARRAY, "keys": ARRAY,
    "values": ARRAY, "enumerate": ARRAY, "zip": ARRAY,
}


class Kinds:
    """Answers for one text; ``open_module`` if the module's names can also be bound from outside."""

    def __init__(self, scopes: Dict[int, Scope], builtins: FrozenSet[str], open_module: bool) -> None:
        self.builtins = builtins
        self._open = open_module
        self._module = scopes[MODULE]
        self._names: Dict[Tuple[int, str], Optional[str]] = {}
        self._guesses = 0  # how often the kind of an assumed name was asked for
        self._depth = 0
        self._looks = 0
        self._rules: Dict[type, Callable[[Any, Scope], Optional[str]]] = {
            Constant: self._constant, String: lambda node, scope: TEXT, Name: self._name,
            Array: lambda node, scope: ARRAY, Object: lambda node, scope: OBJECT,
            Call: self._call, Index: self._index, Slice: self._slice,
            Unary: lambda node, scope: NUMBER, Binary: self._binary,
            Logical: self._logical, Ternary: self._ternary,
        }

    def is_builtin(self, name: str, scope: Scope) -> bool:
        """Say whether the name can only mean the built-in function."""
        return name in self.builtins and not self._open and scope.owner(name) is None

    def of(self, node: Expression, scope: Scope) -> Optional[str]:
        """Return the kind of value of an expression in a scope, or None."""
        self._looks = 0
        kind = self._kind(node, scope)
        return None if kind is _ASSUMED else kind

    def _kind(self, node: Expression, scope: Scope) -> Optional[str]:
        rule = self._rules.get(type(node))
        if rule is None or self._depth > _DEPTH or self._looks > _LOOKS:
            return None
        self._depth += 1
        self._looks += 1
        kind = rule(node, scope)
        self._depth -= 1
        return kind

    def _constant(self, node: Constant, scope: Scope) -> Optional[str]:
        return None if node.value is None else FLOAT if type(node.value) is float else NUMBER

    def _name(self, node: Name, scope: Scope) -> Optional[str]:
        owner = scope.owner(node.name)
        if owner is None or (owner is self._module and self._open):
            return None
        key = (id(owner), node.name)
        if key in self._names:
            kind = self._names[key]
            if kind is _ASSUMED:
                self._guesses += 1
            return kind
        return self._join_bindings(key, owner, node.name)

    def _join_bindings(self, key: Tuple[int, str], owner: Scope, name: str) -> Optional[str]:
        """Return the one kind of everything that is assigned to a name.

        While that is found out, the name itself is assumed to fit (``i = i + 1``). What rested on
        the assumption is found out again with the answer, until the answer stands.
        """
        known = dict(self._names)
        assumed: Optional[str] = _ASSUMED
        while True:
            self._names = dict(known)
            self._names[key] = assumed
            guesses = self._guesses
            joined: Optional[str] = _ASSUMED
            for binding in owner.bindings[name]:
                joined = _join(joined, None if binding is None else self._kind(*binding))
                if joined is None:
                    break
            if joined is _ASSUMED:  # nothing but itself is ever assigned
                joined = None
            if joined is assumed or (guesses == self._guesses and assumed is _ASSUMED):
                self._names[key] = joined
                return joined
            assumed = joined

    def _call(self, node: Call, scope: Scope) -> Optional[str]:
        function = node.function
        if type(function) is Name and function.name in _RESULTS and self.is_builtin(function.name, scope):
            return _RESULTS[function.name]
        return None

    def _index(self, node: Index, scope: Scope) -> Optional[str]:
        """An element of a text is a text; an element of ``range(...)``, a loop variable, a number."""
        target = node.target
        if type(target) is Call and type(target.function) is Name and target.function.name == "range":
            return NUMBER if self.is_builtin("range", scope) else None
        return TEXT if self._kind(target, scope) is TEXT else None

    def _slice(self, node: Slice, scope: Scope) -> Optional[str]:
        kind = self._kind(node.target, scope)
        return kind if kind is TEXT or kind is ARRAY else None

    def _binary(self, node: Binary, scope: Scope) -> Optional[str]:
        operator = node.operator
        if operator == "/":
            return FLOAT
        if operator not in ("+", "*"):
            return NUMBER
        if operator == "+" and is_textual(node):
            return TEXT
        left = self._kind(node.left, scope)
        right = self._kind(node.right, scope)
        if operator == "+":
            if FLOAT in (left, right):
                return FLOAT
            for kind in (NUMBER, TEXT, ARRAY):
                if kind is left or kind is right:
                    return kind
            return _ASSUMED if left is _ASSUMED and right is _ASSUMED else None
        if FLOAT in (left, right):
            return FLOAT
        joined = _join(left, right)
        return joined if joined in NUMBERS or joined is _ASSUMED else None

    def _logical(self, node: Logical, scope: Scope) -> Optional[str]:
        return _join(self._kind(node.left, scope), self._kind(node.right, scope))

    def _ternary(self, node: Ternary, scope: Scope) -> Optional[str]:
        return _join(self._kind(node.then, scope), self._kind(node.otherwise, scope))


def _join(one: Optional[str], other: Optional[str]) -> Optional[str]:
    """Return the kind of a value that has either of two kinds."""
    if one is other or other is _ASSUMED:
        return one
    if one is _ASSUMED:
        return other
    return NUMBER if one in NUMBERS and other in NUMBERS else None


def is_textual(node: Expression) -> bool:
    """Say whether a ``+`` joins texts: one of its operands is a string literal or is textual itself."""
    while type(node) is Binary and node.operator == "+":
        if type(node.right) is String or type(node.left) is String:
            return True
        if type(node.right) is Binary and is_textual(node.right):
            return True
        node = node.left
    return False
