"""The texts and places of errors at run time: those of CPython 3.12 on every Python."""

import pickle
import traceback
import unittest

from mlpy_testkit.engine import Engine, MLError, MLLimitError, MLNameError, MLThrownError

INTEGER = "'str' object cannot be interpreted as an integer"

# Program, stage, kind, message, line and column.
FAILURES = [
    ("result = 1 / 0;", "run time", "ZeroDivisionError", "division by zero", 1, 10),
    ("result = 1 // 0;", "run time", "ZeroDivisionError", "integer division or modulo by zero", 1, 10),
    ("result = 1 % 0;", "run time", "ZeroDivisionError", "integer modulo by zero", 1, 10),
    ("result = 1.0 / 0;", "run time", "ZeroDivisionError", "float division by zero", 1, 10),
    ("result = 1.0 // 0;", "run time", "ZeroDivisionError", "float floor division by zero", 1, 10),
    ("result = 1.5 % 0;", "run time", "ZeroDivisionError", "float modulo", 1, 10),
    (
        'x = 1;\n  y = x + "é" / 2;',
        "run time",
        "TypeError",
        "unsupported operand type(s) for /: 'str' and 'int'",
        2,
        11,
    ),
    ('s = "abc"; result = s["a"];', "run time", "TypeError", "string indices must be integers, not 'str'", 1, 21),
    ("o = {}; o[[1]] = 1;", "run time", "TypeError", "unhashable type: 'list'", 1, 9),
    ("[a, b] = [1, 2, 3];", "run time", "ValueError", "too many values to unpack (expected 2)", 1, 1),
    ("[a, b] = [1];", "run time", "ValueError", "not enough values to unpack (expected 2, got 1)", 1, 1),
    ("[a, b] = 5;", "run time", "TypeError", "cannot unpack non-iterable int object", 1, 1),
    ("function f() { }\nf = 5; f();", "run time", "TypeError", "'int' object is not callable", 2, 8),
    ("o = {a: 1}; o.a(1);", "run time", "TypeError", "Property 'a' is not callable (got int)", 1, 13),
    (
        "x = 5; x(1);",
        "run time",
        "TypeError",
        "Cannot call object of type 'int': not callable\nExpected a function, got int",
        1,
        8,
    ),
    (
        "function f(a, b) { return a; }\nf(1);",
        "run time",
        "TypeError",
        "f() missing 1 required positional argument: 'b'",
        2,
        1,
    ),
    (
        "function o() { function i(a) { } i(); } o();",
        "run time",
        "TypeError",
        "o.<locals>.i() missing 1 required positional argument: 'a'",
        1,
        34,
    ),
    (
        "f = fn(a, b) => a; f(1);",
        "run time",
        "TypeError",
        "<lambda>() missing 1 required positional argument: 'b'",
        1,
        20,
    ),
    *[
        (
            f"x = {value};\ny = x{between}.foo;",
            "run time",
            "AttributeError",
            f"'{name}' object has no accessible attribute 'foo'",
            2,
            5,
        )
        for between in ("", "\n  ")
        for value, name in [
            ("5", "int"),
            ("null", "NoneType"),
            ("[]", "list"),
            ('"a"', "str"),
            ("fn() => 1", "function"),
            ("len", "method"),
            ("[].append", "method"),
            ("iter([])", "list_iterator"),
        ]
    ],
    ("{k} = 'abc';", "run time", "TypeError", "string indices must be integers, not 'str'", 1, 2),
    ("if (true) { x = 1; } while (true) { x = x / 0; }", "run time", "ZeroDivisionError", "division by zero", 1, 41),
    (
        "function o(x) { return fn(y) => y; } f = o(1); f();",
        "run time",
        "TypeError",
        "o.<locals>.<lambda>() missing 1 required positional argument: 'y'",
        1,
        48,
    ),
    ("a = [1];\nb = a.pop(\n'x'\n);", "run time", "TypeError", INTEGER, 2, 5),
    ("function f(a) {\nreturn a.pop(\n'x'\n); }\nf([1]);", "run time", "TypeError", INTEGER, 2, 8),
    ("result = nosuch;", "name", "NameError", "name 'nosuch' is not defined", 1, 10),
    ("result = None;", "name", "NameError", "name 'None' is not defined", 1, 10),
    (
        "function f() { y = x; x = 2; } f();",
        "name",
        "UnboundLocalError",
        "cannot access local variable 'x' where it is not associated with a value",
        1,
        20,
    ),
    (
        "function o() { function i() { return v; } r = i(); v = 1; return r; } o();",
        "name",
        "NameError",
        "cannot access free variable 'v' where it is not associated with a value in enclosing scope",
        1,
        38,
    ),
    ('function f() {\n  throw {message: "m", code: 7};\n}\nf();', "thrown", "MLUserException", "m", 2, 3),
]


def error_of(text: str) -> MLError:
    error = Engine().run(text, "a.ml").error
    assert error is not None
    return error


