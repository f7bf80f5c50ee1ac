"""``MockAsyncExecutor``: answers as told, refuses what the real executor refuses."""

import asyncio
import re
import threading
import time
import unittest
from typing import Any, Awaitable, Callable, List
from unittest import mock
from unittest.mock import ANY, call

from mlpy_testkit import (
    AsyncMLExecutor,
    AsyncMLResult,
    Limits,
    MLLimitError,
    MLRuntimeError,
    MLSyntaxError,
    MLUsageError,
    VirtualClock,
)
from mlpy_testkit.mocks import MockAsyncExecutor, MockExecutionRecord, UnexpectedExecution, ml


def wait(work: Awaitable[Any]) -> Any:
    """Run a coroutine to its end."""

    async def main() -> Any:
        return await work

    return asyncio.run(main())


class DropIn(unittest.TestCase):
    """What mlpy's own tests demand."""

    def setUp(self) -> None:
        self.mock = MockAsyncExecutor()

    def test_the_first_values(self) -> None:
        self.assertEqual(self.mock.executions, [])
        self.assertIs(self.mock.should_fail, False)
        self.assertEqual(self.mock.execution_delay, 0.0)
        self.assertEqual(self.mock.mock_result, {"status": "success", "mock": True})
        self.assertIsNone(self.mock.get_last_execution())

    def test_an_execution_returns_the_mock_result_and_is_recorded(self) -> None:
        before = time.time()
        result = wait(self.mock.execute("test code", timeout=5.0))
        self.assertEqual(result, {"status": "success", "mock": True})
        (record,) = self.mock.executions
        self.assertEqual((record.ml_code, record.timeout, record.context), ("test code", 5.0, None))
        self.assertEqual(record.result, result)
        self.assertTrue(before <= record.timestamp <= time.time())

    def test_should_fail_raises_and_is_recorded(self) -> None:
        self.mock.should_fail = True
        with self.assertRaisesRegex(RuntimeError, "^Mock execution failure$"):
            wait(self.mock.execute("failing code"))
        self.assertIsInstance(self.mock.executions[0].exception, RuntimeError)

    def test_records_may_be_appended_by_hand(self) -> None:
        self.mock.executions.append(MockExecutionRecord(ml_code="test", timeout=None, context=None, timestamp=1.0))
        self.assertEqual(self.mock.get_execution_count(), 1)
        self.mock.assert_executed("test")

    def test_reset_puts_the_first_values_back(self) -> None:
        self.mock.should_fail, self.mock.execution_delay, self.mock.mock_result = True, 0.5, 1
        self.mock.return_value = 3
        self.mock.executions.append(MockExecutionRecord("test", None, None, 1.0))
        self.mock.reset()
        self.test_the_first_values()
        self.test_an_execution_returns_the_mock_result_and_is_recorded()

    def test_the_delay_is_real(self) -> None:
        self.mock.execution_delay = 0.01
        start = time.perf_counter()
        wait(self.mock.execute("delayed code"))
        self.assertGreaterEqual(time.perf_counter() - start, 0.009)


