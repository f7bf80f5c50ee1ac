"""Numbers and paths that are handed to the kit."""

import unittest
from pathlib import Path
from typing import Any, Callable

from mlpy_testkit import (
    AsyncMLExecutor,
    Engine,
    Limits,
    MLREPLSession,
    MLTestCase,
    MLUsageError,
    PerformanceTester,
    VirtualClock,
    World,
    async_ml_execute,
)
from mlpy_testkit.engine.arguments import checked_count, checked_paths, checked_positive, checked_seconds
from mlpy_testkit.mocks import MockAsyncExecutor, MockREPLSession
from mlpy_testkit.world import MemoryFiles

NAN, INFINITE, HUGE = float("nan"), float("inf"), 10**5000  # Python writes no number of more than 4300 digits


class Numbers(unittest.TestCase):
    def check(self, function: Callable[..., Any], wrong_type: Any, wrong_value: Any, right: Any) -> None:
        for value in wrong_type:
            with self.subTest(value=type(value)), self.assertRaisesRegex(TypeError, "^n must be a .*number.*, not "):
                function(value, "n")
        for value in wrong_value:
            with self.subTest(value=type(value)), self.assertRaisesRegex(ValueError, "^n must be a .*number.*, not "):
                function(value, "n")
        for value in right:
            self.assertEqual(function(value, "n"), value)

    def test_counts(self) -> None:
        self.check(checked_count, (True, "1", 1.0, NAN, None, b""), (0, -1, -HUGE), (1, 2, HUGE))
        self.assertEqual(checked_count(0, "n", 0), 0)

    def test_seconds(self) -> None:
        self.check(checked_seconds, (True, "1", None, []), (-1, -1e-300, NAN, HUGE, -INFINITE), (0, 1, 0.5, INFINITE))

    def test_positive_numbers(self) -> None:
        self.check(checked_positive, (True, "1", None), (0, -1, NAN, HUGE, INFINITE), (1, 0.5, 1e300))

    def test_a_giant_number_is_described(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "not a whole number of 16610 bits"):
            checked_seconds(HUGE)


class Paths(unittest.TestCase):
    def test_lists_of_paths(self) -> None:
        self.assertEqual(checked_paths(("a", Path("b"), b"c"), "p"), ["a", "b", "c"])
        self.assertEqual((checked_paths(None, "p"), checked_paths(iter(["a"]), "p")), ([], ["a"]))

    def test_what_is_none(self) -> None:
        for paths in ("ab", b"ab", Path("ab"), 5):
            with self.subTest(paths), self.assertRaisesRegex(TypeError, "p must be a list of paths"):
                checked_paths(paths, "p")
        with self.assertRaisesRegex(TypeError, "p must hold paths, not 5"):
            checked_paths(["a", 5], "p")


class WhereTheyAreHandedIn(unittest.TestCase):
    def test_one_text_is_no_list(self) -> None:
        for name, function in (
            ("extension_paths", lambda: Engine(extension_paths="ab")),
            ("import_paths", lambda: AsyncMLExecutor(import_paths="ab")),
            ("python_extension_paths", lambda: AsyncMLExecutor(python_extension_paths="ab")),
            ("python_extension_paths", lambda: MockAsyncExecutor(python_extension_paths="ab")),
            ("python_extension_paths", lambda: async_ml_execute("x = 1;", python_extension_paths="ab").send(None)),
            ("arguments", lambda: World.fake(arguments="ab")),
            ("lines", lambda: World.fake(lines="ab")),
            ("directories", lambda: MemoryFiles(directories="ab")),
        ):
            with self.subTest(name), self.assertRaisesRegex(MLUsageError, f"^{name} must be a list of \\w+, not 'ab'"):
                function()

    def test_limits(self) -> None:
        for limits in (Limits(seconds=HUGE), Limits(seconds=NAN), Limits(steps=True), Limits(depth=1.5)):
            with self.subTest(limits._fields), self.assertRaisesRegex(MLUsageError, "^limit '"):
                Engine(limits=limits)
        for seconds in (INFINITE, 1e300, 10**30):
            self.assertEqual(Engine(limits=Limits(seconds=seconds, items=HUGE)).run("result = [1];").value, [1])

    def test_clocks(self) -> None:
        for step in (-1, NAN, "1", True):
            with self.subTest(step=step), self.assertRaisesRegex(MLUsageError, "step must be a number of seconds"):
                VirtualClock(step=step)
        clock = VirtualClock()
        for wait in (clock.sleep, clock.advance):
            for seconds in (NAN, "1", HUGE):
                with self.assertRaisesRegex(MLUsageError, "seconds must be a number of seconds"):
                    wait(seconds)
            with self.assertRaisesRegex(MLUsageError, "the calendar ends before 1e\\+300 seconds have passed"):
                wait(1e300)
        clock.sleep(-1)
        self.assertEqual(clock.monotonic(), 0.0)

    def test_code_and_contexts(self) -> None:
        for wanted, function in (
            ("ML code must be a str, not int", lambda: Engine().run(5)),
            ("ML code must be a str, not bytes", lambda: Engine().session().execute(b"1")),
            ("ML code must be a str, not int", lambda: MLREPLSession().execute(5)),
            ("ML code must be a str, not int", lambda: MockREPLSession().execute_ml_line(5)),
            ("context must be a mapping of names to values, not int", lambda: Engine().run("", context=5)),
            ("variables must be a mapping of names to values, not int", lambda: Engine().run("", variables=5)),
            ("variable 'x' holds a Python set; use context", lambda: Engine().run("", variables={"x": {1}})),
        ):
            for kind in (MLUsageError, TypeError):
                with self.subTest(wanted), self.assertRaisesRegex(kind, f"^{wanted}"):
                    function()

    def test_sessions_and_names_of_functions(self) -> None:
        test = MLTestCase()
        no_session: Any = 5
        for attempt in (
            lambda: test.assertMLResult("1", 1, session=no_session),
            lambda: test.assertMLRaises("thrown", "1", session=no_session),
            lambda: test.assertMLPrints("1", "1", session=no_session),
            lambda: test.assertMLVariable("x", 1, session=no_session),
            lambda: PerformanceTester().benchmark_session(no_session, "1"),
        ):
            with self.subTest(attempt), self.assertRaisesRegex(MLUsageError, "session.*, not 5"):
                attempt()
        names: Any = ([], {}, None, 5)
        for name in names:
            self.assertIsNone(MLREPLSession().find_function(name))
            with self.assertRaisesRegex(MLUsageError, "the name of a function must be a text, not "):
                MockREPLSession().call_function(name)
            with self.assertRaisesRegex(MLUsageError, "the session has no function "):
                MLREPLSession().call_function(name)
