"""``AsyncMLExecutor`` and ``async_ml_execute``: every call has exactly one outcome, and limits stop the code."""

import asyncio
import contextlib
import contextvars
import copy
import gc
import io
import multiprocessing
import os
import pickle
import random
import subprocess
import sys
import threading
import unittest
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, List
from unittest import mock

from benchmarks.storm import Storm
from mlpy_testkit import Limits, MLLimitError, MLUsageError, World, capability_context, grant
from mlpy_testkit.capabilities import Grants
from mlpy_testkit.engine.watchdog import watchdog
from mlpy_testkit.integration import Engine
from mlpy_testkit.integration.executor import AsyncMLExecutor, async_ml_execute
from mlpy_testkit.integration.results import AsyncMLResult
from mlpy_testkit.integration.workers import Workers

ROOT = Path(__file__).resolve().parent.parent.parent
ENDLESS = [
    "while (true) { x = 1; }",
    "while (true) { try { x = 1 / 0; } except (e) { x = e; } }",
    "try { while (true) { } } finally { while (true) { } }",
    "while (true) { try { while (true) { } } except (e) { } finally { x = 1; } }",
    "function f(n) { while (true) { } } x = [3, 1, 2]; import functional; y = functional.map(f, x);",
    "import collections; function f(a) { while (true) { } } x = collections.sortBy([3, 1, 2], f);",
    "import spin;",
]


def run(code: str, **options: Any) -> AsyncMLResult:
    return asyncio.run(async_ml_execute(code, **options))


