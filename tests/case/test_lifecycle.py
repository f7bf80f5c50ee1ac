"""The life of a test: one behaviour on every Python."""

import asyncio
import contextlib
import contextvars
import functools
import gc
import pickle
import sys
import unittest
import warnings
from typing import Any, Iterator, List
from unittest import mock

from mlpy_testkit import AsyncMLExecutor, MLIntegrationTestCase, MLTestCase
from mlpy_testkit.case import deadline, lifecycle

from ..assertions.running import result_of

PYTHON_WARNS = vars(warnings)["_warn_unawaited_coroutine"]
SEEN: "contextvars.ContextVar[str]" = contextvars.ContextVar("SEEN", default="unset")


class Pickled(MLIntegrationTestCase):
    """At the top of a module, as pickling wants it."""

    async def test(self) -> None:
        await asyncio.sleep(0)


def outcome(case: unittest.TestCase) -> str:
    """Return what is wrong with a test after it ran, its last line; nothing if it passes."""
    result = result_of(case)
    reports = [report for _, report in result.failures + result.errors]
    return reports[0].strip().splitlines()[-1] if reports else ""


class Refused(unittest.TestCase):
    """Tests and fixtures of which nothing would run are errors, never silent passes."""

    def test_coroutine_functions_in_a_class_without_a_loop(self) -> None:
        text = "Case.test is a coroutine function, which this class would not await; MLIntegrationTestCase would$"
        with self.assertRaisesRegex(TypeError, text):

            class Case(MLTestCase):
                async def test(self) -> None:
                    raise AssertionError

    def test_coroutine_functions_where_nobody_awaits(self) -> None:
        for name in ("setUp", "tearDown", "setUpClass", "tearDownClass"):

            async def function(self: Any) -> None:
                raise AssertionError

            body = {name: classmethod(function) if name.endswith("Class") else function}
            with self.subTest(name), self.assertRaisesRegex(TypeError, f"Case.{name} is a coroutine function"):
                type("Case", (MLIntegrationTestCase,), body)

    def test_the_fixture_that_is_awaited_is_named(self) -> None:
        async def function(self: Any) -> None:
            raise AssertionError

        with self.assertRaisesRegex(TypeError, "Case.setUp is .* would not await; asyncSetUp is awaited$"):
            type("Case", (MLIntegrationTestCase,), {"setUp": function})

    def test_generators(self) -> None:
        def generator(self: Any) -> Iterator[None]:
            yield

        async def asynchronous(self: Any) -> Any:
            yield

        for function in (generator, asynchronous):
            for base in (MLTestCase, MLIntegrationTestCase):
                with self.subTest(function.__name__), self.assertRaisesRegex(TypeError, "is a generator function"):
                    type("Case", (base,), {"test": function})

    def test_in_mixins_too(self) -> None:
        class Mixin:
            @classmethod
            async def setUpClass(cls) -> None:
                raise AssertionError

        with self.assertRaisesRegex(TypeError, "Mixin.setUpClass is a coroutine function"):
            type("Case", (Mixin, MLIntegrationTestCase), {})
        type("Case", (Mixin, MLIntegrationTestCase), {"setUpClass": classmethod(lambda cls: None)})

    def test_what_hides_behind_a_decorator(self) -> None:
        def decorated(function: Any) -> Any:
            @functools.wraps(function)
            def wrapper(*arguments: Any) -> Any:
                return function(*arguments)

            return wrapper

        async def coroutine(self: Any) -> None:
            raise AssertionError("it ran")

        def generator(self: Any) -> Iterator[None]:
            yield

        case = type("Case", (MLIntegrationTestCase,), {"test": decorated(coroutine)})
        self.assertIn("it ran", outcome(case("test")))
        case = type("Case", (MLTestCase,), {"test": decorated(coroutine)})
        self.assertIn("is a coroutine function, which this class does not await", outcome(case("test")))
        case = type("Case", (MLTestCase,), {"test": decorated(generator)})
        self.assertIn("Case.test is a generator function: nothing of it was run", outcome(case("test")))

    def test_a_test_that_returns_something(self) -> None:
        class Case(MLTestCase):
            def test(self) -> Any:
                return 5

        self.assertIn("Case.test returned 5; a test returns nothing", outcome(Case("test")))


