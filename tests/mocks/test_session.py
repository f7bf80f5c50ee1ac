"""``MockREPLSession``: prepared answers, and the embedded engine for the rest."""

import threading
import unittest
from typing import Any, Callable, List
from unittest.mock import call

from mlpy_testkit import MLREPLSession, MLRuntimeError, MLUsageError, REPLResult, VirtualClock, ml_callback
from mlpy_testkit.mocks import MockExecutionResult, MockFunctionCall, MockREPLSession, UnexpectedExecution


class DropIn(unittest.TestCase):
    """What mlpy's own tests and examples demand."""

    def setUp(self) -> None:
        self.mock = MockREPLSession()

    def test_the_first_values(self) -> None:
        self.assertEqual((self.mock.variables, self.mock.executed_lines, self.mock.function_calls), ({}, [], []))
        self.assertIs(self.mock.should_fail, False)
        self.assertEqual(len(self.mock.python_namespace), 0)

    def test_let_and_prose(self) -> None:
        result = self.mock.execute("let x = 5;")
        self.assertEqual((result.success, result.value), (True, None))
        self.assertEqual(self.mock.executed_lines, ["let x = 5;"])
        self.assertTrue(self.mock.execute_ml_line("line 1").success)
        self.assertEqual(self.mock.variables, {"x": 5})

    def test_canned_functions(self) -> None:
        for name, arguments, expected in [
            ("validate_order", (), {"valid": True}),
            ("calculate_total", (), 100.50),
            ("double", (5,), 10),
            ("double", (), 0),
            ("add", (3, 7), 10),
            ("add", (), 0),
            ("unknown", (), None),
        ]:
            with self.subTest(name=name, arguments=arguments):
                self.assertEqual(self.mock.call_function(name, arguments, {}), expected)
        self.assertEqual(self.mock.get_function_call_count(), 7)
        self.assertEqual(self.mock.function_calls[0].function_name, "validate_order")

    def test_definitions_are_run_and_are_no_calls(self) -> None:
        self.mock.execute("function double(x) { return x * 2; }")
        self.mock.execute("function triple(x) { return x * 3; }")
        self.assertEqual(self.mock.call_function("double", (5,), {}), 10)
        self.assertEqual(self.mock.call_function("triple", (5,), {}), 15)
        self.assertEqual((self.mock.get_execution_count(), self.mock.get_function_call_count()), (2, 2))

    def test_should_fail_lets_everything_fail(self) -> None:
        self.mock.should_fail = True
        for use in (lambda: self.mock.execute("x = 1;"), lambda: self.mock.call_function("double", (1,), {})):
            with self.assertRaisesRegex(RuntimeError, "^Mock execution failure$"):
                use()
        self.assertEqual((self.mock.get_execution_count(), self.mock.get_function_call_count()), (1, 1))

    def test_reset_and_cleanup_forget_everything(self) -> None:
        for forget in (self.mock.reset, self.mock.cleanup):
            self.mock.variables["x"] = 5
            self.mock.executed_lines.append("let x = 5;")
            self.mock.function_calls.append(MockFunctionCall(function_name="test", args=(), kwargs={}, timestamp=1.0))
            self.mock.should_fail = True
            forget()
            self.test_the_first_values()
        self.mock.execute("function triple(x) { return x * 3; }")
        self.mock.reset()
        self.assertIsNone(self.mock.call_function("triple", (5,), {}))

    def test_a_callback(self) -> None:
        self.mock.execute_ml_line("function double(x) { return x * 2; }")
        double = ml_callback(self.mock, "double")
        self.assertEqual([double(5), double(6)], [10, 12])
        self.assertEqual(self.mock.get_function_call_count(), 2)
        with self.assertRaisesRegex(RuntimeError, "ML function failed"):
            double("a", "b")

    def test_the_result(self) -> None:
        result = MockExecutionResult()
        self.assertEqual((result.success, result.value, result.error), (True, None, None))
        self.assertEqual((result.transpiled_python, result.execution_time_ms, result.cached), ("", 0.0, False))
        self.assertIsInstance(result, REPLResult)


