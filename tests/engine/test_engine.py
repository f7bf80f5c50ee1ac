"""Running programs: what goes in, what comes out, and what a wrong use is told."""

import tempfile
import threading
import unittest
from collections import OrderedDict
from enum import IntEnum
from pathlib import Path
from typing import Any, List

from mlpy_testkit.engine import (
    Engine,
    Limits,
    MLCheckError,
    MLError,
    MLRuntimeError,
    MLSecurityError,
    MLSyntaxError,
    MLUsageError,
    Outcome,
)
from mlpy_testkit.engine.limits import Run, current
from mlpy_testkit.engine.values import to_variables


class Size(IntEnum):
    LARGE = 3


def run(text: str, **options: Any) -> Outcome:
    return Engine().run(text, "a.ml", **options)


def value(text: str, **options: Any) -> Any:
    outcome = run(text, **options)
    if outcome.error is not None:
        raise outcome.error
    return outcome.value


class Values(unittest.TestCase):
    def test_results_are_plain_python(self):
        for text, expected in [
            ("null", None),
            ("true", True),
            ("5", 5),
            ("1.5", 1.5),
            ('"s"', "s"),
            ("[1, [2]]", [1, [2]]),
            ("{a: 1}", {"a": 1}),
        ]:
            with self.subTest(text=text):
                found = value(f"result = {text};")
                self.assertEqual((found, type(found)), (expected, type(expected)))

    def test_functions_can_be_called_from_python(self):
        add = value("function add(a, b) { return a + b; } result = add;")
        self.assertEqual(add(1, 2), 3)

    def test_has_value_tells_null_from_no_answer(self):
        for text, expected in [
            ("result = null;", True),
            ("x = 1;", False),
            ("5;", False),
            ("", False),
            ("result = 1; 1 / 0;", False),
            ("result = ;", False),
        ]:
            with self.subTest(text=text):
                outcome = run(text)
                self.assertEqual((outcome.has_value, outcome.value), (expected, None))

    def test_the_last_result_counts(self):
        self.assertEqual(value("result = 1; function f() { result = 2; } f(); if (true) { result = 3; }"), 3)

    def test_every_run_starts_anew(self):
        engine = Engine()
        engine.run("x = 1; result = 1;")
        self.assertFalse(engine.run("y = 1;").has_value)
        self.assertIsNotNone(engine.run("x;").error)


class Context(unittest.TestCase):
    def test_a_name_of_the_context_is_not_dangerous(self):
        engine = Engine()
        self.assertEqual(engine.run("result = file;", context={"file": 5}).value, 5)
        self.assertEqual(engine.run("result = file;").error.stage, "check")
        self.assertEqual(engine.run("result = file;", context={"other": 5}).error.stage, "check")

    def test_values_become_plain(self):
        class Text(str):
            pass

        for given, expected in [
            ((1, (2,)), [1, [2]]),
            (OrderedDict(a=1), {"a": 1}),
            (Size.LARGE, 3),
            (Text("s"), "s"),
            ([None, True, 1.5], [None, True, 1.5]),
        ]:
            with self.subTest(given=given):
                found = value("result = x;", context={"x": given})
                self.assertEqual((found, type(found)), (expected, type(expected)))

    def test_containers_are_copied(self):
        given = {"a": [1, {"b": 2}]}
        found = value("x.a.append(3); x.a[1].b = 4; x.c = 5; result = x;", context={"x": given})
        self.assertEqual(given, {"a": [1, {"b": 2}]})
        self.assertEqual(found, {"a": [1, {"b": 4}, 3], "c": 5})

    def test_two_variables_never_share(self):
        given = [1]
        self.assertEqual(value("x.append(2); result = [x, y];", context={"x": given, "y": given}), [[1, 2], [1]])

    def test_what_is_shared_inside_a_value_stays_shared(self):
        inner = [1]
        self.assertEqual(value("x[0].append(2); result = x;", context={"x": [inner, inner]}), [[1, 2], [1, 2]])

    def test_a_value_that_holds_itself(self):
        given: List[Any] = [1]
        given.append(given)
        self.assertEqual(value("result = [x[0], x[1][1][1][0]];", context={"x": given}), [1, 1])

    def test_variables_are_values_of_ml(self):
        """Whatever else came in could be asked for members, by a method of its own."""
        engine = Engine()
        made = to_variables({"x": [1], "f": max})
        self.assertEqual(engine.run("result = f(x[0], 2);", variables=made).value, 2)
        for value, kind in ((OrderedDict(a=1), "OrderedDict"), (threading.Event(), "Event"), (max, "builtin_")):
            with self.assertRaisesRegex(MLUsageError, f"variable 'x' holds a Python {kind}"):
                engine.run("result = x.a;", variables={"x": value})

    def test_variables_and_context_together(self):
        made = to_variables({"x": 1, "y": 2})
        self.assertEqual(Engine().run("result = [x, y, z];", variables=made, context={"y": 3, "z": 4}).value, [1, 3, 4])
        self.assertEqual(made, {"x": 1, "y": 2})

    def test_one_run_does_not_see_the_context_of_another(self):
        engine = Engine()
        program = engine.load("result = x;")
        self.assertEqual(engine.run(program, context={"x": 1}).value, 1)
        self.assertEqual(engine.run(program, context={"x": 2}).value, 2)
        self.assertIsNotNone(engine.run(program).error)

    def test_names_that_mean_something_to_python_or_ml(self):
        for name in ("class", "lambda", "is", "len", "None_", "self"):
            with self.subTest(name=name):
                self.assertEqual(value(f"result = {name};", context={name: 5}), 5)

    def test_a_result_that_was_given_is_no_answer(self):
        self.assertFalse(Engine().run("x = 1;", context={"result": 5}).has_value)
        self.assertEqual(value("result = result;", context={"result": 5}), 5)


