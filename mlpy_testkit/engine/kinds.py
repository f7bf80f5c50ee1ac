"""What an expression must evaluate to, as far as the text alone tells.

The compiler leaves out the size and depth checks that these answers make needless. An answer is only
given when every successful evaluation agrees with it: ``a - b`` is a number whatever ``a`` and ``b``
are, because anything else fails.

There are two questions. ``of`` tells the *kind* of value. ``bits`` bounds the size of a whole number:
counters, indices and what a few operations make of them cannot get large, products that feed
themselves can. Both look through variables at everything that is assigned to them, and through
functions that are only ever called by their names at all their calls and ``return`` statements.
"""

from __future__ import annotations

from typing import Any, Callable, ClassVar, Dict, FrozenSet, List, Optional, Set, Tuple

from .nodes import (
    Array,
    Arrow,
    Binary,
    Call,
    Constant,
    Expression,
    Function,
    If,
    Index,
    Logical,
    Member,
    Name,
    Object,
    Return,
    Slice,
    String,
    Ternary,
    Throw,
    Unary,
)
from .scopes import MODULE, Scope

NUMBER = "number"  # whole, float or boolean
WHOLE, FLOAT, TEXT, ARRAY, OBJECT = "whole number", "float", "text", "array", "object"
NUMBERS = frozenset([NUMBER, WHOLE, FLOAT])
_ASSUMED = "assumed"  # the kind of a name whose bindings are being looked at: it excludes nothing
_MAYBE_NUMBERS = NUMBERS | {_ASSUMED}
_ARITHMETIC = frozenset(["+", "-", "*", "//", "%"])
_DEPTH = 40  # beyond these, an answer is not worth the search
_LOOKS = 1000

COUNT = 64  # bits of a count, an index, or a number of steps
HUGE = 1 << 30  # bits of a number nothing is known of

_CONSTANTS = {bool: NUMBER, int: WHOLE, float: FLOAT, type(None): None}
_FIXED: Dict[type, str] = {String: TEXT, Array: ARRAY, Object: OBJECT}
_RESULTS = {
    "int": WHOLE,
    "float": FLOAT,
    "len": WHOLE,
    "ord": WHOLE,
    "bool": NUMBER,
    "isinstance": NUMBER,
    "callable": NUMBER,
    "all": NUMBER,
    "any": NUMBER,
    "hasattr": NUMBER,
    "abs": NUMBER,
    "round": NUMBER,
    "str": TEXT,
    "chr": TEXT,
    "hex": TEXT,
    "bin": TEXT,
    "oct": TEXT,
    "repr": TEXT,
    "format": TEXT,
    "typeof": TEXT,
    "input": TEXT,
    "range": ARRAY,
    "sorted": ARRAY,
    "reversed": ARRAY,
    "keys": ARRAY,
    "values": ARRAY,
    "enumerate": ARRAY,
    "zip": ARRAY,
}
_COUNTS = frozenset(["len", "ord", "bool", "isinstance", "callable", "all", "any", "hasattr"])
_TEXT_RESULTS = {
    **dict.fromkeys(
        [
            "upper",
            "lower",
            "capitalize",
            "title",
            "swapcase",
            "strip",
            "lstrip",
            "rstrip",
            "replace",
            "join",
            "center",
            "ljust",
            "rjust",
        ],
        TEXT,
    ),
    **dict.fromkeys(["split", "rsplit"], ARRAY),
    **dict.fromkeys(
        [
            "startswith",
            "endswith",
            "isdigit",
            "isalpha",
            "isalnum",
            "isspace",
        ],
        NUMBER,
    ),
    **dict.fromkeys(["find", "rfind", "index", "rindex", "count"], WHOLE),
}

TEXTUAL_METHODS = frozenset(name for name, kind in _TEXT_RESULTS.items() if kind is TEXT)

_Bindings = List[Optional[Tuple[Any, int]]]


