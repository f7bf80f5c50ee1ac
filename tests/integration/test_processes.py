"""``isolation="process"``: child processes that execute programs, and die when they have to."""

import asyncio
import contextlib
import io
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from pathlib import Path
from typing import Any, List
from unittest import mock

from mlpy_testkit import Limits, MLDeniedError, MLThrownError, MLUsageError, World, capability_context, grant
from mlpy_testkit.capabilities import Grants
from mlpy_testkit.engine import Library as BaseLibrary
from mlpy_testkit.integration import Engine, processes
from mlpy_testkit.integration.executor import AsyncMLExecutor
from mlpy_testkit.integration.jobs import Task, read
from mlpy_testkit.integration.processes import Child, Children
from mlpy_testkit.integration.results import AsyncMLResult

ROOT = Path(__file__).resolve().parent.parent.parent


def execute(*codes: str, options: Any = None, **call: Any) -> List[AsyncMLResult]:
    """Return what some programs come to, one after another on one executor."""

    async def main() -> List[AsyncMLResult]:
        async with AsyncMLExecutor(1, isolation="process", **(options or {})) as executor:
            return [await executor.execute(code, **call) for code in codes]

    return asyncio.run(main())


class TheSame(unittest.TestCase):
    def test_values_errors_output_and_checks_come_back(self) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            value, thrown, denied, printed = execute(
                "result = [n, {a: null}, 1 / 4, 10 + 0];",
                'x = 1;\nthrow {message: "no", code: 3};',
                'import file;\ntry { file.read("/x"); } except (e) { }\nfile.read("/y");',
                'print("out"); result = 1;',
                context={"n": float("inf")},
            )
        self.assertEqual(value.value, [float("inf"), {"a": None}, 0.25, 10])
        self.assertIsInstance(thrown.exception, MLThrownError)
        self.assertEqual((thrown.exception.value, thrown.exception.line), ({"message": "no", "code": 3}, 2))
        self.assertIsInstance(denied.exception, MLDeniedError)
        checks = [(check.type, check.resource, check.granted, check.line) for check in denied.audit.checks]
        self.assertEqual(checks, [("file.read", "/x", False, 2), ("file.read", "/y", False, 3)])
        self.assertEqual(printed.output, "out\n")

    def test_nothing_is_left_for_the_next_program(self) -> None:
        _, second = execute("x = 1;", "result = x;")
        self.assertEqual(second.error, "name 'x' is not defined")

    def test_grants_of_the_caller(self) -> None:
        with capability_context(Grants([grant("math.compute", max_usage_count=1)])) as context:
            first, second = execute(*["import math; result = math.sqrt(16);"] * 2)
        self.assertEqual((first.value, second.success), (4.0, False))
        assert context is not None
        self.assertEqual([check.granted for check in context.audit.checks], [True, False])

    def test_a_world_in_memory(self) -> None:
        world = World.fake(files={"/a.txt": "one"})
        options = {"world": world, "capabilities": ["file.read"]}
        (result,) = execute('import file; result = file.read("/a.txt");', options=options)
        self.assertEqual(result.value, "one")

    def test_the_same_process_serves_again(self) -> None:
        async def main() -> List[Any]:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                pids = []
                for _ in range(3):
                    await executor.execute("result = 1;")
                    pids.append(executor._place.pids())
                return pids

        pids = asyncio.run(main())
        self.assertEqual(len({str(pid) for pid in pids}), 1)

    def test_leaving_waits_until_the_processes_have_gone(self) -> None:
        async def main() -> AsyncMLExecutor:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                await executor.execute("result = 1;")
                self.assertEqual(executor._queue.workers.threads, 1)
            return executor

        self.assertEqual(asyncio.run(main())._queue.workers.threads, 0)

    def test_settings_of_an_engine_go_along(self) -> None:
        for engine, text in ((Engine(host_spelling=True), "None"), (Engine(), "null")):
            (result,) = execute('result = "" + null;', options={"engine": engine})
            self.assertEqual(result.value, text)
        with self.assertRaisesRegex(MLUsageError, "only the embedded engine"):
            AsyncMLExecutor(isolation="process", engine=Engine(library=BaseLibrary))

    def test_objects_of_the_library_stay_there(self) -> None:
        (result,) = execute("import datetime; result = [datetime.now()];", options={"capabilities": ["datetime.now"]})
        self.assertIn("the result cannot leave the process", result.error or "")

    def test_sharing_is_refused(self) -> None:
        with self.assertRaisesRegex(MLUsageError, "share_context needs isolation 'thread'"):
            execute("x = 1;", context={"list": []}, share_context=True)

    def test_a_deep_value(self) -> None:
        deep: Any = []
        for _ in range(100_000):
            deep = [deep]
        (result,) = execute("result = 1;", context={"deep": deep})
        self.assertIn("this cannot be sent to another process", result.error or "")

    def test_many_at_once(self) -> None:
        async def main() -> List[AsyncMLResult]:
            async with AsyncMLExecutor(2, isolation="process") as executor:
                codes = ['throw {message: "no"};' if number % 5 == 0 else "result = n;" for number in range(50)]
                calls = [executor.execute(code, context={"n": number}) for number, code in enumerate(codes)]
                results = await asyncio.gather(*calls)
                self.assertLessEqual(len(executor._place.pids()), 2)
                return results

        for number, result in enumerate(asyncio.run(main())):
            self.assertEqual((result.value, result.error), (number, None) if number % 5 else (None, "no"))

    def test_what_cannot_travel_is_refused(self) -> None:
        (result,) = execute("f();", context={"f": os.getpid})
        self.assertIsInstance(result.exception, MLUsageError)
        (result,) = execute("result = fn(x) => x;")
        self.assertIn("the result cannot leave the process", result.error or "")


