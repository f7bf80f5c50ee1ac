"""What a test leaves behind fails it, with the line that made it."""

import asyncio
import os
import subprocess
import sys
import threading
import unittest
from typing import Any, Dict

from mlpy_testkit import AsyncMLExecutor, MLIntegrationTestCase, MLTestCase
from mlpy_testkit.case.leaks import KINDS

from .test_lifecycle import outcome


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

    def test_in_tests_without_a_loop_too(self) -> None:
        class Case(MLTestCase):
            def test(self) -> None:
                AsyncMLExecutor()

        self.assertIn("an AsyncMLExecutor was not closed", outcome(Case("test")))


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

        self.assertIn("a thread was left running: left alone", self.run_case(test, "threads"))

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

    @unittest.skipUnless(os.path.isdir("/proc/self/fd"), "descriptors are counted where there is /proc")
    def test_descriptors(self) -> None:
        def test(self: Any) -> None:
            handle = os.open(os.devnull, os.O_RDONLY)
            opened.append(handle)

        opened: Any = []
        found = self.run_case(test, "descriptors")
        for handle in opened:
            os.close(handle)
        self.assertIn(f"a descriptor was left open: {os.devnull}", found)

    @unittest.skipUnless(os.path.isdir("/proc/self/task"), "children are counted where there is /proc")
    def test_processes(self) -> None:
        def test(self: Any) -> None:
            started.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))

        started: Any = []
        found = self.run_case(test, "processes")
        for process in started:
            process.communicate(b"\n")
        self.assertIn("a child process was left", found)

    def test_all_kinds_at_once_on_a_clean_test(self) -> None:
        async def test(self: Any) -> None:
            await asyncio.sleep(0)
            self.session.run("x = 1")

        self.assertEqual(outcome(case(test, ml_leaks=KINDS)), "")

    def test_an_unknown_kind(self) -> None:
        options: Dict[str, Any] = {"ml_leaks": ["spoons"]}
        self.assertIn("ml_leaks must be a list of tasks, threads", outcome(case(lambda self: None, **options)))