class LikeTheRealOne(unittest.TestCase):
    def test_the_same_answers(self) -> None:
        mock, real = MockREPLSession(), MLREPLSession()
        self.addCleanup(real.close)
        for line in [
            "x = 20",
            "x * 2 + 2",
            "this is } not ML",
            "nosuch();",
            'y = {a: [1, "b"]}',
            "y.a",
            "1 / 0",
            "",
            "function f(a, b) { return a - b; }",
            "f(x, 1)",
            "f(1)",
            'throw {message: "m"};',
            'eval("1")',
            "import math; math.sqrt(4)",
        ]:
            with self.subTest(line=line):
                found, expected = mock.execute(line), real.execute(line)
                self.assertEqual(
                    (found.success, found.value, found.error, found.has_value),
                    (expected.success, expected.value, expected.error, expected.has_value),
                )
        self.assertEqual(mock.get_variables().keys(), real.get_variables().keys())
        self.assertEqual(list(mock.history), list(real.history))
        self.assertEqual(mock.last_error, real.last_error)

    def test_wrong_arguments(self) -> None:
        mock = MockREPLSession()
        for wrong in (5, b"x", ["x"]):
            with self.assertRaises(MLUsageError):
                mock.execute(wrong)
        with self.assertRaises(MLUsageError):
            mock.execute_ml_block("x = 1")
        with self.assertRaises(TypeError):
            mock.call_function("f", (), {}, nonsense=1)
        with self.assertRaises(TypeError):
            mock.call_function("f", None, {})
        for options in ({"max_history": -1}, {"max_history": "3"}, {"extension_paths": "x"}, {"ml_module_paths": 5}):
            with self.subTest(options), self.assertRaisesRegex(MLUsageError, next(iter(options))):
                MockREPLSession(**options)
        for lines in (None, 5, [None]):
            with self.subTest(lines), self.assertRaisesRegex(MLUsageError, "^ml_lines must"):
                mock.execute_ml_block(lines)
        with self.assertRaises(AttributeError):
            _ = mock.nonsense

    def test_the_rest_of_the_surface(self) -> None:
        mock = MockREPLSession(capabilities=["math.compute"])
        self.assertEqual(mock.execute("import math; math.sqrt(16)").value, 4.0)
        self.assertIn("math", mock.imported_modules)
        self.assertTrue(mock.grant_capability("file.read"))
        self.assertEqual(mock.get_capabilities(), ["file.read", "math.compute"])
        self.assertEqual(mock.execute_ml_block(["a = 1;", "a + 1"]).value, 2)
        self.assertEqual(mock.symbol_tracker.get_symbol_type("a"), "variable")
        self.assertEqual(mock.run("a + 2"), 3)
        with self.assertRaises(MLRuntimeError):
            mock.run("1 / 0")
        self.assertEqual(mock.toggle_dev_mode()[0], True)
        mock.reset_session()
        self.assertEqual((mock.variables, mock.get_execution_count()), ({}, 4))

    def test_errors_of_functions_are_raised(self) -> None:
        mock = MockREPLSession()
        mock.execute("function f(x) { return 1 / x; }")
        with self.assertRaises(MLRuntimeError):
            mock.call_function("f", (0,), {})
        self.assertIsInstance(mock.function_calls[0].exception, MLRuntimeError)
        value, error = mock.invoke("f", (0,))
        self.assertIsInstance(error, MLRuntimeError)
        self.assertEqual((value, mock.invoke("f", (1,))), (None, (1.0, None)))

    def test_keyword_arguments_become_an_object(self) -> None:
        mock = MockREPLSession()
        mock.execute("function f(a, o) { return [a, o]; }")
        self.assertEqual(mock.call_function("f", (1,), {"b": 2}), [1, {"b": 2}])


