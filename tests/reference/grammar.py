"""Random ML programs.

A program is a list of tokens; ``layout.py`` makes a text of it. Types are followed while a program
grows, so most programs run to their end; a share of them holds operands of the wrong type on
purpose. The same seed gives the same program on every Python.

What the reference implementation and the engine do differently on purpose (``AVOIDED``) is not
written at all, so that a difference found is a defect of one of them.
"""

from __future__ import annotations

import random
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from tests.reference.layout import STATEMENT_WORDS, Tokens, code, commas

AVOIDED = {
    "Q2": "a text of comments only",
    "Q4": "object keys with a quote at both ends",
    "Q5": "arrow functions with a block",
    "Q6": "a ternary or an arrow as operand, as condition or as first branch of a ternary",
    "Q9": "Python's keywords as names",
    "Q10": "assigning null, undefined, true or false",
    "Q11": "a statement that starts with [name] or [name, …] and is no pattern",
    "Q12": "annotations of functions that are no Python names",
    "Q13": "deep nesting",
    "Q14": "functions named like a built-in",
    "Q15": "names of Python built-ins, or unassigned locals named like an ML built-in",
    "Q16": "variables named str or builtin",
    "Q17": "nonlocal that is found in one mode only",
    "Q18": "reading an except name after its handler; handlers that reuse a name",
    "Q21": "properties and unknown methods of literals",
    "Q22": "o.k and o.length of an object with other keys than strings",
    "Q24": "calling methods that were taken out of a value",
    "Q25": "array patterns of one name",
    "Q26": "object patterns whose right side does something",
    "Q30": "% with a string on its left",
    "Q31": "numbers too large for a float",
    "Q32": "int() of strings with more than 15 digits, with _ or of inf",
    "Q33": "round(x, null)",
    "Q34": "a function as second argument of sorted",
    "Q38": "a severity that is no string",
    "Q39": "hasattr and getattr of keys and of length; methods, help, modules, module_info",
    "Q41": "members of caught exceptions",
}


class Kind(NamedTuple):
    """The type of an expression; *parts* are elements, fields, or parameters and the result."""

    name: str
    parts: Tuple[Kind, ...] = ()
    fields: Tuple[str, ...] = ()


INT, FLOAT, BOOL = Kind("int"), Kind("float"), Kind("bool")
STRING, NULL = Kind("string"), Kind("null")
BASIC = (INT, INT, FLOAT, BOOL, STRING, STRING)


def array_of(element: Kind) -> Kind:
    """Return the kind of arrays of *element*."""
    return Kind("array", (element,))


class Piece(NamedTuple):
    """An expression: its tokens, how tightly it binds, and whether a ``+`` with it is textual."""

    tokens: Tokens
    level: int
    textual: bool = False


ARROW, TERNARY, OR, AND, EQUALITY, RELATION, SUM, PRODUCT, UNARY, POSTFIX = range(10)
LEVELS = {
    "||": OR,
    "&&": AND,
    "==": EQUALITY,
    "!=": EQUALITY,
    "<": RELATION,
    ">": RELATION,
    "<=": RELATION,
    ">=": RELATION,
    "+": SUM,
    "-": SUM,
    "*": PRODUCT,
    "/": PRODUCT,
    "//": PRODUCT,
    "%": PRODUCT,
}
BINARY = tuple(LEVELS)

NAMES = (
    "a",
    "b",
    "c",
    "d",
    "x",
    "y",
    "z",
    "n",
    "m",
    "k",
    "total",
    "count",
    "item",
    "name",
    "data",
    "value",
    "key",
    "left",
    "right",
    "first",
    "last",
    "acc",
    "text",
    "words",
    "nums",
    "flag",
    "point",
    "rest",
    "box",
    "Result",
    "_tmp",
    "x1",
    "camelCase",
    "UPPER",
    "snake_case",
    "fnord",
    "iffy",
    "resource",
    "read",
    "write",
    "allow",
)
BUILTIN_NAMES = (
    "len",
    "sum",
    "max",
    "min",
    "sorted",
    "reversed",
    "values",
    "keys",
    "abs",
    "round",
    "format",
    "range",
    "next",
    "chr",
    "all",
    "any",
)
FOREIGN_NAMES = (
    "list",
    "dict",
    "set",
    "tuple",
    "map",
    "filter",
    "id",
    "object",
    "type",
    "hash",
    "self",
    "this",
    "let",
    "var",
    "new",
)
FUNCTION_NAMES = (
    "f",
    "g",
    "h",
    "add",
    "calc",
    "mix",
    "step",
    "apply",
    "make",
    "build",
    "pick",
    "scale",
    "twice",
    "compose",
    "helper",
    "visit",
    "worker",
    "inner",
    "outer",
    "fold",
)
UNPACKED = ("a", "b", "c", "x", "y", "id", "name", "size", "tags")
FIELDS = (
    *UNPACKED,
    "left",
    "next",
    "value",
    "length",
    "keys",
    "if",
    "for",
    "class",
    "in",
    "true",
    "read",
    "fn_",
    "type",
)
ODD_KEYS = ("a b", "", "1", "é", "if", "x-y", "__class__", "it's", "//", "null", " pad ", "a.b", "😀")
TEXTS = (
    "",
    "a",
    "abc",
    "Hello World",
    "x",
    "  pad  ",
    "a,b,,c",
    "123",
    "é😀",
    "it's",
    'say "hi"',
    "two\nlines",
    "tab\there",
    "back\\slash",
    "\\n",
    "// no comment",
    "{x} %d",
    "ABC",
    "aaa",
    "Zz9",
    "mississippi",
    "%",
    "a b  c",
    "ßΩ",
    "0",
)
WORDS = ("a", "b", "l", "o", ",", " ", "ss", "zz", "", "A", "x", "1", "He")
SMALL = ("0", "1", "2", "3", "4", "5", "-1", "-2", "7")
INTEGERS = (
    "0",
    "1",
    "2",
    "3",
    "5",
    "7",
    "10",
    "42",
    "100",
    "007",
    "+5",
    "-1",
    "-3",
    "65",
    "255",
    "1000000",
    "123456789012345678901234567890",
)
DIVISORS = ("1", "2", "3", "-2", "7", "10", "+4")
FLOATS = (
    "0.5",
    ".5",
    "5.",
    "1e3",
    "1.5E-3",
    "2.5",
    "-0.5",
    "-.25",
    "0.1",
    "3.0",
    "1e20",
    "1e-7",
    "0.0",
    "+1.5",
    "2.675",
    "1.e2",
    "100.125",
    "-0.0",
    "9007199254740993.0",
    "1E+2",
    "00.5",
)
TYPES = ("number", "string", "boolean", "array", "object", "function", "unknown", "int")
SPECS = (
    "d",
    "05d",
    "x",
    "#x",
    "b",
    "#o",
    "c",
    ",",
    "_",
    "+d",
    " d",
    ">8",
    "<8",
    "^8",
    "*^9",
    "=+8",
    "08.3f",
    ".2f",
    ".0f",
    "e",
    ".3e",
    "g",
    ".3g",
    "G",
    "%",
    ".1%",
    "n",
    "s",
    "10s",
    ".2s",
    "",
    "5",
    "-^5",
    "é>4",
    "#b",
    ",.2f",
    "_x",
    "X",
    "E",
    "+.1f",
    "z",
    "0",
    "10.3",
    "+",
    " ",
    "#.3g",
    "#g",
    "F",
    ",d",
    "o",
)
CHANGES = ("upper", "lower", "capitalize", "title", "swapcase", "strip", "lstrip", "rstrip")
TESTS = ("isdigit", "isalpha", "isalnum", "isspace", "istitle", "isupper", "islower")
STRING_METHODS = (
    *CHANGES,
    *TESTS,
    "replace",
    "split",
    "rsplit",
    "join",
    "startswith",
    "endswith",
    "find",
    "rfind",
    "index",
    "rindex",
    "count",
    "center",
    "ljust",
    "rjust",
)
ARRAY_METHODS = ("append", "extend", "insert", "remove", "sort", "reverse", "clear", "pop", "index", "count", "copy")
WRONG_METHODS = (
    "push",
    "trim",
    "length",
    "toUpperCase",
    "map",
    "join",
    "upper",
    "keys",
    "get",
    "format",
    "encode",
    "_hidden",
    "add",
)
BUILTINS = (
    "int",
    "float",
    "str",
    "bool",
    "typeof",
    "isinstance",
    "callable",
    "len",
    "range",
    "sorted",
    "reversed",
    "min",
    "max",
    "sum",
    "abs",
    "round",
    "all",
    "any",
    "keys",
    "values",
    "chr",
    "ord",
    "hex",
    "bin",
    "oct",
    "repr",
    "format",
    "print",
    "call",
    "next",
    "has_module",
    "hasCapability",
    "getCapabilities",
    "getCapabilityInfo",
    "requiredCapabilities",
    "enumerate",
    "zip",
    "iter",
    "hasattr",
)
SHOWN_BY_LENGTH = ("enumerate", "zip", "iter", "call")