class Kinds:
    """Answers for one text; ``open_module`` if its variables and functions can be used from outside."""

    def __init__(self, scopes: Dict[int, Scope], builtins: FrozenSet[str], open_module: bool) -> None:
        self.builtins = builtins
        self._open = open_module
        self._module = scopes[MODULE]
        self._scopes = scopes
        # By owner and name for what a variable holds, by scope for what a function returns; newest last.
        self._known: Dict[Any, Optional[str]] = {}
        self._known_bits: Dict[Tuple[Scope, str], int] = {}
        self._open_bits: Set[Tuple[Scope, str]] = set()  # names that are being looked at
        self._guesses = 0  # how often the kind of an assumed name was asked for
        self._depth = 0
        self._looks = 0

    def is_builtin(self, name: str, scope: Scope) -> bool:
        """Say whether the name can only mean the built-in function."""
        return name in self.builtins and not self._open and scope.owner(name) is None

    def of(self, node: Expression, scope: Scope) -> Optional[str]:
        """Return the kind of value of an expression in a scope, or None."""
        self._looks = 0
        kind = self._kind(node, scope)
        return None if kind is _ASSUMED else kind

    def bits(self, node: Expression, scope: Scope) -> int:
        """Return a bound for the bits of a number in a scope; ``HUGE`` if there is none."""
        self._looks = 0
        return self._bits(node, scope)[0]

    # -- kinds ----------------------------------------------------------------------------------

    def _kind(self, node: Expression, scope: Scope) -> Optional[str]:
        if type(node) is Name:
            return self._name(node, scope)
        if type(node) is Constant:
            return _CONSTANTS[type(node.value)]
        rule = self._rules.get(type(node))
        if rule is None:
            return _FIXED.get(type(node))
        if self._depth > _DEPTH or self._looks > _LOOKS:
            return None
        self._depth += 1
        self._looks += 1
        kind = rule(self, node, scope)
        self._depth -= 1
        return kind

    def _name(self, node: Name, scope: Scope) -> Optional[str]:
        name = node.name
        owner = scope.owner(name)
        if owner is None:
            return None
        key = (owner, name)
        if key in self._known:
            return self._recall(key)
        if (owner is self._module and self._open) or name in self._module.handlers:
            return None
        return self._join(key, self._bindings(owner, name))

    def _bindings(self, owner: Scope, name: str) -> _Bindings:
        """Return all that a name can be bound to; for a parameter that includes the arguments."""
        bindings: _Bindings = owner.bindings[name]
        if name not in owner.parameters:
            return bindings
        calls = self._calls(owner)
        if calls is None:
            return [None]
        position = owner.parameters[name]
        arguments = [(call.arguments[position], place) for call, place in calls if position < len(call.arguments)]
        return [*arguments, *bindings[1:]]

    def _calls(self, function: Scope) -> Optional[List[Tuple[Call, int]]]:
        """Return all calls of a function, or None if it can be called from elsewhere too."""
        node = function.function
        home = function.parent
        if type(node) is not Function or home is None:
            return None
        name = node.name.name
        owner = home.owner(name)
        if (
            owner is None
            or len(owner.bindings.get(name, ())) != 1
            or name in owner.values
            or name in self.builtins
            or (
                name == "result"
                or name in self._module.handlers  # the host gets the one, the other means another thing
            )
        ):
            return None
        if owner is self._module and self._open:
            return None
        return owner.calls.get(name, [])

    def _join(self, key: Any, bindings: _Bindings) -> Optional[str]:
        """Return the one kind of all that a name is bound to, or a function returns.

        While that is found out, the name itself is assumed to be what literals say of it, or else to
        fit (``i = i + 1``). What rested on the assumption is found out again with the answer, until the
        answer stands.
        """
        if self._depth > _DEPTH or self._looks > _LOOKS:
            return None
        self._depth += 1
        self._looks += len(bindings)
        known = self._known
        before = len(known)
        assumed = _start(bindings)
        while assumed is not None:
            known[key] = assumed
            guesses = self._guesses
            joined: Optional[str] = _ASSUMED
            for binding in bindings:
                joined = _either(joined, None if binding is None else self._kind(binding[0], self._scopes[binding[1]]))
                if joined is None:
                    break
            if joined is _ASSUMED:  # nothing but itself is ever assigned
                joined = None
            joined = _either(assumed, joined)  # never back, so that there is an end
            stands = joined is assumed or (guesses == self._guesses and assumed is _ASSUMED)
            assumed = joined
            if stands:
                break
            while len(known) > before:
                known.popitem()
        known[key] = assumed
        self._depth -= 1
        return assumed

    def _recall(self, key: Any) -> Optional[str]:
        kind = self._known[key]
        if kind is _ASSUMED:
            self._guesses += 1
        return kind

    def _call(self, node: Call, scope: Scope) -> Optional[str]:
        function = node.function
        if type(function) is Member:
            return _TEXT_RESULTS.get(function.name) if self._kind(function.target, scope) is TEXT else None
        assert type(function) is Name
        name = function.name
        if name in _RESULTS:
            return _RESULTS[name] if self.is_builtin(name, scope) else None
        owner = scope.owner(name)
        if owner is None or len(owner.bindings[name]) != 1 or (owner is self._module and self._open):
            return None
        if name in self.builtins or name in self._module.handlers:
            return None
        binding = owner.bindings[name][0]
        if binding is None or type(binding[0]) not in (Function, Arrow):
            return None
        inside = self._scopes[binding[0].start]
        if inside in self._known:
            return self._recall(inside)
        return self._join(inside, self._returned(binding[0], inside))

    def _returned(self, function: Any, inside: Scope) -> _Bindings:
        """Return all expressions whose value a function can return."""
        if type(function) is Arrow and function.expression is not None:
            return [(function.expression, inside.start)]
        if not _returns(function.body):
            return [None]
        return [None if value is None else (value, inside.start) for value in inside.returns]

    def _index(self, node: Index, scope: Scope) -> Optional[str]:
        """An element of a text or of a split text is a text, of ``range(...)`` a number."""
        if self._is_range(node.target, scope):
            return WHOLE
        target = node.target
        if type(target) is Call and type(target.function) is Member and target.function.name in ("split", "rsplit"):
            return TEXT if self._kind(target.function.target, scope) is TEXT else None
        kind = self._kind(target, scope)
        return kind if kind is TEXT or kind is _ASSUMED else None

    def _is_range(self, node: Expression, scope: Scope) -> bool:
        return (
            type(node) is Call
            and type(node.function) is Name
            and node.function.name == "range"
            and self.is_builtin("range", scope)
        )

    def _slice(self, node: Slice, scope: Scope) -> Optional[str]:
        kind = self._kind(node.target, scope)
        return kind if kind in (TEXT, ARRAY, _ASSUMED) else None

    def _binary(self, node: Binary, scope: Scope) -> Optional[str]:
        operator = node.operator
        if operator == "/":
            return FLOAT
        if operator not in _ARITHMETIC:
            return NUMBER
        if operator == "+" and is_textual(node):
            return TEXT
        left = self._kind(node.left, scope)
        right = self._kind(node.right, scope)
        if left is FLOAT or right is FLOAT:
            return FLOAT
        if left is WHOLE and right is WHOLE:
            return WHOLE
        if operator == "+":
            return _sum(left, right)
        if operator == "*":
            return _product(left, right)
        return WHOLE if _ASSUMED in (left, right) and WHOLE in (left, right) else NUMBER

    def _unary(self, node: Unary, scope: Scope) -> Optional[str]:
        kind = NUMBER if node.operator == "!" else self._kind(node.operand, scope)
        return kind if kind is WHOLE or kind is FLOAT or kind is _ASSUMED else NUMBER

    def _logical(self, node: Logical, scope: Scope) -> Optional[str]:
        return _either(self._kind(node.left, scope), self._kind(node.right, scope))

    def _ternary(self, node: Ternary, scope: Scope) -> Optional[str]:
        return _either(self._kind(node.then, scope), self._kind(node.otherwise, scope))

    _rules: ClassVar[Dict[type, Callable[[Any, Any, Scope], Optional[str]]]] = {
        Call: _call,
        Index: _index,
        Slice: _slice,
        Unary: _unary,
        Binary: _binary,
        Logical: _logical,
        Ternary: _ternary,
    }

    # -- bits -----------------------------------------------------------------------------------

    def _bits(self, node: Any, scope: Scope) -> Tuple[int, bool]:
        """Return a bound, and whether it rests on a name that is being looked at.

        Such a name may grow by what is added to it, step by step, which never gets far. What is
        multiplied by itself or added to itself in a circle has no bound.
        """
        self._looks += 1
        if self._depth > _DEPTH or self._looks > _LOOKS:
            return HUGE, False
        self._depth += 1
        bits, circular = self._bound(node, scope)
        self._depth -= 1
        return min(bits, HUGE), circular

    def _bound(self, node: Any, scope: Scope) -> Tuple[int, bool]:
        kind = type(node)
        if kind is Constant:
            return (node.value.bit_length() if isinstance(node.value, int) else 0), False
        if kind is Name:
            owner = scope.owner(node.name)
            if owner is None or (owner is self._module and self._open) or node.name in self._module.handlers:
                return HUGE, False
            return self._join_bits(owner, node.name)
        if kind is Binary:
            return self._binary_bits(node, scope)
        if kind is Unary:
            return (1, False) if node.operator == "!" else self._bits(node.operand, scope)
        if kind is Ternary or kind is Logical:
            one = self._bits(node.then if kind is Ternary else node.left, scope)
            other = self._bits(node.otherwise if kind is Ternary else node.right, scope)
            return max(one[0], other[0]), one[1] or other[1]
        if kind is Index and self._is_range(node.target, scope):
            bounds = [self._bits(argument, scope) for argument in node.target.arguments]
            if any(circular for _, circular in bounds):
                return HUGE, False
            return sum(bits for bits, _ in bounds[:1] + bounds[2:]) + COUNT, False
        if kind is Call and type(node.function) is Name and node.function.name in _COUNTS:
            return (COUNT if self.is_builtin(node.function.name, scope) else HUGE), False
        return HUGE, False

    def _binary_bits(self, node: Binary, scope: Scope) -> Tuple[int, bool]:
        operator = node.operator
        if operator == "/":
            return 0, False
        right, right_circular = self._bits(node.right, scope)
        if operator == "%":
            return right, right_circular
        if operator not in ("+", "-", "*", "//"):
            return 1, False
        left, left_circular = self._bits(node.left, scope)
        if operator == "//":
            return left, left_circular
        if operator == "*":
            return (HUGE if left_circular or right_circular else left + right), False
        if left_circular and right_circular:
            return HUGE, False
        return max(left, right) + 1, left_circular or right_circular

    def _join_bits(self, owner: Scope, name: str) -> Tuple[int, bool]:
        key = (owner, name)
        if key in self._open_bits:
            return 0, True
        if key in self._known_bits:
            return self._known_bits[key], False
        self._open_bits.add(key)
        most = 0
        circles = 0
        for binding in self._bindings(owner, name):
            bits, circular = (HUGE, False) if binding is None else self._bits(binding[0], self._scopes[binding[1]])
            most = max(most, bits)
            circles += circular
            if most >= HUGE:
                break
        self._open_bits.discard(key)
        if circles:
            most += COUNT
            if self._open_bits:  # the circle may be another name's
                return most, True
        self._known_bits[key] = most
        return most, False