class Variables(unittest.TestCase):
    def setUp(self) -> None:
        self.mock = MockREPLSession()

    def test_what_ml_assigns_is_there(self) -> None:
        self.mock.execute("x = [1]; function f() { return 1; }")
        self.assertEqual(self.mock.variables, {"x": [1]})

    def test_what_the_test_sets_is_seen_by_ml(self) -> None:
        self.mock.variables["y"] = 7
        self.assertEqual(self.mock.execute("y + 1").value, 8)
        self.mock.variables["y"] = True
        self.assertIs(self.mock.execute("y").value, True)
        del self.mock.variables["y"]
        self.assertFalse(self.mock.execute("y").success)
        self.mock.python_namespace["z"] = 3
        self.assertEqual(self.mock.execute("z").value, 3)


class Telling(unittest.TestCase):
    def setUp(self) -> None:
        self.mock = MockREPLSession()

    def test_rules_answer_code_and_calls(self) -> None:
        self.mock.when("total(*)").returns(5)
        self.mock.when('tax(1, "x")').fails("no tax")
        self.assertEqual(self.mock.execute("total(1);").value, 5)
        self.assertEqual(self.mock.call_function("total", (1, 2), {}), 5)
        with self.assertRaisesRegex(MLRuntimeError, "no tax"):
            self.mock.call("tax", 1, "x")
        self.assertIsNone(self.mock.call("tax", 2, "x"))

    def test_failures_are_results(self) -> None:
        self.mock.when("total(*)").fails(MLRuntimeError("broken", kind="ValueError"))
        result = self.mock.execute("total(1)")
        self.assertEqual((result.success, result.value), (False, None))
        self.assertIn("Runtime Error: Invalid value - broken", str(result.error))

    def test_return_value_and_side_effect(self) -> None:
        self.mock.return_value = [1]
        self.mock.execute("f();").value.append(2)
        self.assertEqual((self.mock.execute("f();").value, self.mock.call("f")), ([1], [1]))
        self.mock.side_effect = [1, OSError("gone")]
        self.assertEqual(self.mock.call("f"), 1)
        with self.assertRaisesRegex(OSError, "gone"):
            self.mock.execute("f();")
        with self.assertRaises(UnexpectedExecution):
            self.mock.execute("f();")

    def test_definitions_are_run_whatever_is_told(self) -> None:
        self.mock.when("nothing").returns(1)
        self.mock.execute("function f() { return 2; }")
        self.assertEqual(self.mock.call("f"), 2)

    def test_a_stub_replaces_a_function_for_ml_too(self) -> None:
        self.mock.execute("function rate(x) { return 1; } function price(x) { return rate(x) * 100; }")
        self.mock.stub("rate", returns=3)
        self.assertEqual((self.mock.call("rate", 1), self.mock.call("price", 1)), (3, 300))
        self.assertEqual(self.mock.execute("price(2)").value, 300)
        self.mock.stub("rate", side_effect=lambda x: x + 1)
        self.assertEqual(self.mock.call("price", 4), 500)
        self.mock.stub("rate", side_effect=MLRuntimeError("down"))
        with self.assertRaisesRegex(MLRuntimeError, "down"):
            self.mock.call("rate", 1)

    def test_a_stub_has_the_parameters_of_the_function(self) -> None:
        self.mock.execute("function rate(x) { return 1; }")
        self.mock.stub("rate", returns=3)
        with self.assertRaisesRegex(MLRuntimeError, r"rate\(\) takes 1 arguments, not 2"):
            self.mock.call("rate", 1, 2)

    def test_strict(self) -> None:
        strict = MockREPLSession(strict=True)
        strict.when("total(*)").returns(5)
        strict.execute("function f(x) { return x; }")
        self.assertEqual((strict.call("f", 1), strict.call("total", 1), strict.execute("total(2)").value), (1, 5, 5))
        for use in (lambda: strict.call("double", 1), lambda: strict.execute("x = 1")):
            with self.assertRaises(UnexpectedExecution):
                use()
        self.assertFalse(strict.execute("let x = 5;").success)
        with self.assertRaises(AssertionError) as caught:
            strict.check()
        self.assertEqual(
            str(caught.exception),
            "unexpected use of the session: double(1)\nexpected were:\n  total(*)\n"
            "unexpected use of the session: x = 1\nexpected were:\n  total(*)",
        )

    def test_trouble(self) -> None:
        mock = MockREPLSession(clock=VirtualClock())
        mock.faults.latency(5).fail_on(2, error="lost")
        self.assertEqual(mock.execute("1 + 1").value, 2)
        self.assertIn("lost", mock.execute("1 + 1").error or "")
        self.assertEqual(mock.call("double", 4), 8)
        self.assertEqual(mock.clock.monotonic(), 15)
        mock.when("hang()").hangs()
        with self.assertRaises(MLUsageError):
            mock.call("hang")


