"""Each mixin beside a test case that is none of the kit's: where code runs, and what is left behind."""

import asyncio
import gc
import unittest
import warnings
from typing import Any, List, Tuple

from mlpy_testkit import Engine, Limits, MLAsserts, MLIntegrationTestCase, MLREPLSession
from mlpy_testkit.assertions import (
    CallbackAsserts,
    CapabilityAsserts,
    ErrorAsserts,
    ExecutionAsserts,
    FindingAsserts,
    OutputAsserts,
)
from mlpy_testkit.engine import Outcome
from mlpy_testkit.integration.open import Watch

from .running import Body, result_of

MIXINS = (CallbackAsserts, CapabilityAsserts, ErrorAsserts, ExecutionAsserts, FindingAsserts, OutputAsserts)


def define(test: Any) -> None:
    """Define a function in the session that a test is given."""
    test.assertCallbackWorks(test.run_ml("fn(x) => x * 2").value, (2,), 4)


class Beside(unittest.TestCase):
    def run_body(self, mixin: type, body: Body, base: type = unittest.TestCase, **members: Any) -> unittest.TestResult:
        def run_test(test: Any) -> None:
            body(test)

        case: Any = type("Small", (mixin, base), {"runTest": run_test, "__module__": __name__, **members})()
        return result_of(case)

    def test_each_works_alone_and_closes_what_it_opened(self) -> None:
        def output(test: Any) -> None:
            with test.assertMLPrintsNothing():
                test.assertMLPrints("print(1);", "1")

        bodies: List[Tuple[type, Body]] = [
            (CallbackAsserts, define),
            (
                CapabilityAsserts,
                lambda test: test.assertCapabilityViolation("math.compute", code="import math; math.sqrt(4);"),
            ),
            (CapabilityAsserts, lambda test: test.assertNoCapabilityViolation(code="1 + 1;")),
            (ErrorAsserts, lambda test: test.assertMLRaises("run time", "1 / 0;")),
            (ExecutionAsserts, lambda test: test.assertMLResult("x = 6; x * 7", 42)),
            (FindingAsserts, lambda test: test.assertNoMLFindings("x = 1;")),
            (OutputAsserts, lambda test: test.assertMLPrints("print(1);", "1")),
        ]
        self.assertEqual({mixin for mixin, _ in bodies}, set(MIXINS))
        for number, (mixin, body) in enumerate(bodies):
            with self.subTest(mixin=mixin.__name__, number=number):
                watch = Watch()
                result = self.run_body(mixin, body)
                self.assertEqual([report for _, report in result.failures + result.errors], [])
                self.assertEqual(watch.end(), [])

    def test_failures_are_failures(self) -> None:
        bodies: List[Tuple[type, Body]] = [
            (CallbackAsserts, lambda test: test.assertCallbackWorks(abs, (-1,), 2)),
            (CapabilityAsserts, lambda test: test.assertCapabilityViolation("math.compute", code="1 + 1;")),
            (ErrorAsserts, lambda test: test.assertMLRaises("run time", "1 + 1;")),
            (ExecutionAsserts, lambda test: test.assertMLResult("42", 41)),
            (FindingAsserts, lambda test: test.assertMLFinding("x = 1;", "Q3")),
            (OutputAsserts, lambda test: test.assertMLPrints("print(1);", "2")),
        ]
        for mixin, body in bodies:
            with self.subTest(mixin=mixin.__name__):
                result = self.run_body(mixin, body)
                self.assertEqual((len(result.failures), len(result.errors)), (1, 0), result.errors)

    def test_one_session_a_test(self) -> None:
        def body(test: Any) -> None:
            test.assertMLRuns("x = 5;")
            test.assertMLResult("x", 5)
            test.assertMLVariable("x", 5)

        case: Any = type("Small", (MLAsserts, unittest.TestCase), {"runTest": body, "__module__": __name__})()
        for _ in range(2):
            self.assertTrue(result_of(case).wasSuccessful())
        self.assertNotIn("_ml_session_made", vars(case))

    def test_the_session_of_the_test_case_is_taken(self) -> None:
        def set_up(test: Any) -> None:
            test.session = MLREPLSession(limits=Limits(steps=1000))
            test.addCleanup(test.session.close)
            test.session.run("function double(x) { return x * 2; }")

        def body(test: Any) -> None:
            test.assertMLResult("double(21)", 42)
            test.assertCallbackWorks("double", (21,), 42)
            test.assertMLHitsLimit("steps", "while (true) { }")

        result = self.run_body(MLAsserts, body, setUp=set_up)
        self.assertEqual([report for _, report in result.failures + result.errors], [])

    def test_a_session_of_the_engine_will_do(self) -> None:
        def body(test: Any) -> None:
            test.session = Engine(capabilities=["math.compute"]).session()
            test.assertMLResult("import math; result = math.sqrt(16); 5;", 4)
            test.assertMLPrints("print(1);", "1")
            test.assertMLTimesOut("while (true) { }", 0.02)
            with test.assertCapabilityUsed("math.compute"):
                test.session.run("math.sqrt(4);")
            with test.assertMLPrints(expected="2"):
                test.session.run("print(2);")

        result = self.run_body(MLAsserts, body)
        self.assertEqual([report for _, report in result.failures + result.errors], [])

    def test_what_else_is_called_session_is_left_alone(self) -> None:
        class Database:
            def execute(self, text: str) -> None:
                raise AssertionError("no SQL")

        def body(test: Any) -> None:
            test.assertMLResult("1 + 1", 2)

        for session in (Database(), {"user": 5}, None):
            result = self.run_body(MLAsserts, body, session=session)
            self.assertEqual([report for _, report in result.failures + result.errors], [])

    def test_run_ml_may_run_code_in_a_way_of_its_own(self) -> None:
        class Alone(MLAsserts, unittest.TestCase):
            def run_ml(self, code: str, **options: Any) -> Outcome:
                return Engine(limits=Limits(steps=1000)).run(code)

            def runTest(self) -> None:
                self.assertMLResult("result = 2;", 2)
                self.assertMLPrints("print(2);", "2")
                self.assertMLRaises("limit", "while (true) { }")
                with self.assertRaises(AssertionError) as caught:
                    self.assertMLResult("result = 2;", 3)
                self.assertEqual(
                    str(caught.exception), "2 != 3 : result of ML code\n<ml>:1:10\n    result = 2;\n             ^"
                )

        self.assertEqual([report for _, report in result_of(Alone()).errors + result_of(Alone()).failures], [])

    def test_no_mixin_is_a_test_case(self) -> None:
        for mixin in (*MIXINS, MLAsserts):
            self.assertFalse(issubclass(mixin, unittest.TestCase))
            self.assertNotIn("__init__", vars(mixin))
            self.assertTrue(issubclass(MLIntegrationTestCase, mixin))

    def test_helpers_cannot_meet_the_names_of_a_test(self) -> None:
        public = {"run_ml", "audit_ml", "performance", "ml_baselines"}
        names = {name for name in dir(MLAsserts) if not name.startswith("__")}
        odd = {name for name in names - public if not name.startswith(("assert", "_ml_"))}
        self.assertEqual(odd, set())


