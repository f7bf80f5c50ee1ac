"""Tokens to nodes: every construct with its shape and span, every refusal with its text and place."""

import copy
import pickle
import unittest
from typing import Any

from mlpy_testkit.engine import nodes
from mlpy_testkit.engine.errors import MLError, MLLimitError, MLSyntaxError
from mlpy_testkit.engine.parser import CHAIN, NESTING, Parser
from mlpy_testkit.engine.source import Source

# The tables of the reference by section: what the parser takes, and what it refuses.
ACCEPTED = {
    "1.3": [
        "result = 42;",
        "result = -42;",
        "result = +42;",
        "result = - 42;",
        "result = --42;",
        "result = 007;",
        "result = 3.14;",
        "result = .5;",
        "result = -.5;",
        "result = 5.;",
        "result = 1e3;",
        "result = 1.5E-3;",
        "result = 1.e2;",
        "result = a -1;",
        "result = a-1;",
        "result = a--1;",
        "result = a - -1;",
        "result = a +1;",
        "result = a*-1;",
        "result = a -1 * 2;",
        "result = -a * 3;",
        "result = 1-1-1;",
        "result = [a -1];",
        "result = [a, -1];",
        "result = a<-1;",
        "result = a ?-1:+2;",
        "result = -7 // 2;",
        "result = 123456789012345678901234567890;",
        "result = 1e400;",
    ],
    "1.4": [
        'result = "it\'s";',
        "result = 'say \"hi\"';",
        'result = "a\\nb";',
        'result = len("a\\nb");',
        'result = "a\\"b";',
        'result = len("a\\"b");',
        "result = 'it\\'s';",
        'result = "\\\\";',
        'result = len("\\\\");',
        'result = "\\u0041";',
        'result = "C:\\dir";',
        'result = "two\nlines";',
        'result = "";',
        'result = "é😀";',
        'result = "${x} {x} %d";',
        'result = "http://x // y";',
    ],
    "1.5": [
        "o = {if: 1, for: 2}; result = o.if + o.for;",
        "function f(for) { return for; } result = f(3);",
        "in = 5; as = 6; result = in + as;",
        "read = 1; resource = 2; result = read + resource;",
        "class = 5; not = 2; result = class - not;",
        "fnord = 1; iffy = 2; trueish = 3; result = fnord + iffy + trueish;",
        "_ = 4; a1_B2 = 5; result = _ + a1_B2;",
        "result = null == undefined;",
        "result = None;",
        "result = True;",
        "async = 1;",
    ],
    "1.6": [
        "result = 7 // 2;",
        "x = 5; // note\nresult = x;",
        "result = 5 // note\n;",
        "result = [1, // one\n 2];",
        "result = [1, // one\n 2 // two\n];",
        "result = { // head\n a: 1, // one\n b: 2};",
        "result = {a: 1 // one\n};",
        "result = {a // key\n : 1};",
        "result = 1 + // more\n 2;",
        "result = ( // in\n 1);",
        "result = (1 // in\n);",
        'result = len( // arg\n "abc");',
        'result = len("abc" // arg\n);',
        "function f(a, // first\n b // second\n) { return a + b; } result = f(1, 2);",
        "function f() // head\n{ return 1; } // tail\nresult = f();",
        "if (true) // why\n{ result = 1; } // then\nelse { // other\n result = 2; }",
        "if (true // why\n) { result = 1; }",
        "for (i // var\n in // of\n [1]) { result = i; }",
        "function f() { return // nothing\n 5; } result = f();",
        "result = true ? // yes\n 1 : // no\n 2;",
        "result = true // cond\n ? 1 : 2;",
        "x = {y: 1}; result = x. // member\n y;",
        "x = {y: 1}; result = x // member\n .y;",
        'result = "a"; // tail // twice',
        "result = 10 // 3 // 2;",
    ],
    "2.3": [
        "result = id(1);",
        "result = id (1);",
        "result = o.f(2);",
        "result = o.n.g(3);",
        "result = {f: id}.f(4);",
        'result = "ab".upper().lower();',
        "result = id([7, 8])[1];",
        "result = id({k: 5}).k;",
        "g = o.l[0]; result = g(5);",
        "g = mk(); result = g(1);",
        "result = fn(x) => x(5);",
    ],
    "2.4": [
        "x = 5; --x; result = x;",
        'result = {a: 1, a: 2, "b": 3};',
        "f = fn(x) => x; result = f(1);",
        "f = fn() => {k: 1}; result = f();",
        "f = fn(x) => { return x; }; result = f(1);",
        'f = fn(x: int, y: any) => x; result = f("s", 2);',
        'function f(a: int) { return a; } result = f("s");',
        "function f(a: number) { return a; }",
        "if (false) { result = 1; } elif (true) { result = 2; } else { result = 3; }",
        "while (false) { } result = 1;",
        "try { result = 1; } except { }",
        "try { result = 1; }",
        "try { } finally { result = 2; }",
        'throw {message: "m"};',
        "if (true) { function g() { return 2; } } result = g();",
        "function f() { function g() { return 3; } return g(); } result = f();",
        "return 1;",
        "break;",
        "nonlocal x;",
    ],
}