class Asking(unittest.TestCase):
    def setUp(self) -> None:
        self.mock = MockREPLSession()
        self.mock.execute("function f(x) { return x; }")
        self.mock.call("f", [1])
        self.mock.execute("f({a: -1})")

    def test_calls_written_in_code_are_recorded_with_their_arguments(self) -> None:
        self.assertEqual([item.args for item in self.mock.function_calls], [([1],), ({"a": -1},)])
        self.mock.execute("y = 2")
        self.mock.execute("z = f(y)")
        self.mock.execute("double(y)")
        self.assertEqual([item.args for item in self.mock.function_calls[2:]], [(2,), (2,)])
        self.assertEqual(self.mock.function_calls[-1].result, 4)

    def test_records_compare_with_calls(self) -> None:
        self.assertEqual(
            self.mock.mock_calls, [call.execute("function f(x) { return x; }"), call.f([1]), call("f({a: -1})")]
        )
        self.assertEqual(self.mock.mock_calls[1], call.call_function("f", ([1],), {}))
        self.assertEqual(self.mock.mock_calls[1], call.call_function("f", ([1],)))
        self.assertNotEqual(self.mock.mock_calls[1], call.g([1]))

    def test_the_same_code_twice_has_two_records(self) -> None:
        mock = MockREPLSession()
        mock.when("ask()").returns(1, 2)
        code = "ask()"
        mock.executed_lines.append("by hand")
        for _ in range(2):
            mock.execute(code)
        results = [record.result and record.result.value for record in mock._executed()]
        self.assertEqual(results, [None, 1, 2])

    def test_an_application_that_closes_its_session_leaves_the_record(self) -> None:
        with self.mock:
            self.mock.execute("x = 1")
        self.assertEqual((self.mock.get_execution_count(), self.mock.variables), (3, {}))
        self.mock.close()
        self.mock.assert_executed("x = 1")

    def test_arguments_are_copies(self) -> None:
        given = [1]
        self.mock.call("f", given).append(3)
        given.append(2)
        self.assertEqual((self.mock.function_calls[-1].args, self.mock.function_calls[-1].result), (([1],), [1]))

    def test_assertions(self) -> None:
        mock = self.mock
        mock.assert_executed("f(*)")
        mock.assert_any_execution("f({a: -1})")
        mock.assert_called("f")
        mock.assert_not_called("g")
        mock.assert_any_call("f", [1])
        failing: List[Callable[[], None]] = [
            lambda: mock.assert_called("g"),
            lambda: mock.assert_not_called("f"),
            lambda: mock.assert_not_called(),
            lambda: mock.assert_any_call("f", 2),
            lambda: mock.assert_called_once_with("f", [1]),
            lambda: mock.assert_executed_once_with("f({a: -1})"),
        ]
        for fails in failing:
            with self.assertRaises(AssertionError):
                fails()
        with self.assertRaises(AssertionError) as caught:
            mock.assert_called("g")
        self.assertEqual(str(caught.exception), "g was not called\ncalls were:\n  f([1])\n  f({'a': -1})")

    def test_many_threads(self) -> None:
        self.mock.reset()
        self.mock.execute("function id(x) { return x; }")
        wrong: Any = []

        def work(number: int) -> None:
            for at in range(20):
                value = number * 1000 + at
                if self.mock.call("id", value) != value or self.mock.execute(f"id({value})").value != value:
                    wrong.append(value)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])
        self.assertEqual((self.mock.get_execution_count(), self.mock.get_function_call_count()), (121, 240))