# What is no number, text, array or object in the text of an error.
NAMED = [
    ("function f() { } f // ord;", "unsupported operand type(s) for //: 'function' and 'method'"),
    ("function f() { } ord < f;", "'<' not supported between instances of 'method' and 'function'"),
    ("function f() { } iter(f);", "'function' object is not iterable"),
    ("function f() { } o = {f: f}; o.f - len;", "unsupported operand type(s) for -: 'function' and 'method'"),
    ("a = [1]; a[len];", "list indices must be integers or slices, not method"),
    ("a = [1]; m = a.pop; m + 1;", "unsupported operand type(s) for +: 'method' and 'int'"),
    ("a = [1]; m = a.pop; a.pop(m);", "'method' object cannot be interpreted as an integer"),
    ("[1] + len;", 'can only concatenate list (not "method") to list'),
    ("{k} = len;", "'method' object is not subscriptable"),
    ("[a, b] = len;", "cannot unpack non-iterable method object"),
    ("try { 1 / 0; } except (e) { x = {e: e}; } x.e + 1;", "unsupported operand type(s) for +: 'Exception' and 'int'"),
    ("try { 1 / 0; } except (e) { sum([e]); }", "unsupported operand type(s) for +: 'int' and 'ZeroDivisionError'"),
    ("try { 1 / 0; } except (e) { e[0]; }", "'ZeroDivisionError' object is not subscriptable"),
    ("a = [1]; a.pop(0.5);", "'float' object cannot be interpreted as an integer"),
    ('i = iter("a"); -i;', "bad operand type for unary -: 'str_ascii_iterator'"),
]


class Failures(unittest.TestCase):
    def test_a_long_line_costs_no_message(self):
        # CPython 3.9 compiles it in another way than the numbered twin that tells its places.
        text = (
            "function f() { } function o() { function deep() { } deep(1); } "
            "try { f // {}; } except (e) { print(e); } try { o(); } except (e) { print(e); } x = 1; "
            'y = {id: -0.0, "size": 2, "name": "aaa"} != x || true ? "aaa" : "a b  c".ljust; '
            "try { } except (e) { print(e); } print('two\nlines' + {});"
        )
        self.assertEqual(
            Engine().run(text).output.splitlines()[:2],
            [
                "unsupported operand type(s) for //: 'function' and 'dict'",
                "o.<locals>.deep() takes 0 positional arguments but 1 was given",
            ],
        )

    def test_no_message_names_a_type_of_the_engine(self):
        for text, message in NAMED:
            with self.subTest(text=text):
                self.assertEqual(error_of(text).message, message)

    def test_texts_and_places(self):
        for text, *expected in FAILURES:
            with self.subTest(text=text):
                error = error_of(text)
                found = [error.stage, error.kind, error.message, error.line, error.column]
                self.assertEqual(found, expected)

    def test_an_input_without_its_semicolon_says_the_same(self):
        for text, message in (
            ("null.x", "'NoneType' object has no accessible attribute 'x'"),
            ("[1, 2].foo()", "'list' object has no accessible method 'foo'"),
            ("{a: 1}['b']", "'b'"),
        ):
            with self.subTest(text):
                errors = [Engine().session().execute(text + end).error for end in ("", ";")]
                self.assertEqual([(error.message, error.column) for error in errors], [(message, 1)] * 2)

    def test_a_handler_sees_the_same_texts(self):
        for text, _, kind, message, _, _ in FAILURES:
            with self.subTest(text=text):
                value = (
                    Engine()
                    .run(f"try {{ {text} }} except (problem) {{ result = [str(problem), problem.type]; }}")
                    .value
                )
                if kind != "MLUserException":
                    self.assertEqual(value, [message, kind])

    def test_errors_can_be_pickled(self):
        for text, *_ in FAILURES:
            with self.subTest(text=text):
                error = error_of(text)
                copy = pickle.loads(pickle.dumps(error))
                self.assertIs(type(copy), type(error))
                self.assertEqual(
                    (str(copy), copy.line, copy.kind, copy.stack), (str(error), error.line, error.kind, error.stack)
                )

    def test_the_thrown_object(self):
        error = error_of('throw {message: "m", code: 7};')
        assert isinstance(error, MLThrownError)
        self.assertEqual(error.value, {"message": "m", "code": 7})

    def test_the_call_stack(self):
        error = error_of("function f() { return 1 / 0; }\nfunction g() {\n  return f();\n}\ng();")
        frames = [(frame.file, frame.line, frame.column, frame.function) for frame in error.stack]
        self.assertEqual(frames, [("a.ml", 5, 1, "<module>"), ("a.ml", 3, 10, "g"), ("a.ml", 1, 23, "f")])

    def test_hints(self):
        error = error_of("length = 5; result = lenght;")
        assert isinstance(error, MLNameError)
        self.assertEqual(error.hint, "did you mean 'length'?")
        self.assertEqual(error_of("result = None;").hint, "did you mean 'null'?")
        self.assertEqual(error_of("x = 5 // note\n;").hint, "'//' after a value is floor division, not a comment")

    def test_endless_recursion_can_be_caught(self):
        text = "function r(n) { return r(n + 1); } try { r(0); } except (e) { result = str(e); }"
        self.assertEqual(Engine().run(text).value, "maximum recursion depth exceeded")

    def test_the_traceback_shows_ml_alone(self):
        text = "function f() {\n  return 1 / 0;\n}\nf();"
        shown = "".join(traceback.format_tb(error_of(text).__traceback__))
        self.assertIn('File "a.ml", line 4, in <module>', shown)
        self.assertIn('File "a.ml", line 2, in f\n    return 1 / 0;', shown)
        self.assertEqual(shown.count("File "), 2)


class Limit(unittest.TestCase):
    def test_an_error_without_a_place_shows_its_message(self):
        self.assertEqual(str(MLLimitError("out of memory", limit="memory")), "out of memory")


if __name__ == "__main__":
    unittest.main()