class Refusals(unittest.TestCase):
    """A mock takes nothing that the real executor does not take."""

    def both(self, *arguments: Any, **keywords: Any) -> List[Any]:
        """Return the errors of the real executor and of the mock for the same call."""
        errors: List[Any] = []
        with AsyncMLExecutor(1) as real:
            for executor in (real, MockAsyncExecutor()):
                with self.assertRaises(Exception) as caught:
                    wait(executor.execute(*arguments, **keywords))
                errors.append(caught.exception)
        return errors

    def test_capabilities_that_can_be_read_once_are_on_record(self) -> None:
        mock = MockAsyncExecutor()
        wait(mock.execute("x;", capabilities=(each for each in ["file.read"])))
        mock.assert_executed_once_with("x;", capabilities=["file.read"])

    def test_wrong_arguments_raise_what_the_real_one_raises(self) -> None:
        uses: List[Any] = [
            ((12345,), {}),
            ((None,), {}),
            (("x;", "soon"), {}),
            (("x;", float("nan")), {}),
            (("x;", None, "no dict"), {}),
            (("x;", None, {"a b": 1}), {}),
            (("x;", None, {"a": {1, 2}}), {}),
            (("x;",), {"limits": 3}),
            (("x;",), {"capabilities": "file.read"}),
            (("x;",), {"capabilities": ["no type!"]}),
            (("x;",), {"capability": []}),
            ((), {}),
        ]
        for arguments, keywords in uses:
            with self.subTest(arguments=arguments, keywords=keywords):
                real, mocked = self.both(*arguments, **keywords)
                self.assertIs(type(real), type(mocked))
                if type(real) is MLUsageError:
                    self.assertEqual(str(real), str(mocked))

    def test_code_that_is_no_ml_fails_as_it_does_for_real(self) -> None:
        for code in ["@@@", "this is } not ML", "x = ;", 'result = eval("1");', "a = {"]:
            with self.subTest(code=code), AsyncMLExecutor(1) as real:
                expected = wait(real.execute(code))
                found = wait(MockAsyncExecutor().execute(code))
                self.assertEqual((found.success, found.error), (expected.success, expected.error))
                self.assertIs(type(found.exception), type(expected.exception))

    def test_told_answers_do_not_make_code_valid(self) -> None:
        executor = MockAsyncExecutor()
        executor.return_value = 5
        self.assertIsInstance(wait(executor.execute("x = ;")).exception, MLSyntaxError)

    def test_strict_refuses_prose_too(self) -> None:
        self.assertFalse(wait(MockAsyncExecutor(strict=True).execute("test code")).success)

    def test_a_negative_timeout_is_over_at_once(self) -> None:
        with AsyncMLExecutor(1) as real:
            expected = wait(real.execute("result = 1;", -5))
        found = wait(MockAsyncExecutor().execute("result = 1;", -5))
        self.assertEqual((found.success, found.error), (False, expected.error))

    def test_after_shutdown(self) -> None:
        executor = MockAsyncExecutor()
        with executor:
            wait(executor.execute("x = 1;"))
        with self.assertRaisesRegex(RuntimeError, "cannot schedule new futures after shutdown"):
            wait(executor.execute("x = 1;"))

    def test_the_constructor(self) -> None:
        with self.assertRaisesRegex(ValueError, "max_workers must be greater than 0"):
            MockAsyncExecutor(0)
        with self.assertRaises(MLUsageError):
            MockAsyncExecutor("4")
        self.assertEqual(MockAsyncExecutor(2, True, ["a"]).python_extension_paths, ["a"])