class Forgotten(unittest.TestCase):
    """Assertions that are made and not used, in test cases of unittest itself."""

    def report(self, body: Body, base: type) -> str:
        result = result_of(type("Small", (MLAsserts, base), {"test": body, "__module__": __name__})("test"))
        self.assertEqual((len(result.failures), len(result.errors)), (1, 0), result.errors)
        return result.failures[0][1]

    def test_never_awaited(self) -> None:
        async def body(test: Any) -> None:
            test.assertAsyncMLResult("1", 2)

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            report = self.report(body, unittest.IsolatedAsyncioTestCase)
            gc.collect()
        line = body.__code__.co_firstlineno + 1
        self.assertIn(
            f"AssertionError: assertAsyncMLResult() at {__file__}:{line} was never awaited: nothing was tested\n",
            report,
        )

    def test_no_with_statement(self) -> None:
        def body(test: Any) -> None:
            test.assertMLRaises("thrown")

        self.assertIn("assertMLRaises() at ", self.report(body, unittest.TestCase))

    def test_awaited(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLResult("1", 1)
            await asyncio.wait_for(test.assertAsyncMLResult("1", 1), 10)
            await asyncio.gather(*[test.assertAsyncMLResult(f"result = {n};", n) for n in range(5)])
            await asyncio.create_task(test.assertAsyncMLPrints("print(1);", "1"))
            with test.assertRaises(AssertionError):
                await test.assertAsyncMLResult("1", 2)

        kind = type("Small", (MLAsserts, unittest.IsolatedAsyncioTestCase), {"test": body, "__module__": __name__})
        result = result_of(kind("test"))
        self.assertEqual([report for _, report in result.failures + result.errors], [])

    def test_closed_without_having_begun_it_is_not_wanted(self) -> None:
        def body(test: Any) -> None:
            test.assertAsyncMLResult("1", 2).close()

        kind = type("Small", (MLAsserts, unittest.TestCase), {"test": body, "__module__": __name__})
        self.assertTrue(result_of(kind("test")).wasSuccessful())

    def test_it_begins_once(self) -> None:
        async def body(test: Any) -> None:
            assertion = test.assertAsyncMLResult("1", 1)
            await assertion
            with test.assertRaisesRegex(RuntimeError, "cannot reuse already awaited coroutine"):
                await assertion

        kind = type("Small", (MLAsserts, unittest.IsolatedAsyncioTestCase), {"test": body, "__module__": __name__})
        self.assertTrue(result_of(kind("test")).wasSuccessful())


if __name__ == "__main__":
    unittest.main()