class Unawaited(unittest.TestCase):
    """Coroutines that nobody awaits have tested nothing."""

    def test_an_assertion(self) -> None:
        for function in self.forgetful, self.forgetful_too:
            with self.subTest(function.__name__):
                case = type("Case", (MLIntegrationTestCase,), {"test": function})
                found = outcome(case("test"))
                line = function.__code__.co_firstlineno + 2
                self.assertRegex(found, rf"assertAsyncMLResult\(\) at .*test_lifecycle.py:{line} was never awaited")

    @staticmethod
    def forgetful(case: Any) -> None:
        case.assertAsyncMLResult("1", 2)

    @staticmethod
    async def forgetful_too(case: Any) -> None:
        case.assertAsyncMLResult("1", 2)

    def test_each_one_counts(self) -> None:
        class Case(MLIntegrationTestCase):
            def test(self) -> None:
                for _ in range(2):
                    asyncio.sleep(0)

        ((_, report),) = result_of(Case("test")).failures
        self.assertEqual(report.count("a coroutine was never awaited: sleep"), 2)

    def test_the_line_behind_a_mock(self) -> None:
        class Case(MLIntegrationTestCase):
            def test(self) -> None:
                mock.AsyncMock()()

        self.assertRegex(outcome(Case("test")), r"never awaited: .*, made at .*test_lifecycle.py:\d+$")

    @unittest.skipIf(sys.version_info < (3, 11), "unittest keeps the error until the end of the run")
    def test_one_that_an_error_holds_is_told_by_its_own_test(self) -> None:
        class Case(MLIntegrationTestCase):
            async def test_1(self) -> None:
                answer: Any = self.executor.execute("result = 1;")
                self.assertEqual(answer.value, 1)

            def test_2(self) -> None:
                gc.collect()

        result = unittest.TestResult()
        unittest.defaultTestLoader.loadTestsFromTestCase(Case).run(result)
        ((blamed, report),) = result.failures
        self.assertEqual(blamed.id().rpartition(".")[2], "test_1")
        self.assertIn("a coroutine was never awaited: AsyncMLExecutor.execute, made at ", report)

    def test_one_that_is_closed_is_not_wanted(self) -> None:
        class Case(MLIntegrationTestCase):
            def test(self) -> None:
                self.assertAsyncMLResult("1", 2).close()

        self.assertEqual(outcome(Case("test")), "")

    def test_outside_of_tests_python_warns(self) -> None:
        self.assertEqual(outcome(Pickled("test")), "")
        with self.assertWarnsRegex(RuntimeWarning, "sleep.* was never awaited"):
            asyncio.sleep(0)