REFUSED = {
    "1.3": [
        "result = 0x1F;",
        "result = 1_000;",
        "result = 10n;",
        "result = +a;",
        "result = + 5;",
        "result = 1.2.3;",
        "result = 12abc;",
    ],
    "1.4": [
        "result = `t`;",
        'result = "a" "b";',
        'result = "a\\";',
        'result = """abc""";',
    ],
    "1.5": [
        "if = 1;",
        "fn = 1;",
        "o = {fn: 1};",
    ],
    "1.6": [
        "result = 5 // two words\n;",
        "result = 10 / / 3;",
        "result = 1; /* c */",
        "# c\nresult = 1;",
    ],
    "2.3": [
        "result = mk()(1);",
        'result = o["f"](1);',
        "result = o.l[0](1);",
        "result = (id)(1);",
        "result = (fn(x) => x)(1);",
        "result = id(1,);",
        "result = id(x = 1);",
    ],
    "2.4": [
        "x = 1; x += 1;",
        "x = 1; x++;",
        "x = 1; ++x;",
        "a = b = 1;",
        "result = (a = 1);",
        "a, b = [1, 2];",
        "let x = 1;",
        "var x = 1;",
        "const x = 1;",
        "result = 2 ** 3;",
        "result = 6 & 3;",
        "result = 1 << 2;",
        "result = ~1;",
        "result = 1 === 1;",
        "result = true and false;",
        "result = not true;",
        "result = 1 in [1];",
        "result = a is null;",
        "result = null ?? 1;",
        "result = o?.x;",
        "result = typeof 5;",
        "result = (1, 2);",
        "function f(a, b = 2) { }",
        "function f(...r) { }",
        "result = [...[1], 2];",
        "f(x = 1);",
        "function f(a,) { }",
        "f(1,);",
        "result = [1, 2,];",
        "result = {a: 1,};",
        "result = [1,,2];",
        "function f(a): int { }",
        "function f(a: list<int>) { }",
        "result = function(x) { return x; };",
        "f = x => x;",
        "f = (x) => x;",
        "f = fn x => x;",
        "f = fn(x) { return x; };",
        "f = fn([a, b]) => a;",
        "result = (fn() => 1)();",
        "result = {[k]: 1};",
        "result = {a};",
        "result = {a() { return 1; }};",
        'result = {1: "x"};',
        "if (true) x = 1;",
        "if true { x = 1; }",
        "if (a) { } else if (b) { }",
        "if (true) { };",
        "while (true) x = 1;",
        "do { } while (false);",
        "for (i = 0; i < 3; i = i + 1) { }",
        "for (x of [1]) { }",
        "for (let x in [1]) { }",
        "for (a, b in [[1, 2]]) { }",
        "for ([a, b] in [[1, 2]]) { }",
        "switch (1) { }",
        "class A { }",
        "{ x = 1; }",
        "x = new A();",
        "try { } catch (e) { }",
        "try { } except e { }",
        "try { } except () { }",
        'throw "x";',
        'x = {message: "m"}; throw x;',
        'throw ({message: "m"});',
        "import math, json;",
        'import "math";',
        "from math import sqrt;",
        "import math.*;",
        "function f() { import math; }",
        "if (true) { import math; }",
        "if (true) { x = 1; import = 1; }",
        "function f() { import = 1; capability = 1; }",
        "export function f() { }",
        "async function f() { }",
        "global x;",
        "del x;",
        "result = 5 5;",
        "result = 1 2;",
    ],
}


