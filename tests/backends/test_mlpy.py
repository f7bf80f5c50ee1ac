"""The adapter for mlpy, on mlpy itself; the tests of the two engines side by side too."""

import asyncio
import io
import sys
import tempfile
import threading
import time
import unittest
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, List

from mlpy_testkit import (
    AsyncMLExecutor,
    Limits,
    MLCheckError,
    MLDeniedError,
    MLIntegrationTestCase,
    MLLimitError,
    MLNameError,
    MLREPLSession,
    MLRuntimeError,
    MLSecurityError,
    MLSyntaxError,
    MLTestCase,
    MLThrownError,
    MLUsageError,
    World,
    backends,
    capability_context,
    grant,
    ml_callback,
)
from mlpy_testkit.backends import NotSupportedError
from mlpy_testkit.capabilities import CapabilityContext, Grants

ABSENT = backends.get("mlpy").missing()


class OnMlpy(unittest.TestCase):
    """A test on the installed mlpy."""

    @classmethod
    def setUpClass(cls) -> None:
        if ABSENT is not None:
            raise unittest.SkipTest(ABSENT)

    def engine(self, **options: Any) -> Any:
        """Return an engine."""
        paths = options.pop("import_paths", ())
        return backends.get("mlpy").engine(paths, **{"capabilities": [], **options})