class Order(unittest.TestCase):
    def test_phases(self) -> None:
        calls: List[str] = []

        class Case(MLIntegrationTestCase):
            def setUp(self) -> None:
                calls.append("setUp")
                self.addCleanup(calls.append, "cleanup")

            async def asyncSetUp(self) -> None:
                calls.append("asyncSetUp")
                self.addAsyncCleanup(self.later)

            async def later(self) -> None:
                calls.append("async cleanup")

            async def test(self) -> None:
                calls.append("test")

            async def asyncTearDown(self) -> None:
                calls.append("asyncTearDown")

            def tearDown(self) -> None:
                calls.append("tearDown")

        self.assertEqual(outcome(Case("test")), "")
        names = ["setUp", "asyncSetUp", "test", "asyncTearDown", "tearDown"]
        self.assertEqual(calls, [*names, "async cleanup", "cleanup"])

    def test_a_loop_is_made_only_if_something_is_awaited(self) -> None:
        class Case(MLIntegrationTestCase):
            def test(self) -> None:
                assert self._ml_loop is None

        self.assertEqual(outcome(Case("test")), "")

    def test_all_phases_share_one_loop(self) -> None:
        loops: List[Any] = []

        class Case(MLIntegrationTestCase):
            async def asyncSetUp(self) -> None:
                loops.append(asyncio.get_running_loop())

            async def test(self) -> None:
                loops.append(asyncio.get_running_loop())

        self.assertEqual(outcome(Case("test")), "")
        self.assertIs(loops[0], loops[1])
        self.assertTrue(loops[0].is_closed())
        self.assertFalse(loops[0].get_debug())

    def test_contexts_are_entered_and_left(self) -> None:
        calls: List[str] = []

        @contextlib.contextmanager
        def plain() -> Iterator[int]:
            yield 1
            calls.append("left")

        @contextlib.asynccontextmanager
        async def asynchronous() -> Any:
            yield 2
            calls.append("async left")

        class Case(MLIntegrationTestCase):
            async def test(self) -> None:
                calls.append(str(self.enterContext(plain()) + await self.enterAsyncContext(cm=asynchronous())))

        self.assertEqual(outcome(Case("test")), "")
        self.assertEqual(calls, ["3", "async left", "left"])

    def test_what_is_no_context_manager(self) -> None:
        class Case(MLIntegrationTestCase):
            async def test(self) -> None:
                for enter in (self.enterContext, self.enterAsyncContext):
                    with self.assertRaisesRegex(TypeError, "'int' is no"):
                        value = enter(5)
                        if value is not None:
                            await value

        self.assertEqual(outcome(Case("test")), "")

    def test_cleanups_in_the_middle_of_a_test(self) -> None:
        calls: List[str] = []

        class Case(MLIntegrationTestCase):
            def test(self) -> None:
                self.addCleanup(calls.append, "first")
                self.doCleanups()
                calls.append("test")
                AsyncMLExecutor()

            async def test_async(self) -> None:
                self.addCleanup(calls.append, "first")
                self.doCleanups()
                calls.append("test")

            def test_awaited(self) -> None:
                self.addAsyncCleanup(self.later)
                self.doCleanups()
                calls.append("test")

            async def later(self) -> None:
                calls.append("first")

        self.assertIn("AsyncMLExecutor was not closed", outcome(Case("test")))
        self.assertEqual(outcome(Case("test_async")), "")
        self.assertEqual(outcome(Case("test_awaited")), "")
        self.assertEqual(calls, ["first", "test"] * 3)

    def test_debug_mode_on_request(self) -> None:
        class Case(MLIntegrationTestCase):
            ml_debug = True

            async def test(self) -> None:
                self.assertTrue(asyncio.get_running_loop().get_debug())

        self.assertEqual(outcome(Case("test")), "")

    def test_contexts_of_a_class(self) -> None:
        calls: List[str] = []

        @contextlib.contextmanager
        def context() -> Iterator[int]:
            yield 1
            calls.append("left")

        class Case(MLIntegrationTestCase):
            @classmethod
            def setUpClass(cls) -> None:
                calls.append(str(cls.enterClassContext(cm=context())))

            def test(self) -> None:
                calls.append("test")

        self.assertTrue(unittest.TestSuite([Case("test")]).run(unittest.TestResult()).wasSuccessful())
        self.assertEqual(calls, ["1", "test", "left"])

    def test_class_cleanups_belong_to_one_class(self) -> None:
        calls: List[str] = []

        class First(MLIntegrationTestCase):
            def test(self) -> None:
                calls.append("test")

        class Second(First):
            pass

        First.addClassCleanup(calls.append, "first")
        Second.doClassCleanups()
        self.assertEqual(calls, [])
        First.doClassCleanups()
        self.assertEqual(calls, ["first"])


class ContextVariables(unittest.TestCase):
    def test_every_phase_sees_those_before_it(self) -> None:
        seen: List[str] = []

        class Case(MLIntegrationTestCase):
            @classmethod
            def setUpClass(cls) -> None:
                SEEN.set("class")

            def setUp(self) -> None:
                seen.append(SEEN.get())
                SEEN.set("setUp")

            async def asyncSetUp(self) -> None:
                seen.append(SEEN.get())
                SEEN.set("asyncSetUp")

            async def test_one(self) -> None:
                seen.append(SEEN.get())
                SEEN.set("test")
                await asyncio.sleep(0)
                seen.append(SEEN.get())

            def test_two(self) -> None:
                seen.append(SEEN.get())

            async def asyncTearDown(self) -> None:
                seen.append(SEEN.get())

        suite = unittest.TestSuite([Case("test_one"), Case("test_two")])
        result = unittest.TestResult()
        contextvars.copy_context().run(suite.run, result)
        self.assertTrue(result.wasSuccessful(), result.errors)
        first = ["class", "setUp", "asyncSetUp", "test", "test"]
        self.assertEqual(seen, [*first, "class", "setUp", "asyncSetUp", "asyncSetUp"])
        self.assertEqual(SEEN.get(), "unset")