# Text, message, line and column.
ERRORS = [
    ("x = ;", "expected a value, found ';'", 1, 5),
    ("x = 1 y = 2;", "expected ';', found 'y'", 1, 7),
    ("f(1,);", "expected a value, found ')'", 1, 5),
    ("[1,];", "expected a value, found ']'", 1, 4),
    ("{a:1,};", "expected a key, found '}'", 1, 6),
    ("{a};", "expected '=', found ';'", 1, 4),
    ("if true {}", "expected '(', found 'true'", 1, 4),
    ("if (1) x = 1;", "expected '{', found 'x'", 1, 8),
    ("for (x of y) {}", "expected 'in', found 'of'", 1, 8),
    ("for (1 in y) {}", "expected a loop variable, found '1'", 1, 6),
    ("for (true in y) {}", "'true' cannot be used as a loop variable", 1, 6),
    ("function (a) {}", "expected a function name, found '('", 1, 10),
    ("function f(a b) {}", "expected ')', found 'b'", 1, 14),
    ("function f(a,) {}", "expected a parameter, found ')'", 1, 14),
    ("function f(a: 1) {}", "expected a type name, found '1'", 1, 15),
    ("function f(null) {}", "'null' cannot be used as a parameter", 1, 12),
    ("function fn() {}", "'fn' cannot be used as a function name", 1, 10),
    ("x = fn x => 1;", "expected '(', found 'x'", 1, 8),
    ("fn = 1;", "expected '(', found '='", 1, 4),
    ("x = fn(a) { return a; };", "expected '=>', found '{'", 1, 11),
    ('throw "x";', "expected an object literal after 'throw', found '\"x\"'", 1, 7),
    ("throw x;", "expected an object literal after 'throw', found 'x'", 1, 7),
    ("1 = 2;", "only a name, a member or an element can be assigned", 1, 3),
    ("f() = 2;", "only a name, a member or an element can be assigned", 1, 5),
    ("-x = 2;", "only a name, a member or an element can be assigned", 1, 4),
    ("(x) = 2;", "only a name, a member or an element can be assigned", 1, 5),
    ("[1] = 2;", "only a name, a member or an element can be assigned", 1, 5),
    ("x.1;", "expected ';', found '.1'", 1, 2),
    ("x.fn;", "expected a member name, found 'fn'", 1, 3),
    ("x..y;", "expected a member name, found '.'", 1, 3),
    ("a[];", "expected a value, found ']'", 1, 3),
    ("a[1, 2];", "expected ']', found ','", 1, 4),
    ("a[1;", "expected ']', found ';'", 1, 4),
    ("a[1:2:3:4];", "expected ']', found ':'", 1, 8),
    ('x = "abc', "unterminated string", 1, 5),
    ('x = "a\\\nb";', "unterminated string or a backslash before the end of a line", 1, 5),
    ("x = @;", "illegal character '@'", 1, 5),
    ("x = é;", "illegal character '\\xe9'", 1, 5),
    ("x = 1 ? 2;", "expected ':', found ';'", 1, 10),
    ("import 5;", "expected a module name, found '5'", 1, 8),
    ("import a.5;", "expected ';', found '.5'", 1, 9),
    ("import a as 5;", "expected an alias, found '5'", 1, 13),
    ("import true;", "'true' cannot be used as a module name", 1, 8),
    ("capability {", "expected a capability name, found '{'", 1, 12),
    ("capability c { foo; }", "expected 'resource', 'allow' or '}', found 'foo'", 1, 16),
    ("capability c { resource 5; }", "expected a string, found '5'", 1, 25),
    ("capability c { allow fly; }", "expected one of execute, network, read, system, write, found 'fly'", 1, 22),
    ('capability c { allow read "x" }', "expected ';', found '}'", 1, 31),
    ("try { } except () { }", "expected an except name, found ')'", 1, 17),
    ("try { } except (1) { }", "expected an except name, found '1'", 1, 17),
    ("try { } except (true) { }", "'true' cannot be used as an except name", 1, 17),
    ("nonlocal ;", "expected a name, found ';'", 1, 10),
    ("nonlocal a b;", "expected ';', found 'b'", 1, 12),
    ("nonlocal 1;", "expected a name, found '1'", 1, 10),
    ("break 5;", "expected ';', found '5'", 1, 7),
    ("return 1 2;", "expected ';', found '2'", 1, 10),
    ("[a, null] = x;", "'null' cannot be assigned", 1, 2),
    ("[fn, b] = x;", "'fn' cannot be assigned", 1, 2),
    ("{a, true} = x;", "'true' cannot be used as a name", 1, 5),
    ("{a, b};", "expected '=', found ';'", 1, 7),
    ("{a, b} 5;", "expected '=', found '5'", 1, 8),
    ("null = 5;", "only a name, a member or an element can be assigned", 1, 6),
    ("true = 5;", "only a name, a member or an element can be assigned", 1, 6),
    ("x = 5 // two words\n;", "expected ';', found 'words'", 1, 14),
    ("x = function(a) { };", "expected ';', found '{'", 1, 17),
    ("o = {fn: 1};", "expected a key, found 'fn'", 1, 6),
    ("o = {1: 2};", "expected a key, found '1'", 1, 6),
    ("a.b c;", "expected ';', found 'c'", 1, 5),
    ("++x;", "expected a value, found '+'", 1, 1),
    ("x += 1;", "expected a value, found '='", 1, 4),
    ('x = "a" "b";', "expected ';', found '\"b\"'", 1, 9),
    ("}", "expected a value, found '}'", 1, 1),
    (";", "expected a value, found ';'", 1, 1),
    ("x = (1;", "expected ')', found ';'", 1, 7),
    ("x = [1;", "expected ']', found ';'", 1, 7),
    ("x = {a: 1;", "expected '}', found ';'", 1, 10),
    ("a\n\n  b;", "expected ';', found 'b'", 3, 3),
    ("for (i in [1]) { };", "expected a value, found ';'", 1, 19),
    ("x = !;", "expected a value, found ';'", 1, 6),
    ("x = a ? b : ;", "expected a value, found ';'", 1, 13),
]