class Real(unittest.TestCase):
    """What the mock leaves to the session behind it."""

    def setUp(self) -> None:
        self.mock = MockREPLSession(clock=VirtualClock())

    def test_variables_from_python(self) -> None:
        given = [1, 2]
        self.mock.set("items", given)
        given.append(3)
        self.assertEqual(self.mock.variables, {"items": [1, 2]})
        self.assertEqual(self.mock.execute("len(items)").value, 2)

    def test_the_outcome_of_code(self) -> None:
        outcome = self.mock.execute_outcome("x = 6 * 7;", "rules.ml")
        self.assertIsNone(outcome.error)
        self.assertEqual((self.mock.variables, self.mock.executed_lines), ({"x": 42}, ["x = 6 * 7;"]))
        self.mock.assert_any_execution("x = 6 * 7;")
        error = self.mock.execute_outcome("y = x / 0;", "rules.ml").error
        assert error is not None
        self.assertEqual((error.file, error.line), ("rules.ml #1", 1))

    def test_functions_that_can_be_called(self) -> None:
        self.mock.stub("total", returns=5)
        self.assertIsNotNone(self.mock.find_function("total"))
        self.assertIsNone(self.mock.find_function("nothing"))

    def test_nothing_private_is_handed_on(self) -> None:
        with self.assertRaisesRegex(AttributeError, "no attribute '_anything'"):
            self.mock._anything()

    def test_no_text_is_answered_as_mlpy_does(self) -> None:
        self.assertIsInstance(self.mock.execute(None), MockExecutionResult)
        self.assertEqual(self.mock.executed_lines, [])

    def test_a_session_that_was_never_needed_is_reset(self) -> None:
        self.mock.execute("let x = 5;")
        self.mock.reset_session()
        self.assertEqual((self.mock.variables, self.mock.executed_lines), ({}, ["let x = 5;"]))

    def test_options_of_a_call_are_those_of_the_real_one(self) -> None:
        self.assertEqual(self.mock.call_function("double", (4,), limits=None, capabilities=None), 8)
        with self.assertRaisesRegex(TypeError, "unexpected keyword argument 'timeout'"):
            self.mock.call_function("double", (4,), timeout=1)

    def test_answers_take_their_time(self) -> None:
        self.mock.when("total(*)").returns(7).after(2.5)
        before = self.mock.clock.monotonic()
        self.assertEqual(self.mock.call("total", 1), 7)
        self.assertEqual(self.mock.clock.monotonic() - before, 2.5)


class WrittenCalls(unittest.TestCase):
    """Calls that code makes are on record with the arguments that stand there."""

    def test_arguments(self) -> None:
        mock = MockREPLSession()
        mock.set("n", 3)
        mock.execute("function total(a, b) { return 0; }")
        for code, arguments in [
            ("total(n, -2);", (3, -2)),
            ('total([1, "x", [null]], {a: [true]});', ([1, "x", [None]], {"a": [True]})),
            ("total(n + 1, -n);", ("n + 1", "-n")),
        ]:
            with self.subTest(code):
                mock.execute(code)
                self.assertEqual(mock.function_calls[-1].args, arguments)

    def test_calls_are_counted_once(self) -> None:
        mock = MockREPLSession()
        mock.call("double", 1)
        mock.assert_called_once_with("double", 1)
        with self.assertRaisesRegex(AssertionError, "double"):
            mock.assert_called_once_with("double", 2)
        mock.call("double", 1)
        with self.assertRaisesRegex(AssertionError, "double was called 2 times, expected once"):
            mock.assert_called_once_with("double", 1)

    def test_what_is_no_call_of_the_function(self) -> None:
        mock = MockREPLSession()
        mock.call("double", 1)
        (record,) = mock.function_calls
        self.assertTrue(record.is_call(call.double(1)))
        self.assertTrue(record.is_call(call.call_function("double", (1,))))
        for other in (call.double(2), call.triple(1), call.call_function("double", (1,), {}, 4, 5), 5, (1, 2), ("x",)):
            with self.subTest(other=other):
                self.assertFalse(record.is_call(other))

    def test_no_name_of_a_function(self) -> None:
        for name in ("a b", "", 5):
            with self.subTest(name=name), self.assertRaisesRegex(MLUsageError, "is no name of an ML function"):
                MockREPLSession().stub(name)