class HostFunctions(unittest.TestCase):
    def test_arguments_and_results_are_copied(self):
        seen: List[Any] = []
        kept = [9]

        def function(given: Any) -> Any:
            seen.append(given)
            given.append("host")
            return kept

        found = value("a = [1]; b = f(a); b.append(2); result = [a, b];", context={"f": function})
        self.assertEqual((found, seen, kept), ([[1], [9, 2]], [[1, "host"]], [9]))

    def test_their_errors_can_be_caught(self):
        def function() -> None:
            raise KeyError("k")

        text = "try { f(); } except (e) { result = [str(e), e.type]; }"
        self.assertEqual(value(text, context={"f": function}), ["'k'", "KeyError"])

    def test_their_errors_have_a_place_in_the_program(self):
        def function() -> None:
            raise ValueError("no such customer")

        error = run("x = 1;\nf();", context={"f": function}).error
        assert isinstance(error, MLRuntimeError)
        self.assertEqual(
            (error.kind, error.message, error.line, error.column), ("ValueError", "no such customer", 2, 1)
        )

    def test_a_result_that_ml_does_not_have(self):
        error = run("f();", context={"f": object}).error
        assert error is not None
        self.assertEqual(error.kind, "TypeError")
        self.assertRegex(error.message, "^a Python object cannot become an ML value; ")

    def test_what_ends_the_process_is_not_an_error_of_the_program(self):
        for kind in (KeyboardInterrupt, SystemExit, GeneratorExit):

            def function(kind: Any = kind) -> None:
                raise kind

            with self.subTest(kind=kind), self.assertRaises(kind):
                run("try { f(); } except (e) { } finally { x = 1; }", context={"f": function})

    def test_no_run_stays_the_current_one(self):
        outside = current()
        inside: List[Run] = []
        run("f(); 1 / 0;", context={"f": lambda: inside.append(current())})
        self.assertEqual(len(inside), 1)
        self.assertIsNot(current(), inside[0])
        self.assertIsNot(outside, inside[0])