# The same for texts that might go on.
INCOMPLETE = [
    ("x = 1", "expected ';', found the end of the text", 1, 5),
    ("f(1", "expected ')', found the end of the text", 1, 3),
    ("if (1) { x = 1; ", "expected '}', found the end of the text", 1, 15),
    ("import a", "expected ';', found the end of the text", 1, 8),
    ("x = 1 +", "expected a value, found the end of the text", 1, 7),
    ("while (", "expected a value, found the end of the text", 1, 7),
    ("fn(x) => {", "expected '}', found the end of the text", 1, 10),
]


def parse(text: str, session: bool = False) -> nodes.Module:
    return Parser(Source("a.ml", text), session).parse()


def shape(node: Any) -> Any:
    """Return a node without its place, as plain tuples: the class, then the fields."""
    if hasattr(node, "start"):
        fields = tuple(shape(field) for field in node[2:])
        if type(node) in (nodes.Name, nodes.Identifier, nodes.Constant):
            return fields[0]
        if type(node) is nodes.String:
            return f'"{fields[0]}"'
        return (type(node).__name__, *fields)
    if isinstance(node, tuple):
        return [shape(item) for item in node]
    return node


def expression(text: str) -> Any:
    """Return the shape of an expression."""
    statement = parse(f"x = {text};").body[0]
    assert isinstance(statement, nodes.Assign)
    return shape(statement.value)


def statement(text: str) -> Any:
    """Return the shape of the one statement of a text."""
    body = parse(text).body
    assert len(body) == 1
    return shape(body[0])


def failure(text: str, session: bool = False) -> MLError:
    """Return the error with which a text is refused."""
    try:
        parse(text, session)
    except MLError as error:
        return error
    raise AssertionError(f"accepted: {text!r}")


class Tables(unittest.TestCase):
    def test_accepted(self):
        for section, texts in ACCEPTED.items():
            for text in texts:
                with self.subTest(section=section, text=text):
                    parse(text)

    def test_refused(self):
        for section, texts in REFUSED.items():
            for text in texts:
                with self.subTest(section=section, text=text):
                    self.assertIsInstance(failure(text), MLSyntaxError)


class Errors(unittest.TestCase):
    def check(self, cases, incomplete):
        for text, message, line, column in cases:
            with self.subTest(text=text):
                error = failure(text)
                self.assertIsInstance(error, MLSyntaxError)
                self.assertEqual((error.message, error.line, error.column), (message, line, column))
                self.assertEqual(getattr(error, "incomplete", None), incomplete)

    def test_texts_and_places(self):
        self.check(ERRORS, False)

    def test_texts_that_might_go_on(self):
        self.check(INCOMPLETE, True)

    def test_a_long_token_is_cut(self):
        self.assertEqual(failure("a " + "b" * 60 + ";").message, f"expected ';', found '{'b' * 37}...'")

    def test_a_division_that_was_meant_as_a_comment_has_a_hint(self):
        hint = "'//' after a value is floor division, not a comment"
        self.assertEqual(failure("x = 5 // two words\n;").hint, hint)
        self.assertEqual(failure("x = 5 // two\n three;").hint, "")
        self.assertEqual(failure("x = 5 y;").hint, "")

    def test_the_whole_text_of_an_error(self):
        self.assertEqual(
            str(failure("x = 1;\ny = [1,];")), "a.ml:2:8: expected a value, found ']'\n    y = [1,];\n" + " " * 11 + "^"
        )

    def test_columns_count_characters(self):
        error = failure('x = "é😀" y;')
        self.assertEqual((error.line, error.column), (1, 10))


