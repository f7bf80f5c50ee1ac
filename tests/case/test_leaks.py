"""What a test leaves behind fails it, with the line that made it."""

import asyncio
import os
import subprocess
import sys
import threading
import unittest
from pathlib import Path
from typing import Any, Dict, List
from unittest import mock

from mlpy_testkit import AsyncMLExecutor, MLIntegrationTestCase, MLREPLSession, MLTestCase
from mlpy_testkit.case import base, leaks, lifecycle
from mlpy_testkit.case.leaks import KINDS
from mlpy_testkit.case.threads import Spare

from .test_lifecycle import outcome

ROOT = Path(__file__).resolve().parent.parent.parent


def case(function: Any, **attributes: Any) -> unittest.TestCase:
    """Return a test that is this function."""
    made: unittest.TestCase = type("Case", (MLIntegrationTestCase,), {"test": function, **attributes})("test")
    return made


class Always(unittest.TestCase):
    def test_an_executor(self) -> None:
        def test(self: Any) -> None:
            AsyncMLExecutor()

        self.assertRegex(outcome(case(test)), r"an AsyncMLExecutor was not closed, made at .*test_leaks.py:\d+$")

    def test_an_executor_that_was_closed(self) -> None:
        async def test(self: Any) -> None:
            async with AsyncMLExecutor() as executor:
                await executor.execute("x = 1;")
            AsyncMLExecutor().shutdown()

        self.assertEqual(outcome(case(test)), "")

    def test_those_of_the_test_itself_are_closed(self) -> None:
        async def test(self: Any) -> None:
            self.session.run("x = 1")
            await self.executor.execute("x = 1;")

        self.assertEqual(outcome(case(test)), "")

    def test_those_of_a_test_that_runs_beside_it_are_not_its_own(self) -> None:
        begun, opened, over = (threading.Event() for _ in range(3))

        def holds(self: Any) -> None:
            begun.wait(10)
            self.session.run("x = 1;")
            opened.set()
            over.wait(10)

        def looks(self: Any) -> None:
            begun.set()
            opened.wait(10)

        found: List[str] = []
        beside = threading.Thread(target=lambda: found.append(outcome(case(holds))))
        beside.start()
        found.append(outcome(case(looks)))
        over.set()
        beside.join()
        self.assertEqual(found, ["", ""])

    def test_in_a_thread_that_knows_no_test(self) -> None:
        def test(self: Any) -> None:
            thread = threading.Thread(target=AsyncMLExecutor)
            thread.start()
            thread.join()

        self.assertIn("an AsyncMLExecutor was not closed", outcome(case(test)))

    def test_in_tests_without_a_loop_too(self) -> None:
        class Case(MLTestCase):
            def test(self) -> None:
                AsyncMLExecutor()

        self.assertIn("an AsyncMLExecutor was not closed", outcome(Case("test")))

    def test_a_session(self) -> None:
        def test(self: Any) -> None:
            self.kept = MLREPLSession()

        self.assertRegex(outcome(case(test)), r"an MLREPLSession was not closed, made at .*test_leaks.py:\d+$")

    def test_an_execution_that_cannot_be_stopped(self) -> None:
        begun, done = threading.Event(), threading.Event()
        self.addCleanup(done.set)

        def block() -> None:
            begun.set()
            done.wait()

        async def test(self: Any) -> None:
            execution = asyncio.ensure_future(self.executor.execute("block();", context={"block": block}))
            while not begun.is_set():
                await asyncio.sleep(0)
            execution.cancel()

        with mock.patch.object(base, "PATIENCE", 0.01):
            found = outcome(case(test, ml_leaks=()))
        self.assertIn("an execution of self.executor still runs: what it called cannot be stopped", found)

    def test_tests_of_a_class_hand_their_threads_on(self) -> None:
        seen: List[Any] = []

        async def test(self: Any) -> None:
            await self.executor.execute("note();", context={"note": lambda: seen.append(threading.current_thread())})
            while not self.executor._queue.workers._workers.is_idle:  # it has answered, and is about to wait
                await asyncio.sleep(0)

        kind = type("Case", (MLIntegrationTestCase,), {"test_one": test, "test_two": test})
        before = threading.active_count()
        result = unittest.TestResult()
        unittest.TestSuite([kind("test_one"), kind("test_two")]).run(result)
        self.assertTrue(result.wasSuccessful(), result.errors)
        self.assertIs(seen[0], seen[1])
        self.assertEqual(threading.active_count(), before)

    def test_threads_that_are_busy_are_not_handed_on(self) -> None:
        spare = Spare()
        first = spare.take(2)
        done = threading.Event()
        self.addCleanup(done.set)
        first.submit(done.wait)
        first.close()
        self.assertFalse(first.wait(0.01))
        done.set()
        self.assertTrue(first.wait(5))
        with self.assertRaisesRegex(RuntimeError, "after shutdown"):
            first.submit(done.set)
        second = spare.take(2)
        self.assertIsNot(second._workers, first._workers)
        second.close()
        second.close()
        third = spare.take(2)
        self.assertIs(third._workers, second._workers)
        self.assertIsNot(spare.take(2)._workers, third._workers)

    def test_a_thread_of_the_loop(self) -> None:
        done = threading.Event()
        self.addCleanup(done.set)

        async def test(self: Any) -> None:
            started = asyncio.Event()
            loop = asyncio.get_running_loop()
            loop.run_in_executor(None, lambda: (loop.call_soon_threadsafe(started.set), done.wait()))
            await started.wait()

        with mock.patch.object(lifecycle, "PATIENCE", 0.01):
            found = outcome(case(test, ml_leaks=()))
        self.assertRegex(found, r"a function still runs in a thread of the loop, put there at .*test_leaks.py:\d+$")

    def test_threads_of_the_loop_that_end(self) -> None:
        async def test(self: Any) -> None:
            loop = asyncio.get_running_loop()
            self.assertEqual(await loop.run_in_executor(None, len, "abc"), 3)
            with self.assertRaises(ZeroDivisionError):
                await loop.run_in_executor(None, divmod, 1, 0)
            loop.run_in_executor(None, len, "abc")
            await loop.shutdown_default_executor()

        self.assertEqual(outcome(case(test, ml_leaks=KINDS)), "")

    def test_a_thread_of_the_loop_does_not_keep_python(self) -> None:
        code = (
            "import asyncio, threading, unittest, mlpy_testkit\n"
            "from mlpy_testkit.case import lifecycle\n"
            "lifecycle.PATIENCE = 0.01\n"
            "class Case(mlpy_testkit.MLIntegrationTestCase):\n"
            "    async def test(self):\n"
            "        loop, started = asyncio.get_running_loop(), asyncio.Event()\n"
            "        def forever():\n"
            "            loop.call_soon_threadsafe(started.set)\n"
            "            threading.Event().wait()\n"
            "        loop.run_in_executor(None, forever)\n"
            "        await started.wait()\n"
            "unittest.main()"
        )
        done = subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, timeout=60, cwd=ROOT)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"a function still runs in a thread of the loop", done.stderr)