class Telling(unittest.TestCase):
    def setUp(self) -> None:
        self.mock = MockAsyncExecutor()

    def ask(self, code: str = "result = total(1);", *arguments: Any, **keywords: Any) -> Any:
        return wait(self.mock.execute(code, *arguments, **keywords))

    def test_a_return_value_comes_as_a_real_result(self) -> None:
        self.mock.return_value = {"valid": True}
        result = self.ask()
        self.assertIs(type(result), AsyncMLResult)
        self.assertEqual((result.success, result.value, result.error), (True, {"valid": True}, None))

    def test_null_is_a_value(self) -> None:
        self.mock.return_value = None
        self.assertTrue(self.ask().has_value)

    def test_a_result_is_returned_as_it_is_said(self) -> None:
        self.mock.return_value = AsyncMLResult(False, error="no")
        self.assertEqual(self.ask(), AsyncMLResult(False, error="no"))

    def test_answers_in_turn_until_they_are_used_up(self) -> None:
        self.mock.side_effect = [1, MLRuntimeError("broken"), ValueError("host"), 3]
        self.assertEqual(self.ask().value, 1)
        self.assertEqual((self.ask().success, self.mock.executions[-1].result.error), (False, "broken"))
        with self.assertRaisesRegex(ValueError, "host"):
            self.ask()
        self.assertEqual(self.ask().value, 3)
        with self.assertRaisesRegex(UnexpectedExecution, "answers of side_effect are used up"):
            self.ask()
        with self.assertRaises(AssertionError):
            self.mock.check()

    def test_an_exception_is_raised_and_recorded(self) -> None:
        self.mock.side_effect = KeyError
        with self.assertRaises(KeyError):
            self.ask()
        self.assertIsNotNone(self.mock.executions[0].exception)

    def test_a_function_gets_the_arguments(self) -> None:
        seen: List[Any] = []

        def answer(*arguments: Any, **keywords: Any) -> int:
            seen.append((arguments, keywords))
            return 7

        self.mock.side_effect = answer
        limits = Limits(seconds=1)
        self.assertEqual(self.ask("x = 1;", 2.0, {"a": 1}, limits=limits).value, 7)
        self.assertEqual(seen, [(("x = 1;", 2.0, {"a": 1}), {"limits": limits})])

    def test_a_coroutine_function(self) -> None:
        async def answer(code: str, *_: Any) -> str:
            await asyncio.sleep(0)
            return code.upper()

        self.mock.side_effect = answer
        self.assertEqual(self.ask("x = 1;").value, "X = 1;")

    def test_a_function_may_leave_it_to_the_return_value(self) -> None:
        self.mock.return_value = 4
        self.mock.side_effect = lambda *_: mock.DEFAULT
        self.assertEqual(self.ask().value, 4)

    def test_a_text_is_no_list_of_answers(self) -> None:
        with self.assertRaises(MLUsageError):
            self.mock.side_effect = "abc"

    def test_what_is_returned_and_what_is_kept_are_copies(self) -> None:
        given = {"list": [1]}
        self.mock.mock_result = {"inner": [1]}
        result = self.ask("test code", context=given)
        result["inner"].append(2)
        given["list"].append(2)
        self.assertEqual(self.mock.executions[0].context, {"list": [1]})
        self.assertEqual(self.mock.executions[0].result, {"inner": [1]})
        self.assertEqual(self.ask("test code"), {"inner": [1]})
        self.mock.return_value = [[1]]
        self.ask().value[0].append(2)
        self.assertEqual(self.ask().value, [[1]])
        self.assertEqual(self.mock.executions[-2].result.value, [[1]])

    def test_what_cannot_be_copied_is_kept_itself(self) -> None:
        lock = threading.Lock()
        self.mock.return_value = {"lock": lock}
        self.assertIs(self.ask().value["lock"], lock)

    def test_wraps(self) -> None:
        with AsyncMLExecutor(1) as real:
            spy = MockAsyncExecutor(wraps=real)
            spy.when("total(*)").returns(5)
            self.assertEqual(wait(spy.execute("result = 6 * 7;")).value, 42)
            self.assertEqual(wait(spy.execute("result = total(1);")).value, 5)
        self.assertEqual(spy.get_execution_count(), 2)

    def test_without_a_loop(self) -> None:
        self.mock.when("total(*)").returns(5)
        self.assertEqual(self.mock._execute_sync("result = total(1);").value, 5)
        self.assertEqual(self.mock._execute_sync("test code"), self.mock.mock_result)
        self.assertEqual(self.mock.get_execution_count(), 2)


