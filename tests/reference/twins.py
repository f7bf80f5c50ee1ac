"""Random programs for what the engine does better than mlpy, in two spellings.

Where mlpy has a defect that the engine repairs, the same text cannot be compared. So each program
here has a twin that says the same in other words, which mlpy gets right: the engine runs
``(c ? 1 : 2) + 3``, mlpy runs ``same(c ? 1 : 2) + 3``. Both must print the same, and where mlpy is
to be kept in mind the engine must report the quirk.
"""

from __future__ import annotations

import random
from typing import List, NamedTuple, Sequence, Tuple

from tests.reference.grammar import (
    BOOL,
    INT,
    POSTFIX,
    STRING,
    TERNARY,
    Generator,
    Kind,
    Piece,
    Scope,
    array_of,
)
from tests.reference.layout import Tokens, code, commas, layout

SILENT = frozenset(("Q0", "Q10", "Q16", "Q22", "Q27", "Q32"))  # quirks for which there need not be a finding


class Twin(str):
    """A token that is spelled differently for the two: the parts of *ours* or those of *theirs*."""

    ours: Tokens
    theirs: Tokens


def twin(ours: Sequence[str], theirs: Sequence[str]) -> Twin:
    """Return a token with two spellings."""
    token = Twin("|")
    token.ours, token.theirs = list(ours), list(theirs)
    return token


def spelled(tokens: Sequence[str], ours: bool) -> Tokens:
    """Return the tokens in one spelling."""
    found: Tokens = []
    for token in tokens:
        if isinstance(token, Twin):
            found += spelled(token.ours if ours else token.theirs, ours)
        else:
            found.append(token)
    return found


class Statement(NamedTuple):
    """One of the statements of a program and the quirk it is about."""

    quirk: str
    tokens: Tokens