class Expressions(unittest.TestCase):
    def check(self, cases):
        for text, expected in cases:
            with self.subTest(text=text):
                self.assertEqual(expression(text), expected)

    def test_literals(self):
        self.check(
            [
                ("null", None),
                ("undefined", None),
                ("42", 42),
                ("007", 7),
                ("-42", -42),
                ("+42", 42),
                ("5.", 5.0),
                (".5", 0.5),
                ("1e400", float("inf")),
                ("123456789012345678901234567890", 123456789012345678901234567890),
                ("'s'", '"s"'),
                (r'"a\nb"', r'"a\nb"'),
                ("[]", ("Array", [])),
                ("{}", ("Object", [], [])),
                ("[1, [2]]", ("Array", [1, ("Array", [2])])),
                ('{a: 1, "b c": 2, if: 3, true: 4}', ("Object", ["a", "b c", "if", "true"], [1, 2, 3, 4])),
            ]
        )
        self.assertIs(expression("true"), True)
        self.assertIs(expression("false"), False)
        self.assertIs(type(expression("1e3")), float)

    def test_quotes_in_a_key_belong_to_it(self):
        self.assertEqual(expression("{\"'a'\": 1}"), ("Object", ["'a'"], [1]))

    def test_a_sign_belongs_to_the_number_only_where_an_operand_is_expected(self):
        self.check(
            [
                ("a -1", ("Binary", "-", "a", 1)),
                ("a--1", ("Binary", "-", "a", -1)),
                ("a*-1", ("Binary", "*", "a", -1)),
                ("- 42", ("Unary", "-", 42)),
                ("--42", ("Unary", "-", -42)),
                ("[a -1]", ("Array", [("Binary", "-", "a", 1)])),
                ("[a, -1]", ("Array", ["a", -1])),
                ("a ?-1:+2", ("Ternary", "a", -1, 2)),
            ]
        )

    def test_a_sign_binds_looser_than_a_member(self):
        self.check([("-a.b", ("Unary", "-", ("Member", "a", "b")))])

    def test_precedence_and_association(self):
        levels = [["||"], ["&&"], ["==", "!="], ["<", ">", "<=", ">="], ["+", "-"], ["*", "/", "//", "%"]]
        kind = {"||": "Logical", "&&": "Logical"}
        for at, operators in enumerate(levels):
            for operator in operators:
                one = (kind.get(operator, "Binary"), operator)
                with self.subTest(operator=operator):
                    self.assertEqual(expression(f"a {operator} b {operator} c"), (*one, (*one, "a", "b"), "c"))
                for tighter in [name for level in levels[at + 1 :] for name in level]:
                    two = (kind.get(tighter, "Binary"), tighter)
                    with self.subTest(operator=operator, tighter=tighter):
                        self.assertEqual(expression(f"a {operator} b {tighter} c"), (*one, "a", (*two, "b", "c")))
                        self.assertEqual(expression(f"a {tighter} b {operator} c"), (*one, (*two, "a", "b"), "c"))

    def test_operators_of_one_level_go_from_left_to_right(self):
        self.check(
            [
                ("1 - 2 + 3", ("Binary", "+", ("Binary", "-", 1, 2), 3)),
                ("10 // 3 * 2", ("Binary", "*", ("Binary", "//", 10, 3), 2)),
                ("!a == b", ("Binary", "==", ("Unary", "!", "a"), "b")),
                ("!-a", ("Unary", "!", ("Unary", "-", "a"))),
            ]
        )

    def test_parentheses_group(self):
        self.check(
            [
                ("1 - (2 - 3)", ("Binary", "-", 1, ("Binary", "-", 2, 3))),
                ("(a ? 1 : 2) + 3", ("Binary", "+", ("Ternary", "a", 1, 2), 3)),
                ("(fn(x) => x) + 1", ("Binary", "+", ("Arrow", ["x"], "x", []), 1)),
            ]
        )

    def test_ternary(self):
        self.check(
            [
                ("a ? b : c ? d : e", ("Ternary", "a", "b", ("Ternary", "c", "d", "e"))),
                ("a ? b ? 1 : 2 : 3", ("Ternary", "a", ("Ternary", "b", 1, 2), 3)),
                ("a || b ? 1 : 2", ("Ternary", ("Logical", "||", "a", "b"), 1, 2)),
            ]
        )

    def test_calls_and_members(self):
        self.check(
            [
                ("f()", ("Call", "f", [])),
                ("f (1, g(2))", ("Call", "f", [1, ("Call", "g", [2])])),
                ("o.a", ("Member", "o", "a")),
                ("o.if.true", ("Member", ("Member", "o", "if"), "true")),
                ("o.f(1)", ("Call", ("Member", "o", "f"), [1])),
                ('"a".upper().lower()', ("Call", ("Member", ("Call", ("Member", '"a"', "upper"), []), "lower"), [])),
                ("{f: id}.f(4)", ("Call", ("Member", ("Object", ["f"], ["id"]), "f"), [4])),
                ("f()[0].a", ("Member", ("Index", ("Call", "f", []), 0), "a")),
                ("5 .name", ("Member", 5, "name")),
            ]
        )

    def test_slices(self):
        self.check(
            [
                ("a[1]", ("Index", "a", 1)),
                ("a[:]", ("Slice", "a", None, None, None)),
                ("a[::]", ("Slice", "a", None, None, None)),
                ("a[1:]", ("Slice", "a", 1, None, None)),
                ("a[:2]", ("Slice", "a", None, 2, None)),
                ("a[1:2:3]", ("Slice", "a", 1, 2, 3)),
                ("a[::-1]", ("Slice", "a", None, None, -1)),
                ("a[b ? 1 : 2:3]", ("Slice", "a", ("Ternary", "b", 1, 2), 3, None)),
            ]
        )

    def test_arrows(self):
        self.check(
            [
                ("fn() => 1", ("Arrow", [], 1, [])),
                ("fn(a: int, b) => a + b", ("Arrow", ["a", "b"], ("Binary", "+", "a", "b"), [])),
                ("fn(x) => x ? 1 : 2", ("Arrow", ["x"], ("Ternary", "x", 1, 2), [])),
                ("fn(x) => fn(y) => x", ("Arrow", ["x"], ("Arrow", ["y"], "x", []), [])),
                ("fn() => {}", ("Arrow", [], ("Object", [], []), [])),
                ("fn() => {a: 1}", ("Arrow", [], ("Object", ["a"], [1]), [])),
                ('fn() => {"a b": 1}', ("Arrow", [], ("Object", ["a b"], [1]), [])),
                ("fn() => { return 1; }", ("Arrow", [], None, [("Return", 1)])),
                ("fn() => { a; }", ("Arrow", [], None, [("Evaluate", "a")])),
                ("fn() => { {a: 1}; }", ("Arrow", [], None, [("Evaluate", ("Object", ["a"], [1]))])),
            ]
        )
        self.assertIsInstance(failure("x = fn() => {if: 1};"), MLSyntaxError)
        self.assertIsInstance(failure("x = fn() => {true: 1};"), MLSyntaxError)