SECTIONS: Dict[str, Dict[str, float]] = {
    "expressions": {"assign": 6, "print": 3, "operators": 0.4},
    "strings": {"assign": 2, "strings": 6, "print": 1, "methods": 0.5},
    "arrays": {"assign": 2, "arrays": 6, "for": 1, "methods": 0.5},
    "objects": {"assign": 2, "objects": 6, "raw_object": 1, "for": 1},
    "functions": {
        "assign": 2,
        "function": 3,
        "arrow": 2,
        "closure": 2,
        "counter": 1,
        "recursion": 1,
        "late": 1,
        "call": 3,
    },
    "scopes": {"assign": 3, "function": 4, "counter": 2, "closure": 2, "scope_errors": 3, "call": 2, "late": 1},
    "control": {"assign": 3, "if": 3, "while": 2, "for": 3, "print": 1, "try": 1, "jump": 1},
    "errors": {"assign": 1, "try": 6, "throw_in_function": 2, "operators": 1, "print": 1},
    "destructuring": {"assign": 2, "destructure": 6, "pairs": 3, "for": 1},
    "builtins": {"assign": 2, "builtins": 6, "iterators": 1, "pairs": 1},
    "format": {"format": 8, "assign": 1},
    "chaos": {"operators": 4, "methods": 4, "indexes": 4, "builtins": 4, "targets": 3, "calls": 2},
    "mixed": {
        "assign": 5,
        "print": 2,
        "if": 2,
        "while": 1,
        "for": 2,
        "function": 2,
        "arrow": 1,
        "closure": 1,
        "counter": 1,
        "recursion": 0.5,
        "late": 0.4,
        "call": 2,
        "try": 1.5,
        "strings": 1,
        "arrays": 2,
        "objects": 2,
        "destructure": 1,
        "pairs": 0.7,
        "iterators": 0.4,
        "raw_object": 0.3,
        "throw_in_function": 0.4,
        "jump": 0.5,
        "operators": 0.3,
        "scope_errors": 0.3,
    },
}
COMPOUND = ("if", "while", "for", "function", "try", "closure", "counter", "recursion")


class Scope:
    """What can be read and assigned at a place of the program."""

    def __init__(self, result: Optional[Kind] = None) -> None:
        self.result = result
        self.readable: Dict[str, Kind] = {}
        self.own: Dict[str, Kind] = {}  # the function's variables, and what it lists as nonlocal
        self.lent: Dict[str, bool] = {}  # of these the nonlocal ones
        self.fixed: Dict[str, bool] = {}  # variables a loop depends on
        self.loop = False

    def block(self, loop: bool = False) -> Scope:
        """Return the scope of a block in this one: what it defines is not sure to exist later."""
        inside = Scope(self.result)
        inside.readable = dict(self.readable)
        inside.own = dict(self.own)
        inside.lent = dict(self.lent)
        inside.fixed = dict(self.fixed)
        inside.loop = self.loop or loop
        return inside

    def function(self, result: Optional[Kind] = None) -> Scope:
        """Return the scope of a function defined here."""
        inside = Scope(result)
        inside.readable = dict(self.readable)
        return inside

    def define(self, name: str, kind: Kind) -> None:
        """Note that *name* has a value of *kind* from here on."""
        self.readable[name] = kind
        self.own[name] = kind

    def named(self, kind: Kind) -> List[str]:
        """Return the readable variables of *kind*."""
        return [name for name, found in self.readable.items() if found == kind]

    def changeable(self, kind: str) -> List[str]:
        """Return the readable variables of the kind of that name whose contents may be changed."""
        return [name for name, found in self.readable.items() if found.name == kind and name not in self.fixed]