class Endings(unittest.TestCase):
    def test_leaving_python_is_an_error_of_the_test(self) -> None:
        class Case(MLIntegrationTestCase):
            async def test(self) -> None:
                raise SystemExit(3)

        self.assertEqual(outcome(Case("test")), "SystemExit: 3")

    def test_leaving_python_in_a_task_too(self) -> None:
        async def leave() -> None:
            raise SystemExit(4)

        class Case(MLIntegrationTestCase):
            async def test(self) -> None:
                await asyncio.gather(leave())

        self.assertEqual(outcome(Case("test")), "SystemExit: 4")

    def test_ctrl_c_ends_the_run_and_closes_the_loop(self) -> None:
        loops: List[Any] = []

        class Case(MLIntegrationTestCase):
            async def test(self) -> None:
                loops.append(asyncio.get_running_loop())
                raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            Case("test").run(unittest.TestResult())
        self.assertTrue(loops[0].is_closed())
        self.assertIs(vars(warnings)["_warn_unawaited_coroutine"], PYTHON_WARNS)

    def test_debug_raises(self) -> None:
        class Case(MLIntegrationTestCase):
            async def test(self) -> None:
                await asyncio.sleep(0)
                raise ZeroDivisionError

        with self.assertRaises(ZeroDivisionError):
            Case("test").debug()

    def test_a_timeout_of_the_test(self) -> None:
        class Case(MLIntegrationTestCase):
            ml_timeout = 0.01

            async def test(self) -> None:
                await asyncio.Event().wait()

        self.assertEqual(outcome(Case("test")), "AssertionError: the test did not finish within 0.01 seconds")

    def test_a_timeout_that_is_none(self) -> None:
        for timeout in ("1", float("nan"), -1, True):

            class Case(MLIntegrationTestCase):
                ml_timeout = timeout

                async def test(self) -> None:
                    await asyncio.sleep(0)

            with self.subTest(timeout):
                self.assertRegex(outcome(Case("test")), "MLUsage.*Error: ml_timeout must be a number of seconds")

    def test_a_timeout_that_the_test_will_not_hear_of(self) -> None:
        class Case(MLIntegrationTestCase):
            ml_timeout = 0.01

            async def test_once(self) -> None:
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.Event().wait()

            async def test_never(self) -> None:
                while asyncio.get_running_loop() is self._ml_loop:
                    with contextlib.suppress(asyncio.CancelledError):
                        await asyncio.Event().wait()

            async def test_otherwise(self) -> None:
                try:
                    await asyncio.Event().wait()
                finally:
                    raise KeyError("in the way")

        with mock.patch.object(deadline, "_GRACE", 0.01), mock.patch.object(lifecycle, "PATIENCE", 0.01):
            for name in ("test_once", "test_never", "test_otherwise"):
                with self.subTest(name):
                    report = "".join(text for _, text in result_of(Case(name)).failures)
                    self.assertIn("AssertionError: the test did not finish within 0.01 seconds", report)

    def test_a_timeout_shows_where_the_test_waited(self) -> None:
        class Case(MLIntegrationTestCase):
            ml_timeout = 0.01

            async def test(self) -> None:
                await asyncio.Event().wait()

        ((_, report),) = result_of(Case("test")).failures
        self.assertIn("await asyncio.Event().wait()", report)

    def test_subtests(self) -> None:
        class Case(MLIntegrationTestCase):
            async def test(self) -> None:
                for number in range(3):
                    with self.subTest(number=number):
                        await asyncio.sleep(0)
                        self.assertNotEqual(number, 1)

        ((test, _),) = result_of(Case("test")).failures
        self.assertIn("(number=1)", str(test))

    def test_skip_and_expected_failure(self) -> None:
        class Case(MLIntegrationTestCase):
            async def test_skipped(self) -> None:
                self.skipTest("not today")

            @unittest.expectedFailure
            async def test_expected(self) -> None:
                self.fail("as expected")

        self.assertEqual(len(result_of(Case("test_skipped")).skipped), 1)
        self.assertEqual(len(result_of(Case("test_expected")).expectedFailures), 1)

    def test_pickling(self) -> None:
        case = pickle.loads(pickle.dumps(Pickled("test")))
        self.assertEqual((type(case), case.id()), (Pickled, Pickled("test").id()))
        self.assertEqual(outcome(case), "")

    def test_it_is_still_a_case_of_unittest(self) -> None:
        self.assertTrue(issubclass(MLIntegrationTestCase, unittest.IsolatedAsyncioTestCase))
        self.assertTrue(issubclass(MLTestCase, unittest.TestCase))
        self.assertFalse(issubclass(MLTestCase, unittest.IsolatedAsyncioTestCase))

    def test_a_traceback_shows_the_test_alone(self) -> None:
        class Case(MLIntegrationTestCase):
            async def test(self) -> None:
                await asyncio.sleep(0)
                self.assertEqual(1, 2)

        ((_, report),) = result_of(Case("test")).failures
        self.assertEqual(report.count("  File "), 1, report)
        self.assertIn("self.assertEqual(1, 2)", report)