class Results(unittest.TestCase):
    def test_a_result(self) -> None:
        result = run("result = 2 + 2;")
        self.assertEqual((result.success, result.value, result.error, result.has_value), (True, 4, None, True))
        self.assertGreater(result.execution_time, result.transpile_time)
        self.assertGreater(result.transpile_time, 0)
        self.assertGreaterEqual(result.queue_time, 0)

    def test_no_result_is_not_null(self) -> None:
        self.assertFalse(run("x = 1;").has_value)
        self.assertFalse(run("2 + 2;").has_value)
        self.assertTrue(run("result = null;").has_value)
        self.assertTrue(run("").success)

    def test_a_context_variable_named_result_is_no_result(self) -> None:
        self.assertFalse(run("x = 1;", context={"result": 99}).has_value)
        self.assertEqual(run("result = result + 1;", context={"result": 99}).value, 100)

    def test_a_failure_has_its_reason_and_its_error(self) -> None:
        for code, text, stage in (
            ("x = 1;\ny = x / 0;", "division by zero", "run time"),
            ("@@", "illegal character '@'", "syntax"),
            ('throw {message: "no", code: 3};', "no", "thrown"),
            ('result = eval("1");', "Dangerous code injection operation 'eval' is not allowed", "check"),
            ('d = {a: 1}; result = d["b"];', "'b'", "run time"),
        ):
            with self.subTest(code):
                result = run(code)
                self.assertEqual((result.success, result.value, result.error), (False, None, text))
                self.assertEqual(result.exception.stage, stage)
                self.assertGreater(result.transpile_time, 0)
        self.assertEqual(run("x = 1;\ny = x / 0;").exception.line, 2)

    def test_compares_by_the_five_fields_of_mlpy(self) -> None:
        self.assertEqual(AsyncMLResult(True, 4, None, 1.0, 0.5), AsyncMLResult(True, 4, None, 1.0, 0.5, output="x"))
        self.assertNotEqual(AsyncMLResult(True, 4), AsyncMLResult(True, 5))
        self.assertRaises(TypeError, hash, AsyncMLResult(True))
        self.assertIn("value=4", repr(AsyncMLResult(True, 4)))

    def test_output_is_printed_and_kept(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            result = run('print("hello");')
        self.assertEqual((result.output, printed.getvalue()), ("hello\n", "hello\n"))

    def test_steps_and_audit(self) -> None:
        result = run("import math; result = math.sqrt(4);", capabilities=["math.compute"], limits=Limits(steps=100))
        self.assertEqual([check.type for check in result.audit.granted], ["math.compute"])
        self.assertIsNotNone(result.steps)

    def test_results_can_be_copied_and_pickled(self) -> None:
        code = 'import math; function f() { return math.sqrt(16); } result = [f(), f()]; x = 1 / 0;'
        result = asyncio.run(async_ml_execute(code, capabilities=["math.compute"]))
        for other in (copy.deepcopy(result), pickle.loads(pickle.dumps(result))):
            self.assertEqual(other, result)
            self.assertEqual(str(other.exception), str(result.exception))
            self.assertEqual(other.audit.checks, result.audit.checks)
            self.assertEqual(other.audit.count("math.compute"), 2)
            other.audit.record("math.compute")
            self.assertEqual((len(other.audit), len(result.audit)), (3, 2))

    def test_raise_for_error(self) -> None:
        run("x = 1;").raise_for_error()
        with self.assertRaises(MLLimitError):
            run("while (true) { }", limits=Limits(steps=10)).raise_for_error()


class Arguments(unittest.TestCase):
    def test_wrong_types_are_told(self) -> None:
        for code, options in (
            (None, {}),
            (5, {}),
            (b"x = 1;", {}),
            ("x = 1;", {"timeout": "1"}),
            ("x = 1;", {"timeout": float("nan")}),
            ("x = 1;", {"timeout": True}),
            ("x = 1;", {"context": "x"}),
            ("x = 1;", {"context": {"a b": 1}}),
            ("x = 1;", {"context": {"x": object()}}),
        ):
            with self.subTest(code=code, **options), self.assertRaises(MLUsageError):
                run(code, **options)

    def test_the_number_of_workers(self) -> None:
        for count in (0, -1):
            with self.assertRaisesRegex(ValueError, "max_workers must be greater than 0"):
                AsyncMLExecutor(count)
        with self.assertRaises(MLUsageError):
            AsyncMLExecutor(1.5)

    def test_attributes(self) -> None:
        executor = AsyncMLExecutor(2, True, ["/plugins"])
        self.assertEqual((executor.max_workers, executor.strict_security), (2, True))
        self.assertEqual(executor.python_extension_paths, ["/plugins"])
        self.assertIs(executor._transpiler, executor._engine)
        self.assertIs(executor._executor, executor._queue.workers)

    def test_engines_and_executors_that_are_none(self) -> None:
        for options in ({"engine": "x"}, {"executor": 5}, {"world": "x"}):
            with self.subTest(options), self.assertRaisesRegex(MLUsageError, f"^{next(iter(options))} must be "):
                AsyncMLExecutor(**options)

    def test_an_unknown_isolation(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "'thread' or 'process', not 'jail'"):
            AsyncMLExecutor(isolation="jail")

    def test_a_wrong_type_is_a_type_error_too(self) -> None:
        for code, options in (
            (None, {}),
            ("x = 1;", {"timeout": "1"}),
            ("x = 1;", {"context": 5}),
        ):
            with self.subTest(code=code, **options), self.assertRaises(TypeError):
                run(code, **options)

    def test_limits_of_one_call_are_looked_at_first(self) -> None:
        async def main(limits: Any) -> None:
            async with AsyncMLExecutor() as executor:
                await executor.execute("x = 1;", limits=limits)

        for limits in (5, Limits(seconds=-1)):
            with self.subTest(limits), self.assertRaisesRegex(MLUsageError, "limit"):
                asyncio.run(main(limits))

    def test_an_engine_comes_with_its_settings(self) -> None:
        self.assertEqual(AsyncMLExecutor(engine=Engine())._execute_sync("result = 1;").value, 1)
        with self.assertRaisesRegex(MLUsageError, "an engine comes with its own capabilities"):
            AsyncMLExecutor(engine=Engine(), capabilities=["math.compute"])

    def test_values_are_copied(self) -> None:
        given = {"list": [1], "deep": {"a": [1]}}
        result = run("list.append(2); deep.a.append(2); result = [list, deep];", context=given)
        self.assertEqual(result.value, [[1, 2], {"a": [1, 2]}])
        self.assertEqual(given, {"list": [1], "deep": {"a": [1]}})

    def test_values_are_shared_if_asked(self) -> None:
        async def main() -> Any:
            given: Any = {"list": [1], "deep": {"a": [1]}}
            async with AsyncMLExecutor() as executor:
                await executor.execute("list.append(2); deep.b = 1;", context=given, share_context=True)
            return given

        self.assertEqual(asyncio.run(main()), {"list": [1, 2], "deep": {"a": [1], "b": 1}})

    def test_host_functions_can_be_called_from_any_module(self) -> None:
        self.assertEqual(run("result = f(20) + 1;", context={"f": lambda x: x * 2}).value, 41)

    def test_what_a_host_function_raises_stays_in_the_result(self) -> None:
        def leave() -> None:
            raise SystemExit(3)

        result = run("leave();", context={"leave": leave})
        self.assertEqual((result.success, result.error), (False, "SystemExit: 3"))

    def test_the_same_without_a_loop(self) -> None:
        result = AsyncMLExecutor()._execute_sync("result = n + 1;", {"n": 1})
        self.assertEqual((result.success, result.value), (True, 2))


class Surroundings(unittest.TestCase):
    def test_capabilities_of_the_caller_reach_the_worker(self) -> None:
        code = "import math; result = math.sqrt(16);"
        self.assertEqual(run(code).exception.stage, "denied")
        with capability_context(Grants(["math.compute"])) as context:
            self.assertEqual(run(code).value, 4.0)
        assert context is not None
        self.assertEqual([check.type for check in context.audit.granted], ["math.compute"])

    def test_capabilities_of_one_call(self) -> None:
        async def main() -> List[bool]:
            code = "import math; result = math.sqrt(16);"
            async with AsyncMLExecutor(capabilities=[]) as executor:
                return [
                    (await executor.execute(code, capabilities=["math.compute"])).success,
                    (await executor.execute(code)).success,
                ]

        self.assertEqual(asyncio.run(main()), [True, False])

    def test_concurrent_calls_keep_their_own_capabilities(self) -> None:
        async def call(executor: AsyncMLExecutor, number: int) -> bool:
            with capability_context(Grants(["math.compute"] if number % 2 else [])):
                return (await executor.execute("import math; result = math.sqrt(4);")).success

        async def main() -> List[bool]:
            async with AsyncMLExecutor() as executor:
                return await asyncio.gather(*(call(executor, number) for number in range(50)))

        self.assertEqual(asyncio.run(main()), [bool(number % 2) for number in range(50)])

    def test_context_variables_reach_the_worker(self) -> None:
        variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="none")

        async def main() -> Any:
            variable.set("set")
            return await async_ml_execute("result = read();", context={"read": variable.get})

        self.assertEqual(asyncio.run(main()).value, "set")

    def test_the_world(self) -> None:
        world = World.fake(files={"/a.txt": "one"})
        result = run('import file; result = file.read("/a.txt");', capabilities=[grant("file.read")], world=world)
        self.assertEqual(result.value, "one")

    def test_modules_on_paths_of_one_executor_only(self) -> None:
        with mock.patch.object(sys, "path", list(sys.path)):
            folder = str(ROOT / "examples")
            self.assertTrue(run("import rules.pricing as p;", python_extension_paths=[folder]).success)
            self.assertFalse(run("import rules.pricing as p;").success)


