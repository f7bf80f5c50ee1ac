"""Security refusals in every position."""

import unittest

from mlpy_testkit.engine import Engine, MLSecurityError
from mlpy_testkit.engine.checks import BLOCKED_MODULES, DANGEROUS_NAMES, REFLECTION


def refusal(text: str, security: bool = True) -> str:
    """Return the message with which a text is refused, or an empty one."""
    try:
        Engine(security=security).load(text, "a.ml")
    except MLSecurityError as error:
        assert error.stage == "check"
        return f"{error.line}:{error.column} {error.message}"
    return ""


class Dunders(unittest.TestCase):
    def check(self, cases):
        for text, message in cases:
            with self.subTest(text=text):
                self.assertEqual(refusal(text), message)

    def test_reads_and_calls(self):
        self.check(
            [
                ("x = __a;", "1:5 Dunder identifier '__a' is forbidden in ML code"),
                ("__a();", "1:1 Dunder function call '__a' is forbidden in ML code"),
                ("x.__a;", "1:1 Dunder member access '__a' is forbidden in ML code"),
                ("x = 1;\nx.__a();", "2:1 Dunder member access '__a' is forbidden in ML code"),
            ]
        )

    def test_every_other_position(self):
        identifier = "Dunder identifier '__a' is forbidden in ML code"
        for text in (
            "__a = 1;",
            "[b, __a] = x;",
            "{__a} = x;",
            "for (__a in x) { }",
            "function f(__a) { }",
            "function __a() { }",
            "f = fn(__a) => 1;",
            "f = fn(a: __a) => 1; g = __a;",
            "function f(a: __a) { }",
            "try { } except (__a) { }",
            "function f() { nonlocal __a; }",
            "x = {__a: 1};",
            "import a as __a;",
            "capability __a { }",
            "throw {message: __a};",
            "x = [1, {k: fn() => { return __a; }}];",
            "if (x) { } elif (__a) { }",
            "while (__a) { }",
            "x = y[__a];",
            "x = y[:__a];",
            "y[0:1] = __a;",
            "x = a ? __a : 1;",
            "try { } finally { __a; }",
        ):
            with self.subTest(text=text):
                message = refusal(text).partition(" ")[2]
                self.assertIn(message, (identifier, identifier.replace("identifier", "function name")))

    def test_targets_and_imports(self):
        self.check(
            [
                ("o.__a = 1;", "1:1 Dunder member access '__a' is forbidden in ML code"),
                ("import __a;", "1:1 Dunder identifier '__a' is forbidden in ML code"),
                ("import a.__b;", "1:1 Dunder identifier 'a.__b' is forbidden in ML code"),
            ]
        )

    def test_reflection(self):
        for name in sorted(REFLECTION):
            message = f"1:5 Access to reflection attribute '{name}' is prohibited for security"
            self.check([(f"x = y.{name};", message), (f"x = y.{name}();", message)])

    def test_texts_and_single_underscores_are_fine(self):
        self.check(
            [('x = "__class__";', ""), ("x = _a._b;", ""), ('x = {"__a": 1};', ""), ("// __class__\nx = 1;", "")]
        )

    def test_they_are_refused_without_security_too(self):
        self.assertNotEqual(refusal("x = y.__class__;", security=False), "")
        self.assertNotEqual(refusal("__a = 1;", security=False), "")


class Dangers(unittest.TestCase):
    def test_names_and_calls(self):
        injections = {"eval", "exec", "compile", "delattr", "globals", "locals", "vars", "dir", "file", "raw_input"}
        for name in sorted(DANGEROUS_NAMES):
            with self.subTest(name=name):
                builtin = f"Dangerous Python builtin '{name}' cannot be used in ML code"
                self.assertEqual(refusal(f"x = {name};"), f"1:5 {builtin}")
                call = f"Dangerous code injection operation '{name}' is not allowed" if name in injections else builtin
                self.assertEqual(refusal(f"x = [{name}(1)];"), f"1:6 {call}")

    def test_inside_functions_and_blocks(self):
        for text in ("f = fn() => eval;", "f = fn() => { return eval(1); };", "throw {message: eval};", "o[eval] = 1;"):
            with self.subTest(text=text):
                self.assertIn("eval", refusal(text))

    def test_a_name_that_the_program_binds_is_its_own(self):
        for text in (
            "dir = 1; x = dir;",
            "function f(file) { return file; }",
            "function open(x) { return x; } open(1);",
            "for (vars in x) { y = vars; }",
            "try { } except (license) { x = license; }",
            "import file; file.read;",
            "[exit] = x; exit();",
        ):
            with self.subTest(text=text):
                self.assertEqual(refusal(text), "")

    def test_members_keys_and_texts_are_fine(self):
        for text in ("o.eval(1);", "x = {exec: 1};", 'x = "eval(1)";', "x = evaluate; opened = 1;"):
            with self.subTest(text=text):
                self.assertEqual(refusal(text), "")

    def test_imports(self):
        for name in sorted(BLOCKED_MODULES - {"__builtin__"}):
            for text in (f"import {name};", f"import {name} as x;", f"import {name}.path as x;"):
                with self.subTest(text=text):
                    path = text.split()[1].rstrip(";")
                    message = f"1:1 Import of potentially dangerous module '{path}' requires explicit capability"
                    self.assertEqual(refusal(text), message)
        self.assertEqual(refusal("import my.os; import osx;"), "")

    def test_permissions(self):
        for kind in ("system", "execute"):
            message = f"1:16 Dangerous permission '{kind}' requires careful review"
            self.assertEqual(refusal(f"capability c {{ allow {kind}; }}"), message)
            self.assertEqual(refusal(f'capability c {{ allow {kind} "*"; }}'), message)
            self.assertEqual(refusal(f'capability c {{ allow {kind} ""; }}'), message)
            self.assertEqual(refusal(f'capability c {{ allow {kind} "ls"; }}'), "")
        self.assertEqual(refusal("capability c { allow read; allow network; }"), "")

    def test_without_security_they_pass(self):
        for text in ("x = eval;", "exec(1);", "import os;", "capability c { allow system; }"):
            with self.subTest(text=text):
                self.assertEqual(refusal(text, security=False), "")

    def test_the_first_in_the_text_is_reported(self):
        self.assertEqual(refusal("x = 1;\n y = [eval, exec];").partition(" ")[0], "2:7")


if __name__ == "__main__":
    unittest.main()