class Tasks(unittest.TestCase):
    def test_one_that_is_left(self) -> None:
        async def forever() -> None:
            await asyncio.Event().wait()

        async def test(self: Any) -> None:
            self.task = asyncio.ensure_future(forever())

        found = outcome(case(test))
        self.assertRegex(found, r"a task was left running: .*forever, created at .*test_leaks.py:\d+$")

    def test_one_that_failed_unnoticed(self) -> None:
        async def fail() -> None:
            raise ValueError("nobody looks")

        async def test(self: Any) -> None:
            self.task = asyncio.ensure_future(fail())

        self.assertIn("ValueError: nobody looks", outcome(case(test)))

    def test_one_that_failed_and_is_gone(self) -> None:
        async def fail() -> None:
            raise ValueError("nobody looks")

        async def test(self: Any) -> None:
            task = asyncio.ensure_future(fail())
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            del task

        self.assertIn("ValueError: nobody looks", outcome(case(test)))

    def test_those_that_are_done_are_no_leak(self) -> None:
        async def fail() -> None:
            raise ValueError

        async def test(self: Any) -> None:
            done = asyncio.ensure_future(asyncio.sleep(0))
            cancelled = asyncio.ensure_future(asyncio.Event().wait())
            failed = asyncio.ensure_future(fail())
            await done
            cancelled.cancel()
            with self.assertRaises(ValueError):
                await failed

        self.assertEqual(outcome(case(test)), "")

    def test_one_that_hears_last_that_it_is_cancelled(self) -> None:
        async def chain(length: int) -> None:
            await (asyncio.ensure_future(chain(length - 1)) if length else asyncio.Event().wait())

        async def test(self: Any) -> None:
            task = asyncio.ensure_future(chain(3))
            for _ in range(5):
                await asyncio.sleep(0)
            task.cancel()

        self.assertEqual(outcome(case(test)), "")

    def test_can_be_allowed(self) -> None:
        async def test(self: Any) -> None:
            self.task = asyncio.ensure_future(asyncio.Event().wait())

        self.assertEqual(outcome(case(test, ml_leaks=())), "")

    def test_names_stay(self) -> None:
        async def test(self: Any) -> None:
            task = asyncio.get_running_loop().create_task(asyncio.sleep(0), name="mine")
            other = asyncio.get_running_loop().create_task(asyncio.sleep(0))
            self.assertEqual(task.get_name(), "mine")
            self.assertNotEqual(other.get_name(), "None")
            await asyncio.gather(task, other)

        self.assertEqual(outcome(case(test)), "")


