"""Nodes to Python code: names, places, guards, and the forms that count."""

import ast
import builtins
import sys
import types
import unittest
from typing import Any, Iterator, List, Optional
from unittest import mock

from mlpy_testkit.engine import Engine, Limits, Outcome, compiler
from mlpy_testkit.engine.compiler import MAIN, compile_module, python_name
from mlpy_testkit.engine.errors import MLLimitError
from mlpy_testkit.engine.limits import Run
from mlpy_testkit.engine.parser import Parser
from mlpy_testkit.engine.runtime import BUILTIN_NAMES, NAMES, counted_names
from mlpy_testkit.engine.source import Source


def code_of(text: str, **options: Any) -> types.CodeType:
    source = Source("a.ml", text)
    parser = Parser(source)
    return compile_module(parser.parse(), parser.resolve(), source, BUILTIN_NAMES, **options).code


def tree_of(text: str, **options: Any) -> ast.Module:
    """Return the Python tree that the code of a text is made of."""
    with mock.patch.object(compiler, "_assemble") as assemble:
        code_of(text, **options)
    return assemble.call_args.args[0]


def all_codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from all_codes(constant)


def names_of(text: str, **options: Any) -> List[str]:
    """Return the global names that the code of a text uses, without duplicates."""
    found = {name for code in all_codes(code_of(text, **options)) for name in code.co_names}
    return sorted(found)


def run(program: str, **limits: Any) -> Outcome:
    return Engine(limits=Limits(**limits)).run(program, "a.ml")


EVERYTHING = """
import m as n;
a = 1; b = "s"; [c, d] = [1, 2]; {e} = {e: 1};
function f(p: int) { nonlocal a; a = p + a; return p * a; }
g = fn(x) => x.y + x.z(1) + x[0] + x[1:2];
h = fn(x) => { return -x ? !x : x && a || b; };
for (i in range(3)) { while (i < 1) { if (a == b) { break; } elif (a) { continue; } else { a[0] = 1; a.b = 2; } } }
try { throw {message: "m"}; } except (q) { a = "" + q; } finally { f(1); }
a[0:1] = [1]; a = a + b; b = b % 2; a = len(b) - max(a, b); format(a, ".2f");
"""


class Names(unittest.TestCase):
    def test_helpers_have_names_that_no_program_can_spell(self):
        for name in NAMES:
            with self.subTest(name=name):
                self.assertTrue(" " in name or name in BUILTIN_NAMES)
        self.assertFalse(
            [name for name in counted_names(Run(Limits())) if " " not in name and name not in BUILTIN_NAMES]
        )

    def test_every_name_in_the_code_is_the_programs_or_known(self):
        own = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "n"}
        attributes = {"get", "y", "z", "__class__"}
        for options in ({}, {"counted": True}, {"deep": True}, {"open_module": True}):
            with self.subTest(options=options):
                used = set(names_of(EVERYTHING, **options)) - own - attributes
                known = set(NAMES) | {"rt import", "rt tick", "rt metered"}
                self.assertLessEqual(used, known)

    def test_the_class_of_a_value_is_compared_and_nothing_else(self):
        for options in ({}, {"counted": True}, {"deep": True}, {"open_module": True}):
            tree = tree_of(EVERYTHING, **options)
            nodes = list(ast.walk(tree))
            classes = [node for node in nodes if isinstance(node, ast.Attribute) and node.attr == "__class__"]
            compared = [
                operand
                for node in nodes
                if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Is, ast.IsNot))
                for operand in (node.left, *node.comparators)
            ]
            with self.subTest(options=options):
                self.assertTrue(classes)
                self.assertEqual([node for node in classes if not any(node is operand for operand in compared)], [])

    def test_the_three_words_of_python_get_a_blank(self):
        self.assertEqual(
            [python_name(name) for name in ("None", "True", "False", "class")], ["None ", "True ", "False ", "class"]
        )

    def test_words_of_python_are_ordinary_names(self):
        text = """
            None = 1; True = 2; False = 3; class = 4; async = 5; lambda = fn(def) => def + 1;
            function is(None, from) { nonlocal class; class = None + from; return class; }
            [yield, del] = [lambda(1), is(True, False)];
            try { throw {message: "m"}; } except (except) { assert = str(except); }
            result = [None, True, False, class, async, yield, del, assert];
        """
        self.assertEqual(run(text).value, [1, 2, 3, 5, 5, 2, 5, "m"])

    def test_no_name_of_the_host_shines_through(self):
        names = [name for name in dir(builtins) if name not in BUILTIN_NAMES and name.isidentifier()]
        self.assertGreater(len(names), 80)
        engine = Engine(security=False)
        for name in names:
            if name.startswith("__") or name in ("None", "True", "False"):
                continue
            with self.subTest(name=name):
                for text in (f"x = {name};", f"x = [{name}(1)];", f"f = fn() => {name}; f();"):
                    error = engine.run(text).error
                    assert error is not None
                    self.assertEqual(error.message, f"name {name!r} is not defined")

    def test_a_namespace_has_no_host_builtins(self):
        engine = Engine()
        program = engine.load("x = 1;")
        variables = engine._variables(program, NAMES, engine.library())
        self.assertIs(variables["__builtins__"], NAMES)
        self.assertNotIn("__import__", NAMES)
        self.assertNotIn("__build_class__", NAMES)

    def test_a_local_with_the_name_of_a_built_in_starts_as_that(self):
        self.assertEqual(run("function f(a) { len = len(a); return len; } result = f([1, 2]);").value, 2)
        self.assertEqual(run("len = 5; result = [len, len([1])];").value, [5, 1])

    def test_codes_are_named_after_functions_and_file(self):
        code = code_of("function f() { function g() { } } h = fn() => 1;")
        self.assertEqual(code.co_name, MAIN)
        self.assertEqual({inner.co_name for inner in all_codes(code)}, {MAIN, "f", "g", "<lambda>"})
        self.assertEqual({inner.co_filename for inner in all_codes(code)}, {"a.ml"})