class Stopping(unittest.TestCase):
    def test_a_timeout_stops_the_code_and_frees_the_worker(self) -> None:
        async def main() -> List[AsyncMLResult]:
            async with AsyncMLExecutor(1) as executor:
                first = await executor.execute("while (true) { }", timeout=0.05)
                return [first, await executor.execute("result = 1;", timeout=5)]

        first, second = asyncio.run(main())
        self.assertEqual(first.error, "Execution timeout after 0.05 seconds")
        self.assertEqual(getattr(first.exception, "limit", None), "seconds")
        self.assertEqual(getattr(first.exception, "message", None), "time limit of 0.05 seconds reached")
        self.assertTrue(second.success)

    def test_nothing_happens_after_a_timeout(self) -> None:
        seen: List[int] = []
        run("while (true) { seen(1); }", timeout=0.05, context={"seen": seen.append})
        count = len(seen)
        for _ in range(100):
            run("result = 1;")
        self.assertEqual(len(seen), count)

    def test_time_in_the_queue_counts(self) -> None:
        async def main() -> List[AsyncMLResult]:
            async with AsyncMLExecutor(1) as executor:
                calls = [executor.execute("while (true) { }", timeout=0.1) for _ in range(5)]
                return await asyncio.gather(*calls)

        results = asyncio.run(main())
        self.assertEqual({result.error for result in results}, {"Execution timeout after 0.1 seconds"})

    def test_no_time_at_all(self) -> None:
        self.assertIn("timeout", run("while (true) { }", timeout=-1).error or "")
        self.assertTrue(run("result = 1;", timeout=0).success)

    def test_a_cancelled_task_stops_the_code(self) -> None:
        seen: List[int] = []

        async def main() -> None:
            async with AsyncMLExecutor(1) as executor:
                call = executor.execute("while (true) { seen(1); }", context={"seen": seen.append})
                task = asyncio.ensure_future(call)
                while not seen:
                    await asyncio.sleep(0)
                task.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await task
                self.assertTrue((await executor.execute("result = 1;", timeout=5)).success)

        asyncio.run(main())

    def test_a_cancelled_task_in_the_queue_never_runs(self) -> None:
        seen: List[int] = []

        async def main() -> None:
            async with AsyncMLExecutor(1) as executor:
                busy = asyncio.ensure_future(executor.execute("while (true) { }", timeout=0.1))
                await asyncio.sleep(0)
                waiting = asyncio.ensure_future(executor.execute("seen(1);", context={"seen": seen.append}))
                await asyncio.sleep(0)
                waiting.cancel()
                await busy
                await executor.execute("x = 1;")

        asyncio.run(main())
        self.assertEqual(seen, [])

    def test_after_shutdown(self) -> None:
        async def main() -> None:
            executor = AsyncMLExecutor()
            executor.shutdown()
            executor.shutdown()
            with self.assertRaisesRegex(RuntimeError, "cannot schedule new futures after shutdown"):
                await executor.execute("x = 1;")

        asyncio.run(main())

    def test_what_was_taken_is_done_after_a_shutdown_that_does_not_wait(self) -> None:
        async def main() -> List[AsyncMLResult]:
            executor = AsyncMLExecutor(1)
            calls = [asyncio.ensure_future(executor.execute(f"result = {number};")) for number in range(20)]
            await asyncio.sleep(0)
            executor.shutdown(wait=False)
            return await asyncio.gather(*calls)

        self.assertEqual([result.value for result in asyncio.run(main())], list(range(20)))

    def test_what_is_cancelled_with_the_executor_is_answered(self) -> None:
        async def main() -> List[AsyncMLResult]:
            executor = AsyncMLExecutor(2)
            calls = [asyncio.ensure_future(executor.execute("while (true) { }")) for _ in range(10)]
            await asyncio.sleep(0)
            executor.shutdown(cancel_futures=True)
            self.assertEqual(executor._queue.workers.threads, 0)
            return await asyncio.gather(*calls)

        for result in asyncio.run(main()):
            self.assertEqual((result.success, result.error), (False, "execution cancelled"))
            self.assertEqual(getattr(result.exception, "limit", None), "cancelled")

    def test_a_shutdown_stops_what_does_not_end(self) -> None:
        async def main() -> List[AsyncMLResult]:
            executor = AsyncMLExecutor(1)
            calls = [asyncio.ensure_future(executor.execute("while (true) { }")) for _ in range(3)]
            await asyncio.sleep(0)
            executor.shutdown()
            return await asyncio.gather(*calls)

        with mock.patch("mlpy_testkit.integration.executor._SHUTDOWN", 0.02):
            results = asyncio.run(main())
        self.assertEqual({result.error for result in results}, {"execution cancelled"})

    def test_what_has_no_limit_at_all_is_stopped(self) -> None:
        code = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from mlpy_testkit import AsyncMLExecutor, Limits