class Killed(unittest.TestCase):
    def test_a_program_that_does_not_stop(self) -> None:
        async def main() -> List[AsyncMLResult]:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                late = await executor.execute("while (true) { }", timeout=0.3)
                return [late, await executor.execute("result = 1;")]

        late, after = asyncio.run(main())
        self.assertEqual((late.error, after.value), ("Execution timeout after 0.3 seconds", 1))

    def test_what_no_thread_could_stop(self) -> None:
        code = "x = 3; i = 0; while (i < 40) { x = x * x; i = i + 1; }"  # the last products take minutes
        limits = Limits(seconds=0.2, bits=None)
        started = time.monotonic()
        by_limit, by_timeout, after = [], [], []

        async def main() -> None:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                await executor.execute("x = 1;")
                by_limit.append(await executor.execute(code, limits=limits))
                by_timeout.append(await executor.execute(code, timeout=0.2, limits=Limits(seconds=None, bits=None)))
                after.append(await executor.execute("result = 1;"))

        asyncio.run(main())
        self.assertEqual(by_limit[0].error, "time limit of 0.2 seconds reached")
        self.assertEqual(by_timeout[0].error, "Execution timeout after 0.2 seconds")
        self.assertEqual(getattr(by_timeout[0].exception, "limit", None), "seconds")
        self.assertEqual(after[0].value, 1)
        self.assertLess(time.monotonic() - started, 20)

    def test_without_a_loop_too(self) -> None:
        with AsyncMLExecutor(1, isolation="process", limits=Limits(seconds=0.3, bits=None)) as executor:
            result = executor._execute_sync("x = 3; i = 0; while (i < 40) { x = x * x; i = i + 1; }")
        self.assertEqual(result.error, "time limit of 0.3 seconds reached")

    @unittest.skipUnless(sys.platform == "linux", "other systems do not tell the limits of a process")
    def test_the_limits_of_one_program_are_not_those_of_the_next(self) -> None:
        import resource

        async def main() -> None:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                await executor.execute("x = 1;", limits=Limits(seconds=1, memory=100_000_000))
                (pid,) = executor._place.pids()
                for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
                    soft, hard = resource.prlimit(pid, kind)
                    self.assertEqual(soft, hard)

        asyncio.run(main())

    def test_one_that_was_killed_after_its_program_is_not_used_again(self) -> None:
        children = Children()
        first = children.take()
        first.kill()
        children.give(first)
        second = children.take()
        self.assertNotEqual(first.pid, second.pid)
        self.assertEqual(second.execute(Task("result = 1;", None, Limits(), ()), Limits()).value, 1)
        children.give(second)
        self.assertEqual(children.pids(), [second.pid])
        children.close()
        self.assertEqual(children.pids(), [])

    def test_a_short_timeout_does_not_kill_a_process_that_is_starting(self) -> None:
        async def main() -> List[Any]:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                late = await executor.execute("while (true) { }", timeout=0.02)
                self.assertEqual(late.error, "Execution timeout after 0.02 seconds")
                pids = executor._place.pids()
                self.assertEqual((await executor.execute("result = 1;")).value, 1)
                return [pids, executor._place.pids()]

        before, after = asyncio.run(main())
        self.assertEqual(before, after)

    def test_a_process_that_was_killed_is_told_and_replaced(self) -> None:
        async def main() -> List[AsyncMLResult]:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                running = asyncio.ensure_future(executor.execute("while (true) { }"))
                while not running.done():  # one that had nothing to do yet is replaced in silence
                    for pid in executor._place.pids():
                        with contextlib.suppress(ProcessLookupError):
                            os.kill(pid, signal.SIGTERM)
                    await asyncio.sleep(0)
                return [await running, await executor.execute("result = 1;")]

        killed, after = asyncio.run(main())
        self.assertEqual(killed.error, "the process was killed by SIGTERM")
        self.assertEqual(after.value, 1)

    def test_cancelling_kills(self) -> None:
        async def main() -> AsyncMLResult:
            async with AsyncMLExecutor(1, isolation="process") as executor:
                await executor.execute("x = 1;")
                running = asyncio.ensure_future(executor.execute("while (true) { }"))
                await asyncio.sleep(0)
                running.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await running
                return await executor.execute("result = 1;")

        self.assertEqual(asyncio.run(main()).value, 1)

    @unittest.skipUnless(sys.platform == "linux", "RLIMIT_AS holds on Linux")
    def test_memory(self) -> None:
        limits = Limits(memory=200_000_000, items=None, text=None)
        (result,) = execute('x = "x" * 300000000; result = len(x);', options={"limits": limits})
        self.assertEqual(getattr(result.exception, "limit", None), "memory", result)

    def test_one_whose_parent_was_killed_leaves(self) -> None:
        code = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from mlpy_testkit.integration.executor import AsyncMLExecutor