class OnRequest(unittest.TestCase):
    def run_case(self, function: Any, *kinds: str) -> str:
        self.assertEqual(outcome(case(function)), "", "it is not looked at unless asked for")
        return outcome(case(function, ml_leaks=kinds))

    def test_threads(self) -> None:
        done = threading.Event()
        self.addCleanup(done.set)

        def test(self: Any) -> None:
            threading.Thread(target=done.wait, name="left alone", daemon=True).start()

        with mock.patch.object(leaks, "_PATIENCE", 0.01):
            found = self.run_case(test, "threads")
        self.assertRegex(found, r"a thread was left running: left alone, started at .*test_leaks.py:\d+$")

    def test_threads_that_are_about_to_end(self) -> None:
        def test(self: Any) -> None:
            threading.Thread(target=len, args=("abc",)).start()
            self.executor._execute_sync("x = 1;")

        self.assertEqual(outcome(case(test, ml_leaks=["threads"])), "")

    def test_the_environment(self) -> None:
        self.addCleanup(os.environ.pop, "LEFT_BY_A_TEST", None)

        def test(self: Any) -> None:
            os.environ["LEFT_BY_A_TEST"] = os.environ.get("LEFT_BY_A_TEST", "") + "1"

        self.assertIn("the environment was changed: LEFT_BY_A_TEST", self.run_case(test, "environment"))

    def test_the_working_directory(self) -> None:
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        folders = iter([os.path.dirname(before), before])

        def test(self: Any) -> None:
            os.chdir(next(folders))

        self.assertIn("the working directory was changed", self.run_case(test, "directory"))

    def test_coroutines_that_something_refers_to(self) -> None:
        def test(self: Any) -> None:
            kept.append(asyncio.sleep(0))

        kept: List[Any] = []
        found = self.run_case(test, "coroutines")
        kept[0].close()
        self.assertRegex(found, r"a coroutine was never awaited: sleep, made at .*test_leaks.py:\d+$")
        self.assertEqual(self.run_case(lambda self: None, "coroutines"), "")
        with self.assertRaisesRegex(RuntimeError, "cannot reuse already awaited coroutine"):
            kept[1].send(None)  # it is closed, so that no later test is told of it

    def test_coroutines_that_were_awaited_or_were_there_before(self) -> None:
        async def begun() -> None:
            await asyncio.sleep(0)

        async def test(self: Any) -> None:
            kept.append(begun())
            await kept[-1]
            kept.append(begun())
            kept[-1].send(None)
            self.addCleanup(kept[-1].close)
            self.task = asyncio.ensure_future(begun())
            await self.task

        depth = sys.get_coroutine_origin_tracking_depth()
        self.addCleanup(sys.set_coroutine_origin_tracking_depth, depth)
        sys.set_coroutine_origin_tracking_depth(1)
        kept: List[Any] = [begun()]  # as a test leaves it that nobody asked to look for them
        self.addCleanup(kept[0].close)
        self.assertEqual(self.run_case(test, "coroutines"), "")

    @unittest.skipUnless(os.path.isdir("/proc/self/fd"), "descriptors are counted where there is /proc")
    def test_descriptors(self) -> None:
        def test(self: Any) -> None:
            handle = os.open(os.devnull, os.O_RDONLY)
            opened.append(handle)

        opened: Any = []
        found = self.run_case(test, "descriptors")
        for handle in opened:
            os.close(handle)
        self.assertRegex(found, rf"a descriptor was left open: {os.devnull}, opened at .*test_leaks.py:\d+$")

    @unittest.skipUnless(os.path.isdir("/proc/self/task"), "children are counted where there is /proc")
    def test_processes(self) -> None:
        def test(self: Any) -> None:
            started.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))

        started: Any = []
        found = self.run_case(test, "processes")
        for process in started:
            process.communicate(b"\n")
        self.assertRegex(found, r"a child process was left: \d+, started at .*test_leaks.py:\d+$")

    def test_processes_that_were_waited_for(self) -> None:
        def test(self: Any) -> None:
            subprocess.run([sys.executable, "-c", ""], check=True)

        self.assertEqual(outcome(case(test, ml_leaks=["processes"])), "")

    def test_all_kinds_at_once_on_a_clean_test(self) -> None:
        async def test(self: Any) -> None:
            await asyncio.sleep(0)
            self.session.run("x = 1")

        self.assertEqual(outcome(case(test, ml_leaks=KINDS)), "")

    def test_an_unknown_kind(self) -> None:
        for kinds in (["spoons"], "tasks", None, 5):
            options: Dict[str, Any] = {"ml_leaks": kinds}
            self.assertIn("ml_leaks must be a list of tasks, coroutines,", outcome(case(lambda self: None, **options)))