async def main():
    async with AsyncMLExecutor(limits=Limits(seconds=None, memory=None)) as executor:
        task = asyncio.ensure_future(executor.execute("while (true) {{ }}"))
        await asyncio.sleep(0)
        executor.shutdown(cancel_futures=True)
        print((await task).error)
asyncio.run(main())
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=30)
        self.assertEqual((done.returncode, done.stdout), (0, "execution cancelled\n"), done.stderr)

    def test_where_one_thread_cannot_stop_another_the_program_looks_itself(self) -> None:
        async def main() -> List[AsyncMLResult]:
            async with AsyncMLExecutor(1) as executor:
                late = await executor.execute("while (true) { }", timeout=0.02)
                task = asyncio.ensure_future(executor.execute("while (true) { }"))
                await asyncio.sleep(0)
                executor.shutdown(cancel_futures=True)
                return [late, await task]

        with mock.patch.object(type(watchdog), "can_interrupt", return_value=False):
            late, stopped = asyncio.run(main())
        self.assertEqual(late.error, "Execution timeout after 0.02 seconds")
        self.assertEqual(stopped.error, "execution cancelled")

    def test_what_is_late_already_never_runs(self) -> None:
        seen: List[int] = []
        result = run("seen(1);", timeout=1e-9, context={"seen": seen.append})
        self.assertEqual((result.error, seen), ("Execution timeout after 1e-09 seconds", []))
        self.assertEqual(result.audit.checks, ())

    def test_a_host_function_that_nobody_can_stop_is_not_waited_for(self) -> None:
        gate = threading.Event()
        result = run("wait(); result = 1;", timeout=0.01, context={"wait": gate.wait})
        gate.set()
        self.assertEqual((result.success, result.error), (False, "Execution timeout after 0.01 seconds"))

    def test_a_loop_that_was_closed_before(self) -> None:
        gate = threading.Event()
        executor = AsyncMLExecutor(1)
        loop = asyncio.new_event_loop()
        loop.set_exception_handler(lambda *_: None)  # it tells of the task that is pending
        task = loop.create_task(executor.execute("wait(); result = 1;", context={"wait": gate.wait}))
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
        del task
        gate.set()
        self.assertEqual(asyncio.run(executor.execute("result = 2;")).value, 2)
        executor.shutdown()
        gc.collect()

    def test_shutdown_waits_for_what_runs(self) -> None:
        async def main() -> AsyncMLResult:
            executor = AsyncMLExecutor(1)
            task = asyncio.ensure_future(executor.execute("result = sum(range(1000));"))
            await asyncio.sleep(0)
            executor.shutdown(wait=True)
            return await task

        self.assertEqual(asyncio.run(main()).value, 499500)

    def test_leaving_the_block_stops_what_runs(self) -> None:
        async def main() -> AsyncMLResult:
            async with AsyncMLExecutor(1) as executor:
                task = asyncio.ensure_future(executor.execute("while (true) { }"))
                await asyncio.sleep(0.01)
            return await task

        self.assertEqual(getattr(asyncio.run(main()).exception, "limit", None), "cancelled")

    def test_the_process_exits_whatever_runs(self) -> None:
        code = f"""
import asyncio, sys, threading
sys.path.insert(0, {str(ROOT)!r})
from mlpy_testkit.integration import Engine
from mlpy_testkit.integration.executor import AsyncMLExecutor
async def main():
    executor = AsyncMLExecutor(8, import_paths=[{str(ROOT / "tests" / "integration" / "programs")!r}],
                               capabilities=["functional.transform", "collections.transform"])
    for code in {ENDLESS!r}:
        result = await executor.execute(code, timeout=0.1)
        assert result.error == "Execution timeout after 0.1 seconds", (code, result)
    for code in {ENDLESS!r}:
        asyncio.ensure_future(executor.execute(code))
    await asyncio.sleep(0.05)
asyncio.run(main())
print("bye")
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=30)
        self.assertEqual((done.returncode, done.stdout), (0, "bye\n"), done.stderr)


class Load(unittest.TestCase):
    def test_every_call_has_exactly_one_outcome(self) -> None:
        dice = random.Random(5)

        async def call(executor: AsyncMLExecutor, number: int) -> str:
            kind = dice.choice(["value", "value", "value", "fail", "cancel"])
            if kind == "fail":
                result = await executor.execute(f'throw {{message: "m{number}"}};')
                self.assertEqual(result.error, f"m{number}")
            elif kind == "cancel":
                task = asyncio.ensure_future(executor.execute("while (true) { }"))
                await asyncio.sleep(0)
                task.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await task
            else:
                result = await executor.execute("result = number;", 60, {"number": number})
                self.assertEqual(result.value, number)
            return kind

        async def main() -> int:
            async with AsyncMLExecutor() as executor:
                done = await asyncio.gather(*(call(executor, number) for number in range(1000)))
                self.assertLessEqual(executor._queue.workers.threads, 4)
                return len(done)

        before = threading.active_count()
        self.assertEqual(asyncio.run(main()), 1000)
        self.assertLessEqual(threading.active_count(), before + 5)

    def test_a_storm(self) -> None:
        """A small version of ``benchmarks/storm.py``: timeouts, failures, cancellations, kills."""

        async def main(isolation: str, calls: int) -> Storm:
            async with AsyncMLExecutor(3, isolation=isolation) as executor:
                storm = Storm(executor, calls, seed=7)
                await storm.run()
            return storm

        for isolation, calls in (("thread", 400), ("process", 150)):
            with self.subTest(isolation):
                storm = asyncio.run(main(isolation, calls))
                self.assertEqual(storm.mistakes, [])
                self.assertEqual(sum(storm.outcomes.values()), calls)

    def test_one_executor_serves_several_loops(self) -> None:
        executor = AsyncMLExecutor()
        for _ in range(3):
            self.assertTrue(asyncio.run(executor.execute("result = 1;")).success)
        executor.shutdown()

    def test_one_executor_serves_loops_in_several_threads(self) -> None:
        executor = AsyncMLExecutor(2)
        found: List[Any] = []

        async def main(name: int) -> None:
            results = await asyncio.gather(
                *(executor.execute("result = n;", context={"n": [name, number]}) for number in range(100))
            )
            found.append([result.value for result in results] == [[name, number] for number in range(100)])

        threads = [threading.Thread(target=lambda name=name: asyncio.run(main(name))) for name in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        executor.shutdown()
        self.assertEqual(found, [True] * 4)

    def test_many_calls_without_an_executor_share_threads(self) -> None:
        async def main() -> List[AsyncMLResult]:
            return await asyncio.gather(*(async_ml_execute(f"result = {number};") for number in range(500)))

        before = threading.active_count()
        self.assertEqual([result.value for result in asyncio.run(main())], list(range(500)))
        self.assertLessEqual(threading.active_count(), before + 257)

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
    def test_after_a_fork(self) -> None:
        code = f"""
