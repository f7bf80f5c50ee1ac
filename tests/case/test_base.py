"""``MLIntegrationTestCase``: what its class attributes load, what a test gets, what a failed test shows."""

import asyncio
import contextlib
import contextvars
import importlib.util
import io
import os
import pathlib
import re
import sys
import tempfile
import threading
import unittest
from typing import Any, Dict, List, Type

from mlpy_testkit import (
    CannedNetwork,
    Grants,
    Limits,
    MLError,
    MLIntegrationTestCase,
    MLRuntimeError,
    World,
    capability_context,
    grant,
)
from mlpy_testkit.capabilities import everything
from mlpy_testkit.engine import Outcome
from mlpy_testkit.world import RealClock

from ..assertions.running import case_of, failure_of, passes, report_of, result_of

VARIABLE: "contextvars.ContextVar[str]" = contextvars.ContextVar("VARIABLE", default="unset")


class FolderTest(unittest.TestCase):
    """A test with a folder of its own."""

    maxDiff = None

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)

    def write(self, name: str, text: str) -> str:
        """Write a file in the folder and return its path."""
        path = os.path.join(self.folder, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return path

    def load(self, body: str, attributes: str = "") -> Any:
        """Return a test of a class that stands in a file of the folder."""
        name = "test_" + "".join(character for character in os.path.basename(self.folder) if character.isalnum())
        lines = ["from mlpy_testkit import *", "class Small(MLIntegrationTestCase):", f"    {attributes}"]
        path = self.write(f"{name}.py", "\n".join([*lines, "    def test(self):", f"        {body}", ""]))
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        self.addCleanup(sys.modules.pop, name)
        writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            spec.loader.exec_module(module)
        finally:
            sys.dont_write_bytecode = writes
        return module.Small("test")

    def assertPasses(self, case: unittest.TestCase) -> None:
        """Run a test case and fail unless it passes."""
        result = result_of(case)
        for _, report in result.failures + result.errors:
            self.fail(report)


class Files(FolderTest):
    """``ml_files``"""

    def test_are_found_beside_the_file_of_the_class(self) -> None:
        self.write("rules/tax.ml", "function tax(x) { return x * 2; }")
        self.assertPasses(self.load('self.assertMLResult("tax(21)", 42)', 'ml_files = ["rules/tax.ml"]'))

    def test_may_have_absolute_paths(self) -> None:
        path = self.write("tax.ml", "rate = 5;")
        self.assertTrue(passes(lambda test: test.assertMLResult("rate", 5), ml_files=[path]))

    def test_may_be_path_objects(self) -> None:
        path = self.write("tax.ml", "rate = 5;")
        self.assertTrue(passes(lambda test: test.assertMLResult("rate", 5), ml_files=[pathlib.Path(path)]))

    def test_run_in_their_order(self) -> None:
        self.write("a.ml", "x = 1; y = 1;")
        self.write("b.ml", "y = x + 1;")
        self.assertPasses(self.load('self.assertMLResult("y", 2)', 'ml_files = ("a.ml", "b.ml")'))

    def test_may_import_what_is_beside_them(self) -> None:
        self.write("rules/util.ml", "function inc(x) { return x + 1; }")
        self.write("rules/main.ml", "import util;\nvalue = util.inc(1);")
        self.assertPasses(self.load('self.assertMLResult("value", 2)', 'ml_files = ["rules/main.ml"]'))

    def test_what_is_beside_them_can_be_imported_by_the_test_too(self) -> None:
        self.write("rules/util.ml", "function inc(x) { return x + 1; }")
        self.write("rules/main.ml", "x = 1;")
        self.assertPasses(
            self.load('self.assertMLResult("import util; result = util.inc(x);", 2)', 'ml_files = ["rules/main.ml"]')
        )

    def test_a_missing_file_is_named(self) -> None:
        case = self.load("self.session", 'ml_files = ["missing.ml"]')
        report = report_of(case)
        self.assertIn("FileNotFoundError", report)
        self.assertIn(os.path.join(self.folder, "missing.ml"), report)

    def test_a_broken_file_is_shown_with_its_place(self) -> None:
        path = self.write("broken.ml", "x = 1;\ny = ;\n")
        report = report_of(self.load("self.session", 'ml_files = ["broken.ml"]'))
        self.assertTrue(
            report.endswith(f"MLSyntaxError: {path}:2:5: expected a value, found ';'\n    y = ;\n        ^\n"), report
        )

    def test_a_failing_file_is_shown_with_its_place(self) -> None:
        path = self.write("failing.ml", "x = 0;\ny = 1 / x;\n")
        report = report_of(self.load("self.session", 'ml_files = ["failing.ml"]'))
        self.assertIn(f'  File "{path}", line 2, in <module>\n    y = 1 / x;\n', report)
        self.assertTrue(report.endswith(f"{path}:2:5: division by zero\n    y = 1 / x;\n        ^^^^^\n"), report)

    def test_a_file_that_is_not_utf8_is_named(self) -> None:
        path = os.path.join(self.folder, "latin.ml")
        with open(path, "wb") as file:
            file.write(b'x = "\xe9";')
        report = report_of(case_of(lambda test: test.session, ml_files=[path]))
        self.assertTrue(report.endswith(f"{path}: not UTF-8 text (byte 6)\n"), report)

    def test_one_path_is_no_list(self) -> None:
        for name in ("ml_files", "ml_import_paths"):
            report = report_of(case_of(lambda test: test.session, **{name: "tax.ml"}))
            self.assertTrue(report.endswith(f"MLUsageTypeError: {name} must be a list of paths, not 'tax.ml'\n"))

    def test_nothing_is_loaded_for_a_test_that_uses_no_ml(self) -> None:
        self.assertTrue(passes(lambda test: None, ml_files=["missing.ml"]))


class Attributes(FolderTest):
    """The other class attributes."""

    def test_source(self) -> None:
        self.assertTrue(
            passes(lambda test: test.assertMLResult("f(1)", 2), ml_source="function f(x) { return x + 1; }")
        )

    def test_source_runs_after_the_files(self) -> None:
        path = self.write("a.ml", "x = 1;")
        self.assertTrue(passes(lambda test: test.assertMLResult("y", 2), ml_files=[path], ml_source="y = x + 1;"))

    def test_broken_source_is_shown_with_its_place(self) -> None:
        report = report_of(case_of(lambda test: test.session, ml_source="x = 1;\ny = ;"))
        text = "MLSyntaxError: <ml_source>:2:5: expected a value, found ';'\n    y = ;\n        ^\n"
        self.assertTrue(report.endswith(text), report)

    def test_import_paths(self) -> None:
        self.write("lib/util.ml", "x = 7;")
        self.assertPasses(
            self.load('self.assertMLResult("import util; result = util.x;", 7)', 'ml_import_paths = ["lib"]')
        )
        path = os.path.join(self.folder, "lib")
        self.assertTrue(
            passes(lambda test: test.assertMLResult("import util; result = util.x;", 7), ml_import_paths=[path])
        )

    def test_import_paths_go_before_the_folders_of_files(self) -> None:
        self.write("one/util.ml", "x = 1;")
        self.write("two/util.ml", "x = 2;")
        main = self.write("one/main.ml", "y = 0;")
        paths = [os.path.join(self.folder, "two")]
        self.assertTrue(
            passes(
                lambda test: test.assertMLResult("import util; result = util.x;", 2),
                ml_import_paths=paths,
                ml_files=[main],
            )
        )

    def test_limits(self) -> None:
        self.assertEqual(
            failure_of(lambda test: test.assertMLResult("while (true) { }", 1), ml_limits=Limits(steps=1000)),
            "ML code failed, expected 1\n"
            "<input 1>:1:1: step limit of 1000 reached\n"
            "    while (true) { }\n"
            "    ^^^^^^^^^^^^^^^^",
        )

    def test_limits_bound_the_loading_too(self) -> None:
        report = report_of(
            case_of(lambda test: test.session, ml_limits=Limits(steps=1000), ml_source="while (true) { }")
        )
        self.assertIn("MLLimitError: <ml_source>:1:1: step limit of 1000 reached", report)

    def test_each_execution_has_the_whole_limit(self) -> None:
        def body(test: Any) -> None:
            for _ in range(3):
                test.assertMLResult("n = 0; while (n < 60) { n = n + 1; } result = n;", 60)

        self.assertTrue(passes(body, ml_limits=Limits(steps=100)))

    def test_time_limit(self) -> None:
        text = failure_of(lambda test: test.assertMLResult("while (true) { }", 1), ml_limits=Limits(seconds=0.05))
        self.assertRegex(text, r"\n<input 1>:1:\d: time limit of 0.05 seconds reached\n    while \(true\) { }\n")

    def test_the_session_lives_on_after_a_limit(self) -> None:
        def body(test: Any) -> None:
            test.assertMLRaises("limit", "x = 1; while (true) { x = x + 1; }")
            test.assertMLResult("x > 1", True)

        self.assertTrue(passes(body, ml_limits=Limits(steps=1000)))


class Findings(FolderTest):
    """``ml_forbid_findings``"""

    CODE = 'x = "a\\nb";'

    def test_are_allowed_at_first(self) -> None:
        self.assertTrue(passes(lambda test: test.assertMLResult(self.CODE + "result = 1;", 1)))

    def test_fail_the_test_when_forbidden(self) -> None:
        text = failure_of(lambda test: test.assertMLPrints(self.CODE, ""), ml_forbid_findings=True)
        self.assertRegex(text, r"\AML code behaves differently in mlpy 2.0\n  <input 1>:1:5: Q3 escape sequences .*\Z")

    def test_all_are_shown(self) -> None:
        text = failure_of(lambda test: test.run_ml('x = "a\\nb";\ny = "a\\tb";\nz = 1e999;'), ml_forbid_findings=True)
        self.assertEqual(
            re.findall(r"(?m)^  <input 1>:(\d+:\d+): (Q\d+) ", text), [("1:5", "Q3"), ("2:5", "Q3"), ("3:5", "Q31")]
        )

    def test_in_source(self) -> None:
        text = failure_of(lambda test: test.session, ml_source=self.CODE, ml_forbid_findings=True)
        self.assertIn("\n  <ml_source>:1:5: Q3 ", text)

    def test_in_files(self) -> None:
        path = self.write("rules.ml", self.CODE)
        text = failure_of(lambda test: test.session, ml_files=[path], ml_forbid_findings=True)
        self.assertIn(f"\n  {path}:1:5: Q3 ", text)

    def test_in_modules(self) -> None:
        path = self.write("rules.ml", self.CODE)
        text = failure_of(
            lambda test: test.run_ml("import rules;"),
            ml_import_paths=[os.path.dirname(path)],
            ml_forbid_findings=True,
        )
        self.assertRegex(text, r"\n  \S*rules.ml:1:5: Q3 ")

    def test_code_without_any_passes(self) -> None:
        self.assertTrue(
            passes(lambda test: test.assertMLResult("result = x;", 1), ml_source="x = 1;", ml_forbid_findings=True)
        )


class Sessions(unittest.TestCase):
    """The session of a test."""

    def run_class(self, **methods: Any) -> unittest.TestResult:
        """Run all tests of a class with these members."""
        kind: Type[unittest.TestCase] = type(
            "Small", (MLIntegrationTestCase,), {"__module__": __name__, "ml_source": "x = 1;", **methods}
        )
        result = unittest.TestResult()
        unittest.defaultTestLoader.loadTestsFromTestCase(kind).run(result)
        return result

    def test_every_test_has_a_fresh_one(self) -> None:
        def count(test: Any) -> None:
            test.assertMLResult("x = x + 1; result = x;", 2)

        result = self.run_class(test_a=count, test_b=count, test_c=count)
        self.assertEqual((result.testsRun, result.failures, result.errors), (3, [], []))

    def test_one_test_has_one(self) -> None:
        def body(test: Any) -> None:
            session = test.session
            session.run("y = 5;")
            test.assertIs(test.session, session)
            test.assertMLResult("y", 5)

        self.assertTrue(passes(body))

    def test_set_up_and_the_test_share_it(self) -> None:
        def set_up(test: Any) -> None:
            test.session.run("x = 10;")

        def body(test: Any) -> None:
            test.assertMLResult("x", 10)

        self.assertTrue(self.run_class(setUp=set_up, tearDown=body, test=body).wasSuccessful())

    def test_what_it_offers(self) -> None:
        def body(test: Any) -> None:
            session = test.session
            test.assertEqual(session.run("2 + 3"), 5)
            test.assertEqual(session.call("twice", 21), 42)
            with contextlib.redirect_stdout(io.StringIO()):
                test.assertEqual(session.execute("print(1);").output, "1\n")
            session.set("given", [1, 2])
            test.assertEqual(session.variables["given"], [1, 2])
            with test.assertRaises(MLRuntimeError):
                session.run("1 / 0")

        self.assertTrue(passes(body, ml_source="function twice(x) { return x * 2; }"))

    def test_run_ml_takes_the_variable_result(self) -> None:
        def body(test: Any) -> None:
            outcome = test.run_ml("result = 5; 6;")
            test.assertEqual((outcome.value, outcome.has_value), (5, True))
            outcome = test.run_ml("x = 6;")
            test.assertEqual((outcome.value, outcome.has_value), (None, False))
            test.assertIsInstance(test.run_ml("1 / 0").error, MLError)

        self.assertTrue(passes(body))


class Capabilities(unittest.TestCase):
    """``ml_capabilities``"""

    SQRT = "import math; result = math.sqrt(16);"

    def test_nothing_is_granted_unless_told(self) -> None:
        self.assertTrue(passes(lambda test: test.assertMLRaises("denied", self.SQRT)))
        self.assertTrue(passes(lambda test: test.assertMLResult(self.SQRT, 4), ml_capabilities=["math.compute"]))

    def test_the_context_around_the_test_run_grants_nothing(self) -> None:
        with capability_context(everything()):
            self.assertTrue(passes(lambda test: test.assertMLRaises("denied", self.SQRT)))

    def test_none_leaves_it_to_the_context_in_the_test(self) -> None:
        def body(test: Any) -> None:
            test.assertMLRaises("denied", self.SQRT)
            with capability_context(Grants(["math.compute"])):
                test.assertMLResult(self.SQRT, 4)
                with test.assertCapabilityViolation("file.read"):
                    test.session.run('import file; file.read("/etc/passwd");')

        self.assertTrue(passes(body, ml_capabilities=None))

    def test_uses_are_counted_anew_in_every_test(self) -> None:
        token = grant("math.compute", max_usage_count=1)

        def body(test: Any) -> None:
            test.assertMLResult(self.SQRT, 4)
            test.assertMLRaises("denied", self.SQRT)

        for _ in range(2):
            self.assertTrue(passes(body, ml_capabilities=[token]))
        self.assertEqual(token.usage_count, 0)

    def test_one_text_is_no_list(self) -> None:
        report = report_of(case_of(lambda test: test.session, ml_capabilities="math.compute"))
        self.assertIn("MLUsageError: grants must be a list of texts, not one text", report)

    def test_grants_reach_the_worker_thread(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLResult(self.SQRT, 4)
            test.assertEqual(test.session.audit.count("math.compute", granted=True), 1)

        self.assertTrue(passes(body, ml_capabilities=["math.compute"]))


class Worlds(unittest.TestCase):
    """``make_ml_world`` and ``world``"""

    def test_every_test_has_a_world_of_its_own(self) -> None:
        def body(test: Any) -> None:
            test.assertMLResult('import file; result = file.exists("/x");', False)
            test.session.run('file.write("/x", "1");')
            test.assertEqual(test.world.files.snapshot(), {"/x": "1"})

        attributes = {"make_ml_world": lambda test: World.fake(), "ml_capabilities": ["file.read", "file.write"]}
        for _ in range(2):
            self.assertTrue(passes(body, **attributes))

    def test_the_session_is_in_the_world_of_the_test(self) -> None:
        def body(test: Any) -> None:
            test.session.run('import console; console.error("hm");')
            test.assertEqual(test.world.errors, ["hm\n"])
            test.assertIs(test.session.world, test.world)

        attributes = {"make_ml_world": lambda test: World.fake(), "ml_capabilities": ["console.error"]}
        self.assertTrue(passes(body, **attributes))

    def test_the_default_is_the_real_one(self) -> None:
        self.assertTrue(passes(lambda test: test.assertIsInstance(test.world.clock, RealClock)))

    def test_an_unexpected_request_fails_the_test_even_if_it_was_swallowed(self) -> None:
        attributes = {
            "make_ml_world": lambda test: World.fake(network=CannedNetwork()),
            "ml_capabilities": ["network.http"],
        }
        code = 'import http; try { http.get("http://shop.test/x"); } except { }'
        text = failure_of(lambda test: test.session.run(code), **attributes)
        self.assertEqual(text, "unexpected requests:\n  GET http://shop.test/x\nexpected were:\n  none")
        self.assertNotIn("Traceback", report_of(case_of(lambda test: test.session.run(code), **attributes)))


class Unittest(unittest.TestCase):
    """The other features of unittest."""

    def test_sub_tests(self) -> None:
        def body(test: Any) -> None:
            for number in range(3):
                with test.subTest(number=number):
                    test.assertMLResult("result = 1;", number)

        result = result_of(case_of(body))
        self.assertEqual(len(result.failures), 2)
        for number, (case, report) in zip((0, 2), result.failures):
            self.assertIn(f"(number={number})", str(case))
            self.assertIn(f"1 != {number} : result of ML code\n<input 1>:1:10\n    result = 1;\n", report)

    def test_expected_failure(self) -> None:
        @unittest.expectedFailure
        def fails(test: Any) -> None:
            test.assertMLResult("1", 2)

        @unittest.expectedFailure
        def holds(test: Any) -> None:
            test.assertMLResult("1", 1)

        kind = type("Small", (MLIntegrationTestCase,), {"fails": fails, "holds": holds, "__module__": __name__})
        result = unittest.TestResult()
        kind("fails").run(result)
        self.assertEqual((len(result.expectedFailures), result.wasSuccessful()), (1, True))
        kind("holds").run(result)
        self.assertEqual((len(result.unexpectedSuccesses), result.wasSuccessful()), (1, False))

    def test_skip(self) -> None:
        result = result_of(case_of(lambda test: test.skipTest("not today"), ml_files=["missing.ml"]))
        self.assertEqual([reason for _, reason in result.skipped], ["not today"])
        self.assertTrue(result.wasSuccessful())

    def test_class_and_method_names_stay(self) -> None:
        case = case_of(lambda test: None)
        self.assertTrue(case.id().endswith("Small.test"))
        self.assertIsInstance(case, unittest.IsolatedAsyncioTestCase)


class Async(unittest.TestCase):
    """Async tests and ``assertAsyncMLResult``."""

    maxDiff = None

    def test_passes(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLResult("result = 6 * 7;", 42)
            await test.assertAsyncMLResult("result + 1", 43)

        self.assertTrue(passes(body))

    def test_failures_are_those_of_the_other_one(self) -> None:
        async def wrong(test: Any) -> None:
            await test.assertAsyncMLResult("result = 1;", 2, "of the day")

        async def failing(test: Any) -> None:
            await test.assertAsyncMLResult("result = 1 / 0;", 2)

        self.assertEqual(
            failure_of(wrong),
            "1 != 2 : result of ML code\n<input 1>:1:10\n    result = 1;\n             ^ : of the day",
        )
        self.assertEqual(
            failure_of(failing),
            "ML code failed, expected 2\n<input 1>:1:10: division by zero\n    result = 1 / 0;\n             ^^^^^",
        )

    def test_the_other_assertions_work_in_async_tests(self) -> None:
        async def body(test: Any) -> None:
            test.assertMLResult("1", 1)
            test.assertMLPrints("print(1);", "1")
            test.assertMLRaises("thrown", 'throw {message: "m"};')

        self.assertTrue(passes(body))

    def test_async_set_up_shares_the_session(self) -> None:
        async def set_up(test: Any) -> None:
            test.session.run("x = 10;")

        async def body(test: Any) -> None:
            await test.assertAsyncMLResult("x", 10)

        self.assertTrue(passes(body, asyncSetUp=set_up, asyncTearDown=body))

    def test_other_tasks_go_on_meanwhile(self) -> None:
        seen: Dict[str, Any] = {}
        running, done = threading.Event(), threading.Event()

        def run_ml(test: Any, code: str) -> Outcome:
            seen["thread"] = threading.current_thread()
            running.set()
            seen["released"] = done.wait(10)
            return MLIntegrationTestCase.run_ml(test, code)

        async def other() -> None:
            while not running.is_set():
                await asyncio.sleep(0)
            done.set()

        async def body(test: Any) -> None:
            await asyncio.gather(test.assertAsyncMLResult("1", 1), other())

        self.assertTrue(passes(body, run_ml=run_ml))
        self.assertTrue(seen["released"])
        self.assertIsNot(seen["thread"], threading.current_thread())
        self.assertTrue(seen["thread"].daemon)

    def test_several_at_once(self) -> None:
        async def body(test: Any) -> None:
            test.session.run("function f(n) { total = 0; for (i in range(n)) { total = total + i; } return total; }")
            await asyncio.gather(*[test.assertAsyncMLResult(f"f({n})", n * (n - 1) // 2) for n in range(20)])

        self.assertTrue(passes(body))

    def test_context_variables_are_seen(self) -> None:
        seen: List[str] = []

        def run_ml(test: Any, code: str) -> Outcome:
            seen.append(VARIABLE.get())
            VARIABLE.set("changed")
            return MLIntegrationTestCase.run_ml(test, code)

        async def body(test: Any) -> None:
            VARIABLE.set("set by the test")
            await test.assertAsyncMLResult("1", 1)
            seen.append(VARIABLE.get())

        self.assertTrue(passes(body, run_ml=run_ml))
        self.assertEqual(seen, ["set by the test", "set by the test"])

    def test_waiting_can_be_cancelled(self) -> None:
        running, done, ended = threading.Event(), threading.Event(), threading.Event()

        def run_ml(test: Any, code: str) -> Outcome:
            running.set()
            done.wait(10)
            try:
                return MLIntegrationTestCase.run_ml(test, code)
            finally:
                ended.set()

        async def body(test: Any) -> None:
            test.session.run("x = 1;")
            task = asyncio.ensure_future(test.assertAsyncMLResult("1", 2))
            while not running.is_set():
                await asyncio.sleep(0)
            task.cancel()
            try:
                with test.assertRaises(asyncio.CancelledError):
                    await task
            finally:
                done.set()
                ended.wait(10)

        self.assertTrue(passes(body, run_ml=run_ml))

    def test_an_execution_stops_at_the_limit(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLResult("while (true) { }", 1)

        for limits in (Limits(seconds=0.05), Limits(steps=1000)):
            with self.subTest(limits=limits):
                self.assertIn(" reached\n    while (true) { }\n", failure_of(body, ml_limits=limits))

    def test_wrong_use_reaches_the_test(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLResult(5, 1)

        self.assertIn("MLUsageError: ML code must be a str, not int", report_of(case_of(body)))

    def test_a_broken_source_reaches_the_test(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLResult("1", 1)

        self.assertIn("MLSyntaxError: <ml_source>:1:5: ", report_of(case_of(body, ml_source="x = ;")))


class Reports(unittest.TestCase):
    """What a failed test shows."""

    SOURCE = "function half(n) {\n    return n / 0;\n}"

    def entries(self, report: str) -> List[str]:
        """Return the files in a report, without those of Python."""
        files = re.findall(r'(?m)^  File "(.*)", line \d+', report)
        library = os.path.dirname(unittest.__file__)
        return [
            os.path.basename(file)
            for file in files
            if not file.startswith(os.path.dirname(library)) and os.path.basename(file) != "running.py"
        ]

    def test_an_assertion_shows_the_test_alone(self) -> None:
        report = report_of(case_of(lambda test: test.assertMLResult("half(1)", 1), ml_source=self.SOURCE))
        self.assertEqual(self.entries(report), ["test_base.py"])
        self.assertIn("<ml_source>:2:12: division by zero\n        return n / 0;\n               ^^^^^\n", report)
        self.assertIn("  called from <input 1>:1:1, in <module>", report)

    def test_an_async_assertion_too(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLResult("half(1)", 1)

        self.assertEqual(self.entries(report_of(case_of(body, ml_source=self.SOURCE))), ["test_base.py"])

    def test_an_error_in_the_session_shows_the_ml_frames(self) -> None:
        for body in (lambda test: test.session.run("half(1)"), lambda test: test.session.call("half", 1)):
            report = report_of(case_of(body, ml_source=self.SOURCE))
            files = [file for file in self.entries(report) if file not in ("test_base.py", "<input 1>")]
            # Before Python 3.11 an exception that is raised again keeps the frame that raises it.
            self.assertEqual(files, ["<ml_source>"] if sys.version_info >= (3, 11) else ["failures.py", "<ml_source>"])
            self.assertIn('  File "<ml_source>", line 2, in half\n    return n / 0;\n', report)
            self.assertIn("<ml_source>:2:12: division by zero\n        return n / 0;\n               ^^^^^\n", report)


if __name__ == "__main__":
    unittest.main()