class Statements(unittest.TestCase):
    def check(self, cases):
        for text, expected in cases:
            with self.subTest(text=text):
                self.assertEqual(statement(text), expected)

    def test_assignments(self):
        self.check(
            [
                ("a = 1;", ("Assign", "a", 1)),
                ("a.b = 1;", ("Assign", ("Member", "a", "b"), 1)),
                ("a[0] = 1;", ("Assign", ("Index", "a", 0), 1)),
                ("a[0:1] = b;", ("Assign", ("Slice", "a", 0, 1, None), "b")),
                ("f()[0] = 1;", ("Assign", ("Index", ("Call", "f", []), 0), 1)),
                ("(a).b = 1;", ("Assign", ("Member", "a", "b"), 1)),
                ("[a][0] = 1;", ("Assign", ("Index", ("Array", ["a"]), 0), 1)),
            ]
        )

    def test_patterns(self):
        self.check(
            [
                ("[a] = b;", ("UnpackArray", ["a"], "b")),
                ("[a, b] = c;", ("UnpackArray", ["a", "b"], "c")),
                ("{a} = b;", ("UnpackObject", ["a"], "b")),
                ("{a, b} = c;", ("UnpackObject", ["a", "b"], "c")),
                ("{a // c\n, b} = c;", ("UnpackObject", ["a", "b"], "c")),
            ]
        )

    def test_an_array_at_the_start_of_a_statement(self):
        self.check(
            [
                ("[a, b];", ("Evaluate", ("Array", ["a", "b"]))),
                ("[a, 1];", ("Evaluate", ("Array", ["a", 1]))),
                ("[a, b][0];", ("Evaluate", ("Index", ("Array", ["a", "b"]), 0))),
                ("[a + 0, b];", ("Evaluate", ("Array", [("Binary", "+", "a", 0), "b"]))),
                ("[a, // one\n b];", ("Evaluate", ("Array", ["a", "b"]))),
                ("[a, b] == c;", ("Evaluate", ("Binary", "==", ("Array", ["a", "b"]), "c"))),
                ("[a, // one\n b // two\n];", ("Evaluate", ("Array", ["a", ("Binary", "//", "b", "two")]))),
            ]
        )

    def test_an_object_at_the_start_of_a_statement(self):
        self.check(
            [
                ("{};", ("Evaluate", ("Object", [], []))),
                ("{a: 1};", ("Evaluate", ("Object", ["a"], [1]))),
            ]
        )

    def test_branches(self):
        self.check(
            [
                ("if (a) { }", ("If", "a", [], [])),
                ("if (a) { b; } else { c; }", ("If", "a", [("Evaluate", "b")], [("Evaluate", "c")])),
                (
                    "if (a) { } elif (b) { } else { c; }",
                    ("If", "a", [], [("If", "b", [], [("Evaluate", "c")])]),
                ),
            ]
        )

    def test_loops(self):
        self.check(
            [
                ("while (a) { break; }", ("While", "a", [("Break",)])),
                ("for (x in y) { continue; }", ("For", "x", "y", [("Continue",)])),
                ("for (if in y) { }", ("For", "if", "y", [])),
            ]
        )

    def test_functions(self):
        self.check(
            [
                ("function f() { }", ("Function", "f", [], [], [])),
                (
                    "function f(a: int, b: any) { return; }",
                    ("Function", "f", ["a", "b"], ["int", "any"], [("Return", None)]),
                ),
                ("function f() { nonlocal a, b; }", ("Function", "f", [], [], [("Nonlocal", ["a", "b"])])),
            ]
        )

    def test_exceptions(self):
        self.check(
            [
                ("throw {};", ("Throw", ("Object", [], []))),
                ("try { }", ("Try", [], [], None)),
                ("try { } finally { }", ("Try", [], [], [])),
                (
                    "try { a; } except (e) { b; } except { } finally { c; }",
                    (
                        "Try",
                        [("Evaluate", "a")],
                        [("Handler", "e", [("Evaluate", "b")]), ("Handler", None, [])],
                        [("Evaluate", "c")],
                    ),
                ),
            ]
        )

    def test_imports_and_capabilities(self):
        self.check(
            [
                ("import a;", ("Import", ["a"], None)),
                ("import a.b.c as d;", ("Import", ["a", "b", "c"], "d")),
                ("capability c { }", ("Capability", "c", [])),
                (
                    'capability c { resource "*.txt"; allow read; allow network "h"; }',
                    (
                        "Capability",
                        "c",
                        [
                            ("Permission", "resource", "*.txt"),
                            ("Permission", "read", None),
                            ("Permission", "network", "h"),
                        ],
                    ),
                ),
            ]
        )

    def test_import_is_a_name_below_the_top_level(self):
        self.assertEqual(statement("function f() { import = 1; }")[-1], [("Assign", "import", 1)])

    def test_words_are_keywords_only_where_they_are_wanted(self):
        self.check(
            [
                ("in = as;", ("Assign", "in", "as")),
                ("else = elif + except + finally;", statement("else = elif + except + finally;")),
                ("x = {if: 1}.if;", ("Assign", "x", ("Member", ("Object", ["if"], [1]), "if"))),
                ("function f(if, for) { return for; }", ("Function", "f", ["if", "for"], [], [("Return", "for")])),
            ]
        )

    def test_empty_texts(self):
        for text in ("", " \n\t", "// only a comment", "// one\n// two\n"):
            with self.subTest(text=text):
                self.assertEqual(parse(text).body, ())


