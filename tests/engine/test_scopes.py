"""Nodes to bindings: who owns a name, and what is refused as a whole."""

import unittest
from typing import Any, Dict

from mlpy_testkit.engine import nodes
from mlpy_testkit.engine.errors import MLCheckError, MLSyntaxError
from mlpy_testkit.engine.parser import Parser
from mlpy_testkit.engine.scopes import MODULE, Scope
from mlpy_testkit.engine.source import Source


def scopes(text: str) -> Dict[str, Scope]:
    """Return the scopes of a text by the names of their functions; arrows are "fn", the module is ""."""
    source = Source("a.ml", text)
    parser = Parser(source)
    module = parser.parse()
    found = parser.resolve()
    named = {"": found[MODULE]}
    for node in nodes.walk(module):
        if isinstance(node, nodes.Function):
            named[node.name.name] = found[node.start]
        elif isinstance(node, nodes.Arrow):
            named["fn"] = found[node.start]
    return named


class Owners(unittest.TestCase):
    def owners(self, text: str, inside: str = "f") -> Dict[str, str]:
        """Return the owner of each of the names a to e as *inside* sees it."""
        found = scopes(text)
        names = {id(scope): name or "module" for name, scope in found.items()}
        owners = {name: found[inside].owner(name) for name in "abcde"}
        return {name: names[id(owner)] for name, owner in owners.items() if owner is not None}

    def test_every_binding_in_a_function_is_its_own(self):
        for binding in (
            "a = 1;",
            "[a] = x;",
            "{a} = x;",
            "for (a in x) { }",
            "function a() { }",
            "if (x) { a = 1; }",
            "while (x) { a = 1; }",
            "try { } except { a = 1; }",
            "try { a = 1; } finally { }",
            "for (x in y) { if (x) { } else { a = 1; } }",
        ):
            with self.subTest(binding=binding):
                self.assertEqual(self.owners(f"a = 0; function f() {{ {binding} }}"), {"a": "f"})

    def test_parameters_belong_to_their_function(self):
        self.assertEqual(self.owners("a = 0; function f(a, b) { }"), {"a": "f", "b": "f"})
        self.assertEqual(self.owners("a = 0; g = fn(a) => a;", "fn"), {"a": "fn"})

    def test_a_read_or_a_change_inside_a_value_binds_nothing(self):
        self.assertEqual(self.owners("a = {}; function f() { a.x = a; a[0] = 1; a[0:1] = b; }"), {"a": "module"})

    def test_a_nested_function_sees_the_names_around_it(self):
        text = "a = 1; function o(b) { c = 1; function f() { d = 1; } }"
        self.assertEqual(self.owners(text), {"a": "module", "b": "o", "c": "o", "d": "f"})
        self.assertEqual(self.owners(text, "o"), {"a": "module", "b": "o", "c": "o"})

    def test_an_assignment_in_a_nested_function_does_not_count(self):
        self.assertEqual(self.owners("a = 1; function f() { function g() { a = 2; } }"), {"a": "module"})

    def test_imports_belong_to_the_module(self):
        self.assertEqual(
            self.owners("import a; import x.y as b; import c.d; function f() { }"), dict.fromkeys("abc", "module")
        )

    def test_the_name_of_a_handler_belongs_to_no_scope(self):
        self.assertEqual(self.owners("function f() { try { } except (a) { b = a; } }"), {"b": "f"})

    def test_nonlocal_means_the_nearest_function_that_binds_the_name(self):
        text = "a = 0; function o() { a = 1; function m() { function f() { nonlocal a; a = 5; } } }"
        self.assertEqual(self.owners(text), {"a": "o"})

    def test_nonlocal_reaches_the_module_else_and_makes_the_name(self):
        self.assertEqual(self.owners("function o() { function f() { nonlocal a; a = 5; } }"), {"a": "module"})
        self.assertEqual(self.owners("function f() { nonlocal a; }"), {"a": "module"})

    def test_nonlocal_passes_functions_that_say_nonlocal_themselves(self):
        text = "function o() { a = 1; function m() { nonlocal a; a = 2; function f() { nonlocal a; a = 3; } } }"
        self.assertEqual(self.owners(text), {"a": "o"})
        self.assertEqual(self.owners(text, "m"), {"a": "o"})

    def test_nonlocal_finds_a_name_that_is_bound_later(self):
        self.assertEqual(self.owners("function o() { function f() { nonlocal a; a = 1; } a = 2; }"), {"a": "o"})

    def test_nonlocal_twice_is_fine(self):
        self.assertEqual(self.owners("function f() { nonlocal a; a = 1; nonlocal a; }"), {"a": "module"})


class Bindings(unittest.TestCase):
    def test_what_is_assigned_is_listed_with_its_scope(self):
        found = scopes("a = 1; function f() { nonlocal a; a = x; } [a] = y;")
        bindings = found[""].bindings["a"]
        values = [None if binding is None else (type(binding[0]).__name__, binding[1]) for binding in bindings]
        self.assertEqual(values, [("Constant", MODULE), None, ("Name", found["f"].start)])

    def test_a_loop_variable_is_an_element(self):
        binding = scopes("for (a in b) { }")[""].bindings["a"][0]
        assert binding is not None
        self.assertIsInstance(binding[0], nodes.Index)

    def test_functions_calls_and_other_reads(self):
        found = scopes("function a() { } a(); b = a; function f() { a(1); } g = fn() => a;")[""]
        self.assertEqual(found.functions, {"a", "f"})
        self.assertEqual([len(call.arguments) for call, _ in found.calls["a"]], [0, 1])
        self.assertIn("a", found.values)
        self.assertNotIn("f", found.values)

    def test_a_function_that_is_bound_by_nonlocal_is_the_owners(self):
        found = scopes("function f() { nonlocal a; function a() { } }")
        self.assertEqual(found[""].functions, {"f", "a"})
        self.assertEqual(found["f"].functions, set())