class Expressions:
    """Writes expressions of a wanted kind."""

    def __init__(self, source: random.Random, section: str = "mixed") -> None:
        self.random = source
        self.choice = source.choice
        self.section = section
        self.weights = SECTIONS[section]
        self.used: List[str] = []
        self.budget = source.choice((4, 6, 8, 12))
        self.wrong = source.choice((0.0, 0.0, 0.0, 0.0, 0.03))
        self.borrows = source.random() < 0.15
        self.traced = source.random() < 0.25

    # Small helpers

    def chance(self, probability: float) -> bool:
        """Return true with the given probability."""
        return self.random.random() < probability

    def fresh(self, pool: Sequence[str] = NAMES, plain: bool = False) -> str:
        """Return a name the program has not used yet; a *plain* one means nothing to Python or ML."""
        if pool is NAMES and not plain:
            if self.borrows and self.chance(0.3):
                pool = BUILTIN_NAMES
            elif self.chance(0.08):
                pool = FOREIGN_NAMES
        free = [name for name in pool if name not in self.used]
        name = self.choice(free) if free else f"v{len(self.used)}"
        self.used.append(name)
        return name

    def text(self, text: Optional[str] = None) -> str:
        """Return a string literal."""
        if text is None:
            text = self.choice(TEXTS)
        quote = self.choice([quote for quote in "\"'" if quote not in text])
        return quote + text + quote

    def literal(self, text: str) -> Piece:
        """Return an expression of one token."""
        return Piece([text], POSTFIX, text[0] in "\"'")

    def quoted(self, texts: Sequence[str]) -> Piece:
        """Return a string literal of one of the texts."""
        return self.literal(self.text(self.choice(texts)))

    def wrap(self, piece: Piece, level: int) -> Tokens:
        """Return the tokens of *piece* as an operand that must bind at least as tightly as *level*."""
        if piece.level < level or (piece.level > ARROW and self.chance(0.06)):
            return ["(", *piece.tokens, ")"]
        return piece.tokens

    def binary(self, operator: str, left: Piece, right: Piece) -> Piece:
        """Return ``left operator right`` with parentheses where they are needed."""
        level = LEVELS[operator]
        textual = operator == "+" and (left.textual or right.textual)
        return Piece([*self.wrap(left, level), operator, *self.wrap(right, level + 1)], level, textual)

    def negative(self, piece: Piece) -> Piece:
        """Return ``-piece``."""
        return Piece(["-", *self.wrap(piece, UNARY)], UNARY)

    def call(self, name: str, *arguments: Piece) -> Piece:
        """Return ``name(arguments)``; *name* may be ``receiver.method``."""
        return Piece(code(f"{name}(@)", commas([piece.tokens for piece in arguments])), POSTFIX)

    def method(self, receiver: Piece, name: str, *arguments: Piece) -> Piece:
        """Return ``receiver.name(arguments)``."""
        rest = code(f".{name}(@)", commas([piece.tokens for piece in arguments]))
        return Piece([*self.wrap(receiver, POSTFIX), *rest], POSTFIX)

    def pick(self, options: Sequence[Tuple[float, Callable[[], Piece]]]) -> Piece:
        """Return what one of the weighted options gives."""
        weights = [weight for weight, _ in options]
        return self.random.choices([option for _, option in options], weights)[0]()

    # Kinds

    def data_kind(self, depth: int = 2) -> Kind:
        """Return a random kind of data."""
        roll = self.random.random()
        if depth <= 0 or roll < 0.6:
            return self.choice(BASIC)
        if roll < 0.85:
            return array_of(self.data_kind(depth - 1))
        return self.object_kind(depth - 1)

    def object_kind(self, depth: int = 1) -> Kind:
        """Return a random kind of objects."""
        fields = tuple(self.random.sample(FIELDS, self.random.randint(0, 3)))
        return Kind("object", tuple(self.data_kind(depth) for _ in fields), fields)

    def function_kind(self) -> Kind:
        """Return a random kind of functions."""
        parameters = tuple(self.choice(BASIC) for _ in range(self.random.randint(0, 3)))
        return Kind("function", (*parameters, self.data_kind(1)))

    # Expressions

    def expression(self, kind: Kind, scope: Scope, depth: int = 3, ternary: bool = True) -> Piece:
        """Return an expression of *kind*; *ternary* tells whether it may be one at its top."""
        if self.wrong and self.chance(self.wrong):
            kind = self.data_kind()
        if depth <= 0:
            return self.simple(kind, scope)
        produce: Dict[str, Callable[[], Piece]] = {
            "int": lambda: self.int_value(scope, depth - 1),
            "float": lambda: self.float_value(scope, depth - 1),
            "bool": lambda: self.bool_value(scope, depth - 1),
            "string": lambda: self.string_value(scope, depth - 1),
            "null": lambda: self.null_value(scope, depth - 1),
            "array": lambda: self.array_value(kind, scope, depth - 1),
            "object": lambda: self.object_literal(kind, scope, depth - 1),
        }
        options: List[Tuple[float, Callable[[], Piece]]] = [
            (6, produce[kind.name]),
            (3, lambda: self.simple(kind, scope)),
            (0.4, lambda: self.logic(kind, scope, depth)),
            (1.2, lambda: self.from_variable(kind, scope, depth)),
        ]
        if ternary:
            options.append((0.8, lambda: self.ternary(kind, scope, depth - 1)))
        if self.traced:
            options.append((0.6, lambda: self.trace(kind, scope, depth - 1)))
        return self.pick(options)

    def operand(self, kind: Kind, scope: Scope, depth: int) -> Piece:
        """Return an expression that may be an operand."""
        return self.expression(kind, scope, depth, ternary=False)

    def simple(self, kind: Kind, scope: Scope) -> Piece:
        """Return a variable or a literal of *kind*."""
        names = scope.named(kind)
        if names and self.chance(0.6):
            return self.literal(self.choice(names))
        if kind.name == "array":
            return self.array_literal(kind, scope, 0)
        if kind.name == "object":
            return self.object_literal(kind, scope, 0)
        if kind == STRING:
            return self.literal(self.text())
        literals = {"int": SMALL if self.chance(0.7) else INTEGERS, "float": FLOATS, "bool": ("true", "false")}
        return self.literal(self.choice(literals.get(kind.name, ("null", "undefined"))))

    def trace(self, kind: Kind, scope: Scope, depth: int) -> Piece:
        """Return a call of the function that prints its number: shows the order of evaluation."""
        number = self.literal(str(self.random.randint(1, 99)))
        return self.call("trace", number, self.expression(kind, scope, depth))

    def ternary(self, kind: Kind, scope: Scope, depth: int) -> Piece:
        """Return ``c ? a : b``."""
        test = self.operand(self.choice((BOOL, BOOL, self.data_kind(1))), scope, depth)
        yes, no = self.operand(kind, scope, depth), self.expression(kind, scope, depth)
        return Piece(code("@ ? @ : @", self.wrap(test, OR), self.wrap(yes, OR), self.wrap(no, TERNARY)), TERNARY)

    def logic(self, kind: Kind, scope: Scope, depth: int) -> Piece:
        """Return ``a && b`` or ``a || b`` with operands of *kind*."""
        left, right = self.operand(kind, scope, depth - 1), self.operand(kind, scope, depth - 1)
        return self.binary(self.choice(("&&", "||")), left, right)

    def from_variable(self, kind: Kind, scope: Scope, depth: int) -> Piece:
        """Return an expression of *kind* that takes it out of a variable or gets it from a function."""
        options: List[Piece] = []
        for name, found in scope.readable.items():
            if found.name == "array" and found.parts[0] == kind:
                options.append(Piece(code("@[@]", name, self.choice(("0", "0", "-1", "1"))), POSTFIX))
            elif found.name == "object":
                options += [
                    Piece(self.member(name, field), POSTFIX)
                    for field, part in zip(found.fields, found.parts)
                    if part == kind
                ]
            elif found.name == "function" and found.parts[-1] == kind:
                arguments = [self.expression(part, scope, min(depth - 1, 1)) for part in found.parts[:-1]]
                options.append(self.call(name, *arguments))
            if len(options) > 4:
                break
        return self.choice(options) if options else self.simple(kind, scope)

    def member(self, name: str, field: str) -> Tokens:
        """Return ``name.field`` or ``name["field"]``."""
        return [name, ".", field] if self.chance(0.7) else [name, "[", self.text(field), "]"]

    def int_value(self, scope: Scope, depth: int) -> Piece:
        """Return a computed whole number."""
        ints = array_of(INT)

        def deep(kind: Kind = INT) -> Piece:
            return self.operand(kind, scope, depth)

        def sized() -> Piece:
            kinds = (STRING, array_of(self.choice(BASIC)), self.object_kind(0))
            return self.expression(self.choice(kinds), scope, depth)

        return self.pick(
            [
                (4, lambda: self.binary(self.choice("+-*"), deep(), deep())),
                (1.5, lambda: self.binary(self.choice(("//", "%")), deep(), self.literal(self.choice(DIVISORS)))),
                (0.3, lambda: self.binary(self.choice(("//", "%")), deep(), deep())),
                (1, lambda: self.negative(deep(self.choice((INT, INT, BOOL))))),
                (1, lambda: self.call("len", sized())),
                (0.7, lambda: self.method(deep(STRING), self.choice(("find", "count", "rfind")), self.quoted(WORDS))),
                (0.4, lambda: self.method(deep(ints), "count", deep())),
                (0.6, lambda: self.call("int", self.expression(self.choice((INT, BOOL)), scope, depth))),
                (0.3, lambda: self.call("int", self.quoted(("42", " 7 ", "-3", "3.9", "1e3", "+5", "007")))),
                (0.3, lambda: self.call("int", self.literal(self.choice(("2.5", "-3.9", "0.1"))))),
                (0.3, lambda: self.call("ord", self.quoted("aZ0é😀 "))),
                (0.5, lambda: self.call("abs", deep())),
                (0.5, lambda: self.call("sum", self.expression(ints, scope, depth))),
                (0.5, lambda: self.call(self.choice(("min", "max")), deep(), deep())),
                (0.3, lambda: self.call("round", deep(), *([] if self.chance(0.5) else [self.literal("-1")]))),
                (0.4, lambda: self.binary("+", deep(BOOL), deep())),
                (0.3, lambda: self.call("call", self.literal("abs"), deep()) if not self.borrows else deep()),
                (0.2, lambda: self.call("next", self.call("iter", self.array_literal(ints, scope, 0, least=1)))),
                (0.2, lambda: self.call("builtin.len", sized())),
            ]
        )

    def float_value(self, scope: Scope, depth: int) -> Piece:
        """Return a computed float."""

        def deep(*kinds: Kind) -> Piece:
            return self.operand(self.choice(kinds), scope, depth)

        def digits() -> List[Piece]:
            return [self.literal(self.choice(("0", "1", "2", "-1")))] if self.chance(0.7) else []

        return self.pick(
            [
                (3, lambda: self.binary(self.choice("+-*"), deep(FLOAT), deep(FLOAT, INT))),
                (2, lambda: self.binary("/", deep(INT, FLOAT), self.literal(self.choice(DIVISORS)))),
                (0.3, lambda: self.binary("/", deep(INT), deep(INT))),
                (
                    0.7,
                    lambda: self.binary(
                        self.choice(("//", "%")), deep(FLOAT), self.literal(self.choice(("2", "0.5", "-3", "1.5")))
                    ),
                ),
                (0.7, lambda: self.negative(deep(FLOAT))),
                (1, lambda: self.call("round", deep(FLOAT), *digits())),
                (0.5, lambda: self.call("float", deep(BOOL, FLOAT))),
                (0.3, lambda: self.call("float", self.quoted(("3.5", "inf", "nan", " 1e3 ", "-0", "1.", ".5")))),
                (0.5, lambda: self.call("abs", deep(FLOAT))),
                (0.5, lambda: self.call("sum", self.array_literal(array_of(FLOAT), scope, depth, least=1))),
                (0.5, lambda: self.call(self.choice(("min", "max")), deep(FLOAT), deep(FLOAT))),
            ]
        )

    def bool_value(self, scope: Scope, depth: int) -> Piece:
        """Return a computed boolean."""

        def deep(kind: Kind) -> Piece:
            return self.operand(kind, scope, depth)

        def ordered() -> Piece:
            kind = self.choice((INT, INT, STRING, array_of(INT)))
            other = self.choice((INT, FLOAT, BOOL)) if kind == INT else kind
            return self.binary(self.choice(("<", ">", "<=", ">=")), deep(kind), deep(other))

        def equal() -> Piece:
            kind = self.data_kind()
            other = kind if self.chance(0.7) else self.data_kind()
            return self.binary(self.choice(("==", "!=")), deep(kind), deep(other))

        def array() -> Piece:
            return self.expression(array_of(self.choice(BASIC)), scope, depth)

        return self.pick(
            [
                (4, ordered),
                (3, equal),
                (1.5, lambda: Piece(["!", *self.wrap(deep(self.data_kind(1)), UNARY)], UNARY)),
                (1.5, lambda: self.binary(self.choice(("&&", "||")), deep(BOOL), deep(BOOL))),
                (0.5, lambda: self.call("isinstance", deep(self.data_kind()), self.quoted(TYPES))),
                (0.3, lambda: self.call("callable", deep(self.data_kind(1)))),
                (0.6, lambda: self.method(deep(STRING), self.choice(("startswith", "endswith")), self.quoted(WORDS))),
                (0.6, lambda: self.method(deep(STRING), self.choice(TESTS))),
                (0.6, lambda: self.call(self.choice(("all", "any")), array())),
                (0.4, lambda: self.call("bool", self.expression(self.data_kind(), scope, depth))),
                (0.2, lambda: self.call("hasattr", deep(STRING), self.quoted((*STRING_METHODS, "nope", "__len__")))),
            ]
        )

    def null_value(self, scope: Scope, depth: int) -> Piece:
        """Return a computed null."""
        objects = [name for name, kind in scope.readable.items() if kind.name == "object"]
        if objects and self.chance(0.6):
            return Piece([self.choice(objects), ".", self.choice(("zz", "missing", "get", "Keys"))], POSTFIX)
        return self.call("print", self.expression(self.data_kind(1), scope, depth))

    def string_value(self, scope: Scope, depth: int) -> Piece:
        """Return a computed string."""

        def deep(kind: Kind = STRING) -> Piece:
            return self.operand(kind, scope, depth)

        def whole(kind: Kind) -> Piece:
            return self.expression(kind, scope, depth)

        def glue() -> Piece:
            kind = self.data_kind() if self.chance(0.9) else NULL
            other = self.expression(kind, scope, depth, ternary=self.chance(0.2))
            if other.level <= TERNARY:
                other = Piece(["(", *other.tokens, ")"], POSTFIX)
            pair = (self.literal(self.text()), other)
            return self.binary("+", *(pair if self.chance(0.6) else pair[::-1]))

        def padded() -> Piece:
            fill = [] if self.chance(0.5) else [self.quoted("*-é ")]
            return self.method(
                deep(),
                self.choice(("center", "ljust", "rjust")),
                self.literal(self.choice(("0", "5", "9", "-1"))),
                *fill,
            )

        def replaced() -> Piece:
            count = [self.literal("1")] if self.chance(0.3) else []
            return self.method(deep(), "replace", self.quoted(WORDS), deep(), *count)

        return self.pick(
            [
                (3, glue),
                (1, lambda: self.binary("+", glue(), deep(self.data_kind()))),
                (1.5, lambda: self.binary("+", deep(), deep())),
                (2, lambda: self.method(deep(), self.choice(CHANGES))),
                (0.5, lambda: self.method(deep(), self.choice(CHANGES[5:]), self.quoted(WORDS))),
                (1, replaced),
                (0.5, padded),
                (1.5, lambda: self.call("str", whole(self.data_kind()))),
                (1, lambda: self.sliced(deep(), scope, depth)),
                (0.5, lambda: self.binary("*", deep(), self.literal(self.choice(SMALL)))),
                (0.7, lambda: self.method(self.quoted(WORDS), "join", whole(array_of(STRING)))),
                (0.3, lambda: self.call("chr", self.literal(self.choice(("65", "8364", "10", "128512", "34"))))),
                (0.5, lambda: self.call(self.choice(("hex", "bin", "oct")), deep(INT))),
                (0.5, lambda: self.call("typeof", whole(self.data_kind()))),
                (0.6, lambda: self.call("repr", whole(self.data_kind()))),
                (0.6, lambda: self.formatted(scope, depth)),
            ]
        )

    def formatted(self, scope: Scope, depth: int) -> Piece:
        """Return a call of ``format`` with a fitting specification."""
        kind = self.choice((INT, FLOAT, STRING, BOOL))
        specs = {
            "int": ("d", "05d", "x", ",", ">8", "+d", "b", "#x", ".2f", "e"),
            "float": (".2f", "e", "g", "10.3f", ".1%", ",.2f", ">9", ""),
            "string": (">6", "*^9", ".2", "s", "", "<4"),
            "bool": ("", "d", ">3"),
        }[kind.name]
        return self.call("format", self.expression(kind, scope, depth), self.quoted(specs))

    def sliced(self, piece: Piece, scope: Scope, depth: int) -> Piece:
        """Return a slice of *piece*."""

        def bound() -> Tokens:
            roll = self.random.random()
            if roll < 0.3:
                return []
            if roll < 0.9:
                return [self.choice((*SMALL, "null"))]
            return self.expression(INT, scope, depth - 1).tokens

        step: Tokens = []
        if self.chance(0.3):
            step = [":", self.choice(("1", "2", "-1", "-2", "null"))] if self.chance(0.9) else [":"]
        return Piece(code("@[@ : @ @]", self.wrap(piece, POSTFIX), bound(), bound(), step), POSTFIX)

    def array_literal(self, kind: Kind, scope: Scope, depth: int, least: int = 0) -> Piece:
        """Return ``[…]``."""
        count = max(least, self.choice((0, 1, 2, 3, 3, 4)))
        elements = [self.expression(kind.parts[0], scope, depth - 1).tokens for _ in range(count)]
        return Piece(code("[@]", commas(elements)), POSTFIX)

    def array_value(self, kind: Kind, scope: Scope, depth: int) -> Piece:
        """Return a computed array."""
        element = kind.parts[0]

        def deep(found: Kind = kind) -> Piece:
            return self.operand(found, scope, depth)

        def split() -> Piece:
            by = [] if self.chance(0.5) else [self.quoted((",", " ", "l", "ss"))]
            return self.method(deep(STRING), self.choice(("split", "rsplit")), *by)

        def ordered() -> Piece:
            order = [] if self.chance(0.6) else [self.expression(BOOL, scope, 0)]
            return self.call("sorted", self.expression(kind, scope, depth), *order)

        def numbers() -> Piece:
            limits = [self.choice(SMALL) for _ in range(self.random.randint(1, 2))]
            if len(limits) == 2 and self.chance(0.4):
                limits.append(self.choice(("1", "2", "-1", "-2")))
            return self.call("range", *[self.literal(limit) for limit in limits])

        options: List[Tuple[float, Callable[[], Piece]]] = [
            (4, lambda: self.array_literal(kind, scope, depth)),
            (1, lambda: self.sliced(deep(), scope, depth)),
            (1, lambda: self.binary("+", deep(), deep())),
            (0.3, lambda: self.binary("*", deep(), self.literal(self.choice(("0", "1", "2", "-1"))))),
            (0.7, lambda: self.call("reversed", self.expression(kind, scope, depth))),
            (0.3, lambda: self.method(deep(), "copy")),
        ]
        if element in (INT, FLOAT, STRING):
            options.append((1.5, ordered))
        if element == INT:
            options.append((2, numbers))
        if element == STRING:
            options += [
                (1, split),
                (0.8, lambda: self.call("keys", self.expression(self.object_kind(1), scope, depth))),
                (0.5, lambda: self.call(self.choice(("sorted", "reversed")), deep(STRING))),
            ]
        return self.pick(options)

    def object_literal(self, kind: Kind, scope: Scope, depth: int) -> Piece:
        """Return ``{…}``."""
        pairs = [
            code(
                "@ : @",
                self.text(field) if self.chance(0.25) else field,
                self.expression(part, scope, depth - 1).tokens,
            )
            for field, part in zip(kind.fields, kind.parts)
        ]
        if self.chance(0.05):
            pairs.append(code("@ : @", self.text(self.choice(ODD_KEYS)), self.simple(self.choice(BASIC), scope).tokens))
        return Piece(code("{@}", commas(pairs)), POSTFIX)

    def parameters(self, kinds: Sequence[Kind], inside: Scope, arrow: bool) -> Tokens:
        """Return a list of parameters and define them in *inside*."""
        words = ("int", "str", "float", *(("number", "any", "whatever") if arrow else ()))
        groups: List[Tokens] = []
        chosen: List[str] = []
        for kind in kinds:
            pool = [name for name in NAMES if name not in chosen and name not in self.used]
            name = self.choice(pool) if pool and self.chance(0.9) else f"p{len(chosen)}"
            chosen.append(name)
            inside.define(name, kind)
            groups.append([name, ":", self.choice(words)] if self.chance(0.1) else [name])
        return commas(groups)

    def arrow(self, kind: Kind, scope: Scope, depth: int) -> Tokens:
        """Return ``fn(…) => …``."""
        inside = scope.function()
        inside.readable = {name: found for name, found in scope.readable.items() if found.name != "function"}
        parameters = self.parameters(kind.parts[:-1], inside, arrow=True)
        body = self.expression(kind.parts[-1], inside, min(depth, 2)).tokens
        if body[0] == "{" and body[1] in (*STATEMENT_WORDS, "true", "false"):
            body = ["(", *body, ")"]
        return code("fn(@) => @", parameters, body)