import asyncio, os, sys
sys.path.insert(0, {str(ROOT)!r})
from mlpy_testkit import AsyncMLExecutor, async_ml_execute
executors = [AsyncMLExecutor(), AsyncMLExecutor(isolation="process")]
def values():
    found = [asyncio.run(executor.execute("result = 1;")).value for executor in executors]
    return [*found, asyncio.run(async_ml_execute("while (true) {{ }}", timeout=0.05)).error]
print(values(), flush=True)
child = os.fork()
print(values(), flush=True)
if child:
    assert os.waitpid(child, 0)[1] == 0
    print(values(), flush=True)
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60)
        line = "[1, 1, 'Execution timeout after 0.05 seconds']\n"
        self.assertEqual((done.returncode, done.stdout), (0, line * 4), done.stderr)

    def test_fewer_threads_than_allowed_will_do(self) -> None:
        async def main() -> List[AsyncMLResult]:
            async with AsyncMLExecutor(4) as executor:
                await executor.execute("x = 1;")
                error = RuntimeError("can't start new thread")
                with mock.patch.object(threading.Thread, "start", side_effect=error):
                    return await asyncio.gather(*(executor.execute(f"result = {number};") for number in range(20)))

        self.assertEqual([result.value for result in asyncio.run(main())], list(range(20)))

    def test_no_thread_can_be_started(self) -> None:
        refused = mock.patch.object(threading.Thread, "start", side_effect=RuntimeError("can't start new thread"))
        with refused, self.assertRaisesRegex(RuntimeError, "can't start new thread"):
            asyncio.run(AsyncMLExecutor().execute("x = 1;"))


