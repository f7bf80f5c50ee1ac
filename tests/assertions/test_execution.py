"""The assertions on running ML code: what passes, what fails, and with which text."""

import unittest
from typing import Any, Callable, List, Tuple

from mlpy_testkit import (
    Engine,
    Limits,
    MLError,
    MLIntegrationTestCase,
    MLLimitError,
    MLNameError,
    MLRuntimeError,
    MLSecurityError,
    MLSyntaxError,
    MLThrownError,
    MLUsageError,
)
from mlpy_testkit.assertions import ExecutionAsserts
from mlpy_testkit.engine import Outcome

from .running import case_of, failure_of, passes, report_of, result_of

Body = Callable[[Any], Any]


class AssertingTest(unittest.TestCase):
    """A test about the assertions."""

    maxDiff = None

    def assertFails(self, body: Body, text: str, **attributes: Any) -> None:
        """Fail unless *body*, run as a test, fails with exactly *text*."""
        self.assertEqual(failure_of(body, **attributes), text)

    def assertPasses(self, body: Body, **attributes: Any) -> None:
        """Fail unless *body*, run as a test, passes."""
        self.assertTrue(passes(body, **attributes))


class Result(AssertingTest):
    def test_the_variable_result(self) -> None:
        self.assertPasses(lambda test: test.assertMLResult("result = 6 * 7; x = 1;", 42))

    def test_the_last_expression(self) -> None:
        self.assertPasses(lambda test: test.assertMLResult("x = 6; x * 7", 42))
        self.assertPasses(lambda test: test.assertMLResult("x = 6; x * 7;", 42))

    def test_result_goes_before_the_last_expression(self) -> None:
        self.assertPasses(lambda test: test.assertMLResult("result = 1; 2;", 1))

    def test_all_kinds_of_values(self) -> None:
        cases: List[Tuple[str, Any]] = [
            ("null", None),
            ("true", True),
            ("0.5", 0.5),
            ('"a"', "a"),
            ("[1, [2]]", [1, [2]]),
            ("[1, [2]]", (1, (2,))),
            ("{a: {b: null}}", {"a": {"b": None}}),
        ]
        for code, expected in cases:
            with self.subTest(code=code):
                self.assertPasses(lambda test, code=code, expected=expected: test.assertMLResult(code, expected))

    def test_another_value(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("x = 1;\nresult = x + 1;", 3),
            "2 != 3 : result of ML code\n<input 1>:2:10\n    result = x + 1;\n             ^^^^^",
        )

    def test_true_is_not_one(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("1 == 1", 1),
            "True != 1 : result of ML code\n<input 1>:1:1\n    1 == 1\n    ^^^^^^",
        )

    def test_a_tab_in_the_line(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("\tresult\t= 2;", 3),
            "2 != 3 : result of ML code\n<input 1>:1:11\n     result = 2;\n              ^",
        )

    def test_nothing_at_all(self) -> None:
        self.assertFails(lambda test: test.assertMLResult("x = 1;", None), "ML code has no result, expected None")
        self.assertFails(lambda test: test.assertMLResult("", 1), "ML code has no result, expected 1")

    def test_the_result_of_earlier_code_does_not_count(self) -> None:
        def body(test: Any) -> None:
            test.session.run("result = 5;")
            test.assertMLResult("x = 1;", 5)

        self.assertFails(body, "ML code has no result, expected 5")

    def test_result_set_inside_a_function_does_not_count(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("function f() { result = 5; }\nf();", 5),
            "None != 5 : result of ML code\n<input 1>:2:1\n    f();\n    ^^^",
        )

    def test_a_failure_of_the_code(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("x = 0;\nresult = 1 / x;", 3),
            "ML code failed, expected 3\n<input 1>:2:10: division by zero\n    result = 1 / x;\n             ^^^^^",
        )

    def test_a_failure_below_shows_the_calls(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("result = half(1);", 3),
            "ML code failed, expected 3\n"
            "ml_source:2:8: division by zero\n"
            "    return n / 0; }\n"
            "           ^^^^^\n"
            "  called from <input 1>:1:10, in <module>",
            ml_source="function half(n) {\nreturn n / 0; }",
        )

    def test_a_text_that_is_no_program(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("result = ;", 3),
            "ML code failed, expected 3\n<input 1>:1:10: expected a value, found ';'\n    result = ;\n             ^",
        )

    def test_long_values_are_shown_as_a_diff(self) -> None:
        words = [f"word number {number}" for number in range(10)]
        text = failure_of(
            lambda test: test.assertMLResult("words", [*words[:-1], "other"]), ml_source=f"words = {words};"
        )
        self.assertTrue(text.startswith("values differ (- found, + expected)\n"), text)
        self.assertIn("\n-  'word number 9']\n", text)
        self.assertIn("\n+  'other'] : result of ML code\n<input 1>:1:1\n    words\n    ^^^^^", text)

    def test_message(self) -> None:
        self.assertFails(
            lambda test: test.assertMLResult("1", 2, "of the day"),
            "1 != 2 : result of ML code\n<input 1>:1:1\n    1\n    ^ : of the day",
        )
        self.assertFails(
            lambda test: test.assertMLResult("x = 1;", 2, msg="why"), "ML code has no result, expected 2 : why"
        )

    def test_message_alone(self) -> None:
        self.assertFails(lambda test: test.assertMLResult("1", 2, "of the day"), "of the day", longMessage=False)

    def test_an_exception_of_ones_own(self) -> None:
        class Odd(AssertionError):
            pass

        def body(test: Any) -> None:
            with self.assertRaises(Odd):
                test.assertMLResult("1", 2)

        self.assertPasses(body, failureException=Odd)

    def test_code_must_be_text(self) -> None:
        for code in (None, 5, b"1"):
            with self.subTest(code=code):
                case = case_of(lambda test, code=code: test.assertMLResult(code, 1))
                self.assertIn("MLUsageError: ML code must be a str, not ", report_of(case))