class Running(OnMlpy):
    def test_the_value_is_the_variable_result(self) -> None:
        outcome = self.engine().run("result = price * 2;", context={"price": 21})
        self.assertEqual((outcome.value, outcome.has_value, outcome.error), (42, True, None))
        self.assertGreater(outcome.seconds, outcome.loading)

    def test_no_value_is_not_null(self) -> None:
        self.assertFalse(self.engine().run("x = 1;").has_value)
        self.assertTrue(self.engine().run("result = null;").has_value)

    def test_a_variable_that_was_handed_in_is_no_result(self) -> None:
        self.assertFalse(self.engine().run("x = 1;", context={"result": [9]}).has_value)

    def test_output_belongs_to_its_run(self) -> None:
        pieces: List[str] = []
        with redirect_stdout(io.StringIO()) as printed:
            outcome = self.engine().run('print("a", null); print("b");', output=pieces.append)
        self.assertEqual((outcome.output, "".join(pieces), printed.getvalue()), ("a None\nb\n", "a None\nb\n", ""))

    def test_output_of_runs_side_by_side_is_kept_apart(self) -> None:
        engine = self.engine()
        outcomes: List[Any] = [None] * 4

        def work(at: int) -> None:
            outcomes[at] = engine.run(f"for (i in range(50)) {{ print({at}); }}")

        threads = [threading.Thread(target=work, args=(at,)) for at in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([set(outcome.output.split()) for outcome in outcomes], [{"0"}, {"1"}, {"2"}, {"3"}])

    def test_the_standard_streams_are_put_back(self) -> None:
        before = sys.stdout, sys.stdin
        self.engine().run("print(1);")
        self.assertEqual((sys.stdout, sys.stdin), before)

    def test_input_is_asked_of_the_host_with_the_prompt(self) -> None:
        prompts: List[str] = []
        outcome = self.engine().run('result = input("name? ");', input=lambda prompt: prompts.append(prompt) or "Ann")
        self.assertEqual((outcome.value, prompts), ("Ann", ["name? "]))

    def test_without_anybody_to_ask_the_input_has_ended(self) -> None:
        error = self.engine().run("input();").error
        self.assertEqual((error.kind, error.message), ("EOFError", "EOF when reading a line"))

    def test_functions_of_any_module_can_be_handed_in(self) -> None:
        with redirect_stdout(io.StringIO()) as printed:
            outcome = self.engine().run(
                "result = [f(2), o.g(3)];", context={"f": lambda x: (print("host"), x * 2)[1], "o": {"g": abs}}
            )
        self.assertEqual((outcome.value, outcome.output, printed.getvalue()), ([4, 3], "", "host\n"))

    def test_what_is_handed_in_is_copied(self) -> None:
        items = [1, {"a": 2}]
        self.engine().run("items.append(3); items[1].a = 4;", context={"items": items})
        self.assertEqual(items, [1, {"a": 2}])

    def test_what_ml_cannot_hold_is_refused(self) -> None:
        with self.assertRaises(MLUsageError):
            self.engine().run("x = 1;", context={"x": {1, 2}})
        with self.assertRaises(MLUsageError):
            self.engine().run(5)

    def test_findings_are_those_of_the_embedded_engine(self) -> None:
        self.assertEqual([f.code for f in self.engine().run("// nothing").findings], ["Q2"])

    def test_an_embedded_engine_may_run_inside(self) -> None:
        inner = backends.get("embedded").engine()
        outcome = self.engine().run(
            'print("a"); result = f();', context={"f": lambda: inner.run('print("b"); result = 7;').value}
        )
        self.assertEqual((outcome.value, outcome.output), (7, "a\n"))


class Errors(OnMlpy):
    def error(self, text: str, **options: Any) -> Any:
        """Return the error of a program."""
        return self.engine(**options).run(text, "a.ml").error

    def test_each_stage_has_its_class_and_place(self) -> None:
        for text, kind, place in [
            ("x = 1;\ny = ;", MLSyntaxError, (2, 5)),
            ('\neval("1");', MLSecurityError, (1, 1)),
            ("x = 1;\n  y = nope;", MLNameError, (2, 3)),
            ("x = 1;\nif (true) {\n    x = x / 0;\n}", MLRuntimeError, (3, 5)),
            ('x = 1; throw {message: "m"};', MLThrownError, (1, 8)),
            ("import math;\nx = math.sqrt(4);", MLDeniedError, (2, 1)),
        ]:
            with self.subTest(text):
                error = self.error(text)
                self.assertIs(type(error), kind)
                self.assertEqual((error.file, error.line, error.column), ("a.ml", *place))

    def test_an_error_shows_the_way(self) -> None:
        error = self.error("function f(x) {\n  return 1 / x;\n}\nresult = f(0);")
        self.assertEqual([(frame.line, frame.function) for frame in error.stack], [(4, "<module>"), (2, "f")])
        self.assertIn("a.ml:2:3: division by zero\n      return 1 / x;", str(error))

    def test_texts_and_kinds_are_those_of_the_embedded_engine(self) -> None:
        embedded = backends.get("embedded").engine(capabilities=[])
        for text in ('d = {a: 1}; x = d["b"];', "x = [1][5];", "x = nope;", 'x = "a" - 1;', "x = 1 % 0;"):
            with self.subTest(text):
                theirs, ours = self.error(text), embedded.run(text).error
                self.assertEqual((theirs.stage, theirs.kind, theirs.message), (ours.stage, ours.kind, ours.message))

    def test_what_was_thrown_comes_out(self) -> None:
        self.assertEqual(self.error('throw {message: "m", code: 3};').value, {"message": "m", "code": 3})

    def test_a_denial_names_its_types(self) -> None:
        error = self.error('import file; file.read("/etc/hostname");')
        self.assertEqual((error.types, error.reason), (("file.read",), "missing"))
        self.assertEqual(error.message, "Missing required capabilities: ['file.read']")
        error = self.error("import math; math.sqrt(4);", capabilities=None)
        self.assertEqual((error.types, error.reason), (("math.compute",), "no context"))

    def test_code_that_python_refuses_is_refused_before_it_runs(self) -> None:
        error = self.error("lambda_is_fine = 1; f = fn(a) => { b = a; return b; };")
        self.assertIsInstance(error, MLCheckError)

    def test_places_count_characters(self) -> None:
        error = self.error('x = "é中"; y = nope;')
        self.assertEqual((error.line, error.column), (1, 11))

    def test_without_security_the_analysis_refuses_nothing(self) -> None:
        self.assertEqual(self.error('eval("1");', security=False).stage, "denied")


class Stopping(OnMlpy):
    def test_loops_are_stopped_whatever_they_catch(self) -> None:
        for body in ("x = 1;", "try { x = 1; } except (e) { x = 2; }", "try { x = 1; } finally { x = 3; }"):
            with self.subTest(body):
                started = time.monotonic()
                error = self.engine(limits=Limits(seconds=0.1)).run(f"while (true) {{ {body} }}").error
                self.assertLess(time.monotonic() - started, 3)
                self.assertIsInstance(error, MLLimitError)
                self.assertEqual(error.limit, "seconds")

    def test_output_has_a_limit(self) -> None:
        error = self.engine(limits=Limits(output=100)).run('while (true) { print("x"); }').error
        self.assertEqual(error.limit, "output")

    def test_a_session_is_interrupted_and_goes_on(self) -> None:
        session = self.engine().session(Limits(seconds=10))
        session.set("ready", lambda: threading.Timer(0.05, session.interrupt).start())
        session.run("x = 7")
        outcome = session.execute("ready(); while (true) { x = 8; }")
        self.assertEqual(outcome.error.limit, "cancelled")
        self.assertEqual(session.run("x"), 8)

    def test_an_executor_stops_the_code_and_keeps_its_worker(self) -> None:
        async def main() -> Any:
            async with AsyncMLExecutor(1, engine=self.engine()) as executor:
                first = await executor.execute("while (true) { x = 1; }", timeout=0.1)
                return first, await executor.execute("result = 1 + 1;", timeout=5)

        first, second = asyncio.run(main())
        self.assertEqual(first.error, "Execution timeout after 0.1 seconds")
        self.assertEqual((second.success, second.value), (True, 2))


class Capabilities(OnMlpy):
    def test_grants_are_in_force_in_the_thread_that_runs(self) -> None:
        async def main() -> Any:
            async with AsyncMLExecutor(engine=self.engine(capabilities=["math.compute"])) as executor:
                return await executor.execute("import math; result = math.sqrt(16);")

        self.assertEqual(asyncio.run(main()).value, 4.0)

    def test_without_grants_of_its_own_those_around_the_call_count(self) -> None:
        engine = self.engine(capabilities=None)
        with capability_context(Grants(["math.compute"])):
            self.assertEqual(engine.run("import math; result = math.sqrt(4);").value, 2.0)
        self.assertIsInstance(engine.run("import math; result = math.sqrt(4);").error, MLDeniedError)

    def test_every_check_is_in_the_trail_also_what_the_code_swallowed(self) -> None:
        outcome = self.engine(capabilities=["math.compute"]).run(
            'import math;\nimport file;\nx = math.sqrt(4);\ntry { file.read("/a"); } except (e) { y = 1; }'
        )
        self.assertIsNone(outcome.error)
        seen = [(check.type, check.granted, check.reason, check.line) for check in outcome.audit]
        self.assertEqual(seen, [("math.compute", True, "", 3), ("file.read", False, "missing", 4)])

    def test_denials_without_a_context_are_in_the_trail(self) -> None:
        outcome = self.engine(capabilities=None).run("import math; try { math.sqrt(4); } except (e) { x = 1; }")
        self.assertEqual([(check.type, check.reason) for check in outcome.audit], [("math.compute", "no context")])

    def test_asking_for_a_capability_is_no_check(self) -> None:
        outcome = self.engine(capabilities=["math.compute"]).run(
            'result = [hasCapability("math.compute"), hasCapability("file.read"), getCapabilities()];'
        )
        self.assertEqual(outcome.value, [True, False, ["math.compute"]])
        self.assertEqual(len(outcome.audit), 0)

    def test_an_import_of_an_earlier_input_is_still_checked(self) -> None:
        session = self.engine().session()
        session.run("import math;")
        for text in ("math.sqrt(4)", "function f(x) { return math.sqrt(x); } f(4);"):
            with self.subTest(text), self.assertRaises(MLDeniedError):
                session.run(text)

    def test_a_variable_that_replaces_a_module_stays(self) -> None:
        session = self.engine(capabilities=["math.compute"]).session()
        session.run("import math; math = 5;")
        self.assertEqual(session.run("math + 1"), 6)

    def test_nothing_stays_in_force(self) -> None:
        from importlib import import_module

        contexts = import_module("mlpy.runtime.capabilities.context")
        self.engine(capabilities=["math.compute"]).run("import math; result = math.sqrt(4);")
        self.assertIsNone(contexts.get_current_context())


class NotSupported(OnMlpy):
    """What the adapter cannot hide is refused, never passed over."""

    def test_grants_that_mlpy_does_not_enforce(self) -> None:
        for token in (grant("file.read", "/data/*"), grant("file.read", max_usage_count=1)):
            with self.subTest(str(token.constraints)), self.assertRaisesRegex(NotSupportedError, "file.read"):
                self.engine(capabilities=[token]).run("x = 1;")

    def test_modules_in_variables_whose_calls_mlpy_does_not_check(self) -> None:
        for text in (
            "import math; m = math; m.sqrt(4);",
            "import math; f([math]);",
            "import math as m; n = m;",
            'import math; f = getattr(math, "sqrt"); f(4);',
        ):
            with self.subTest(text), self.assertRaisesRegex(NotSupportedError, "'math' is used as a value"):
                self.engine().run(text)
        session = self.engine().session()
        session.run("import math")
        with self.assertRaises(NotSupportedError):
            session.run("m = math")
        session = self.engine().session()
        session.run("import math as m")
        with self.assertRaises(MLDeniedError):
            session.run("m.sqrt(4)")

    def test_they_are_no_matter_if_everything_is_granted_that_they_ask_for(self) -> None:
        engine = self.engine(capabilities=["math.compute", "random.generate"])
        self.assertEqual(engine.run("import math; m = math; result = m.sqrt(4);").value, 2.0)

    def test_limits_that_need_the_embedded_engine(self) -> None:
        for limits in (Limits(steps=5), Limits(depth=5), Limits(items=10), Limits(text=10), Limits(bits=10)):
            with self.subTest(limits), self.assertRaisesRegex(NotSupportedError, "cannot be held to a limit of"):
                self.engine(limits=limits)
            with self.subTest(limits), self.assertRaises(NotSupportedError):
                self.engine().run("x = 1;", limits=limits)

    def test_other_worlds(self) -> None:
        with self.assertRaisesRegex(NotSupportedError, "real world only"):
            self.engine(world=World.fake())
        with self.assertRaises(NotSupportedError):
            self.engine().session(world=World.fake())

    def test_arguments_of_wrong_types(self) -> None:
        for attempt in (
            lambda: self.engine().run("x = 1;", limits=5),
            lambda: self.engine().run(5),
            lambda: self.engine().run("x = 1;", context=5),
            lambda: self.engine().session().execute(5),
            lambda: self.engine().session(world=5),
        ):
            for kind in (MLUsageError, TypeError):
                with self.subTest(attempt), self.assertRaisesRegex(kind, " must be "):
                    attempt()

    def test_it_is_an_error_of_wrong_use(self) -> None:
        self.assertTrue(issubclass(NotSupportedError, MLUsageError))


class Sessions(OnMlpy):
    def test_values_of_expressions_with_equal_signs(self) -> None:
        session = self.engine().session()
        self.assertEqual([session.run(t) for t in ("x = 5; x == 5", '"a=b"', "x >= 6")], [True, "a=b", False])

    def test_variables_are_those_of_ml(self) -> None:
        session = self.engine().session()
        session.set("n", (1, 2))
        session.run('o = {a: n}; y = o.a; try { throw {message: "x"}; } except (e) { z = 1; }')
        self.assertEqual(dict(session.variables), {"n": [1, 2], "o": {"a": [1, 2]}, "y": [1, 2], "z": 1})
        session.delete("n")
        self.assertNotIn("n", session.variables)

    def test_functions_are_called_with_the_values_themselves(self) -> None:
        session = self.engine().session()
        session.run("function same(x) { return x; }")
        for value in ('a"b\\\n', "é中😀", "a=b", float("inf"), [None, {"k": [1.5]}], 10**30):
            with self.subTest(value):
                self.assertEqual(session.call("same", value), value)

    def test_thrown_errors_come_out_of_calls(self) -> None:
        session = self.engine().session()
        session.run('function t(x) { throw {message: "boom"}; }')
        with self.assertRaisesRegex(MLThrownError, "boom"):
            session.call("t", 1)

    def test_the_kits_session_and_callbacks_run_on_it(self) -> None:
        with MLREPLSession(engine=self.engine()) as session:
            self.assertTrue(session.execute_ml_line("function double(x) { return x * 2; }").success)
            self.assertEqual(ml_callback(session, "double")(21), 42)
            self.assertEqual(session.execute_ml_line('"a=b"').value, "a=b")
            self.assertIn("'nope' is not defined", session.execute_ml_line("nope").error or "")

    def test_a_file_is_run_with_its_modules(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "helper_of_ml.ml").write_text("function add(a, b) { return a + b; } base = 10;")
            main = Path(folder, "main.ml")
            main.write_text("import helper_of_ml;\nresult = helper_of_ml.add(helper_of_ml.base, 1);\n")
            session = self.engine().session()
            outcome = session.execute_file(main)
            self.assertIsNone(outcome.error)
            self.assertEqual(session.variables["result"], 11)
            self.assertEqual(sorted(path.name for path in Path(folder).iterdir()), ["helper_of_ml.ml", "main.ml"])

    def test_modules_leave_nothing_in_the_process(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "helper_of_ml.ml").write_text("function one() { return 1; }")
            path, modules = list(sys.path), set(sys.modules)
            engine = self.engine(import_paths=[folder])
            self.assertEqual(engine.run("import helper_of_ml; result = helper_of_ml.one();").value, 1)
            self.assertEqual(sys.path, path)
            self.assertNotIn("helper_of_ml", set(sys.modules) - modules)
            self.assertIsNotNone(self.engine().run("import helper_of_ml; result = helper_of_ml.one();").error)


class OnBoth(MLIntegrationTestCase):
    """The same tests on both engines."""

    ml_engines = backends.names()
    ml_source = "function total(price, rate) { return price + price * rate; }"
    ml_capabilities = ("math.compute",)

    def test_a_result(self) -> None:
        self.assertMLResult("result = total(100, 0.2);", 120.0)

    async def test_beside_the_loop(self) -> None:
        await self.assertAsyncMLResult("result = total(10, 1);", 20)

    def test_what_is_printed(self) -> None:
        self.assertMLPrints('print("total", total(1, 1));', "total 2\n")

    def test_a_denial_is_seen(self) -> None:
        with self.assertCapabilityViolation("file.read"):
            self.session.execute('import file; file.read("/etc/hostname");')

    def test_the_executor(self) -> None:
        self.assertEqual(self.executor._execute_sync("import math; result = math.sqrt(4);").value, 2.0)


class NotOnMlpy(OnMlpy):
    def test_a_class_that_needs_more_than_mlpy_has_is_an_error(self) -> None:
        class Case(MLTestCase):
            ml_engine = "mlpy"
            ml_capabilities = (grant("file.read", "/data/*"),)

            def test_one(self) -> None:
                self.assertMLResult("result = 1;", 1)

        result = unittest.TestResult()
        unittest.defaultTestLoader.loadTestsFromTestCase(Case).run(result)
        self.assertEqual(len(result.errors), 1)
        self.assertIn("mlpy does not enforce the resource patterns", result.errors[0][1])

    def test_a_context_is_asked_as_it_is(self) -> None:
        context = CapabilityContext(name="later")
        session = self.engine(capabilities=context).session()
        session.run("import math;")
        context.add_capability("math.compute")
        self.assertEqual(session.run("math.sqrt(9)"), 3.0)


if __name__ == "__main__":
    unittest.main()