class Rules(unittest.TestCase):
    def setUp(self) -> None:
        self.mock = MockAsyncExecutor(strict=True)

    def ask(self, code: str, **keywords: Any) -> Any:
        return wait(self.mock.execute(code, **keywords)).value

    def test_a_glob_means_the_code_or_its_value(self) -> None:
        self.mock.when("total(*)").returns(1)
        for code in ["total(3)", "result = total(3);", "import math; result = total(math.pi);", "x = 1; total(x);"]:
            with self.subTest(code=code):
                self.assertEqual(self.ask(code if code.endswith(";") else code + ";"), 1)

    def test_brackets_are_no_patterns(self) -> None:
        self.mock.when("f([1])").returns(1)
        with self.assertRaises(UnexpectedExecution):
            self.ask("f(1);")
        self.assertEqual(self.ask("f([1]);"), 1)

    def test_a_regular_expression_is_found_anywhere(self) -> None:
        self.mock.when(re.compile(r"import\s+http")).returns(2)
        self.assertEqual(self.ask("import   http; result = 1;"), 2)

    def test_a_function_of_the_code(self) -> None:
        self.mock.when(lambda code: len(code) > 10).returns(3)
        self.assertEqual(self.ask("result = 100;"), 3)

    def test_tokens(self) -> None:
        self.mock.when(ml("total(1,'a')")).returns(4)
        self.assertEqual(self.ask('result = total( 1, "a" );'), 4)
        with self.assertRaises(UnexpectedExecution):
            self.ask('result = total(1, "b");')

    def test_contexts(self) -> None:
        self.mock.when("f(x)", context={"x": 1}).returns("one")
        self.mock.when("f(x)", context=lambda context: context["x"] > 1).returns("many")
        self.assertEqual(self.ask("f(x);", context={"x": 1, "y": 2}), "one")
        self.assertEqual(self.ask("f(x);", context={"x": 5}), "many")

    def test_the_first_rule_that_fits_and_is_not_used_up(self) -> None:
        self.mock.when("f(*)").returns(1).once()
        self.mock.when("f(*)").returns(2, 3)
        self.assertEqual([self.ask("f(1);") for _ in range(4)], [1, 2, 3, 3])

    def test_answers_of_all_kinds_in_order(self) -> None:
        self.mock.when("f(*)").returns(1).fails("no").fails(MLRuntimeError("mine")).raises(OSError("gone"))
        results = [wait(self.mock.execute("f(1);")) for _ in range(3)]
        self.assertEqual([result.error for result in results], [None, "no", "mine"])
        self.assertEqual(str(results[2].exception), "mine")
        with self.assertRaisesRegex(OSError, "gone"):
            self.ask("f(1);")

    def test_the_message_says_what_was_expected_and_what_is_nearest(self) -> None:
        self.mock.when("total(1)")
        self.mock.when("count(*)", context={"user": "ann"})
        self.mock.when("once()").once()
        self.ask("once();")
        with self.assertRaises(UnexpectedExecution) as caught:
            self.ask("result = total(2);", context={"a": 1})
        self.assertEqual(
            str(caught.exception),
            "unexpected execution: result = total(2);\n  with context {'a': 1}\nexpected were:\n"
            "  total(1)   <- nearest\n  count(*) with context {'user': 'ann'}\n  once() (used up after 1)",
        )

    def test_a_misspelt_name_tells_nothing(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "nothing called 'retrun_value'; did you mean 'return_value'"):
            self.mock.retrun_value = 5
        self.mock.returned = 5  # is of the test itself

    def test_rules_in_front_of_what_is_asked_are_told_in_brief(self) -> None:
        rules = "".join(f"function f{n}() {{ return {n}; }}\n" for n in range(50))
        with self.assertRaises(UnexpectedExecution) as caught:
            self.ask(rules + "result = f1();")
        ends = "function f0() { return 0; }\nfunction f1() { return 1; }\n... 47 more lines ...\n"
        ends += "function f49() { return 49; }\nresult = f1();"
        self.assertEqual(str(caught.exception), f"unexpected execution: {ends}\nexpected were:\n  nothing")
        with self.assertRaises(AssertionError) as missed:
            self.mock.assert_executed("f2()")
        self.assertIn(f"executed were:\n  execute({ends!r})", str(missed.exception))

    def test_a_swallowed_refusal_is_raised_at_the_end(self) -> None:
        with self.assertRaises(UnexpectedExecution):
            self.ask("f(1);")
        self.mock.assert_executed("f(1)")
        with self.assertRaisesRegex(AssertionError, r"unexpected execution: f\(1\);\nexpected were:\n  nothing"):
            self.mock.check()

    def test_unused_rules(self) -> None:
        self.mock.when("f(*)").times(2)
        self.mock.when("g()")
        self.ask("f(1);")
        with self.assertRaises(AssertionError) as caught:
            self.mock.assert_all_used()
        self.assertEqual(str(caught.exception), "expected, and never asked:\n  f(*): 1 more\n  g(): 1 more")
        self.ask("f(1);")
        self.ask("g();")
        self.mock.assert_all_used()

    def test_wrong_use(self) -> None:
        wrongs: List[Callable[[], Any]] = [
            lambda: self.mock.when(5),
            lambda: self.mock.when(context=5),
            lambda: self.mock.when().returns(),
            lambda: self.mock.when().raises("text"),
            lambda: self.mock.when().fails(ValueError()),
            lambda: self.mock.when().after(-1),
            lambda: self.mock.when().times(0),
            lambda: self.mock.faults.flaky(2),
            lambda: self.mock.faults.fail_on(0),
            lambda: self.mock.faults.fail_on(1, error=5),
            lambda: self.mock.faults.flaky(0.5, error=ValueError()),
            lambda: self.mock.assert_has_executions("load()"),
            lambda: MockAsyncExecutor(wraps=5),
            *(lambda seconds=seconds: setattr(self.mock, "execution_delay", seconds) for seconds in ("1", -1, True)),
            lambda: setattr(self.mock, "execution_delay", float("nan")),
        ]
        for wrong in wrongs:
            with self.assertRaises(MLUsageError):
                wrong()

    def test_many_threads_share_the_answers(self) -> None:
        self.mock.when("f()").returns(*range(200)).times(200)
        found: List[Any] = []

        def work() -> None:
            for _ in range(25):
                found.append(self.ask("f();"))

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(found), list(range(200)))
        self.assertEqual(self.mock.get_execution_count(), 200)