class Places(unittest.TestCase):
    def test_functions_begin_in_their_line(self):
        code = code_of("x = 1;\n\nfunction f() {\n  return 1;\n}\n")
        inner = next(part for part in all_codes(code) if part.co_name == "f")
        self.assertEqual(inner.co_firstlineno, 3)

    def test_errors_stand_at_their_node(self):
        for text, line, column in [
            ("x = 1;\n  y = x / 0;", 2, 7),
            ('x = "é😀" + (1 / 0);', 1, 13),
            ("x = [1,\n 2 /\n 0];", 2, 2),
            ("x = 5;\nx.a.b;", 2, 1),
            ("x = {};\ny = x.a.b;", 2, 5),
            ("x = [1];\nx[7] = 1;", 2, 1),
            ("for (i in [0]) {\n  1 / i;\n}", 2, 3),
            ("f = fn(a) =>\n  a / 0;\nf(1);", 2, 3),
            ("f = fn(a) => {\n  return a / 0;\n};\nf(1);", 2, 10),
            ("if (1 / 0) { }", 1, 5),
            ("while (1 / 0) { }", 1, 8),
            ("for (i in 5) { }", 1, 11),
            ("try { 1 / 0; } finally { }", 1, 7),
            ("x = true ? 1 / 0 : 1;", 1, 12),
            ("x = 1 + 2 + nosuch;", 1, 13),
            ("x = 1; x();", 1, 8),
            ('x = "a"; x.nosuch(1);', 1, 10),
            ("[a, b] = [1];", 1, 1),
            ("throw {};", 1, 1),
        ]:
            for limits in ({}, {"steps": 1000}, {"depth": 100}, {"steps": 1000, "depth": 100}):
                with self.subTest(text=text, limits=limits):
                    error = run(text, **limits).error
                    assert error is not None
                    self.assertEqual(error.line, line)
                    if sys.version_info[:2] != (3, 10):
                        self.assertEqual(error.column, column)

    def test_spans_in_place_of_lines(self):
        spans: list[tuple[int, int]] = []
        code_of("x = a + b;", spans=spans)
        self.assertIn((4, 9), spans)