class Uses(unittest.TestCase):
    """What each function does with names besides binding them."""

    def uses(self, text: str, name: str = "") -> Any:
        """Return the names called and the names read in a function."""
        found = scopes(text)[name]
        called = {name: [text[call.start : call.end] for call in calls] for name, calls in found.called.items()}
        return called, {name: text[start : start + 4] for name, start in found.read.items()}

    def test_names_that_are_read_and_calls_by_a_name(self):
        self.assertEqual(
            self.uses("x = a + f(a.b, g(1)); y[i] = -c ? d : [e, {k: l}]; f();"),
            (
                {"g": ["g(1)"], "f": ["f(a.b, g(1))", "f()"]},
                {"a": "a + ", "y": "y[i]", "i": "i] =", "c": "c ? ", "d": "d : ", "e": "e, {", "l": "l}];"},
            ),
        )

    def test_what_is_bound_is_not_read(self):
        for text in ("a = 1;", "[a] = 1;", "{a, b} = 1;", "for (a in 1) { }", "try { } except (a) { }", "import a;"):
            with self.subTest(text=text):
                self.assertEqual(self.uses(text), ({}, {}))

    def test_every_function_has_its_own(self):
        text = "a; function f(p) { b; return fn(q) => c; } e;"
        self.assertEqual(self.uses(text), ({}, {"a": "a; f", "e": "e;"}))
        self.assertEqual(self.uses(text, "f"), ({}, {"b": "b; r"}))
        self.assertEqual(self.uses(text, "fn"), ({}, {"c": "c; }"}))


class Refusals(unittest.TestCase):
    def check(self, cases):
        for text, message, line, column in cases:
            with self.subTest(text=text):
                with self.assertRaises(MLCheckError) as caught:
                    scopes(text)
                error = caught.exception
                self.assertEqual((error.message, error.line, error.column), (message, line, column))

    def test_statements_in_wrong_places(self):
        self.check(
            [
                ("x = 1;\n return x;", "'return' outside function", 2, 2),
                ("if (x) { return; }", "'return' outside function", 1, 10),
                ("break;", "'break' outside loop", 1, 1),
                ("continue;", "'continue' not properly in loop", 1, 1),
                ("while (x) { function f() { break; } }", "'break' outside loop", 1, 28),
                ("for (x in y) { f = fn() => { continue; }; }", "'continue' not properly in loop", 1, 30),
                ("function f() { while (x) { } break; }", "'break' outside loop", 1, 30),
                ("nonlocal x;", "nonlocal declaration not allowed at module level", 1, 1),
                ("try { } except { } except (e) { }", "default 'except:' must be last", 1, 9),
                ("try { } except { break; } except (e) { }", "default 'except:' must be last", 1, 9),
                ("f = fn() => { break; }; return 1; f(fn(a, a) => 1);", "'break' outside loop", 1, 15),
            ]
        )

    def test_parameters_and_nonlocal(self):
        self.check(
            [
                ("function f(a, b, a) { }", "duplicate argument 'a' in function definition", 1, 18),
                ("f = fn(a, a) => a;", "duplicate argument 'a' in function definition", 1, 11),
                ("f(fn(a, a) => a, fn(b, b) => b);", "duplicate argument 'a' in function definition", 1, 9),
                (
                    "function f() { g = fn() => x; nonlocal x; nonlocal g; }",
                    "name 'g' is assigned to before global declaration",
                    1,
                    52,
                ),
                ("function f(x) { nonlocal x; }", "name 'x' is parameter and global", 1, 26),
                ("function f() { print(x); nonlocal x; }", "name 'x' is used prior to global declaration", 1, 35),
                ("function f() { x(); nonlocal x; }", "name 'x' is used prior to global declaration", 1, 30),
                ("function f() { x = 1; nonlocal y, x; }", "name 'x' is assigned to before global declaration", 1, 35),
            ]
        )

    def test_a_syntax_error_counts_more(self):
        with self.assertRaises(MLSyntaxError):
            scopes("break; x = ;")

    def test_what_is_fine(self):
        for text in (
            "while (x) { break; continue; }",
            "for (x in y) { if (x) { break; } else { try { continue; } finally { break; } } }",
            "function f() { return; while (x) { return 1; } }",
            "f = fn() => { return 1; };",
            "function f() { x = 1; function g() { nonlocal x; } }",
            "function f(f) { function f() { } }",
            "try { } except (a) { } except (b) { } except { }",
            "x = 1; function f() { nonlocal x; }",
            "x = a" + " + a" * 300 + ";",
            "if (a) { } " + "elif (a) { } " * 250 + "else { }",
        ):
            with self.subTest(text=text[:60]):
                scopes(text)


if __name__ == "__main__":
    unittest.main()