async def main():
    executor = AsyncMLExecutor(1, isolation="process")
    await executor.execute("x = 1;")
    asyncio.ensure_future(executor.execute("while (true) {{ }}"))
    await asyncio.sleep(0.05)
    print("busy", flush=True)
    await asyncio.sleep(30)
asyncio.run(main())
"""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        with subprocess.Popen([sys.executable, "-c", code], **pipes) as parent:
            self.assertEqual(parent.stdout.readline(), "busy\n")
            parent.kill()
            parent.communicate(timeout=20)  # standard error ends when nobody has it any more

    def test_from_a_zip(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            archive = os.path.join(folder, "kit.zip")
            with zipfile.ZipFile(archive, "w") as file:
                for path in sorted((ROOT / "mlpy_testkit").rglob("*.py")):
                    file.write(path, path.relative_to(ROOT))
            code = f"""
import asyncio, sys
sys.path.insert(0, {archive!r})
from mlpy_testkit import AsyncMLExecutor
async def main():
    async with AsyncMLExecutor(1, isolation="process") as executor:
        return await executor.execute("result = 6 * 7;")
print(asyncio.run(main()).value)
"""
            options = {"capture_output": True, "encoding": "utf-8", "cwd": folder, "timeout": 60}
            done = subprocess.run([sys.executable, "-I", "-S", "-c", code], **options)
        self.assertEqual((done.returncode, done.stdout), (0, "42\n"), done.stderr)

    def test_no_process_is_left(self) -> None:
        code = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from mlpy_testkit.integration.executor import AsyncMLExecutor
async def main():
    executor = AsyncMLExecutor(1, isolation="process")
    await executor.execute("x = 1;")
    asyncio.ensure_future(executor.execute("while (true) {{ }}"))
    await asyncio.sleep(0.05)
asyncio.run(main())
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=30)
        self.assertEqual(done.returncode, 0, done.stderr)  # and nobody has standard error any more


# What other programs say in the place of the child process; ``_START`` is formatted, so there are no braces in them.
READY = "import os, sys; os.write(1, bytes(8)); "
ASKED = READY + "sys.stdin.buffer.read(1); "


class Strange(unittest.TestCase):
    """Processes that do not do as they should."""

    def setUp(self) -> None:
        self.children = Children()
        self.addCleanup(self.children.close)

    def report(self, code: str) -> Any:
        """Return the report on a program that is sent to a process which runs other code instead."""
        with mock.patch.object(processes, "_START", code):
            child = self.children.take()
        if not isinstance(child, Child):
            return child
        found = child.execute(Task("x = 1;", None, Limits(), ()), Limits(seconds=7))
        self.children.give(child)
        return found

    def test_it_ends_before_it_serves(self) -> None:
        self.assertEqual(self.report("raise SystemExit(3)").error.message, "the process ended with status 3")
        self.assertEqual(self.children.pids(), [])

    def test_it_ends_instead_of_an_answer(self) -> None:
        self.assertEqual(self.report(ASKED + "os._exit(4)").error.message, "the process ended with status 4")

    def test_its_answer_is_none(self) -> None:
        error = self.report(ASKED + "os.write(1, bytes(7) + b'\\3abc'); sys.stdin.read()").error
        self.assertRegex(error.message, "^the answer of the process cannot be understood: ")
        self.assertEqual(self.children.pids(), [])

    @unittest.skipUnless(hasattr(signal, "SIGXCPU"), "there is no such signal on Windows")
    def test_the_system_ends_it_at_its_limit(self) -> None:
        code = ASKED + "import resource, signal; resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); "
        error = self.report(code + "os.kill(os.getpid(), signal.SIGXCPU)").error
        self.assertEqual((error.message, error.limit), ("time limit of 7 seconds reached", "seconds"))

    def test_it_died_while_it_had_nothing_to_do(self) -> None:
        first = self.children.take()
        self.children.give(first)
        first._process.kill()
        first._process.wait()
        second = self.children.take()
        self.assertNotEqual(first.pid, second.pid)
        self.assertEqual(self.children.pids(), [second.pid])
        self.children.give(second)

    @unittest.skipUnless(os.name == "posix", "needs signals")
    def test_it_died_and_nobody_has_seen_it(self) -> None:
        child = self.children.take()
        child._process.kill()
        child._process.wait()
        report = child.execute(Task("x = 1;", None, Limits(), ()), Limits())
        self.assertEqual(report.error.message, "the process was killed by SIGKILL")
        child.kill()  # says nothing: there is none any more
        self.children.give(child)

    def test_it_does_not_leave(self) -> None:
        child = self.children.take()
        with mock.patch.object(processes, "_FAREWELL", 0.01):
            child.wait()
        self.assertFalse(child.is_alive())
        self.children.give(child)

    def test_none_after_the_end(self) -> None:
        self.children.close()
        with self.assertRaisesRegex(RuntimeError, "after shutdown"):
            self.children.take()

    def test_there_is_no_python_to_start(self) -> None:
        for name, value in (("executable", ""), ("frozen", True)):
            with self.subTest(name), mock.patch.object(sys, name, value, create=True):
                (result,) = execute("x = 1;")
                self.assertEqual(result.error, "processes cannot be started: sys.executable is no Python")


class Reader(unittest.TestCase):
    def test_an_answer_cannot_run_code(self) -> None:
        for value in (print, os.system, Child, subprocess.Popen):
            with self.subTest(value), self.assertRaises(pickle.UnpicklingError):
                read(pickle.dumps(value))