class TwinGenerator(Generator):
    """Writes the statements; each method named ``quirk_…`` is about the quirk of that number."""

    def __init__(self, source: random.Random) -> None:
        super().__init__(source, "mixed")
        self.traced = source.random() < 0.5
        self.regrouped = False
        self.quirks = sorted(name for name in dir(self) if name.startswith("quirk_"))

    def operand(self, kind: Kind, scope: Scope, depth: int) -> Piece:
        """Return an operand; here it may be a ternary in parentheses."""
        if self.regrouped and depth > 0 and self.chance(0.25):
            piece = self.ternary(kind, scope, depth - 1)
            if piece.level == TERNARY:
                return Piece([twin([], ["same"]), "(", *piece.tokens, ")"], POSTFIX)
        return super().operand(kind, scope, depth)

    def renamed(self, name: str) -> Twin:
        """Return *name*, which mlpy sees as an ordinary name."""
        return twin([name], [f"own_{name}_{len(self.used)}"])

    def either(self, ours: str, theirs: str, *parts: str) -> Tokens:
        """Return two templates with the same parts (each given as ``$``, ``$$`` … by its place)."""
        for place in range(len(parts), 0, -1):
            ours, theirs = (text.replace("$" * place, parts[place - 1]) for text in (ours, theirs))
        return [twin(code(ours), code(theirs))]

    def program(self) -> Tokens:
        """Return all statements of a program after each other."""
        return [token for statement in self.statements_of_program() for token in statement.tokens]

    def statements_of_program(self) -> List[Statement]:
        """Return the statements of a program."""
        scope = Scope()
        start = "function same(v) { return v; }"
        if self.traced:
            start += "function trace(at, v) { print(at); return v; }"
        found = [Statement("", code(start))]
        for _ in range(self.random.randint(1, 4)):
            if self.chance(0.4):
                found.append(Statement("", self.state_assign(scope, 1)))
            name = self.choice(self.quirks)
            found.append(Statement("Q" + name[len("quirk_") :].split("_")[0], getattr(self, name)(scope)))
        return found

    def value(self, scope: Scope, *kinds: Kind) -> Tokens:
        """Return an expression of one of the kinds."""
        return self.expression(self.choice(kinds), scope, 2).tokens

    # One method a quirk

    def quirk_5(self, scope: Scope) -> Tokens:
        """Arrow functions with a block."""
        name, kind = self.fresh(plain=True), self.function_kind()
        inside = scope.function(kind.parts[-1])
        parameters = commas([f"p{number}" for number in range(len(kind.parts) - 1)])
        for number, part in enumerate(kind.parts[:-1]):
            inside.define(f"p{number}", part)
        body = [*self.block(inside, 1), *code("return @;", self.expression(kind.parts[-1], inside, 2).tokens)]
        values = commas([self.expression(part, scope, 1).tokens for part in kind.parts[:-1]])
        head = twin([name, "=", "fn"], ["function", name])
        return code(
            "@(@) @ { @ } @ print(@(@));", [head], parameters, [twin(["=>"], [])], body, [twin([";"], [])], name, values
        )

    def quirk_6(self, scope: Scope) -> Tokens:
        """Ternaries as operands."""
        self.regrouped = True
        kind = self.choice((INT, STRING, BOOL, array_of(INT)))
        left, right = self.ternary(kind, scope, 2), self.expression(kind, scope, 2)
        self.regrouped = False
        grouped = Piece([twin([], ["same"]), "(", *left.tokens, ")"], POSTFIX)
        if right.level <= TERNARY or right.textual:
            right = self.literal("1")
        pair = (grouped, right) if self.chance(0.5) else (right, grouped)
        operator = self.choice(("+", "==", "&&", "||", "*", "<")) if kind == INT else self.choice(("+", "==", "||"))
        return self.show_errors("print(@);", self.binary(operator, *pair).tokens)

    def quirk_9(self, scope: Scope) -> Tokens:
        """Python's words as names."""
        word = self.renamed(self.choice(("class", "def", "None", "lambda", "is", "del", "async", "await")))
        other = self.renamed(self.choice(("True", "with", "yield", "from", "and", "assert")))
        return self.choice(
            (
                code("@ = fn(@) => @ + 1; print(@(1));", [other], [word], [word], [other]),
                code("[@, @] = [1, 2]; print(@, @);", [word], [other], [other], [word]),
                code("try { x_ = 1 / 0; } except (@) { print(str(@)); }", [word], [word]),
            )
        )

    def quirk_9_async(self, scope: Scope) -> Tokens:
        """async and await, which mlpy refuses everywhere."""
        word = self.renamed(self.choice(("async", "await")))
        return self.word_as_name(word, self.renamed("and"))

    def quirk_0_words(self, scope: Scope) -> Tokens:
        """Python's words as names where mlpy takes them as well."""
        word = self.renamed(self.choice(("class", "def", "None", "is", "not", "del")))
        return self.word_as_name(word, self.renamed(self.choice(("True", "with", "yield", "and", "assert"))))

    def word_as_name(self, word: Twin, other: Twin) -> Tokens:
        """Return statements that use two words as names."""
        return self.choice(
            (
                code("function @(@) { return @ + 1; } print(@(1));", [other], [word], [word], [other]),
                code("for (@ in [1, 2]) { @ = @; } print(@, @);", [word], [other], [word], [word], [other]),
                code("@ = 1; @ = @ + 1; print(@);", [word], [other], [word], [other]),
                code(
                    "function outer_(@) { @ = 2; return fn() => @ + @; } f_ = outer_(1); print(f_());",
                    [word],
                    [other],
                    [word],
                    [other],
                ),
            )
        )

    def quirk_11(self, scope: Scope) -> Tokens:
        """Arrays at the start of a statement."""
        first, second = self.fresh(plain=True), self.fresh(plain=True)
        action = self.choice(("[$, $$];", "[$, $$][0];", "[$].append(1);", "[$, $$][0] + 1;", "[$];"))
        start = code("@ = 1; @ = 2;", first, second)
        return [*start, *self.either(action, "0 || " + action, first, second)]

    def quirk_12(self, scope: Scope) -> Tokens:
        """Annotations."""
        name, word = self.fresh(plain=True), self.choice(("number", "string", "array", "whatever", "boolean"))
        return code("function @(a_ @) { return a_; } print(@(1));", name, [twin([":", word], [])], name)

    def quirk_14(self, scope: Scope) -> Tokens:
        """Functions of the program that are named like a built-in."""
        name = self.renamed(self.choice(("max", "len", "sum", "abs", "next", "format", "range", "keys")))
        holder = self.fresh(plain=True)
        inside = self.choice(
            (
                code('function @(a_) { return "mine"; } return @(2);', [name], [name]),
                code("@ = fn(a_) => a_ + 1; return @(1);", [name], [name]),
                code("function held_(@) { return @(5); } return held_(fn(v) => v * 2);", [name], [name]),
            )
        )
        return code("function @() { @ } result_ = @(); print(result_);", holder, inside, holder)

    def quirk_16(self, scope: Scope) -> Tokens:
        """Variables named str and builtin."""
        name, holder = self.renamed(self.choice(("str", "builtin"))), self.fresh(plain=True)
        return code(
            'function @() { @ = 5; print("a" + 1, len("abc"), str(2), @); } @();', holder, [name], [name], holder
        )

    def quirk_17(self, scope: Scope) -> Tokens:
        """nonlocal in a nested function for a variable of the program."""
        name, outer = self.fresh(plain=True), self.fresh(plain=True)
        return self.either(
            "$ = 1; function $$() { function in_() { nonlocal $; $ = $ + 1; } in_(); in_(); } $$(); print($);",
            "$ = 1; function in_$$() { nonlocal $; $ = $ + 1; } function $$() { in_$$(); in_$$(); } $$(); print($);",
            name,
            outer,
        )

    def quirk_18(self, scope: Scope) -> Tokens:
        """A handler's name that was a variable before."""
        name = self.fresh(plain=True)
        error = twin([name], [f"err_{name}"])
        body = self.choice(("1 / 0", "1 // 2", "nosuch", "[][0]"))
        tokens = code(
            "@ = 5; try { z_ = @; } except (@) { print(str(@)); } print(@);", name, code(body), [error], [error], name
        )
        if self.chance(0.4):
            function = self.fresh(plain=True)
            return code("function @() { @ } @();", function, tokens, function)
        return tokens

    def quirk_21(self, scope: Scope) -> Tokens:
        """Members of literals."""
        literal, member = self.choice(
            (
                ([self.text()], "length"),
                (code("[1, @]", self.value(scope, INT)), "length"),
                (code("{a: @}", self.value(scope, INT)), "zz"),
                (code("{a: 1}"), "length"),
                (code("{}"), "get"),
                (code("{a: 1}"), "keys"),
            )
        )
        opening, closing = twin([], ["same", "("]), twin([], [")"])
        return code("print(@ @ @.@);", [opening], literal, [closing], member)

    def quirk_22(self, scope: Scope) -> Tokens:
        """Members of an object with a key that is no string."""
        name = self.fresh(plain=True)
        return self.either(
            '$ = {a: 1}; $[1] = "n"; print($.a, $.zz, $.length, $.get("a"));',
            '$ = {a: 1}; $[1] = "n"; print($["a"], null, null, $.get("a"));',
            name,
        )

    def quirk_24(self, scope: Scope) -> Tokens:
        """Methods taken out of a value."""
        name, held = self.fresh(plain=True), self.fresh(plain=True)
        value, call = self.choice(
            (
                ('"abc"', "upper()"),
                ("[3, 1]", "pop()"),
                ("[3, 1]", "index(1)"),
                ('"a,b"', 'split(",")'),
                ("[1]", "append(2)"),
                ('"x"', "join([])"),
            )
        )
        method, _, arguments = call.partition("(")
        return self.either(
            f"$ = {value}; $$ = $.{method}; print($$({arguments}, $);", f"$ = {value}; print($.{call}, $);", name, held
        )

    def quirk_25(self, scope: Scope) -> Tokens:
        """Array patterns of one name."""
        name = self.fresh(plain=True)
        value = self.value(scope, INT, STRING)
        pattern = twin(["[", name, "]", "=", "[", *value, "]"], [name, "=", *value])
        return code("@; print(@);", [pattern], name)

    def quirk_26(self, scope: Scope) -> Tokens:
        """Object patterns whose right side is a call."""
        function = self.fresh(plain=True)
        made = 'function $() { print("once"); return {one_: 1, two_: "t"}; }'
        return self.either(
            made + "{one_, two_} = $(); print(one_, two_);",
            made + "tmp_ = $(); {one_, two_} = tmp_; print(one_, two_);",
            function,
        )

    def quirk_27(self, scope: Scope) -> Tokens:
        """What enumerate and zip give, as arrays."""
        pairs = twin(["enumerate", "(", '"ab"', ")"], code('[[0, "a"], [1, "b"]]'))
        zipped = twin(code('zip([1, 2, 3], "xy")'), code('[[1, "x"], [2, "y"]]'))
        value = [self.choice((pairs, zipped))]
        return self.choice(
            (
                code("print(@);", value),
                code("print(typeof(@[0]), len(@[1]));", value, value),
                code('print(@ == [[0, "a"], [1, "b"]]);', value),
                code("print(@[0] + [9], sorted(@));", value, value),
                code('x_ = @; x_[0][1] = "new"; print(x_);', value),
                code('print("" + @, repr(@[0]));', value, value),
            )
        )

    def quirk_31(self, scope: Scope) -> Tokens:
        """Numbers too large for a float."""
        number = twin([self.choice(("1e400", "1.5E999"))], code('float("inf")'))
        return code("print(@, -@, @ > 1, str(@));", [number], [number], [number], [number])

    def quirk_32(self, scope: Scope) -> Tokens:
        """Large whole numbers in strings."""
        digits = str(self.random.randint(10**16, 10**30))
        return [*self.either('print(int("$"), int(" -$ "));', "print($, -$);", digits)]

    def quirk_33(self, scope: Scope) -> Tokens:
        """round(x, null)"""
        return self.either("print(round($, null));", "print(round($, 0));", self.choice(("2.5", "3.7", "-0.5", "7")))

    def quirk_38(self, scope: Scope) -> Tokens:
        """A severity that is no string."""
        extra = twin([",", "severity", ":", self.choice(("5", "null", "true", "[]"))], [])
        return code('try { throw {message: "m" @}; } except (e_) { print(str(e_)); }', [extra])

    def quirk_41(self, scope: Scope) -> Tokens:
        """Members of caught errors."""
        failing, ours, theirs = self.choice(
            (
                ('throw {message: "m", code: 5};', "print($.message, $.code, $.zzz);", "print(str($), 5, null);"),
                ("throw {code: [1]};", "print($.message, $.code);", "print(str($), [1]);"),
                ("z_ = 1 / 0;", "print($.message, $.type);", 'print(str($), "ZeroDivisionError");'),
                ("z_ = nosuch;", "print($.message, $.type);", 'print(str($), "NameError");'),
                ("z_ = [][0];", "print($.message, $.type);", 'print(str($), "IndexError");'),
            )
        )
        name = f"err{len(self.used)}"
        self.used.append(name)
        return self.either(
            f"try {{ {failing} }} except ($) {{ {ours} }}", f"try {{ {failing} }} except ($) {{ {theirs} }}", name
        )


QUIRKS = frozenset("Q" + name.split("_")[1] for name in dir(TwinGenerator) if name.startswith("quirk_"))


def texts(seed_text: str) -> Tuple[str, str, List[str]]:
    """Return a program in both spellings, and the quirks that must be reported."""
    found = TwinGenerator(random.Random(seed_text)).statements_of_program()
    return (*written(found, seed_text), sorted({part.quirk for part in found} - SILENT - {""}))


def written(found: Sequence[Statement], seed_text: str) -> Tuple[str, str]:
    """Return statements in both spellings, laid out with the same style."""
    tokens = [token for part in found for token in part.tokens]
    ours, theirs = (layout(spelled(tokens, side), random.Random(seed_text), "plain") for side in (True, False))
    return ours, theirs