def _start(bindings: _Bindings) -> Optional[str]:
    """Return the kind that the literals among some bindings agree on; None if no kind is that of all."""
    kind: Optional[str] = _ASSUMED
    for binding in bindings:
        if binding is None:
            return None
        node = binding[0]
        literal = _CONSTANTS[type(node.value)] if type(node) is Constant else _FIXED.get(type(node), _ASSUMED)
        kind = _either(kind, literal)
    return kind


def _returns(body: Any) -> bool:
    """Say whether a function body always ends with ``return`` or ``throw``."""
    last = body[-1] if body else None
    if type(last) is If:
        return _returns(last.then) and _returns(last.otherwise)
    return type(last) in (Return, Throw)


def _sum(left: Optional[str], right: Optional[str]) -> Optional[str]:
    for kind in (TEXT, ARRAY):
        if kind is left or kind is right:
            return kind
    if left is _ASSUMED or right is _ASSUMED:  # what is added to a name never changes its kind
        return WHOLE if WHOLE in (left, right) else NUMBER if NUMBER in (left, right) else _ASSUMED
    return NUMBER if left in NUMBERS or right in NUMBERS else None


def _product(left: Optional[str], right: Optional[str]) -> Optional[str]:
    for kind in (TEXT, ARRAY):
        if kind is left or kind is right:
            return kind
    if left is _ASSUMED or right is _ASSUMED:
        return _ASSUMED if left in _MAYBE_NUMBERS and right in _MAYBE_NUMBERS else None
    return NUMBER if left in NUMBERS and right in NUMBERS else None


def _either(one: Optional[str], other: Optional[str]) -> Optional[str]:
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