class Order(unittest.TestCase):
    """What is evaluated when: guards must not change it."""

    SETUP = "log = []; function t(x) { log.append(x); return x; } function n(x, v) { log.append(x); return v; } "

    def order(self, text: str) -> Any:
        return run(f"{self.SETUP} {text} result = log;").value

    def test_operands_from_left_to_right_each_once(self):
        for operator in ("+", "-", "*", "/", "//", "%", "==", "!=", "<", "<=", ">", ">="):
            with self.subTest(operator=operator):
                self.assertEqual(self.order(f"t(1) {operator} t(2);"), [1, 2])
                self.assertEqual(self.order(f"t(1) {operator} t(2) {operator} t(3);"), [1, 2, 3])

    def test_a_textual_row_makes_texts_as_it_goes(self):
        self.assertEqual(
            self.order('a = [1]; x = "" + a + n(0, a.append(2)) + a; log.append(x);'), [0, "[1]null[1, 2]"]
        )

    def test_arguments_elements_and_parts(self):
        self.assertEqual(self.order("x = [t(1), {a: t(2), b: t(3)}, t(4)];"), [1, 2, 3, 4])
        self.assertEqual(self.order("x = n(t(1), t(2));"), [1, 2, 1])
        self.assertEqual(self.order("x = n(0, [1, 2, 3])[t(1):t(2):n(3, 1)];"), [0, 1, 2, 3])
        self.assertEqual(self.order("n(0, [])[n(1, 0):n(2, 0)] = n(3, []);"), [3, 0, 1, 2])
        self.assertEqual(self.order("n(0, {})[t(1)] = t(2);"), [2, 0, 1])

    def test_a_method_target_comes_before_its_arguments_and_once(self):
        self.assertEqual(self.order("n(1, []).append(t(2));"), [1, 2])
        self.assertEqual(self.order('n(1, "a").find(n(2, "a"));'), [1, 2])
        self.assertEqual(self.order("n(1, {f: t}).f(2);"), [1, 2])
        self.assertEqual(self.order("x = n(1, {a: 5}).a;"), [1])

    def test_a_name_that_the_right_side_changes(self):
        text = "x = 2; function f() { nonlocal x; x = 10; return 3; } result = x * f();"
        self.assertEqual(run(text).value, 6)
        text = 'x = "a"; function f() { nonlocal x; x = "z"; return "b"; } x = x + f(); result = x;'
        self.assertEqual(run(text).value, "ab")
        text = "x = [1]; function f() { nonlocal x; x = [2]; return [1]; } result = x == f();"
        self.assertIs(run(text).value, True)

    def test_short_circuits(self):
        self.assertEqual(self.order("x = n(1, 0) && t(2); y = t(3) || t(4); z = n(5, 0) ? t(6) : t(7);"), [1, 3, 5, 7])

    def test_recursion_keeps_intermediate_values_apart(self):
        text = "function f(n) { return n == 0 ? [0] : [n] + f(n - 1) + [n]; } result = f(3);"
        self.assertEqual(run(text).value, [3, 2, 1, 0, 1, 2, 3])
        text = "g = fn(n) => n == 0 ? 1 : g(n - 1) * g(n - 1) + n; result = g(3);"
        self.assertEqual(run(text).value, 39)


class Handlers(unittest.TestCase):
    def test_the_name_of_a_handler_does_not_touch_the_variable(self):
        text = 'e = 5; try { throw {message: "a"}; } except (e) { x = str(e); } result = [e, x];'
        self.assertEqual(run(text).value, [5, "a"])

    def test_nested_handlers_with_one_name(self):
        text = """
            try { throw {message: "a"}; } except (e) {
              try { throw {message: "b"}; } except (e) { x = str(e); }
              y = str(e);
            }
            result = [x, y];
        """
        self.assertEqual(run(text).value, ["b", "a"])

    def test_functions_made_in_a_handler_keep_its_name(self):
        body = "f = fn() => str(e); g = fn() => { return str(e); };"
        text = f'try {{ throw {{message: "a"}}; }} except (e) {{ {body} }} result = [f(), g()];'
        self.assertEqual(run(text).value, ["a", "a"])

    def test_nonlocal_of_a_handlers_name(self):
        text = 'try { throw {message: "a"}; } except (e) { function f() { nonlocal e; e = 7; } f(); result = e; }'
        self.assertEqual(run(text).value, 7)


def steps(text: str, limit: int = 10_000) -> Optional[int]:
    outcome = run(text, steps=limit)
    assert outcome.error is None, outcome.error
    return outcome.steps


class Counted(unittest.TestCase):
    def test_rounds_and_calls(self):
        for text, expected in [
            ("x = 1;", 0),
            ("i = 0; while (i < 5) { i = i + 1; }", 5),
            ("for (i in range(7)) { }", 7),
            ("for (i in []) { }", 0),
            ('for (i in "abc") { }', 3),
            ("for (i in {a: 1}) { }", 1),
            ("for (i in range(7)) { if (i == 2) { break; } }", 3),
            ("function f() { } f(); f();", 2),
            ("f = fn() => 1; f(); f(); f();", 3),
            ("f = fn() => { return 1; }; f();", 1),
            ("f = fn(n) => n == 0 ? 0 : f(n - 1); f(5);", 6),
            ("for (i in range(3)) { for (j in range(3)) { } }", 12),
            ("function f() { nonlocal a; a = 1; } f();", 1),
        ]:
            with self.subTest(text=text):
                self.assertEqual(steps(text), expected)

    def test_the_same_count_each_time(self):
        text = (
            "function f(n) { s = 0; for (i in range(n)) { s = s + i; } return s; } x = sorted(range(5)); result = f(9);"
        )
        self.assertEqual({steps(text) for _ in range(5)}, {10})

    def test_results_are_those_of_the_plain_form(self):
        text = """
            function f(n) { return n < 2 ? 1 : f(n - 1) + f(n - 2); }
            g = fn(x) => fn(y) => x + y; h = g(1);
            z = fn() => 0; e = fn() => null;
            s = ""; for (c in "abc") { s = c + s; }
            result = [f(8), h(2), s, z(), e()];
        """
        plain = run(text).value
        self.assertEqual(plain, [34, 3, "cba", 0, None])
        for limits in ({"steps": 10_000}, {"depth": 500}, {"steps": 10_000, "depth": 500}):
            with self.subTest(limits=limits):
                self.assertEqual(run(text, **limits).value, plain)


