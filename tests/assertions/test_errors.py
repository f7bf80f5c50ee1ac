"""The assertions on how ML code fails: what passes, what fails, and with which text."""

import os
import tempfile
import unittest
from pathlib import Path
from typing import Any, List, Tuple
from unittest.mock import ANY

from mlpy_testkit import (
    AsyncMLResult,
    Engine,
    Limits,
    MLError,
    MLLimitError,
    MLNameError,
    MLRuntimeError,
    MLSecurityError,
    MLSyntaxError,
    MLThrownError,
    MLUsageError,
    ml_callback,
)
from mlpy_testkit.assertions.errors import _is_file

from .running import AssertingTest, Body, case_of, failure_of, report_of, result_of


class Raises(AssertingTest):
    def test_what_can_be_expected(self) -> None:
        cases: List[Tuple[Any, str]] = [
            ("ZeroDivisionError", "1 / 0;"),
            ("run time", "1 / 0;"),
            (MLRuntimeError, "1 / 0;"),
            (MLError, "1 / 0;"),
            ("syntax", "x = ;"),
            (MLSyntaxError, "x = ;"),
            ("name", "x = unknown;"),
            (MLNameError, "x = unknown;"),
            ("NameError", "x = unknown;"),
            ("thrown", 'throw {message: "m"};'),
            (MLThrownError, 'throw {message: "m"};'),
            ("check", "import os;"),
            (MLSecurityError, "import os;"),
            ("limit", "[0] * 99999999;"),
            (MLLimitError, "[0] * 99999999;"),
        ]
        for expected, code in cases:
            with self.subTest(expected=expected):
                self.assertPasses(lambda test, expected=expected, code=code: test.assertMLRaises(expected, code))

    def test_the_error_comes_back(self) -> None:
        def body(test: Any) -> None:
            caught = test.assertMLRaises("thrown", 'x = 1;\nthrow {message: "m", code: 7};')
            test.assertEqual(caught.error.value, {"message": "m", "code": 7})
            test.assertEqual((caught.error.line, caught.error.column), (2, 1))
            test.assertIs(caught.exception, caught.error)

        self.assertPasses(body)

    def test_around_a_call(self) -> None:
        def body(test: Any) -> None:
            with test.assertMLRaises("thrown", regex="out of") as caught:
                test.session.call("reserve", 3)
            test.assertEqual(caught.error.message, "out of stock")

        self.assertPasses(body, ml_source='function reserve(n) { throw {message: "out of stock"}; }')

    def test_there_is_no_error_before_it_came(self) -> None:
        def body(test: Any) -> None:
            with test.assertMLRaises("syntax") as caught:
                test.assertIsNone(caught.error)
                test.session.run("x = ;")

        self.assertPasses(body)

    def test_no_failure(self) -> None:
        self.assertFails(lambda test: test.assertMLRaises("thrown", "x = 1;"), "ML code did not fail, expected thrown")
        self.assertFails(
            lambda test: test.assertMLRaises(MLSyntaxError, "x = 1;"), "ML code did not fail, expected MLSyntaxError"
        )

    def test_no_failure_around_a_call(self) -> None:
        def body(test: Any) -> None:
            with test.assertMLRaises("thrown"):
                test.session.run("x = 1;")

        self.assertFails(body, "ML code did not fail, expected thrown")

    def test_another_error(self) -> None:
        self.assertFails(
            lambda test: test.assertMLRaises("thrown", "x = 1;\n1 / 0;"),
            "ML code failed with run time, ZeroDivisionError, expected thrown\n"
            "<input 1>:2:1: division by zero\n"
            "    1 / 0;\n"
            "    ^^^^^",
        )
        self.assertFails(
            lambda test: test.assertMLRaises(MLNameError, 'throw {message: "m"};'),
            "ML code failed with thrown, MLUserException, expected MLNameError\n"
            "<input 1>:1:1: m\n"
            '    throw {message: "m"};\n'
            "    ^^^^^^^^^^^^^^^^^^^^^",
        )

    def test_regex(self) -> None:
        self.assertPasses(lambda test: test.assertMLRaises("run time", "1 / 0;", regex="by z.ro"))
        self.assertFails(
            lambda test: test.assertMLRaises("run time", "1 / 0;", regex="by one"),
            "'by one' not found in the message\n<input 1>:1:1: division by zero\n    1 / 0;\n    ^^^^^",
        )

    def test_regex_looks_at_the_message_alone(self) -> None:
        self.assertIn("not found", failure_of(lambda test: test.assertMLRaises("run time", "1 / 0;", regex="input")))

    def test_place(self) -> None:
        self.assertPasses(lambda test: test.assertMLRaises("run time", "x = 1;\ny = 1 / 0;", line=2, column=5))
        error = "\n<input 1>:2:5: division by zero\n    y = 1 / 0;\n        ^^^^^"
        self.assertFails(
            lambda test: test.assertMLRaises("run time", "x = 1;\ny = 1 / 0;", line=1),
            f"ML code failed at line 2, expected 1{error}",
        )
        self.assertFails(
            lambda test: test.assertMLRaises("run time", "x = 1;\ny = 1 / 0;", line=2, column=9),
            f"ML code failed at column 5, expected 9{error}",
        )

    def test_message(self) -> None:
        self.assertFails(
            lambda test: test.assertMLRaises("thrown", "x = 1;", msg="of the day"),
            "ML code did not fail, expected thrown : of the day",
        )
        self.assertFails(lambda test: test.assertMLRaises("thrown", "x = 1;", msg="alone"), "alone", longMessage=False)

    def test_a_session_that_does_not_open_is_an_error(self) -> None:
        def body(test: Any) -> None:
            with test.assertMLRaises("syntax"):
                test.session.run("1;")

        for attempt in (body, lambda test: test.assertMLRaises("syntax", "1;")):
            result = result_of(case_of(attempt, ml_source="x = ;"))
            self.assertEqual((len(result.failures), len(result.errors)), (0, 1))

    def test_errors_of_python_pass_through(self) -> None:
        def body(test: Any) -> None:
            with test.assertMLRaises("run time"):
                raise ZeroDivisionError("of Python")

        report = report_of(case_of(body))
        self.assertTrue(report.endswith("ZeroDivisionError: of Python\n"))

    def test_wrong_use_of_the_kit_passes_through(self) -> None:
        def body(test: Any) -> None:
            with test.assertMLRaises("run time"):
                test.session.call("missing")

        self.assertIn("MLUsageError: the session has no function 'missing'", report_of(case_of(body)))

    def test_an_exception_of_python_is_told_to_be_written_as_a_kind(self) -> None:
        report = report_of(case_of(lambda test: test.assertMLRaises(KeyError, "1 / 0;")))
        self.assertIn("needs an MLError class, a stage or a kind of error, such as 'KeyError'\n", report)

    def test_only_ml_errors_can_be_expected(self) -> None:
        for expected in (ValueError, AssertionError, MLUsageError, None, 5, MLError("m")):
            with self.subTest(expected=expected):
                case = case_of(lambda test, expected=expected: test.assertMLRaises(expected, "1 / 0;"))
                self.assertIn(
                    "TypeError: assertMLRaises() needs an MLError class, a stage or a kind of error", report_of(case)
                )

    def test_the_result_of_code_that_did_not_fail(self) -> None:
        self.assertFails(
            lambda test: test.assertMLRaises("thrown", "result = 5;"),
            "ML code did not fail, expected thrown; its result is 5\n<input 1>:1:10\n    result = 5;\n             ^",
        )

    def test_file(self) -> None:
        source = {"ml_source": "function half(n) { return n / 0; }"}
        self.assertPasses(lambda test: test.assertMLRaises("run time", "half(1);", file="ml_source"), **source)
        self.assertFails(
            lambda test: test.assertMLRaises("run time", "half(1);", file="source"),
            "ML code failed in <ml_source>, expected source\n"
            "<ml_source>:1:27: division by zero\n"
            "    function half(n) { return n / 0; }\n"
            "                              ^^^^^\n"
            "  called from <input 1>:1:1, in <module>",
            **source,
        )

    def test_the_end_of_a_file_is_enough(self) -> None:
        self.assertTrue(_is_file(os.path.join("", "home", "rules", "cart.ml"), "rules/cart.ml"))
        self.assertFalse(_is_file("/home/rules/mycart.ml", "cart.ml"))
        self.assertFalse(_is_file(None, "cart.ml"))

    def test_the_thrown_object(self) -> None:
        code = 'throw {message: "m", code: 7};'
        self.assertPasses(lambda test: test.assertMLRaises("thrown", code, value={"message": "m", "code": ANY}))
        self.assertFails(
            lambda test: test.assertMLRaises("thrown", code, value={"message": "m", "code": 8}),
            "{'message': 'm', 'code': 7} != {'message': 'm', 'code': 8} : object thrown by ML code\n"
            "  $.code: 7 != 8\n"
            "<input 1>:1:1: m\n"
            f"    {code}\n"
            "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        )
        self.assertFails(
            lambda test: test.assertMLRaises("run time", "1 / 0;", value={"message": "m"}),
            "ML code threw no object, expected {'message': 'm'}\n"
            "<input 1>:1:1: division by zero\n"
            "    1 / 0;\n"
            "    ^^^^^",
        )

    def test_a_function(self) -> None:
        def body(test: Any) -> None:
            caught = test.assertMLRaises("thrown", test.session.call, "reserve", 3)
            test.assertEqual(caught.error.message, "3")
            caught = test.assertMLRaises("thrown", test.session.call_function, function_name="reserve", args=[4])
            test.assertEqual(caught.error.message, "4")

        self.assertPasses(body, ml_source="function reserve(n) { throw {message: str(n)}; }")

    def test_a_function_that_returns_a_failure(self) -> None:
        self.assertPasses(lambda test: test.assertMLRaises("run time", test.session.execute, "1 / 0;"))

    def test_a_function_that_does_not_fail(self) -> None:
        self.assertFails(
            lambda test: test.assertMLRaises("thrown", test.session.run, "1 + 1"),
            "ML code did not fail, expected thrown",
        )

    def test_what_an_execution_came_to(self) -> None:
        self.assertPasses(lambda test: test.assertMLRaises("run time", Engine().run("1 / 0;"), line=1))
        self.assertPasses(lambda test: test.assertMLRaises("limit", AsyncMLResult(False, exception=MLLimitError("m"))))

    def test_a_callback_that_fails(self) -> None:
        def body(test: Any) -> None:
            callback = ml_callback(test.session, "half")
            with test.assertMLRaises("ZeroDivisionError", line=1) as caught:
                callback(1)
            test.assertIsInstance(caught.error, MLRuntimeError)
            test.assertMLRaises("ZeroDivisionError", callback, 1)

        self.assertPasses(body, ml_source="function half(n) { return n / 0; }")

    def test_the_end_of_the_interpreter_passes_through(self) -> None:
        def body(test: Any) -> None:
            with test.assertMLRaises("run time"):
                raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            case_of(body).debug()

    def test_without_a_with_statement(self) -> None:
        def body(test: Any) -> None:
            test.assertMLRaises("thrown")

        line = body.__code__.co_firstlineno + 1
        self.assertFails(
            body, f"assertMLRaises() at {__file__}:{line} was never used in a with statement: nothing was tested"
        )

    def test_wrong_use(self) -> None:
        async def coroutine() -> None:
            """Is never awaited."""

        cases: List[Tuple[Body, str, str]] = [
            (lambda test: test.assertMLRaises("thrown", 5), "ML code must be a str, not int", "MLUsageError"),
            (lambda test: test.assertMLRaises("thrown", coroutine), ".*await it first", "MLUsageError"),
            (lambda test: test.assertMLRaises("thrown", coroutine()), ".*await it first", "MLUsageError"),
            (lambda test: test.assertMLRaises("thrown", "1;", 2), ".*got arguments for a function", "TypeError"),
            (lambda test: test.assertMLRaises("thrown", "1;", reqex="a"), ".*got arguments for a fun", "TypeError"),
            (lambda test: test.assertMLRaises("thrown", line=0), "line must be a whole", "MLUsageValueError"),
            (lambda test: test.assertMLRaises("thrown", column="1"), "column must be a whole", "MLUsageTypeError"),
            (lambda test: test.assertMLRaises("thrown", context={}), ".*are for code that is run", "MLUsageError"),
            (lambda test: test.assertMLRaises("thrown", print, session=1), ".*are for code that is", "MLUsageError"),
            (lambda test: test.assertMLRaises("thrown", "1;", regex="("), "missing", r"re(\.error)?.*"),
        ]
        for number, (body, text, kind) in enumerate(cases):
            with self.subTest(number=number):
                self.assertRefused(body, text, kind)


class AsyncRaises(AssertingTest):
    def test_it_does(self) -> None:
        async def body(test: Any) -> None:
            caught = await test.assertAsyncMLRaises("thrown", 'throw {message: "m"};', regex="m", line=1)
            test.assertEqual(caught.error.message, "m")

        self.assertPasses(body)

    def test_it_does_not(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLRaises("thrown", "x = 1;", msg="why")

        self.assertFails(body, "ML code did not fail, expected thrown : why")

    def test_wrong_use(self) -> None:
        async def body(test: Any) -> None:
            await test.assertAsyncMLRaises(ValueError, "x = 1;")

        async def forgets(test: Any) -> None:
            test.assertAsyncMLRaises("thrown", "x = 1;")

        self.assertRefused(body, r"assertAsyncMLRaises\(\) needs an MLError class", "TypeError")
        self.assertIn("assertAsyncMLRaises() at ", failure_of(forgets))


class Runs(AssertingTest):
    def test_it_does(self) -> None:
        def body(test: Any) -> None:
            test.assertEqual(test.assertMLRuns("result = 5;").result, 5)
            test.assertEqual(test.assertMLRuns(test.session.run, "6").result, 6)
            with test.assertMLRuns():
                test.session.run("x = 1;")

        self.assertPasses(body)

    def test_it_does_not(self) -> None:
        text = (
            "ML code failed with run time, ZeroDivisionError, expected it to run\n"
            "<input 1>:1:1: division by zero\n"
            "    1 / 0;\n"
            "    ^^^^^ : why"
        )

        def block(test: Any) -> None:
            with test.assertMLRuns(msg="why"):
                test.session.run("1 / 0;")

        self.assertFails(block, text)
        self.assertFails(lambda test: test.assertMLRuns("1 / 0;", msg="why"), text)
        self.assertFails(lambda test: test.assertMLRuns(test.session.run, "1 / 0;", msg="why"), text)

    def test_other_errors_go_on(self) -> None:
        self.assertRefused(lambda test: test.assertMLRuns(int, "x"), "invalid literal", "ValueError")

    def test_wrong_use(self) -> None:
        self.assertRefused(lambda test: test.assertMLRuns(5), "ML code must be a str, not int")
        self.assertIn("assertMLRuns() at ", failure_of(lambda test: test.assertMLRuns()))


class SyntaxErrors(AssertingTest):
    def test_it_is_none(self) -> None:
        def body(test: Any) -> None:
            caught = test.assertMLSyntaxError("x = 1;\ny = ;", 2, 5, regex="expected a value")
            test.assertEqual(caught.error.line, 2)

        self.assertPasses(body)

    def test_it_is_one_and_is_not_run(self) -> None:
        def body(test: Any) -> None:
            with test.assertRaisesRegex(AssertionError, "ML code is well formed, expected MLSyntaxError : why"):
                test.assertMLSyntaxError("x = 1;", msg="why")
            test.assertNoMLVariable("x")

        self.assertPasses(body)

    def test_elsewhere(self) -> None:
        self.assertFails(
            lambda test: test.assertMLSyntaxError("x = ;", 2),
            "ML code failed at line 1, expected 2\n<ml>:1:5: expected a value, found ';'\n    x = ;\n        ^",
        )

    def test_a_program_that_is_refused_is_well_formed(self) -> None:
        self.assertFails(
            lambda test: test.assertMLSyntaxError("import os;"),
            "ML code failed with check, SecurityError, expected MLSyntaxError\n"
            "<ml>:1:1: Import of potentially dangerous module 'os' requires explicit capability\n"
            "    import os;\n"
            "    ^^^^^^^^^^",
        )

    def test_a_file(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "wrong.ml")
            path.write_text("x = ;", encoding="utf-8")
            self.assertPasses(lambda test: test.assertMLSyntaxError(path, 1, 5))

    def test_wrong_use(self) -> None:
        self.assertRefused(lambda test: test.assertMLSyntaxError(5), "ML code must be a str or a path, not int")
        self.assertRefused(lambda test: test.assertMLSyntaxError("x = ;", "1"), "line must be a whole number")


class LimitsReached(AssertingTest):
    LOOP = "while (true) { }"

    def test_time(self) -> None:
        self.assertPasses(lambda test: test.assertMLTimesOut(self.LOOP, 0.02))
        self.assertPasses(lambda test: test.assertMLTimesOut(self.LOOP), ml_limits=Limits(seconds=0.02))
        self.assertPasses(lambda test: test.assertMLHitsLimit("seconds", self.LOOP, limits=Limits(seconds=0.02)))

    def test_time_of_an_executor(self) -> None:
        async def body(test: Any) -> None:
            caught = test.assertMLTimesOut(await test.executor.execute(self.LOOP, timeout=0.02))
            test.assertEqual(caught.error.limit, "seconds")

        self.assertPasses(body)

    def test_other_limits(self) -> None:
        limits = Limits(steps=100, depth=50)
        self.assertPasses(lambda test: test.assertMLHitsLimit("steps", self.LOOP), ml_limits=limits)
        self.assertPasses(lambda test: test.assertMLHitsLimit("items", "[0] * 99999999;"))

        def body(test: Any) -> None:
            with test.assertMLHitsLimit("depth") as caught:
                test.session.call("deep")
            test.assertEqual(caught.error.limit, "depth")

        self.assertPasses(body, ml_limits=limits._replace(steps=None), ml_source="function deep() { return deep(); }")

    def test_no_limit(self) -> None:
        self.assertFails(
            lambda test: test.assertMLTimesOut("1", msg="why"),
            "ML code did not fail, expected it to run out of time; its result is 1\n<input 1>:1:1\n    1\n    ^ : why",
        )

    def test_another_limit(self) -> None:
        self.assertFails(
            lambda test: test.assertMLHitsLimit("steps", "[0] * 99999999;", msg="why"),
            "ML code failed with limit, LimitError, expected it to reach the limit of steps\n"
            "<input 1>:1:1: size limit of 4194304 elements reached\n"
            "    [0] * 99999999;\n"
            "    ^^^^^^^^^^^^^^ : why",
        )

    def test_wrong_use(self) -> None:
        cases: List[Tuple[Body, str]] = [
            (lambda test: test.assertMLHitsLimit("step", "1;"), "there is no limit 'step'; there are seconds, steps"),
            (lambda test: test.assertMLTimesOut("1;", -1), "limit 'seconds' must be a number of seconds from 0 upward"),
            (lambda test: test.assertMLTimesOut(None, 1), "seconds are for code that is run"),
            (lambda test: test.assertMLHitsLimit("steps", 5), "ML code must be a str, not int"),
            (lambda test: test.assertMLHitsLimit("steps", "1;", limits=5), "limits"),
        ]
        for number, (body, text) in enumerate(cases):
            with self.subTest(number=number):
                self.assertRefused(body, text)


class Reports(unittest.TestCase):
    """What unittest shows for a failed assertion: no frame of the kit."""

    BODIES: List[Body] = [
        lambda test: test.assertMLResult("result = 1;", 2),
        lambda test: test.assertMLResult("result = 1 / 0;", 2),
        lambda test: test.assertMLPrints("print(1);", "2"),
        lambda test: test.assertMLRaises("thrown", "1 / 0;"),
        lambda test: test.assertMLRaises("thrown", "1;"),
    ]

    def test_no_frame_of_the_kit_is_shown(self) -> None:
        for number, body in enumerate(self.BODIES):
            with self.subTest(number=number):
                report = report_of(case_of(body))
                self.assertNotIn("mlpy_testkit", report)
                self.assertIn("test_errors.py", report)
                self.assertNotIn("During handling", report)
                self.assertNotIn("direct cause", report)

    def test_nor_for_a_context_manager(self) -> None:
        def body(test: Any) -> None:
            with test.assertMLRaises("thrown"):
                test.session.run("1 / 0;")

        report = report_of(case_of(body))
        self.assertNotIn("mlpy_testkit", report)
        self.assertIn("<input 1>:1:1: division by zero\n    1 / 0;\n    ^^^^^\n", report)

    def test_all_are_failures_and_no_errors(self) -> None:
        for number, body in enumerate(self.BODIES):
            with self.subTest(number=number):
                result = result_of(case_of(body))
                self.assertEqual((len(result.failures), len(result.errors)), (1, 0))


if __name__ == "__main__":
    unittest.main()