class Spans(unittest.TestCase):
    def test_every_node_spans_its_text(self):
        text = 'x = -f(a.b, [1, "s"][0:2], !c) + (d ? 1 : -2) * fn(k) => {a: k};'
        spans = [(type(node).__name__, text[node.start : node.end]) for node in nodes.walk(parse(text))]
        self.assertEqual(
            spans,
            [
                ("Module", text),
                ("Assign", text),
                ("Name", "x"),
                ("Binary", text[4:-1]),
                ("Unary", '-f(a.b, [1, "s"][0:2], !c)'),
                ("Call", 'f(a.b, [1, "s"][0:2], !c)'),
                ("Name", "f"),
                ("Member", "a.b"),
                ("Name", "a"),
                ("Slice", '[1, "s"][0:2]'),
                ("Array", '[1, "s"]'),
                ("Constant", "1"),
                ("String", '"s"'),
                ("Constant", "0"),
                ("Constant", "2"),
                ("Unary", "!c"),
                ("Name", "c"),
                ("Binary", "(d ? 1 : -2) * fn(k) => {a: k}"[1:]),
                ("Ternary", "d ? 1 : -2"),
                ("Name", "d"),
                ("Constant", "1"),
                ("Constant", "-2"),
                ("Arrow", "fn(k) => {a: k}"),
                ("Identifier", "k"),
                ("Object", "{a: k}"),
                ("Identifier", "a"),
                ("Name", "k"),
            ],
        )

    def test_statements_end_with_their_semicolon_or_block(self):
        texts = [
            "import a.b as c;",
            'capability c { allow read "x"; }',
            "a = 1;",
            "[a] = b;",
            "{a} = b;",
            "f();",
            "if (a) { b; } elif (c) { } else { }",
            "while (a) { }",
            "for (a in b) { }",
            "function f(a) { return a; }",
            "try { } except (e) { } finally { }",
            "throw {a: 1};",
        ]
        text = "\n  ".join(texts)
        self.assertEqual([text[node.start : node.end] for node in parse(text).body], texts)