class InputAndOutput(unittest.TestCase):
    def test_output_is_collected(self):
        self.assertEqual(run('print("a", 1); print(); print([true, null]);').output, "a 1\n\n[true, null]\n")

    def test_output_before_an_error_is_kept(self):
        outcome = run('print("a"); 1 / 0;')
        self.assertEqual(outcome.output, "a\n")
        self.assertIsNotNone(outcome.error)

    def test_the_spelling_of_the_host(self):
        text = 'print([true, null]); result = "" + [true, null];'
        outcome = Engine(host_spelling=True).run(text)
        self.assertEqual((outcome.output, outcome.value), ("[True, None]\n", "[True, None]"))

    def test_the_callback_gets_everything_at_once(self):
        seen: List[str] = []
        text = 'print("a"); x = seen(); print("b", 1); result = [x, seen()];'
        outcome = run(text, output=seen.append, context={"seen": lambda: seen})
        self.assertEqual(outcome.value, [["a\n"], ["a\n", "b 1\n"]])
        self.assertEqual(outcome.output, "a\nb 1\n")

    def test_a_failing_callback_ends_the_run_with_its_error(self):
        after: List[int] = []
        failure = OSError("disk full")

        def fail(text: str) -> None:
            raise failure

        for text in (
            'print("a"); after();',
            'try { print("a"); } except (e) { after(); } after();',
            'try { print("a"); } except { after(); }',
            'function f() { try { print("a"); } except (e) { return after(); } } while (true) { f(); }',
        ):
            with self.subTest(text=text):
                with self.assertRaises(OSError) as caught:
                    run(text, output=fail, context={"after": lambda: after.append(1)})
                self.assertIs(caught.exception, failure)
        self.assertEqual(after, [])

    def test_a_failing_callback_harms_no_later_run(self):
        engine = Engine()
        with self.assertRaises(ZeroDivisionError):
            engine.run('print("a");', output=lambda text: 1 // 0)
        self.assertEqual(engine.run('print("a");').output, "a\n")

    def test_input(self):
        prompts: List[str] = []

        def answer(prompt: str) -> str:
            prompts.append(prompt)
            return "Ada"

        outcome = run('name = input("name? "); result = [name, input()];', input=answer)
        self.assertEqual((outcome.value, prompts), (["Ada", "Ada"], ["name? ", ""]))
        self.assertEqual(outcome.output, "name? ")

    def test_the_end_of_the_input_can_be_caught(self):
        def answer(prompt: str) -> str:
            raise EOFError("closed")

        text = "try { input(); } except (e) { result = [e.type, str(e)]; }"
        self.assertEqual(value(text, input=answer), ["EOFError", "closed"])
        self.assertEqual(value(text), ["EOFError", "EOF when reading a line"])

    def test_any_other_failure_of_the_input_ends_the_run(self):
        with self.assertRaises(ZeroDivisionError):
            run("try { input(); } except (e) { result = 1; }", input=lambda prompt: str(1 // 0))


class Outcomes(unittest.TestCase):
    def test_a_text_that_is_no_program(self):
        outcome = run("x = ;")
        self.assertIsInstance(outcome.error, MLSyntaxError)
        self.assertIsNone(outcome.program)
        self.assertEqual((outcome.findings, outcome.output, outcome.has_value), ((), "", False))

    def test_findings(self):
        (finding,) = run("x = 1;\n[y] = [2];").findings
        self.assertEqual((finding.code, finding.file, finding.line), ("Q25", "a.ml", 2))

    def test_steps_are_counted_only_if_they_are_limited(self):
        text = "i = 0; while (i < 3) { i = i + 1; }"
        self.assertIsNone(run(text).steps)
        self.assertEqual(run(text, limits=Limits(steps=10)).steps, 3)
        self.assertEqual(run(text, limits=Limits(steps=2)).steps, 2)

    def test_seconds(self):
        self.assertGreater(run("x = 1;").seconds, 0)

    def test_limits_of_a_run_replace_those_of_the_engine(self):
        engine = Engine(limits=Limits(steps=1))
        text = "i = 0; while (i < 3) { i = i + 1; }"
        self.assertIsNotNone(engine.run(text).error)
        self.assertIsNone(engine.run(text, limits=Limits()).error)

    def test_repr(self):
        self.assertEqual(repr(run("result = [1];")), "<Outcome [1]>")
        self.assertEqual(repr(run("x = 1;")), "<Outcome without value>")
        self.assertEqual(repr(run("1 / 0;")), "<Outcome run time: division by zero>")


class Loading(unittest.TestCase):
    def test_a_program_that_is_refused(self):
        with self.assertRaises(MLSyntaxError):
            Engine().load("x = ;")
        with self.assertRaises(MLSecurityError):
            Engine().load("x.__class__;")

    def test_security_can_be_switched_off_but_for_double_underscores(self):
        engine = Engine(security=False)
        self.assertIsInstance(Engine().run("eval(1);").error, MLSecurityError)
        error = engine.run("eval(1);").error
        assert error is not None
        self.assertEqual(error.stage, "name")
        self.assertIsInstance(engine.run("x = 1; x.__class__;").error, MLCheckError)

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "a.ml")
            path.write_text('result = "é";', encoding="utf-8")
            program = Engine().load_file(path)
            self.assertEqual(program.name, str(path))
            self.assertEqual(Engine().run(program).value, "é")
            with self.assertRaises(FileNotFoundError):
                Engine().load_file(Path(folder, "nosuch.ml"))

    def test_a_context_is_a_mapping(self):
        with self.assertRaisesRegex(MLUsageError, "context must be a mapping of names to values, not list"):
            Engine().run("x = 1;", context=[("n", 1)])

    def test_a_host_without_memory(self):
        def fail():
            raise MemoryError

        error = Engine().run("try { fail(); } except (e) { result = 1; }", context={"fail": fail}).error
        self.assertEqual((error.message, error.limit), ("out of memory", "memory"))

    def test_an_engine_without_a_library(self):
        outcome = Engine().run('result = [module_info("math"), available_modules(), has_module("math")];')
        self.assertEqual(outcome.value, [None, [], False])

    def test_a_program_runs_in_any_engine(self):
        program = Engine().load("result = 5;")
        self.assertEqual(Engine().run(program).value, 5)


class Cache(unittest.TestCase):
    def test_the_same_text_is_the_same_program(self):
        engine = Engine()
        self.assertIs(engine.load("x = 1;"), engine.load("x = 1;"))
        self.assertIs(engine.run("x = 1;").program, engine.load("x = 1;"))

    def test_another_name_is_another_program(self):
        engine = Engine()
        self.assertIsNot(engine.load("1 / 0;", "a.ml"), engine.load("1 / 0;", "b.ml"))
        for name in ("a.ml", "b.ml", "a.ml"):
            error = engine.run("1 / 0;", name).error
            assert error is not None
            self.assertEqual(error.file, name)

    def test_another_directory_is_another_program(self):
        engine = Engine()
        self.assertEqual(engine.load("x = 1;", directory="a").directory, "a")
        self.assertEqual(engine.load("x = 1;", directory="b").directory, "b")

    def test_a_refused_text_is_not_remembered_as_good(self):
        engine = Engine()
        for _ in range(2):
            self.assertIsInstance(engine.run("x = ;").error, MLSyntaxError)

    def test_the_cache_does_not_grow_without_end(self):
        engine = Engine()
        for number in range(1000):
            engine.load(f"x = {number};")
        self.assertIs(engine.load("x = 999;"), engine.load("x = 999;"))
        self.assertEqual(len(engine._programs), 512)
        for number in range(5):
            engine.load(f"x = {number};" + " " * 900_000)
        self.assertEqual(len(engine._programs), 2)
        self.assertEqual(engine.run("result = 5;").value, 5)


class WrongUse(unittest.TestCase):
    def test_is_told_apart_from_failures_of_programs(self):
        self.assertFalse(issubclass(MLUsageError, MLError))

    def test_texts(self):
        for text in (5, None, b"x = 1;"):
            with self.subTest(text=text):
                with self.assertRaisesRegex(MLUsageError, "^ML code must be a str, not "):
                    Engine().run(text)
                with self.assertRaisesRegex(MLUsageError, "^ML code must be a str, not "):
                    Engine().load(text)

    def test_import_paths(self):
        for paths in ("folder", b"folder", 5):
            with self.subTest(paths=paths), self.assertRaisesRegex(MLUsageError, "^import_paths must be a list"):
                Engine(paths)

    def test_limits(self):
        message = r"^limits must be Limits\(\.\.\.\), not "
        for limits in (5, {"seconds": 1}):
            with self.subTest(limits=limits):
                with self.assertRaisesRegex(MLUsageError, message):
                    Engine(limits=limits)
                with self.assertRaisesRegex(MLUsageError, message):
                    run("x = 1;", limits=limits)

    def test_names_of_the_context(self):
        for name in ("", "a b", "1a", "é", "__x", "__builtins__", "rt import", 5):
            with self.subTest(name=name), self.assertRaisesRegex(MLUsageError, "is not a name for an ML variable$"):
                run("x = 1;", context={name: 1})

    def test_values_of_the_context(self):
        for given in (object(), {1, 2}, b"bytes", [1, [object()]], {(1, 2): 3}, 1j):
            with self.subTest(given=given), self.assertRaisesRegex(MLUsageError, "^variable 'x': a Python "):
                run("x = 1;", context={"x": given})


if __name__ == "__main__":
    unittest.main()