class Generator(Expressions):
    """Writes whole programs: each method ``state_…`` gives a statement or a few that belong together."""

    def statement(self, scope: Scope, depth: int) -> Tokens:
        """Return one random statement of the section."""
        kind = self.random.choices(list(self.weights), list(self.weights.values()))[0]
        if depth <= 0 and kind in COMPOUND:
            kind = "assign"
        tokens: Tokens = getattr(self, "state_" + kind)(scope, depth)
        return tokens

    def statements(self, scope: Scope, depth: int, most: int = 3) -> Tokens:
        """Return some statements."""
        tokens: Tokens = []
        for _ in range(self.random.randint(0, most)):
            tokens += self.statement(scope, depth)
        return tokens

    def block(self, scope: Scope, depth: int, loop: bool = False) -> Tokens:
        """Return what stands between the braces of a block."""
        inside = scope.block(loop)
        tokens = self.statements(inside, depth - 1)
        return [*tokens, *self.jump(inside)] if inside.loop and self.chance(0.25) else tokens

    def show_errors(self, template: str, *parts: str | Sequence[str]) -> Tokens:
        """Return a statement in a handler that prints the message of its error."""
        name = f"err{len(self.used)}"
        self.used.append(name)
        return code("try { @ } except (@) { print(@); }", code(template, *parts), name, name)

    # Assignments and control flow

    def assignable(self, scope: Scope) -> List[str]:
        """Return the variables that may be assigned here."""
        return [name for name, kind in scope.own.items() if kind.name != "function" and name not in scope.fixed]

    def state_assign(self, scope: Scope, depth: int) -> Tokens:
        """``x = …;``"""
        old = self.assignable(scope)
        if old and self.chance(0.4):
            name = self.choice(old)
            return code("@ = @;", name, self.expression(scope.own[name], scope).tokens)
        kind = self.data_kind()
        value = self.expression(kind, scope).tokens
        name = self.fresh()
        scope.define(name, kind)
        return code("@ = @;", name, value)

    def state_print(self, scope: Scope, depth: int) -> Tokens:
        """``print(…);``"""
        count = self.random.randint(0, 3)
        values = [self.expression(self.data_kind(), scope, 2).tokens for _ in range(count)]
        return code("print(@);", commas(values))

    def condition(self, scope: Scope) -> Tokens:
        """Return the condition of an if."""
        return self.operand(BOOL if self.chance(0.8) else self.data_kind(1), scope, 2).tokens

    def jump(self, scope: Scope) -> Tokens:
        """Return a guarded break or continue."""
        return code("if (@) { @; }", self.condition(scope), self.choice(("break", "continue")))

    def state_jump(self, scope: Scope, depth: int) -> Tokens:
        """A break, continue or return where there may be one."""
        if scope.loop:
            return self.jump(scope)
        if scope.result is not None:
            return code("if (@) { return @; }", self.condition(scope), self.expression(scope.result, scope, 1).tokens)
        return self.state_assign(scope, depth)

    def state_if(self, scope: Scope, depth: int) -> Tokens:
        """``if … elif … else``"""
        tokens = code("if (@) { @ }", self.condition(scope), self.block(scope, depth))
        while self.chance(0.25):
            tokens += code("elif (@) { @ }", self.condition(scope), self.block(scope, depth))
        if self.chance(0.4):
            tokens += code("else { @ }", self.block(scope, depth))
        return tokens

    def state_while(self, scope: Scope, depth: int) -> Tokens:
        """A loop with a counter."""
        name = self.fresh()
        scope.define(name, INT)
        inside = scope.block(loop=True)
        inside.fixed[name] = True
        more = code("&& @", self.wrap(self.operand(BOOL, inside, 1), EQUALITY)) if self.chance(0.2) else []
        limit = str(self.random.randint(1, 5))
        return code(
            "@ = 0; while (@ < @ @) { @ = @ + 1; @ }",
            name,
            name,
            limit,
            more,
            name,
            name,
            self.block(inside, depth, loop=True),
        )

    def state_for(self, scope: Scope, depth: int) -> Tokens:
        """``for (x in …) { … }``"""
        element = self.data_kind(1)
        kind, source = self.choice(
            (
                (INT, self.call("range", self.literal(str(self.random.randint(0, 5))))),
                (element, self.expression(array_of(element), scope, 2)),
                (STRING, self.expression(STRING, scope, 2)),
                (STRING, self.expression(self.object_kind(), scope, 2)),
            )
        )
        values, name = source.tokens, self.fresh()
        inside = scope.block(loop=True)
        inside.fixed.update({other: True for other, found in scope.readable.items() if found.parts})
        inside.define(name, kind)
        return code("for (@ in @) { @ }", name, values, self.block(inside, depth, loop=True))

    # Functions

    def function_scope(self, scope: Scope, kind: Kind) -> Tuple[Scope, Tokens, Tokens]:
        """Return the scope of a new function, its parameters and the statements it starts with."""
        inside = scope.function(kind.parts[-1])
        start: Tokens = []
        hidden = [name for name, found in scope.readable.items() if found.name != "function"]
        if hidden and self.chance(0.2):
            name = self.choice(hidden)
            found = inside.readable.pop(name)
            start = code("@ = @;", name, self.simple(found, inside).tokens)
            inside.define(name, found)
        parameters = self.parameters(kind.parts[:-1], inside, arrow=False)
        changed = [name for name in self.assignable(scope) if name not in inside.own and name not in scope.lent]
        if changed and self.chance(0.35):
            names = self.random.sample(changed, min(len(changed), self.choice((1, 1, 2))))
            start = [*code("nonlocal @;", commas(names)), *start]
            for name in names:
                inside.own[name] = scope.own[name]
                inside.lent[name] = True
        return inside, parameters, start

    def state_function(self, scope: Scope, depth: int) -> Tokens:
        """``function f(…) { … }``"""
        kind = self.function_kind()
        name = self.fresh(FUNCTION_NAMES)
        inside, parameters, start = self.function_scope(scope, kind)
        body = [*start, *self.statements(inside, depth - 1)]
        if self.chance(0.92):
            body += code("return @;", self.expression(kind.parts[-1], inside, 2).tokens)
        else:
            body += code("return;") if self.chance(0.5) else []
            kind = Kind("function", (*kind.parts[:-1], NULL))
        scope.define(name, kind)
        return code("function @(@) { @ }", name, parameters, body)

    def state_arrow(self, scope: Scope, depth: int) -> Tokens:
        """``f = fn(…) => …;``"""
        kind = self.function_kind()
        value = self.arrow(kind, scope, 2)
        name = self.fresh(FUNCTION_NAMES)
        scope.define(name, kind)
        return code("@ = @;", name, value)

    def state_call(self, scope: Scope, depth: int) -> Tokens:
        """A call of a function of the program, now and then with a wrong number of arguments."""
        names = [name for name, kind in scope.readable.items() if kind.name == "function"]
        if not names:
            return self.state_assign(scope, depth)
        name = self.choice(names)
        kind = scope.readable[name]
        arguments = [self.expression(part, scope, 2).tokens for part in kind.parts[:-1]]
        if self.chance(0.04):
            arguments = arguments[1:] if arguments and self.chance(0.5) else [*arguments, ["1"]]
        got = self.fresh()
        scope.define(got, kind.parts[-1])
        return code("@ = @(@);", got, name, commas(arguments))

    def state_closure(self, scope: Scope, depth: int) -> Tokens:
        """Functions that give functions, in arrays, in objects and as arguments."""
        maker, made = self.fresh(FUNCTION_NAMES), self.fresh(plain=True)
        index, got = self.fresh(), self.fresh()
        value = self.expression(INT, scope, 1).tokens
        scope.define(got, INT)
        return self.choice(
            (
                code(
                    "@ = fn(u) => fn(w) => u @ w; @ = @(@); @ = @(3);",
                    maker,
                    self.choice("+-*"),
                    made,
                    maker,
                    value,
                    got,
                    made,
                ),
                code(
                    "@ = []; for (@ in range(3)) { @.append(fn(u) => u + @); } @ = @[0]; @ = @(@);",
                    made,
                    index,
                    made,
                    index,
                    maker,
                    made,
                    got,
                    maker,
                    value,
                ),
                code("@ = {run: fn(u) => u * 2, n: 1}; @ = @.run(@) + @.n;", made, got, made, value, made),
                code("function @(q, w) { return q(w); } @ = @(fn(u) => u - 1, @);", maker, got, maker, value),
            )
        )

    def state_counter(self, scope: Scope, depth: int) -> Tokens:
        """A function in a function that counts with nonlocal."""
        maker, made = self.fresh(FUNCTION_NAMES), self.fresh(plain=True)
        first, second = self.fresh(), self.fresh()
        start = self.expression(INT, scope, 1).tokens
        scope.define(first, INT)
        scope.define(second, INT)
        return code(
            "function @(held) { function bump(by) { nonlocal held; held = held + by; return held; }"
            "return bump; } @ = @(@); @ = @(1); @ = @(5);",
            maker,
            made,
            maker,
            start,
            first,
            made,
            second,
            made,
        )

    def state_recursion(self, scope: Scope, depth: int) -> Tokens:
        """A function that calls itself with a smaller number."""
        name, got = self.fresh(FUNCTION_NAMES), self.fresh()
        inside = scope.function()
        inside.define("num", INT)
        inside.define("sofar", INT)
        again = code("@(num - 1, @)", name, self.expression(INT, inside, 2).tokens)
        scope.define(got, INT)
        body = code("return num <= 0 ? sofar : @;", again)
        if self.chance(0.5):
            body = code("if (num <= 0) { return sofar; } return @;", again)
        return code("function @(num, sofar) { @ } @ = @(@, 1);", name, body, got, name, str(self.random.randint(0, 6)))

    def state_late(self, scope: Scope, depth: int) -> Tokens:
        """A function that calls one defined after it, sometimes too early."""
        early, late, got = self.fresh(FUNCTION_NAMES), self.fresh(FUNCTION_NAMES), self.fresh()
        use = code("@ = @(@);", got, early, self.expression(INT, scope, 1).tokens)
        scope.define(got, INT)
        first = code("function @(u) { return @(u) + 1; }", early, late)
        second = code("function @(u) { return u * 2; }", late)
        return [*first, *use, *second] if self.chance(0.03) else [*first, *second, *use]

    def state_scope_errors(self, scope: Scope, depth: int) -> Tokens:
        """Reads of names too early or too late, in a handler that shows the message."""
        name, function = self.fresh(plain=True), self.fresh(FUNCTION_NAMES)
        arguments = self.choice(("", "1", "1, 2", "1, 2, 3"))
        body = code(
            self.choice(
                (
                    "if (false) { @ = 1; } return @;",
                    "return @ + 1; @ = 2;",
                    "@ = @ + 1; return @;",
                    "for (@ in []) { } return @;",
                    "function deep() { return @; } early = deep(); @ = 1; return early;",
                    "return missing_@;",
                    "return missing_@(1);",
                    f"function deep(one, two) {{ }} deep({arguments});",
                    f"arr = fn(one) => one; arr({arguments});",
                    "held = 5; held(1);",
                )
            ).replace("@", name)
        )
        before = code("@ = 10;", name) if self.chance(0.4) else []
        return [*before, *code("function @() { @ }", function, body), *self.show_errors("print(@());", function)]

    # Exceptions

    def failing(self, scope: Scope) -> Tokens:
        """Return a statement that most likely fails."""
        if self.chance(0.5):
            name = self.fresh()
            return code(
                "@ = @;",
                name,
                code(
                    self.choice(
                        (
                            "1 / 0",
                            "1 // 0",
                            "1.5 % 0",
                            "[1][5]",
                            "nosuch",
                            "nosuch(1)",
                            '{}["k"]',
                            '"a" - 1',
                            'int("q")',
                            "null[0]",
                            "[].pop()",
                            "chr(-1)",
                            "len()",
                            'float("abc")',
                            "[1] + 2",
                            "{} < {}",
                            "-null",
                            '"abc".index("z")',
                            "range(1.5)",
                        )
                    )
                ),
            )
        pairs: List[Tokens] = []
        if self.chance(0.9):
            kind = STRING if self.chance(0.7) else self.data_kind()
            pairs.append(code("message: @", self.expression(kind, scope, 2).tokens))
        if self.chance(0.4):
            pairs.append(code("code: @", self.expression(INT, scope, 1).tokens))
        if self.chance(0.1):
            pairs.append(code("severity: @", self.text(self.choice(("high", "LOW", "x")))))
        return code("throw {@};", commas(pairs))

    def leave(self, scope: Scope) -> Tokens:
        """Return a jump out of the block, if there is somewhere to jump to."""
        options = [["break", ";"], ["continue", ";"]] if scope.loop else []
        if scope.result is not None:
            options.append(code("return @;", self.expression(scope.result, scope, 1).tokens))
        return self.choice(options) if options else []

    def state_try(self, scope: Scope, depth: int) -> Tokens:
        """``try … except … finally``, with all ways out."""

        def part(jumping: float, failing: float) -> Tokens:
            inside = scope.block()
            body = self.statements(inside, depth - 1, most=1)
            body += self.failing(inside) if self.chance(failing) else []
            return [*body, *(self.leave(inside) if self.chance(jumping) else [])]

        tokens = code("try { @ }", part(0.3, 0.6))
        roll = self.random.random()
        if roll < 0.93:
            name = f"err{len(self.used)}"
            self.used.append(name)
            if self.chance(0.2):
                tokens += code("except { @ }", part(0.2, 0.1))
            else:
                forms = ("@", '"Got: " + @', "typeof(@)", "@ == null", "bool(@)", "len(@)", "str(@) + 1")
                shown = ["str(@)", *self.random.sample(forms[:-1], self.random.randint(0, 2))]
                values = commas([code(form, name) for form in shown])
                tokens += code("except (@) { print(@); @ }", name, values, part(0.2, 0.1))
        if roll > 0.6:
            tokens += code('finally { print("fin"); @ }', part(0.15, 0.05))
        return tokens

    def state_throw_in_function(self, scope: Scope, depth: int) -> Tokens:
        """An exception that leaves a function, through a finally block."""
        name, got, error = self.fresh(FUNCTION_NAMES), self.fresh(), f"err{len(self.used)}"
        self.used.append(error)
        body = self.failing(scope.function())
        if self.chance(0.5):
            ending = code("return 7;") if self.chance(0.3) else []
            body = code('try { @ } finally { print("out"); @ }', body, ending)
        scope.define(got, STRING)
        return code(
            '@ = "-"; function @() { @ return 1; } try { print(@()); } except (@) { @ = str(@); }',
            got,
            name,
            body,
            name,
            error,
            got,
            error,
        )

    # Data

    def state_strings(self, scope: Scope, depth: int) -> Tokens:
        """A computed string."""
        value, name = self.string_value(scope, 3).tokens, self.fresh()
        scope.define(name, STRING)
        return code("@ = @;", name, value)

    def state_arrays(self, scope: Scope, depth: int) -> Tokens:
        """Something that changes an array."""
        old = scope.changeable("array")
        start: Tokens = []
        if old and self.chance(0.7):
            name = self.choice(old)
            kind = scope.readable[name]
        else:
            kind = array_of(self.data_kind(1))
            start = self.array_literal(kind, scope, 2, least=1).tokens
            name = self.fresh()
            scope.define(name, kind)
            start = code("@ = @;", name, start)
        element = self.expression(kind.parts[0], scope, 2).tokens
        several = self.array_literal(kind, scope, 1).tokens
        index = self.choice(("0", "0", "-1", "1"))
        action = self.choice(
            (
                code("@.append(@);", name, element),
                code("@.extend(@);", name, several),
                code("@.insert(@, @);", name, self.choice(SMALL), element),
                code("print(@.pop());", name),
                code("print(@.pop(@));", name, index),
                code("@.reverse();", name),
                code("@.sort();", name),
                code("@.remove(@);", name, element),
                code("@[@] = @;", name, index, element),
                code("@[1:2] = @;", name, several),
                code("@[::2] = @;", name, several),
                code("@.clear();", name),
                code("@[:] = @;", name, several),
                code("print(@.index(@));", name, element),
                code("print(@.length, len(@));", name, name),
            )
        )
        if self.wrong and ":" in action:
            action = code("print(@);", name)  # it may be an object, and then mlpy takes a slice for a key
        return [*start, *(self.show_errors("@", action) if self.chance(0.9) else action)]

    def state_objects(self, scope: Scope, depth: int) -> Tokens:
        """Something that makes, reads or changes an object."""
        old = scope.changeable("object")
        if not old or self.chance(0.4):
            kind = self.object_kind(2)
            value, name = self.object_literal(kind, scope, 2).tokens, self.fresh()
            scope.define(name, kind)
            return code("@ = @;", name, value)
        name = self.choice(old)
        kind = scope.readable[name]
        if kind.fields and self.chance(0.3):
            field = self.choice(kind.fields)
            value = self.expression(kind.parts[kind.fields.index(field)], scope, 2).tokens
            return code("@ = @;", self.member(name, field), value)
        if self.chance(0.15):
            other = self.fresh()
            scope.define(other, kind)
            return code("@ = @;", other, name)
        key = self.text(self.choice(ODD_KEYS))
        value = self.expression(self.choice(BASIC), scope, 2).tokens
        return self.choice(
            (
                code("@[@] = @;", name, key, value),
                code("@[@] = @;", name, key, value),
                code("print(keys(@), values(@), len(@));", name, name, name),
                code("print(@.zz, @.length, @.zz == null);", name, name, name),
                self.show_errors("print(@[@]);", name, key),
                self.show_errors("print(@.@());", name, self.choice(("nope", "keys", "a", "x"))),
                code("@.self_ = @; print(@);", name, name, name),
            )
        )

    def state_raw_object(self, scope: Scope, depth: int) -> Tokens:
        """An object with keys that are no strings."""
        name, key = self.fresh(), self.fresh()
        keys = ("1", "true", "null", "2.5", "1.0", "0", "false", '"s"', "-1")
        tokens = code('@ = {a: 1}; @[7] = "seven";', name, name)
        for _ in range(self.random.randint(1, 4)):
            tokens += code("@[@] = @;", name, self.choice(keys), self.expression(self.choice(BASIC), scope, 1).tokens)
        uses = (
            "print(@);",
            'print(@.get("a"));',
            'print(@.get("zz", 0));',
            "print(keys(@), len(@));",
            f"print(@[{self.choice((*keys, '[1]'))}]);",
            'print(@.pop("a"), @);',
            '@.setdefault("q", 5);',
            "@.update({a: 9});",
            f"for ({key} in @.keys()) {{ print({key}); }}",
            f"for ({key} in @.values()) {{ print({key}); }}",
            "@.clear();",
            "print(@[7.0]);",
            f"for ({key} in @.items()) {{ print({key}[0], {key}[1]); }}",
            f"for ({key} in @) {{ print({key}); }}",
        )
        for use in self.random.sample(uses, 3):
            tokens += self.show_errors(use.replace("@", name))
        return tokens

    def state_destructure(self, scope: Scope, depth: int) -> Tokens:
        """``[a, b] = …;`` and ``{a, b} = …;``"""
        old = [name for name in self.assignable(scope) if scope.own[name] == INT]
        if len(old) >= 2 and self.chance(0.15):
            left, right = self.random.sample(old, 2)
            return code("[@, @] = [@, @];", left, right, right, left)
        if self.chance(0.35):
            return self.unpacked_object(scope, depth)
        kinds = [self.data_kind(1) for _ in range(self.random.randint(2, 3))]
        values = [self.expression(kind, scope, 2).tokens for kind in kinds]
        if self.chance(0.03):
            values = values[1:] if self.chance(0.5) else [*values, ["1"]]
        source = code("[@]", commas(values))
        if self.chance(0.2):
            kinds = [STRING] * len(kinds)
            source = [self.text("xyz"[: len(kinds)])]
        elif self.chance(0.03):
            source = [self.choice(("5", "null", "true", "2.5"))]
        names = [self.fresh() for _ in kinds]
        for name, kind in zip(names, kinds):
            scope.define(name, kind)
        return code("[@] = @;", commas(names), source)

    def unpacked_object(self, scope: Scope, depth: int) -> Tokens:
        """Return ``{a, b} = …;``"""
        kind = self.object_kind(1)
        names = [field for field in kind.fields if field in UNPACKED and field not in self.used]
        if not names:
            return self.state_assign(scope, depth)
        source = self.object_literal(kind, scope, 0).tokens
        self.used += names
        for name in names:
            scope.define(name, kind.parts[kind.fields.index(name)])
        return code("{@} = @;", commas([*names, *(["absent"] if self.chance(0.05) else [])]), source)

    def state_pairs(self, scope: Scope, depth: int) -> Tokens:
        """A loop over enumerate or zip."""
        pair, left, right = self.fresh(), self.fresh(), self.fresh()
        source = self.expression(array_of(self.choice(BASIC)), scope, 1)
        other = self.expression(self.choice((STRING, array_of(INT))), scope, 1)
        pairs = self.choice(
            (
                self.call("enumerate", source),
                self.call("enumerate", source, self.literal("1")),
                self.call("zip", source, other),
                self.call("zip", source, other, source),
            )
        )
        body = code("print(@[0], @[-1], len(@));", pair, pair, pair)
        if self.chance(0.5):
            body = code("[@, @] = @; print(@, @);", left, right, pair, left, right)
        return self.show_errors("for (@ in @) { @ }", pair, pairs.tokens, body)

    def state_iterators(self, scope: Scope, depth: int) -> Tokens:
        """iter and next."""
        name, item = self.fresh(), self.fresh()
        source = self.expression(self.choice((STRING, array_of(INT))), scope, 2)
        tokens = code("@ = iter(@);", name, source.tokens)
        for _ in range(self.random.randint(1, 3)):
            default = code(", @", self.simple(self.choice(BASIC), scope).tokens) if self.chance(0.7) else []
            tokens += self.show_errors("print(next(@ @));", name, default)
        return [*tokens, *(code("for (@ in @) { print(@); }", item, name, item) if self.chance(0.5) else [])]

    # Deliberate disorder: any operation on any values, in a handler that shows the message

    CHAOS = ("operators", "methods", "indexes", "targets", "calls", "builtins", "format")
    CHAOS_START = (
        'cn = 3; cs = "hello"; ca = [3, 1, 2]; co = {a: 1, b: "two"}; cz = null; ct = true;'
        'cd = 2.5; ce = []; cw = "12.5"; function cf(v) { return v; }'
    )

    def anything(self) -> Tokens:
        """Return a value of any type, as a literal or one of the variables of ``CHAOS_START``."""
        if self.chance(0.45):
            return [self.choice(("cn", "cs", "ca", "co", "cz", "ct", "cd", "cf", "ce", "cw", "ord"))]
        return code(
            self.choice(
                (
                    "null",
                    "true",
                    "false",
                    "0",
                    "1",
                    "-1",
                    "3",
                    "2.5",
                    "-0.0",
                    "0.5",
                    '""',
                    '"abc"',
                    '"12"',
                    '"a b"',
                    "'é'",
                    "[]",
                    "[1, 2, 3]",
                    '["a", "b"]',
                    '[3, "x", null]',
                    "{}",
                    "{a: 1}",
                    "[[1], [2]]",
                )
            )
        )

    def some(self, most: int) -> Tokens:
        """Return a random number of arguments."""
        return commas([self.anything() for _ in range(self.random.randint(0, most))])

    def state_operators(self, scope: Scope, depth: int) -> Tokens:
        """An operator with any operands."""
        if self.chance(0.15):
            return self.show_errors("print(@ @);", self.choice("!-"), self.anything())
        operator = self.choice(BINARY)
        left, right = self.anything(), self.anything()
        if operator == "%" and (left[0][0] in "\"'" or left[0] in ("cs", "cw")):
            operator = "/"
        return self.show_errors("print(@ @ @);", left, operator, right)

    def state_methods(self, scope: Scope, depth: int) -> Tokens:
        """A method of a variable with any arguments."""
        name = self.choice(("cs", "cs", "cs", "ca", "ca", "ca", "cn", "cz", "co", "ct", "cd", "cf", "cw"))
        if self.chance(0.1):
            return self.show_errors("print(@.@);", name, self.choice(("nope", "_x", "Length", "foo")))
        pool = {"cs": STRING_METHODS, "cw": STRING_METHODS, "ca": ARRAY_METHODS}.get(name, WRONG_METHODS)
        method = self.choice(pool if self.chance(0.9) else WRONG_METHODS)
        arguments = self.some(3)
        if method in ("center", "ljust", "rjust") and self.chance(0.5):
            arguments = [self.choice(SMALL), ",", self.text(self.choice("*- "))]
        tokens = self.show_errors("print(@.@(@));", name, method, arguments)
        return [*tokens, *(code("print(ca);") if name == "ca" else [])]

    def state_indexes(self, scope: Scope, depth: int) -> Tokens:
        """An index or slice of anything."""
        value = self.choice(("cs", "ca", "ca", "cs", "co", "cn", "cz", "cd", "ct", "ce"))
        if self.chance(0.5) or value == "co":
            return self.show_errors("print(@[@]);", value, self.anything())
        bounds = [self.anything() if self.chance(0.6) else [] for _ in range(3)]
        step = [":", *bounds[2]] if self.chance(0.5) else []
        return self.show_errors("print(@[@ : @ @]);", value, bounds[0], bounds[1], step)

    def state_targets(self, scope: Scope, depth: int) -> Tokens:
        """An assignment to anything, or a loop or a pattern over anything."""
        value = self.choice(("cs", "ca", "ca", "cn", "cz", "cd", "ct", "ce", "co"))
        fresh = f"q{len(self.used)}"
        one, two, three = self.anything(), self.anything(), self.anything()
        return self.choice(
            (
                self.show_errors("@[@] = @;", value, one, two),
                self.show_errors("@[@:@] = @;", "ca" if value == "co" else value, one, two, three),
                self.show_errors("@.x = @;", value, one),
                self.show_errors("for (@ in @) { print(@); }", fresh, one, fresh),
                self.show_errors("[@, @] = @;", fresh, fresh + "b", one),
                self.show_errors("{a, b} = @;", one),
            )
        )

    def state_calls(self, scope: Scope, depth: int) -> Tokens:
        """A call of anything with any arguments."""
        name = self.choice(("cf", "cf", "cn", "cz", "cs", "co", "co.a", "co.nope", "ca", "cd", "nosuch"))
        return self.show_errors(f"print({name}(@));", self.some(3))

    def state_builtins(self, scope: Scope, depth: int) -> Tokens:
        """A built-in with any arguments."""
        name = self.choice(BUILTINS)
        arguments = [self.anything() for _ in range(self.choice((0, 1, 1, 1, 2, 2, 3, 4)))]
        if name == "sorted" and len(arguments) > 1:
            arguments[1] = [self.choice(("true", "false", "1", "0", "null", '""', "cs"))]
        if name == "round" and len(arguments) > 1:
            arguments[1] = [self.choice(("0", "1", "-1", "2.5", "true", '"a"', "ca"))]
        if name == "hasattr":
            arguments = [
                [self.choice(("cs", "ca", "cn", "cz", "cd"))],
                [self.text(self.choice((*STRING_METHODS, *ARRAY_METHODS, "nope", "_x")))],
            ]
        if name == "format" and len(arguments) == 2 and self.chance(0.8):
            arguments[1] = [self.text(self.choice(SPECS))]
        call = code(f"{name}(@)", commas(arguments))
        return self.show_errors("print(len(@));" if name in SHOWN_BY_LENGTH else "print(@);", call)

    def state_format(self, scope: Scope, depth: int) -> Tokens:
        """A format of anything, right or wrong."""
        spec = self.choice(SPECS)
        if self.chance(0.4):
            spec = "".join(
                self.choice(part)
                for part in (
                    ("", "", "*", "é", "0"),
                    ("", "<", ">", "^", "="),
                    ("", "", "+", "-", " "),
                    ("", "", "#"),
                    ("", "0"),
                    ("", "5", "12"),
                    ("", "", ",", "_"),
                    ("", "", ".0", ".3", ".10"),
                    ("", "d", "f", "e", "g", "s", "x", "b", "o", "c", "%", "n", "G", "q"),
                )
            )
        value = code(
            self.choice(
                (
                    "0",
                    "1",
                    "-42",
                    "255",
                    "1234567",
                    "3.14159",
                    "-0.5",
                    "1e20",
                    "1e-7",
                    "2.5",
                    '"abc"',
                    '""',
                    "true",
                    "null",
                    '"é😀"',
                    "1234567.891",
                    "-0.0",
                    "cs",
                    "ca",
                    "12345678901234567890",
                    'float("inf")',
                    'float("nan")',
                    "0.1",
                )
            )
        )
        return self.show_errors("print(format(@, @));", value, self.text(spec))

    def program(self) -> Tokens:
        """Return the tokens of a program; its value is an array of the variables it leaves."""
        scope = Scope()
        tokens = code(self.CHAOS_START) if any(name in self.CHAOS for name in self.weights) else []
        if self.traced:
            tokens += code("function trace(at, v) { print(at); return v; }")
        for _ in range(self.budget):
            tokens += self.statement(scope, 2)
        shown = [name for name, kind in scope.readable.items() if kind.name != "function"]
        return [*tokens, *code("result = [@];", commas(shown))]