class WorkerThreads(unittest.TestCase):
    def test_idle_ones_end(self) -> None:
        workers = Workers(3, patience=0.01)
        done = threading.Event()
        workers.submit(done.set)
        self.assertTrue(done.wait(5))
        self.assertTrue(workers.wait(5))
        self.assertEqual(workers.threads, 0)
        done.clear()
        workers.submit(done.set)
        self.assertTrue(done.wait(5))
        workers.close()

    def test_a_thread_is_started_for_a_job_only_if_none_is_idle(self) -> None:
        workers = Workers(3)
        for _ in range(20):
            done = threading.Event()
            workers.submit(done.set)
            done.wait(5)
            while not workers._idle:
                continue
        self.assertEqual(workers.threads, 1)
        workers.close()
        self.assertTrue(workers.wait(5))

    def test_the_end_is_told_once(self) -> None:
        for jobs in (0, 1, 5):
            with self.subTest(jobs):
                ended: List[int] = []
                workers = Workers(2, finish=lambda ended=ended: ended.append(1))
                for _ in range(jobs):
                    workers.submit(lambda: None)
                workers.close()
                workers.close()
                self.assertTrue(workers.wait(5))
                self.assertEqual(ended, [1])

    def test_jobs_that_wait_are_done_after_closing(self) -> None:
        done: List[int] = []
        gate = threading.Event()
        workers = Workers(1)
        workers.submit(lambda: done.append(0) if gate.wait(5) else None)
        for number in range(1, 5):
            workers.submit(lambda number=number: done.append(number))
        workers.close()
        with self.assertRaisesRegex(RuntimeError, "cannot schedule new futures after shutdown"):
            workers.submit(gate.set)
        gate.set()
        self.assertTrue(workers.wait(5))
        self.assertEqual(done, [0, 1, 2, 3, 4])