class Trouble(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = VirtualClock()
        self.mock = MockAsyncExecutor(clock=self.clock)
        self.mock.return_value = 1

    def ask(self, timeout: Any = None) -> Any:
        return wait(self.mock.execute("f();", timeout))

    def test_latency_passes_on_the_virtual_clock(self) -> None:
        self.mock.faults.latency(30)
        self.assertTrue(self.ask().success)
        self.mock.when("f()").returns(2).after(60)
        self.assertEqual(self.ask().value, 2)
        self.assertEqual(self.clock.monotonic(), 120)

    def test_jitter_with_a_seed(self) -> None:
        self.mock.faults.latency(10, 5, seed=3)
        self.ask()
        first = self.clock.monotonic()
        self.assertTrue(5 <= first <= 15 and first != 10)
        again = MockAsyncExecutor(clock=VirtualClock())
        again.faults.latency(10, 5, seed=3)
        wait(again.execute("f();"))
        self.assertEqual(again.clock.monotonic(), first)

    def test_a_timeout_is_that_of_the_real_executor(self) -> None:
        self.mock.execution_delay = 10
        result = self.ask(0.25)
        self.assertEqual((result.success, result.error), (False, "Execution timeout after 0.25 seconds"))
        self.assertIsInstance(result.exception, MLLimitError)
        self.assertEqual(result.exception.limit, "seconds")
        self.assertEqual(self.clock.monotonic(), 0.25)
        self.assertTrue(self.ask(11).success)

    def test_timeouts_and_hangs_on_the_real_clock(self) -> None:
        executor = MockAsyncExecutor()
        executor.when("f()").hangs()
        self.assertEqual(wait(executor.execute("f();", 0.01)).error, "Execution timeout after 0.01 seconds")

    def test_what_hangs_can_be_cancelled(self) -> None:
        self.mock.when("f()").hangs()

        async def main() -> None:
            task = asyncio.ensure_future(self.mock.execute("f();"))
            await asyncio.sleep(0)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task

        asyncio.run(main())
        self.assertIsInstance(self.mock.executions[0].exception, asyncio.CancelledError)

    def test_a_coroutine_function_is_held_to_the_timeout_and_cancelled(self) -> None:
        ended: List[str] = []

        async def slow(*_: Any) -> None:
            try:
                await asyncio.get_running_loop().create_future()
            finally:
                ended.append("cancelled")

        self.mock.side_effect = slow
        self.assertEqual(self.ask(0.01).error, "Execution timeout after 0.01 seconds")
        self.assertEqual(ended, ["cancelled"])

        async def broken(*_: Any) -> None:
            raise OSError("gone")

        self.mock.side_effect = broken
        with self.assertRaisesRegex(OSError, "gone"):
            self.ask(5)

    def test_failures_by_number(self) -> None:
        self.mock.faults.fail_on(2, error="lost").hang_on(3)
        late = "Execution timeout after 5 seconds"
        self.assertEqual([self.ask(5).error for _ in range(4)], [None, "lost", late, None])

    def test_flaky_is_the_same_for_a_seed(self) -> None:
        def pattern(seed: int) -> List[bool]:
            executor = MockAsyncExecutor()
            executor.return_value = 1
            executor.faults.flaky(0.5, seed=seed)
            return [wait(executor.execute("f();")).success for _ in range(20)]

        self.assertEqual(pattern(1), pattern(1))
        self.assertNotEqual(pattern(1), pattern(2))
        self.assertTrue(0 < sum(pattern(1)) < 20)


class Asking(unittest.TestCase):
    def setUp(self) -> None:
        self.mock = MockAsyncExecutor()
        wait(self.mock.execute("load();"))
        wait(self.mock.execute("check(1);", 5.0, {"user": "ann"}))
        wait(self.mock.execute("store();", 1))

    def fails(self, text: str, function: Any, *arguments: Any, **keywords: Any) -> None:
        with self.assertRaises(AssertionError) as caught:
            function(*arguments, **keywords)
        self.assertEqual(str(caught.exception).partition("\n")[0], text)

    def test_records_compare_with_calls(self) -> None:
        self.assertEqual(self.mock.mock_calls[1], call("check(1);", 5.0, {"user": "ann"}))
        self.assertEqual(self.mock.mock_calls[1], call.execute("check(1);", context=ANY, timeout=5.0))
        self.assertEqual(call("load();", timeout=None), self.mock.mock_calls[0])
        self.assertNotEqual(self.mock.mock_calls[0], call("load();", timeout=1))
        self.assertNotEqual(self.mock.mock_calls[0], call.shutdown("load();"))
        self.assertEqual(self.mock.mock_calls, [call("load();"), call(ANY, ANY, ANY), call("store();", 1)])
        self.assertEqual(self.mock.executions[0], self.mock.executions[0])
        self.assertNotEqual(self.mock.executions[0], self.mock.executions[1])
        self.assertNotEqual(self.mock.executions[0], "load();")

    def test_executed(self) -> None:
        self.mock.assert_executed()
        self.mock.assert_executed("check(*)")
        self.fails("drop(*) was not executed", self.mock.assert_executed, "drop(*)")
        self.fails("nothing was executed", MockAsyncExecutor().assert_executed)
        self.mock.assert_executed_once("load()")
        self.fails("anything was executed 3 times, expected once", self.mock.assert_executed_once)

    def test_not_executed(self) -> None:
        self.mock.assert_not_executed("drop(*)")
        self.fails("load() was executed 1 times", self.mock.assert_not_executed, "load()")

    def test_executed_with(self) -> None:
        self.mock.assert_executed_with("store();", timeout=1)
        self.fails(
            "expected execute('store();'), the last was execute('store();', timeout=1)",
            self.mock.assert_executed_with,
            "store();",
        )
        with self.assertRaises(TypeError):
            self.mock.assert_executed_with("store();", nonsense=1)

    def test_executed_once_with(self) -> None:
        self.fails("expected one execution, there were 3", self.mock.assert_executed_once_with, "load();")
        other = MockAsyncExecutor()
        wait(other.execute("load();", context={"a": [1]}))
        other.assert_executed_once_with("load();", context={"a": ANY})
        other.assert_executed_once_with(ml("load ( )"), None, {"a": [1]})

    def test_any_execution(self) -> None:
        self.mock.assert_any_execution("check(1);", ANY, context={"user": "ann"})
        self.fails(
            "expected execute('check(1);', timeout=2), it never came",
            self.mock.assert_any_execution,
            "check(1);",
            timeout=2,
        )

    def test_has_executions(self) -> None:
        self.mock.assert_has_executions(["load()", call("check(1);", ANY, ANY)])
        self.mock.assert_has_executions(["store()", "load()"], any_order=True)
        self.fails("executions not found, expected were:", self.mock.assert_has_executions, ["load()", "store()"])
        self.fails("load() is missing", self.mock.assert_has_executions, ["load()", "load()"], any_order=True)

    def test_order(self) -> None:
        self.mock.assert_execution_order("load()", "store()")
        self.fails(
            "load() was not executed, or not in this order", self.mock.assert_execution_order, "store()", "load()"
        )

    def test_failures_list_what_was_executed(self) -> None:
        with self.assertRaises(AssertionError) as caught:
            self.mock.assert_executed("drop()")
        self.assertEqual(
            str(caught.exception),
            "drop() was not executed\nexecuted were:\n  execute('load();')\n"
            "  execute('check(1);', timeout=5.0, context={'user': 'ann'})\n  execute('store();', timeout=1)",
        )


class WithoutALoop(unittest.TestCase):
    """``_execute_sync``, which applications call too."""

    def setUp(self) -> None:
        self.mock = MockAsyncExecutor(clock=VirtualClock())

    def test_answers_take_their_time(self) -> None:
        self.mock.when("f()").returns(1).after(2.5)
        before = self.mock.clock.monotonic()
        self.assertEqual(self.mock._execute_sync("f();").value, 1)
        self.assertEqual(self.mock.clock.monotonic() - before, 2.5)

    def test_a_function_answers(self) -> None:
        self.mock.side_effect = lambda code, timeout, context: (code, timeout, context)
        self.assertEqual(self.mock._execute_sync("f();", {"n": 1}).value, ("f();", None, {"n": 1}))

    def test_what_is_raised_is_on_record(self) -> None:
        self.mock.side_effect = KeyError("x")
        with self.assertRaises(KeyError) as caught:
            self.mock._execute_sync("f();")
        self.assertIs(self.mock.executions[0].exception, caught.exception)

    def test_nothing_hangs(self) -> None:
        self.mock.faults.hang_on(1)
        with self.assertRaisesRegex(MLUsageError, "needs a loop and a timeout"):
            self.mock._execute_sync("f();")


class Told(unittest.TestCase):
    """Answers in all their forms, and what is refused in the telling."""

    def setUp(self) -> None:
        self.mock = MockAsyncExecutor()

    def test_a_function_of_a_rule(self) -> None:
        self.mock.when("f(*)").answers(lambda code, timeout, context: [code, context])
        self.assertEqual(wait(self.mock.execute("f(1);", None, {"n": 2})).value, ["f(1);", {"n": 2}])
        with self.assertRaisesRegex(MLUsageError, "answers\\(\\) needs a function, not 5"):
            self.mock.when("g(*)").answers(5)

    def test_an_error_that_a_function_returns_is_a_failure_of_the_code(self) -> None:
        self.mock.side_effect = lambda *_, **__: MLRuntimeError("no such customer", kind="KeyError")
        result = wait(self.mock.execute("f();"))
        self.assertEqual((result.success, result.error), (False, "no such customer"))

    def test_an_exception_that_takes_its_time(self) -> None:
        clock = VirtualClock()
        self.mock = MockAsyncExecutor(clock=clock)
        self.mock.faults.latency(3.0)
        self.mock.side_effect = KeyError("x")
        before = clock.monotonic()
        with self.assertRaises(KeyError):
            wait(self.mock.execute("f();"))
        self.assertEqual(clock.monotonic() - before, 3.0)

    def test_no_clock_and_no_effect(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "clock must be a clock of a world"):
            MockAsyncExecutor(clock=5)
        with self.assertRaisesRegex(MLUsageError, "side_effect must be an exception, a list or a function, not 5"):
            self.mock.side_effect = 5

    def test_the_last_execution_of_none(self) -> None:
        with self.assertRaisesRegex(AssertionError, "nothing was executed"):
            self.mock.assert_executed_with("f();")

    def test_a_shared_context_is_on_record(self) -> None:
        wait(self.mock.execute("f();", context={"n": 1}, share_context=True))
        self.mock.assert_executed_once_with("f();", context={"n": 1}, share_context=True)
        with self.assertRaisesRegex(AssertionError, "share_context=True"):
            self.mock.assert_executed_once_with("f();", context={"n": 1})

    def test_it_is_closed_by_its_block(self) -> None:
        async def main() -> None:
            async with self.mock as executor:
                await executor.execute("f();")
            with self.assertRaisesRegex(RuntimeError, "after shutdown"):
                await executor.execute("f();")

        asyncio.run(main())

    def test_rules_name_what_they_wait_for(self) -> None:
        def is_big(context: Any) -> bool:
            return bool(context["n"] > 9)

        strict = MockAsyncExecutor(strict=True)
        strict.when(re.compile("to.al"), context=is_big).returns(1)
        self.assertEqual(wait(strict.execute("total;", None, {"n": 10})).value, 1)
        with self.assertRaisesRegex(UnexpectedExecution, "re.compile\\('to.al'\\) with context is_big"):
            wait(strict.execute("total;", None, {"n": 1}))

    def test_code_that_is_not_the_same(self) -> None:
        self.assertTrue(ml("f( 1 )") != "f(2)")
        self.assertFalse(ml("f( 1 )") != "f(1)")