class Sessions(unittest.TestCase):
    def test_the_last_semicolon_may_be_missing(self):
        for text in ("x", "x = 1", "f(1)", "{a: 1}", "[a, b] = c", "throw {}", "import a", "a; b", "if (a) { } b"):
            with self.subTest(text=text):
                self.assertEqual(shape(parse(text, session=True)), shape(parse(text + ";")))

    def test_no_semicolon_inside_may_be_missing(self):
        for text in ("x y", "if (a) { b }", "fn() => { a }", "x = 1 y = 2"):
            with self.subTest(text=text):
                self.assertFalse(getattr(failure(text, session=True), "incomplete", False))

    def test_more_text_is_wanted_inside_brackets_and_blocks(self):
        for text in (
            "f(1",
            "[1,",
            "{a: ",
            "if (a) {",
            "if (a) { b;",
            "x =",
            "function f(",
            "1 +",
            "try {",
            "a.",
            "for (x",
        ):
            with self.subTest(text=text):
                self.assertTrue(getattr(failure(text, session=True), "incomplete", False))


class Depth(unittest.TestCase):
    def limit(self, text: str) -> None:
        error = failure(text)
        self.assertIsInstance(error, MLLimitError)
        self.assertEqual(getattr(error, "limit", ""), "nesting")
        self.assertEqual(error.line, 1)

    def test_nesting(self):
        for opening, inside, closing in [
            ("(", "1", ")"),
            ("[", "1", "]"),
            ("{a: ", "1", "}"),
            ("f(", "1", ")"),
            ("- ", "1", ""),
        ]:
            with self.subTest(opening=opening):
                parse("x = " + opening * (NESTING - 10) + inside + closing * (NESTING - 10) + ";")
                self.limit("x = " + opening * (NESTING + 1) + inside + closing * (NESTING + 1) + ";")
        parse("if (a) { " * 90 + "} " * 90)
        self.limit("if (a) { " * 101 + "} " * 101)
        self.limit("x = " + "a ? 1 : " * 200 + "2;")
        self.limit("x = " + "fn() => " * 200 + "2;")

    def test_unclosed_nesting_is_no_danger(self):
        for opening in ("(", "[", "{a:", "f(", "!", "- ", "fn() => ", "a ? ", "if (a) {", "x = fn() => { a;", "try {"):
            with self.subTest(opening=opening):
                failure(opening * 20_000)

    def test_rows(self):
        for link in ("+ 1 ", "&& 1 ", "// 1 ", "== 1 ", ".a", "[0]", ".a()"):
            with self.subTest(link=link):
                parse("x = a " + link * CHAIN + ";")
                self.limit("x = a " + link * (CHAIN + 1) + ";")
        parse("if (a) { } " + "elif (a) { } " * (CHAIN - 1))
        self.limit("if (a) { } " + "elif (a) { } " * (CHAIN + 1))

    def test_digits(self):
        self.assertEqual(expression("1" * 4300), int("1" * 4300))
        error = failure("x = " + "1" * 4301 + ";")
        self.assertEqual((type(error), getattr(error, "limit", ""), error.column), (MLLimitError, "bits", 5))


class Nodes(unittest.TestCase):
    """What comes out can be looked at and copied."""

    def test_they_print_as_they_are_made(self) -> None:
        statement = Parser(Source("a.ml", "x = y;")).parse().body[0]
        shown = "Assign(start=0, end=6, target=Name(start=0, end=1, name='x'), value=Name(start=4, end=5, name='y'))"
        self.assertEqual(repr(statement), shown)

    def test_copies_are_equal(self) -> None:
        module = Parser(Source("a.ml", "function f(a, b) { return [a, {k: b}]; }")).parse()
        self.assertEqual(copy.deepcopy(module.body), module.body)
        self.assertEqual(pickle.loads(pickle.dumps(module.body)), module.body)


if __name__ == "__main__":
    unittest.main()