class Deep(unittest.TestCase):
    def test_the_depth_comes_back_after_returns_and_errors(self):
        text = """
            function f(n) { if (n == 0) { throw {message: "m"}; } return f(n - 1); }
            for (i in range(50)) { try { f(5); } except { } }
            g = fn(n) => n;
            for (i in range(50)) { g(1); }
            result = 1;
        """
        self.assertEqual(run(text, depth=6).value, 1)
        self.assertIsNotNone(run(text, depth=5).error)


class Sizes(unittest.TestCase):
    """The guards: nothing grows beyond its limit by an operator."""

    def stops(self, limit: str, source: str, **limits: Any) -> None:
        with self.subTest(text=source):
            error = run(source, seconds=5, **limits).error
            self.assertIsInstance(error, MLLimitError)
            assert isinstance(error, MLLimitError)
            self.assertEqual(error.limit, limit)

    def test_texts(self):
        for text in (
            's = "abcdefgh"; while (true) { s = s + s; }',
            's = "abcdefgh"; while (true) { s = "" + s + s; }',
            's = "abcdefgh"; while (true) { s = s * 2; }',
            's = "abcdefgh"; while (true) { s = 2 * s; }',
            's = "abcdefgh"; while (true) { t = s + s; s = t; }',
            's = "a" * 100000;',
            'x = 100000; s = x * "a";',
            'function f(a, b) { return a * b; } f("a", 100000);',
            'function f(a) { return a + a; } s = f("a" * 5000);',
            'f = fn(a, b) => a * b; f(100000, "a");',
            'a = ["a"]; a[0] = a[0] * 100000;',
            'o = {s: "abcdefgh"}; while (true) { o.s = o.s + o.s; }',
            's = "ab"; function f() { nonlocal s; s = s + s; } while (true) { f(); }',
            's = 1; function f() { nonlocal s; s = "ab"; } f(); s = s * 100000;',
            'for (s in ["ab"]) { s = s * 100000; }',
            '[s, t] = ["ab", 100000]; s * t;',
            '{s} = {s: "ab"}; s * 100000;',
            's = "abcdefgh"; while (true) { s = (true ? s : 1) + s; }',
            's = ",".join(["ab"] * 4000);',
            's = "ab".ljust(100000);',
            's = ("ab" * 2000).replace("a", "abcdefgh");',
        ):
            self.stops("text", text, text=9000)

    def test_arrays(self):
        for text in (
            "a = [1]; while (true) { a = a + a; }",
            "a = [1]; while (true) { a = a * 2; }",
            "a = [1]; b = a; while (true) { b = b + a; a = b; }",
            "a = [0] * 100000;",
            "n = 100000; a = n * [0];",
            "a = range(100000);",
            "a = [1]; while (true) { a[0:0] = a; }",
            "a = [1]; while (true) { a.extend(a); }",
            "function f(a) { return a + a; } a = [1]; while (true) { a = f(a); }",
        ):
            self.stops("items", text, items=9000)

    def test_numbers(self):
        for text in (
            "x = 3; while (true) { x = x * x; }",
            "x = 3; while (true) { x = x * 1000000007; }",
            "x = 3; y = 3; while (true) { t = x * y; x = y; y = t; }",
            "function f(n) { return n * n; } x = 3; while (true) { x = f(x); }",
            "function f(n) { f(n * n); } f(3);",
            "f = fn(n) => n * n; x = 3; while (true) { x = f(x); }",
            "o = {x: 3}; while (true) { o.x = o.x * o.x; }",
            "a = [3]; while (true) { a[0] = a[0] * a[0]; }",
            "x = 3; function f() { nonlocal x; x = x * x; } while (true) { f(); }",
            "for (i in range(3, 4)) { while (true) { i = i * i; } }",
            "x = true; while (true) { x = (x + 2) * (x + 2); }",
            "x = 3; while (true) { x = (0 - x) * x; }",
        ):
            self.stops("bits", text, bits=9000)

    def test_deep_and_shared_values_are_compared_soon(self):
        for compare in ("a == b", "a != b", "a < b", "[a] == [b]", "{k: a} == {k: b}", "f(a, b)", "a >= b", "b == [a]"):
            text = f"""
                function f(x, y) {{ return x == y; }}
                a = []; b = [];
                for (i in range(200)) {{ a = [a, a]; b = [b, b]; }}
                x = {compare};
                result = 1;
            """
            with self.subTest(compare=compare):
                outcome = run(text, seconds=5)
                self.assertLess(outcome.seconds, 2)


if __name__ == "__main__":
    unittest.main()