class Prints(AssertingTest):
    def test_what_is_printed(self) -> None:
        self.assertPasses(lambda test: test.assertMLPrints('print("a"); print(1, true);', "a\n1 true\n"))

    def test_the_last_newline_may_be_left_out(self) -> None:
        self.assertPasses(lambda test: test.assertMLPrints('print("hello");', "hello"))

    def test_nothing(self) -> None:
        self.assertPasses(lambda test: test.assertMLPrints("x = 1;", ""))
        self.assertFails(lambda test: test.assertMLPrints("x = 1;", "a"), "'' != 'a' : output of ML code")

    def test_only_one_newline_may_be_left_out(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrints('print("a"); print("");', "a"), "'a\\n\\n' != 'a' : output of ML code"
        )

    def test_a_newline_too_many(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrints('print("a");', "a\n\n"), "'a\\n' != 'a\\n\\n' : output of ML code"
        )

    def test_the_output_of_earlier_code_does_not_count(self) -> None:
        def body(test: Any) -> None:
            test.session.run('print("early");')
            test.assertMLPrints('print("late");', "late")

        self.assertPasses(body)

    def test_another_text(self) -> None:
        self.assertFails(lambda test: test.assertMLPrints("print(1);", "2"), "'1\\n' != '2' : output of ML code")

    def test_a_failure_of_the_code(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrints('print("a"); x = 1 / 0;', "a"),
            "ML code failed, expected it to print 'a'\n"
            "<input 1>:1:17: division by zero\n"
            '    print("a"); x = 1 / 0;\n'
            "                    ^^^^^",
        )

    def test_long_output_is_shown_as_a_diff(self) -> None:
        text = failure_of(
            lambda test: test.assertMLPrints("for (i in range(40)) { print(i); }", "\n".join(map(str, range(39))))
        )
        self.assertTrue(text.startswith("values differ (- found, + expected)\n  0\n  1\n"))
        self.assertTrue(text.endswith("\n  38\n- 39 : output of ML code"))

    def test_message(self) -> None:
        self.assertFails(
            lambda test: test.assertMLPrints("print(1);", "2", "of the day"),
            "'1\\n' != '2' : output of ML code : of the day",
        )
        self.assertFails(lambda test: test.assertMLPrints("print(1);", "2", "alone"), "alone", longMessage=False)


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

    def test_only_ml_errors_can_be_expected(self) -> None:
        for expected in (ValueError, AssertionError, MLUsageError, None, 5, MLError("m")):
            with self.subTest(expected=expected):
                case = case_of(lambda test, expected=expected: test.assertMLRaises(expected, "1 / 0;"))
                self.assertIn(
                    "TypeError: assertMLRaises() needs an MLError class, a stage or a kind of error", report_of(case)
                )


class Alone(ExecutionAsserts, unittest.TestCase):
    """The mixin beside a plain test case."""

    def run_ml(self, code: str) -> Outcome:
        return Engine(limits=Limits(steps=1000)).run(code)

    def test_assertions_work(self) -> None:
        self.assertMLResult("result = 2;", 2)
        self.assertMLPrints("print(2);", "2")
        self.assertMLRaises("limit", "while (true) { }")

    def test_failures_show_the_code(self) -> None:
        with self.assertRaises(AssertionError) as caught:
            self.assertMLResult("result = 2;", 3)
        self.assertEqual(
            str(caught.exception), "2 != 3 : result of ML code\n<ml>:1:10\n    result = 2;\n             ^"
        )


class Needs(unittest.TestCase):
    def test_a_class_without_run_ml_is_told_so(self) -> None:
        class Bare(ExecutionAsserts, unittest.TestCase):
            def runTest(self) -> None:
                self.assertMLResult("1", 1)

        self.assertIn("MLUsageError: Bare must have a method run_ml(code)\n", report_of(Bare()))

    def test_the_mixin_is_no_test_case(self) -> None:
        self.assertNotIsInstance(ExecutionAsserts(), unittest.TestCase)
        self.assertTrue(issubclass(MLIntegrationTestCase, ExecutionAsserts))


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
                self.assertIn("test_execution.py", report)
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