class OnOtherExecutors(unittest.TestCase):
    def test_a_pool_of_processes(self) -> None:
        async def main(pool: ProcessPoolExecutor) -> List[AsyncMLResult]:
            async with AsyncMLExecutor(executor=pool, capabilities=["math.compute"]) as executor:
                return [
                    await executor.execute("import math; result = math.sqrt(n);", context={"n": 16}),
                    await executor.execute('x = 1;\nthrow {message: "no", code: 3};'),
                    await executor.execute("result = fn(x) => x;"),
                ]

        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            value, thrown, function = asyncio.run(main(pool))
        self.assertEqual((value.value, [check.type for check in value.audit.granted]), (4.0, ["math.compute"]))
        self.assertEqual((thrown.exception.line, thrown.exception.value["code"]), (2, 3))
        self.assertEqual(function.error, "the result cannot leave the process: a function stays where it was made")

    def test_one_that_fails_is_told(self) -> None:
        pool = ThreadPoolExecutor(1)
        pool.shutdown()

        async def main() -> AsyncMLResult:
            async with AsyncMLExecutor(executor=pool) as executor:
                return await executor.execute("x = 1;")

        result = asyncio.run(main())
        text = (
            "ThreadPoolExecutor did not execute the program: RuntimeError: cannot schedule new futures after shutdown"
        )
        self.assertEqual((result.error, getattr(result.exception, "stage", None)), (text, "crashed"))

    def test_one_that_waits_there_is_called_off(self) -> None:
        gate = threading.Event()

        async def main(pool: ThreadPoolExecutor) -> AsyncMLResult:
            pool.submit(gate.wait)
            async with AsyncMLExecutor(executor=pool) as executor:
                return await executor.execute("result = 1;", timeout=0.01)

        with ThreadPoolExecutor(1) as pool:
            self.assertEqual(asyncio.run(main(pool)).error, "Execution timeout after 0.01 seconds")
            gate.set()

    def test_a_pool_of_threads(self) -> None:
        async def main(pool: ThreadPoolExecutor) -> List[AsyncMLResult]:
            async with AsyncMLExecutor(executor=pool, capabilities=["math.compute"]) as executor:
                return [
                    await executor.execute("import math; result = math.sqrt(n);", context={"n": 16}),
                    await executor.execute("while (true) { }", timeout=0.1),
                    await executor.execute("x = 1;\ny = x / 0;"),
                ]

        with ThreadPoolExecutor(2) as pool:
            value, late, failed = asyncio.run(main(pool))
        self.assertEqual((value.value, [check.type for check in value.audit.granted]), (4.0, ["math.compute"]))
        self.assertEqual(late.error, "Execution timeout after 0.1 seconds")
        self.assertEqual(failed.exception.line, 2)

    def test_functions_do_not_travel(self) -> None:
        async def main(pool: ThreadPoolExecutor) -> AsyncMLResult:
            async with AsyncMLExecutor(executor=pool) as executor:
                return await executor.execute("f();", context={"f": [os.getpid]})

        with ThreadPoolExecutor(1) as pool:
            self.assertIn("variable 'f': a ", asyncio.run(main(pool)).error or "")
